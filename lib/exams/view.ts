import type { TeacherSlot, TeacherTest, TestRow } from "../model/questions/authoring_schema.ts";
import type { Exam, ExamVersion } from "../model/exams/exam_schema.ts";
import { sumMarks } from "../model/marking/marks.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { plainTitle } from "../rich_text/rich_text.ts";
import { listAll } from "../store/store.ts";
import { requireExam, slotsOf } from "./access.ts";
import { type ReadSlot, readSlots } from "./problems.ts";

/** A test as its writers see it, with what there is to mend. */
export async function teacherTest(deps: AuthoringDeps, exam: Exam): Promise<TeacherTest> {
  const slots = new Map((await readSlots(deps, exam)).map((it) => [it.slot.slotId, it]));
  const { id, title, description, subjectId, ownerId, editorIds, state, draftRev } = exam;
  return {
    ...{ id, title, description, subjectId, ownerId, editorIds, state, draftRev },
    publishedVersion: exam.publishedVersion,
    updatedAt: exam.updatedAt,
    instructions: exam.draft.instructions,
    sections: exam.draft.sections.map((section) => ({
      ...section,
      slots: section.slots.map(({ slotId }) => teacherSlot(slots.get(slotId)!)),
    })),
    totalMarks: marksOf(exam),
    unpublished: exam.publishedRev !== exam.draftRev || [...slots.values()].some((it) => it.open),
  };
}

function teacherSlot({ slot, question, content, open, problems }: ReadSlot): TeacherSlot {
  return {
    ...slot,
    title: content === null ? question?.title ?? "" : plainTitle(content.prompt),
    kind: content?.kind ?? question?.kind ?? "essay",
    headVersion: question?.headVersion ?? 0,
    open,
    problems,
  };
}

function marksOf(exam: Exam): number {
  return sumMarks(slotsOf(exam).map(({ maxMark }) => maxMark));
}

/** A test as lists show it. */
export async function testRow({ tables }: AuthoringDeps, exam: Exam): Promise<TestRow> {
  const { id, title, subjectId, ownerId, state, publishedVersion, updatedAt } = exam;
  const open = exam.publishedRev === exam.draftRev &&
    await tables.questionDrafts.count("open", exam.schoolId, [id], 1) > 0;
  return {
    ...{ id, title, subjectId, ownerId, state, publishedVersion, updatedAt },
    questionCount: slotsOf(exam).length,
    totalMarks: marksOf(exam),
    unpublished: open || exam.publishedRev !== exam.draftRev,
  };
}

/** Every version of a test, newest first. */
export async function examVersions(
  deps: AuthoringDeps,
  { user, examId }: { user: User; examId: string },
): Promise<ExamVersion[]> {
  const exam = await requireExam(deps, user, examId);
  return await listAll(deps.tables.examVersions, "byExam", exam.schoolId, [exam.id], {
    reverse: true,
  });
}
