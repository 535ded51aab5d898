import assert from "node:assert/strict";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import {
  mayArchiveForOthers,
  mayAuthor,
  mayEditBank,
  mayEditExam,
  mayUseBank,
} from "./authoring.ts";

Deno.test("teachers alone write", () => {
  assert.deepEqual(whoMay(mayAuthor), ["teacher"]);
});

Deno.test("a colleague's test and private bank stay private", () => {
  const exam = { ownerId: "author", editorIds: ["editor"] };
  assert.deepEqual(whoMay((user) => mayEditExam(user, exam)), []);
  assert.ok(mayEditExam(as("teacher", "editor"), exam));
  assert.ok(!mayEditExam(as("principal", "author"), exam));
  const bank = {
    id: "b",
    schoolId: "s1",
    createdAt: 0,
    name: "B",
    ownerId: "author",
    subjectId: null,
    sharing: "private" as const,
  };
  assert.deepEqual(whoMay((user) => mayUseBank(user, bank)), []);
  assert.deepEqual(whoMay((user) => mayUseBank(user, { ...bank, sharing: "school" })), [
    "teacher",
  ]);
  assert.ok(!mayEditBank(as("teacher"), { ...bank, sharing: "school" }));
});

Deno.test("the office alone puts away what a colleague left", () => {
  assert.deepEqual(whoMay(mayArchiveForOthers), ["school_admin"]);
});
