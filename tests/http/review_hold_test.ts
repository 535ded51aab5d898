import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type { Holder } from "../../lib/model/results/results_schema.ts";
import { TEST_REVIEW } from "../../lib/review/review_fields.ts";
import type { ReviewRules } from "../../lib/model/review/review_schema.ts";
import { sweep } from "../../lib/attempts/sweeper.ts";
import { aPerson, formPost, jsonSend } from "../worlds/people_world.ts";
import { PLANTED, takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const MINUTE = 60_000;
const CLOSES = T0 + 5 * MINUTE;
/** When all started at 4 minutes are over: each has 30 minutes. */
const ENDS = T0 + 34 * MINUTE;
const DAY = 24 * 60 * MINUTE;

interface Story {
  test: TestApp;
  world: World;
  office: Person;
  /** Of `student0`, who writes; `null` where the story begins without it. */
  writing: string | null;
  send(who: Person, path: string, body?: unknown, method?: "POST" | "PUT" | "PATCH"): Promise<void>;
  get(who: Person, path: string): Promise<string>;
  leave(): Promise<void>;
}

interface Hold {
  why: string;
  /** `false`: `student0` has not begun when the others have finished. */
  begun?: boolean;
  audience?: "people";
  arrange(it: Story): Promise<void>;
  /** When the results are released. */
  at?: number;
  holder: Pick<Holder, "state" | "isMember" | "untilAt">;
  /** When whoever may start would be done at the latest; for others when their time is over. */
  heldUntilAt?: number;
  /** What lets the hold end by the clock. */
  before?(it: Story): Promise<void>;
}

const command = (kind: string, studentIds: string[] | null, more = {}) => ({
  commandId: `command-${kind}`,
  kind,
  studentIds,
  ...more,
});
const ROOM = "/api/assignments/assign1/room/commands";

const HOLDS: readonly Hold[] = [
  {
    why: "who left the class and still writes",
    arrange: (it) => it.leave(),
    holder: { state: "writing", isMember: false, untilAt: ENDS },
  },
  {
    why: "who left the class with extra time",
    async arrange(it) {
      await it.send(it.world.teacher, ROOM, command("add_time", ["student0"], { ms: 15 * MINUTE }));
      await it.leave();
    },
    at: ENDS + 10 * MINUTE,
    holder: { state: "writing", isMember: false, untilAt: ENDS + 15 * MINUTE },
  },
  {
    why: "who left the class while paused alone",
    async arrange(it) {
      await it.send(it.world.teacher, ROOM, command("pause", ["student0"]));
      await it.leave();
    },
    at: T0 + DAY,
    holder: { state: "paused", isMember: false, untilAt: null },
    before: (it) => it.send(it.world.teacher, ROOM, command("resume", ["student0"])),
  },
  {
    why: "who left the class while the room is paused",
    async arrange(it) {
      await it.send(it.world.teacher, ROOM, command("pause", null));
      await it.leave();
    },
    at: T0 + DAY,
    holder: { state: "paused", isMember: false, untilAt: null },
    before: (it) => it.send(it.world.teacher, ROOM, command("resume", null)),
  },
  {
    why: "who left the class and was let go on",
    async arrange(it) {
      const act = { kind: "reopen", commandId: "command-1", minutes: 60, reason: "Fire alarm" };
      const attempt = `/api/assignments/assign1/attempts/${it.writing}/acts`;
      await it.send(it.world.teacher, attempt, { kind: "hand_in" });
      await it.send(it.world.teacher, attempt, act);
      await it.leave();
    },
    at: ENDS + 10 * MINUTE,
    holder: { state: "writing", isMember: false, untilAt: T0 + 64 * MINUTE },
  },
  {
    why: "who left the class with a make-up to come",
    begun: false,
    async arrange(it) {
      const exception = {
        ...{ opensAt: null, closesAt: T0 + 60 * MINUTE, limitMs: null, extraMs: 0 },
        ...{ attemptsAllowed: null, excused: false, makeUp: true, reason: "Ill", rev: null },
      };
      const path = "/api/assignments/assign1/overrides/student0";
      await it.send(it.world.teacher, path, exception, "PUT");
      await it.leave();
    },
    holder: { state: "may_start", isMember: false, untilAt: T0 + 60 * MINUTE },
    heldUntilAt: T0 + 90 * MINUTE,
  },
  {
    why: "who was suspended while writing",
    arrange: (it) => it.send(it.office, "/api/people/student0", { status: "suspended" }, "PATCH"),
    holder: { state: "writing", isMember: false, untilAt: ENDS },
  },
  {
    why: "who was given it by name, and suspended",
    audience: "people",
    arrange: (it) => it.send(it.office, "/api/people/student0", { status: "suspended" }, "PATCH"),
    holder: { state: "writing", isMember: true, untilAt: ENDS },
  },
  {
    why: "who still writes a test that was cancelled",
    arrange: (it) => it.send(it.world.teacher, "/api/assignments/assign1/cancel"),
    holder: { state: "writing", isMember: true, untilAt: ENDS },
  },
];

/** Two students began after 4 minutes; `student1` has handed in. */
async function begin(
  test: TestApp,
  hold: Hold,
  review: Partial<ReviewRules> = { mark: "closed" },
): Promise<Story & { read: string }> {
  const { tables } = test.deps;
  const world = await takingWorld(tables, T0, {
    assignment: {
      closesAt: CLOSES,
      review: { ...TEST_REVIEW, ...review },
      ...(hold.audience && { audience: { kind: "people", studentIds: ["student0", "student1"] } }),
    },
  });
  const office = aPerson({ role: "school_admin", id: "office", schoolId: "s1" });
  await tables.people.insert(office);
  const call = async (
    who: Person,
    path: string,
    init: (headers: Record<string, string>) => RequestInit,
  ) => {
    const response = await test.app.request(path, init(await test.as(who)));
    const text = await response.text();
    assert.ok(response.status < 400, `${path}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  };
  const start = async (who: Person): Promise<string> => {
    const body = { assignmentId: "assign1" };
    const text = await call(who, "/api/test-attempts", (it) => jsonSend("POST", body, it));
    return JSON.parse(text).id;
  };
  test.setNow(T0 + 4 * MINUTE);
  const writing = hold.begun === false ? null : await start(world.student);
  const read = await start(world.others[0]!);
  const story: Story = {
    ...{ test, world, office, writing },
    send: async (who, path, body, method = "POST") => {
      await call(who, path, (it) => jsonSend(method, body ?? {}, it));
    },
    get: (who, path) => call(who, path, (headers) => ({ headers })),
    leave: async () => {
      const path = "/classes/class1/students/student0/end";
      await call(office, path, (it) => formPost({}, it));
    },
  };
  const submission = { writerId: "writer0001", n: 0, heads: {} };
  await story.send(world.others[0]!, `/api/test-attempts/${read}/submit`, submission);
  return { ...story, read };
}

Deno.test("the review stays shut while anybody has an open or still possible attempt, and the plan names them", async (t) => {
  for (const hold of HOLDS) {
    await t.step(hold.why, async () => {
      using test = await testApp();
      const { read, ...it } = await begin(test, hold);
      await hold.arrange(it);
      test.setNow(hold.at ?? T0 + 10 * MINUTE);
      const { teacher, others } = it.world;
      const reader = others[0]!;
      const release = "/assignments/assign1/release";
      const review = async () =>
        JSON.parse(await it.get(reader, `/api/test-attempts/${read}/review`));

      const { holders } = JSON.parse(await it.get(teacher, `/api${release}`));
      const who = { studentId: "student0", name: "student0", opensAt: T0 };
      assert.deepEqual(holders, [{ ...who, ...hold.holder }]);
      assert.match(await it.get(teacher, release), /1 student can still sit it.*student0 /s);
      assert.ok(!(await review()).fields.includes("mark"), "not closed for everyone");
      assert.doesNotMatch(await it.get(reader, "/tests"), /Results/);

      await it.send(teacher, `/api${release}`, { partial: true });
      const shut = await review();
      assert.equal(shut.held, true);
      assert.equal(shut.heldUntilAt, hold.heldUntilAt ?? hold.holder.untilAt);
      const shown = await it.get(reader, `/attempts/${read}/review`);
      assert.match(shown, /As times stand now|not known yet/);
      assert.doesNotMatch(shown, /student0/);
      assert.doesNotMatch(JSON.stringify(shut), new RegExp(PLANTED));
      assert.doesNotMatch(await it.get(reader, `/attempts/${read}/review`), new RegExp(PLANTED));
      if (hold.holder.state === "writing") await assertTaken(it);

      await hold.before?.(it);
      test.setNow(T0 + 3 * DAY);
      await sweep(test.deps);
      const open = await review();
      assert.deepEqual([open.held, open.heldUntilAt], [false, null]);
      assert.match(JSON.stringify(open), new RegExp(PLANTED));
      assert.ok(open.fields.includes("mark"));
      // A cancelled test is in no list.
      if (!hold.why.includes("cancelled")) assert.match(await it.get(reader, "/tests"), /Results/);
      assert.deepEqual(JSON.parse(await it.get(teacher, `/api${release}`)).holders, []);
    });
  }
});

Deno.test("while it is held nothing tells how one question went: whether True was right is the key", async () => {
  using test = await testApp();
  const { read, ...it } = await begin(test, HOLDS[0]!, {});
  const { teacher, others } = it.world;
  test.setNow(T0 + 10 * MINUTE);
  await it.send(teacher, "/api/assignments/assign1/release", { partial: true });
  const at = `/attempts/${read}/review`;
  const shut = JSON.parse(await it.get(others[0]!, `/api/test-attempts/${read}/review`));
  assert.deepEqual(shut.fields, ["response", "mark", "classMean"]);
  assert.equal(shut.mark, 0);
  for (const item of shut.items) {
    assert.deepEqual([item.mark, item.outcome, item.comment, item.rubric], Array(4).fill(null));
  }
  const parent = aPerson({ role: "parent", id: "parent1", schoolId: "s1" });
  await test.deps.tables.people.insert(parent);
  await test.deps.tables.guardianLinks.insert({
    ...{ id: "link1", schoolId: "s1", createdAt: T0 },
    ...{ guardianId: "parent1", studentId: others[0]!.id, sinceAt: T0 },
  });
  assert.deepEqual(
    JSON.parse(await it.get(parent, `/api/test-attempts/${read}/review`)),
    shut,
    "a guardian sees no more",
  );
  const toGuardian = await it.get(parent, at);
  assert.match(toGuardian, /As times stand now/);
  assert.doesNotMatch(toGuardian, /class="outcome /);
  const page = await it.get(others[0]!, at);
  assert.match(page, /how each question went, appear when everybody has finished/);
  assert.doesNotMatch(page, /class="outcome /);

  test.setNow(T0 + DAY);
  await sweep(test.deps);
  const open = JSON.parse(await it.get(others[0]!, `/api/test-attempts/${read}/review`));
  assert.equal(open.held, false);
  assert.ok(open.items.every(({ outcome }: { outcome: string | null }) => outcome !== null));
  assert.match(await it.get(others[0]!, at), /class="outcome /);
});

/** The attempt that holds the review is one that answers still go into. */
async function assertTaken({ test, world, writing, send }: Story): Promise<void> {
  const { status } = (await test.deps.tables.people.find({ schoolId: "s1", id: "student0" }))!;
  if (status === "suspended") return;
  await send(world.student, `/api/test-attempts/${writing}/events`, {
    writerId: "writer0001",
    follows: [],
    events: [{
      ...{ n: 1, type: "answered", slotId: "slot1", base: 0 },
      response: { kind: "true_false", optionId: "true" },
    }],
  });
}

Deno.test("GET /api/assignments/:id/release is for those who run the test", async () => {
  using test = await testApp();
  const it = await begin(test, HOLDS[0]!);
  const status = async (who: Person) =>
    (await test.app.request("/api/assignments/assign1/release", { headers: await test.as(who) }))
      .status;
  const { tables } = test.deps;
  const principal = aPerson({ role: "principal", id: "head", schoolId: "s1" });
  const colleague = aPerson({ role: "teacher", id: "colleague", schoolId: "s1" });
  const school = (await tables.schools.find({ schoolId: "s1", id: "s1" }))!;
  await tables.schools.insert({ ...school, id: "s9", schoolId: "s9", code: "s9" });
  const elsewhere = aPerson({ role: "school_admin", id: "office9", schoolId: "s9" });
  for (const person of [principal, colleague, elsewhere]) await tables.people.insert(person);
  assert.equal(await status(it.world.teacher), 200);
  assert.equal(await status(it.office), 200);
  assert.equal(await status(it.world.student), 403);
  assert.equal(await status(principal), 403);
  assert.equal(await status(colleague), 404);
  assert.equal(await status(elsewhere), 404);
});
