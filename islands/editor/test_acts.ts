import type { QuestionRow, TeacherTest } from "../../lib/model/questions/authoring_schema.ts";
import { withSlotsAdded } from "../../lib/model/exams/exam_edit.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { randomId } from "../../lib/browser/random.ts";
import { type Answer, ask } from "./api.ts";
import { focusAdded, shortId } from "./device.ts";
import type { TestEditing } from "./test_editing.ts";
import { testApi } from "../../lib/model/process/paths.ts";

/** What an editor of a test does that the server carries out; a failure is said, and nothing has changed then. @module */

/** A new, empty question at the end of the section one is in. */
export async function addQuestion(it: TestEditing, kind: QuestionKind): Promise<void> {
  await it.act(async () => {
    if (!await it.doc.flush()) return { kind: "away" };
    const body = { sectionId: it.section, kind };
    return await openNew(it, { path: testApi(it.test.id, "questions"), body });
  });
}

/** Takes questions of the bank as they are. */
export async function addFromBank(it: TestEditing, rows: readonly QuestionRow[]): Promise<void> {
  const added = rows.map((row) => {
    const { kind, title, headVersion, defaultMark: maxMark } = row;
    const slot = { slotId: shortId(), questionId: row.id, maxMark };
    it.expect({
      ...slot,
      version: headVersion,
      kind,
      title,
      headVersion,
      open: false,
      problems: [],
    });
    return slot;
  });
  const [first] = added;
  if (first === undefined) return;
  it.doc.set(withSlotsAdded(it.doc.value, it.section, added));
  await it.doc.flush();
  await it.select({ kind: "slot", id: first.slotId });
  focusAdded("prompt");
}

/** An own copy in the place of a colleague's question. */
export async function copyIntoSlot(it: TestEditing, slotId: string): Promise<void> {
  await it.act(() => openNew(it, { path: testApi(it.test.id, "slots", slotId, "copy") }));
}

/** Keys of requests that may have been carried out although no answer came. */
const unanswered = new Map<string, string>();

async function openNew(
  it: TestEditing,
  request: { path: string; body?: unknown },
): Promise<Answer<unknown>> {
  const said = JSON.stringify(request);
  const key = unanswered.get(said) ?? randomId();
  unanswered.set(said, key);
  const made = { method: "POST", key, ...request } as const;
  const answer = await ask<{ test: TeacherTest; slotId: string }>(made);
  if (answer.kind === "away") return answer;
  unanswered.delete(said);
  if (answer.kind !== "ok") return answer;
  it.rebase(answer.body.test);
  await it.select({ kind: "slot", id: answer.body.slotId });
  focusAdded("prompt");
  return answer;
}

/** Ends a difference between what was typed here and the question's newest version. */
export async function chooseText(
  it: TestEditing,
  slotId: string,
  keep: "mine" | "theirs",
): Promise<void> {
  await it.act(async () => {
    await it.open.get(slotId)?.saver.autosave.flush();
    const path = testApi(it.test.id, "slots", slotId, "choose");
    const answer = await ask<TeacherTest>({ method: "POST", path, body: { keep } });
    if (answer.kind !== "ok") return answer;
    it.rebase(answer.body);
    await it.reload(slotId);
    return answer;
  });
}

/** Names who else may edit the test; the owner alone may. */
export async function setEditors(it: TestEditing, editorIds: readonly string[]): Promise<void> {
  await it.act(async () => {
    const path = testApi(it.test.id, "editors");
    const answer = await ask<TeacherTest>({ method: "PUT", path, body: { editorIds } });
    if (answer.kind === "ok") it.take(answer.body);
    return answer;
  });
}

/** Freezes the test as its next version. Returns whether it is published now. */
export async function publish(it: TestEditing): Promise<boolean> {
  let done = false;
  await it.act(async () => {
    if (!await it.flush()) return { kind: "away" };
    const answer = await ask<TeacherTest>({
      method: "POST",
      path: testApi(it.test.id, "publish"),
      body: { draftRev: it.doc.rev },
    });
    if (answer.kind !== "ok") return answer;
    it.rebase(answer.body);
    it.say(`Version ${answer.body.publishedVersion} is published`);
    done = true;
    return answer;
  });
  return done;
}
