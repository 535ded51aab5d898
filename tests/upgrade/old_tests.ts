import { type OldSchool, THEN } from "./kept.ts";
import { DEFAULT_RULES, QUESTIONS } from "./old_questions.ts";
import { encodePng } from "./picture.ts";
import type { Visitor } from "./visitor.ts";

export async function uploadPicture(teacher: Visitor): Promise<OldSchool["file"]> {
  const file = new File([await encodePng(8, 8)], "answer-is-chloroplast.png", {
    type: "image/png",
  });
  const id = await teacher.upload("/api/files", file);
  return { id, bytes: (await (await teacher.get(`/api/files/${id}`)).arrayBuffer()).byteLength };
}

/** The slot of each kind of question. */
export type Slots = Partial<Record<string, string>>;

/** @param now What it opens a minute before. */
export async function setTest(
  teacher: Visitor,
  classId: string,
  fileId: string,
  now = THEN,
): Promise<{ testId: string; assignmentId: string; slots: Slots }> {
  const test = await teacher.send("POST", "/api/tests", { title: "Fractions" }, 201);
  for (const question of QUESTIONS(fileId)) {
    await teacher.send("POST", "/api/questions", { question, examId: test.id }, 201);
  }
  const { draftRev } = await teacher.json(`/api/tests/${test.id}`);
  await teacher.send("POST", `/api/tests/${test.id}/publish`, { draftRev });
  const rules = { ...DEFAULT_RULES, opensAt: now - 60_000 };
  const audience = { kind: "class", classId };
  const body = { examId: test.id, audience, rules };
  const { id } = await teacher.send("POST", "/api/assignments", body, 201);
  await teacher.send("POST", "/api/assignments", {
    ...body,
    rules: { ...rules, opensAt: now + 86_400_000 },
  }, 201);
  const { items } = await teacher.json(`/api/tests/${test.id}/versions`);
  const [version] = items;
  const ids = version.sections.flatMap((it: { slots: { slotId: string }[] }) => it.slots);
  const kinds = QUESTIONS(fileId).map(({ kind }) => kind);
  const slots = Object.fromEntries(
    kinds.map((kind, i) => [kind, ids[i].slotId as string]),
  );
  return { testId: test.id, assignmentId: id, slots };
}

/** Typed and not yet a version. */
export async function draftQuestion(teacher: Visitor, testId: string): Promise<void> {
  const { sections } = await teacher.json(`/api/tests/${testId}`);
  const body = { sectionId: sections[0].id, kind: "short" };
  await teacher.send("POST", `/api/tests/${testId}/questions`, body, 201);
}
