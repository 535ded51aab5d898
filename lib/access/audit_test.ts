import assert from "node:assert/strict";
import { auditRow } from "./audit.ts";
import { MAX_ROW_ID } from "../model/process/common_schema.ts";
import { AuditSchema, MAX_SUMMARY } from "../model/people/people_schema.ts";

Deno.test("auditRow() makes a line that can be kept, however long what it tells is", () => {
  const long = "x".repeat(MAX_SUMMARY - 1);
  const action = "room.message" as const;
  const entry = { schoolId: "s1", action, targetId: "t".repeat(MAX_ROW_ID) };
  for (const text of [`${long}x`, `${long}xx`, `${long}\u{1f600}`, "x".repeat(50_000)]) {
    const line = auditRow({ ...entry, details: { text, ms: 1, teacherId: null } }, {
      actorId: "a".repeat(MAX_ROW_ID),
      at: 1,
    });
    const { details } = AuditSchema.parse(line);
    assert.equal(String(details?.["text"]).slice(0, 400), text.slice(0, 400));
    assert.deepEqual([details?.["ms"], details?.["teacherId"]], [1, null]);
  }
});
