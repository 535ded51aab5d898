import { canonicalJson } from "../model/process/canonical_json.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Exam, ExamVersion } from "../model/exams/exam_schema.ts";
import { sumMarks } from "../model/marking/marks.ts";
import type { QuestionDraft } from "../model/questions/question_draft_schema.ts";
import type { User } from "../access/user.ts";
import type { AuthoringDeps } from "../questions/deps.ts";
import { closeDraft, versionFromDraft } from "../questions/drafts.ts";
import { listAll } from "../store/store.ts";
import { requireExam, slotsOf } from "./access.ts";
import { staleExam } from "./change.ts";
import { type ReadSlot, readSlots } from "./problems.ts";

export interface Publish {
  user: User;
  examId: string;
  draftRev: number;
}

export interface Published {
  exam: Exam;
  version: ExamVersion;
}

/**
 * Freezes the draft as the next version, with every question at the text it has now. The same draft again is the same
 * version.
 *
 * @throws {DomainError} `conflict/stale`; `invalid/empty_test`; `invalid/slot_unplayable` with `detail.slots`.
 */
export async function publishExam(
  deps: AuthoringDeps,
  { user, examId, draftRev }: Publish,
): Promise<Published> {
  const exam = await requireExam(deps, user, examId);
  if (exam.draftRev !== draftRev) throw await staleExam(deps, user, exam);
  const slots = await readSlots(deps, exam);
  refuseUnplayable(slots);
  const drafts = await listAll(deps.tables.questionDrafts, "open", user.schoolId, [examId]);
  const settled = drafts.filter(({ slotId }) => slots.some(({ slot }) => slot.slotId === slotId));
  const pinned = await pin(deps, { user, exam, slots, settled });
  const version = await freeze(deps, user, pinned);
  for (const draft of settled) await closeDraft(deps, draft);
  return { exam: await pointTo(deps, pinned, version), version };
}

function refuseUnplayable(slots: readonly ReadSlot[]): void {
  if (slots.length === 0) {
    throw new DomainError("invalid", "Add a question before you publish", {
      reason: "empty_test",
    });
  }
  const bad = slots.filter(({ problems }) => problems.length > 0);
  if (bad.length === 0) return;
  const message = bad.length === 1
    ? "1 question is to mend"
    : `${bad.length} questions are to mend`;
  throw new DomainError("invalid", message, {
    reason: "slot_unplayable",
    detail: {
      slots: bad.map(({ slot, problems }) => ({ slotId: slot.slotId, problems })),
    },
  });
}

/** Makes versions of what was typed and pins them. @throws {DomainError} `conflict/stale` when the test changed meanwhile. */
async function pin(
  deps: AuthoringDeps,
  { user, exam, slots, settled }: {
    user: User;
    exam: Exam;
    slots: readonly ReadSlot[];
    settled: readonly QuestionDraft[];
  },
): Promise<Exam> {
  const versions = new Map<string, number>();
  for (const draft of settled) {
    const read = slots.find(({ slot }) => slot.slotId === draft.slotId);
    if (!read?.question) continue;
    // The same question may stand in two slots: the second builds on what the first just saved.
    const question = await deps.tables.questions.find(read.question) ?? read.question;
    const version = await versionFromDraft(deps, { user, question, draft });
    versions.set(read.slot.slotId, version.version);
  }
  const pinned = await deps.tables.exams.update(
    exam,
    (it) =>
      it.draftRev !== exam.draftRev || slotsOf(it).every(isPinned)
        ? it
        : withVersions(it, versions),
  );
  if (pinned.draftRev !== exam.draftRev) throw await staleExam(deps, user, pinned);
  return pinned;

  function isPinned({ slotId, version }: { slotId: string; version: number }): boolean {
    return (versions.get(slotId) ?? version) === version;
  }
}

function withVersions(exam: Exam, versions: ReadonlyMap<string, number>): Exam {
  const sections = exam.draft.sections.map((section) => ({
    ...section,
    slots: section.slots.map((slot) => ({
      ...slot,
      version: versions.get(slot.slotId) ?? slot.version,
    })),
  }));
  return { ...exam, draft: { ...exam.draft, sections } };
}

/** Everything of a version but its number and time. */
function planOf({ title, subjectId, draft }: Exam): Pick<
  ExamVersion,
  "title" | "subjectId" | "sections" | "instructions" | "totalMarks"
> {
  const sections = draft.sections.filter(({ slots }) => slots.length > 0);
  const marks = sections.flatMap(({ slots }) => slots.map(({ maxMark }) => maxMark));
  return {
    title,
    subjectId,
    sections,
    instructions: draft.instructions,
    totalMarks: sumMarks(marks),
  };
}

/** The newest version if it says the same, else the next. A number whose writer was cut off is passed over. */
async function freeze(deps: AuthoringDeps, user: User, exam: Exam): Promise<ExamVersion> {
  const plan = planOf(exam);
  for (;;) {
    const newest = await newestVersion(deps, exam);
    if (newest && saysSame(newest, plan)) return newest;
    const version = (newest?.version ?? 0) + 1;
    const row: ExamVersion = {
      id: `${exam.id}-${version}`,
      schoolId: exam.schoolId,
      createdAt: deps.now(),
      examId: exam.id,
      version,
      ...plan,
      publishedBy: user.id,
    };
    if (await deps.tables.examVersions.ensure(row) === row) return row;
  }
}

function saysSame(version: ExamVersion, plan: ReturnType<typeof planOf>): boolean {
  const { title, subjectId, sections, instructions, totalMarks } = version;
  return canonicalJson({ title, subjectId, sections, instructions, totalMarks }) ===
    canonicalJson(plan);
}

async function newestVersion(
  { tables }: AuthoringDeps,
  { id, schoolId }: Exam,
): Promise<ExamVersion | null> {
  const { items } = await tables.examVersions.list("byExam", schoolId, [id], {
    limit: 1,
    reverse: true,
  });
  return items[0] ?? null;
}

/** The test shows its newest version; a publication that was overtaken leaves the newer one standing. */
async function pointTo(deps: AuthoringDeps, exam: Exam, version: ExamVersion): Promise<Exam> {
  return await deps.tables.exams.update(
    exam,
    (it) =>
      version.version < (it.publishedVersion ?? 0) ? it : {
        ...it,
        state: "published",
        publishedVersion: version.version,
        publishedRev: exam.draftRev,
        updatedAt: deps.now(),
      },
  );
}
