import assert from "node:assert/strict";
import { auditRow } from "./audit.ts";
import { MAX_ROW_ID } from "./model/common_schema.ts";
import { AuditSchema, MAX_SUMMARY } from "./model/people_schema.ts";

Deno.test("auditRow() makes a line that can be kept, however long what it tells is", () => {
  const long = "x".repeat(MAX_SUMMARY - 1);
  const entry = { schoolId: "s1", action: "person.changed", targetId: "t".repeat(MAX_ROW_ID) };
  for (const summary of [`${long}x`, `${long}xx`, `${long}\u{1f600}`, "x".repeat(50_000)]) {
    const line = auditRow({ ...entry, summary }, { actorId: "a".repeat(MAX_ROW_ID), at: 1 });
    assert.equal(AuditSchema.parse(line).summary.slice(0, 400), summary.slice(0, 400));
  }
});
