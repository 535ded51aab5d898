import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import { type Exam, MAX_SECTION_TITLE, type Section } from "../model/exams/exam_schema.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { titleText } from "../rich_text/rich_text.ts";
import { requireExam } from "./access.ts";
import { readSlots } from "./problems.ts";

/** A question with its number on the paper. */
export interface PaperQuestion {
  slotId: string;
  number: number;
  maxMark: number;
  content: DraftContent;
}

export interface PaperSection extends Pick<Section, "id" | "title" | "intro"> {
  questions: PaperQuestion[];
}

/** The test as it would be published now, unpublished changes included; what nobody wrote yet is left out. */
export async function paperOfDraft(
  deps: AuthoringDeps,
  { user, examId }: { user: User; examId: string },
): Promise<{ exam: Exam; sections: PaperSection[] }> {
  const exam = await requireExam(deps, user, examId);
  const read = new Map((await readSlots(deps, exam)).map((it) => [it.slot.slotId, it.content]));
  let number = 0;
  const sections = exam.draft.sections.map(({ id, title, intro, slots }) => ({
    ...{ id, intro, title: titleText(title, MAX_SECTION_TITLE) },
    questions: slots.flatMap(({ slotId, maxMark }) => {
      const content = read.get(slotId) ?? null;
      return content === null ? [] : [{ slotId, number: ++number, maxMark, content }];
    }),
  }));
  return { exam, sections: sections.filter(({ questions }) => questions.length > 0) };
}
