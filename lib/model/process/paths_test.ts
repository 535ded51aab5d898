import assert from "node:assert/strict";
import * as paths from "./paths.ts";
import { assignmentPath, endSessionPath, personPath, testApi, testPath } from "./paths.ts";

Deno.test("addresses go from the whole to its parts", () => {
  assert.equal(testPath("e1"), "/tests/e1");
  assert.equal(testPath("e1", "assign"), "/tests/e1/assign");
  assert.equal(
    assignmentPath("as1", "attempts", "at1", "marks"),
    "/assignments/as1/attempts/at1/marks",
  );
  assert.equal(personPath("kid", "guardians", "g1", "remove"), "/people/kid/guardians/g1/remove");
  assert.equal(testApi("e1", "slots", "s1", "copy"), "/api/tests/e1/slots/s1/copy");
  assert.equal(endSessionPath("x"), "/account/sessions/x/end");
});

Deno.test("no two places have one address", () => {
  const all = Object.values(paths).filter((it) => typeof it === "string");
  assert.ok(all.length > 30);
  assert.equal(new Set(all).size, all.length);
});
