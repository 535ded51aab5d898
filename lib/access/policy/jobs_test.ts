import assert from "node:assert/strict";
import { as, whoMay } from "../../../tests/worlds/every_role.ts";
import { mayFollowJob } from "./jobs.ts";

Deno.test("a job is followed by who asked for it and by the office", () => {
  assert.deepEqual(whoMay((user) => mayFollowJob(user, { byId: null })), ["school_admin"]);
  assert.ok(mayFollowJob(as("teacher", "t1"), { byId: "t1" }));
  assert.ok(!mayFollowJob(as("teacher", "t1"), { byId: "t2" }));
});
