import assert from "node:assert/strict";
import { auditGroupOf } from "../model/access/audit_groups.ts";
import { AUDIT_KINDS } from "./audit_words.ts";

Deno.test("auditGroupOf() knows every kind that has words, and no other", () => {
  assert.ok(AUDIT_KINDS.length > 40);
  assert.deepEqual(AUDIT_KINDS.filter((kind) => auditGroupOf(kind) === null), []);
  assert.equal(auditGroupOf("telepathy.begun"), null);
});
