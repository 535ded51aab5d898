import type { PageStore } from "../../lib/browser/stores.ts";
import type { TeacherTest } from "../../lib/model/questions/authoring_schema.ts";
import { mergeDrafts } from "../../lib/model/questions/draft_merge.ts";
import type { EditSection, TestDoc } from "../../lib/model/exams/exam_edit.ts";
import { type Answer, ask } from "./api.ts";
import { Autosave, type Sent } from "./autosave.ts";
import { LocalDrafts } from "./local_drafts.ts";
import { testApi } from "../../lib/model/process/paths.ts";

/** The part of a test that the editor changes. */
export function docOf(
  { title, description, subjectId, instructions, sections }:
    & Omit<TestDoc, "sections">
    & { sections: readonly EditSection[] },
): TestDoc {
  return {
    title,
    description,
    subjectId,
    instructions,
    sections: sections.map(({ id, title, intro, shuffle, slots }) => ({
      ...{ id, title, intro, shuffle },
      slots: slots.map(({ slotId, questionId, maxMark }) => ({ slotId, questionId, maxMark })),
    })),
  };
}

/** Saves title, order, marks and the rest of a test while they change. @param onTest The test as the server has it. */
export function testSaver(
  { test, draftName, store, onChange, onTest }: {
    test: TeacherTest;
    draftName: string;
    store: PageStore;
    onChange: () => void;
    onTest: (test: TeacherTest) => void;
  },
): Autosave<TestDoc> {
  let title = test.title;
  async function send(value: TestDoc, draftRev: number, last: boolean): Promise<Sent<TestDoc>> {
    const answer = await ask<TeacherTest>({
      method: "PATCH",
      path: testApi(test.id),
      // A test without a title is no test yet: everything else is saved under the title it had.
      body: { ...value, title: value.title.trim() || title, draftRev },
      last,
    });
    if (answer.kind !== "ok") return notSaved(answer);
    title = answer.body.title;
    onTest(answer.body);
    return { kind: "saved", rev: answer.body.draftRev, savedAt: answer.body.updatedAt };
  }
  return new Autosave<TestDoc>({
    value: docOf(test),
    rev: test.draftRev,
    savedAt: test.updatedAt,
    send,
    merge: (base, mine, theirs) => mergeDrafts(base, mine, theirs),
    drafts: new LocalDrafts(store, draftName),
    onChange,
  });
}

function notSaved(answer: Exclude<Answer<unknown>, { kind: "ok" }>): Sent<TestDoc> {
  if (answer.kind === "away") return answer;
  if (answer.status === 401) return { kind: "signed_out" };
  if (answer.code !== "conflict/stale") return { kind: "refused", message: answer.message };
  const now = answer.detail as unknown as TestDoc & { draftRev: number };
  return { kind: "stale", rev: now.draftRev, value: docOf(now), message: answer.message };
}
