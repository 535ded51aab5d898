import type { Exam } from "../model/exams/exam_schema.ts";
import type { User } from "../access/user.ts";
import { mayEditExam, mayUseBank } from "../access/policy/authoring.ts";
import type { Tables } from "../store/tables.ts";
import type { SlotContent } from "./figures.ts";
import { questionPath, testPath } from "../model/process/paths.ts";

export type WayDeps = { tables: Pick<Tables, "questions" | "questionBanks"> };

/**
 * Where `user` opens the question of each slot: in the editor of the test while it stands there, else in its bank.
 *
 * @returns By slot; a slot whose question the user may not open is left out.
 */
export async function questionWays(
  { tables }: WayDeps,
  user: User,
  { exam, slots }: { exam: Exam | null; slots: readonly SlotContent[] },
): Promise<Map<string, string>> {
  const ways = new Map<string, string>();
  if (exam !== null && mayEditExam(user, exam)) {
    const drafted = exam.draft.sections.flatMap((section) => section.slots);
    for (const { slot: { slotId, questionId } } of slots) {
      const stands = drafted.some((it) => it.slotId === slotId && it.questionId === questionId);
      if (stands) ways.set(slotId, `${testPath(exam.id)}?slot=${slotId}`);
    }
  }
  const others = slots.map(({ slot }) => slot).filter(({ slotId }) => !ways.has(slotId));
  const questions = await tables.questions.findMany(
    user.schoolId,
    [...new Set(others.map(({ questionId }) => questionId))],
  );
  const banks = await tables.questionBanks.findMany(
    user.schoolId,
    [...new Set(questions.map(({ bankId }) => bankId))],
  );
  const usable = new Set(banks.filter((it) => mayUseBank(user, it)).map(({ id }) => id));
  for (const { slotId, questionId } of others) {
    const question = questions.find(({ id }) => id === questionId);
    if (question && usable.has(question.bankId)) ways.set(slotId, questionPath(questionId));
  }
  return ways;
}
