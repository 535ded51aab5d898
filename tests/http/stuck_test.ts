import assert from "node:assert/strict";
import type { AttemptStore } from "../../lib/attempts/store.ts";
import type { Person } from "../../lib/model/people/people_schema.ts";
import type { RoomView } from "../../lib/model/live/live.ts";
import type { RowRef } from "../../lib/store/store.ts";
import { sweep } from "../../lib/attempts/sweeper.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";
import { testStores } from "../worlds/test_stores.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

interface Room extends Disposable {
  test: TestApp;
  world: World;
  /** Attempts whose changes the disk refuses. */
  broken: Set<string>;
  /** Attempt of each student, in order. */
  ids: string[];
  command(body: Record<string, unknown>): Promise<Response>;
  room(): Promise<RoomView>;
  states(): Promise<string[]>;
}

/** The same store on a disk that refuses changes of some attempts. */
function failing(store: AttemptStore, broken: ReadonlySet<string>): AttemptStore {
  return new Proxy(store, {
    get(target, name) {
      const member = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      return (ref: RowRef, ...rest: unknown[]) => {
        if (name === "append" && broken.has(ref.id)) {
          return Promise.reject(new TypeError("Value too large (max 65536 bytes)"));
        }
        return member.call(target, ref, ...rest);
      };
    },
  });
}

async function room(students = 4): Promise<Room> {
  const broken = new Set<string>();
  let now = () => T0;
  const kept = await testStores(() => now());
  const attempts = failing(kept.stores.attempts, broken);
  const test = await testApp({ kept: { ...kept, stores: { ...kept.stores, attempts } } });
  now = test.deps.now;
  const world = await takingWorld(test.deps.tables, T0, { students });
  const { assignment, teacher } = world;
  const send = async (path: string, body: unknown, who: Person) =>
    await test.app.request(path, jsonSend("POST", body, await test.as(who)));
  const ids: string[] = [];
  for (const student of [world.student, ...world.others]) {
    const started = await send("/api/test-attempts", { assignmentId: assignment.id }, student);
    ids.push((await started.json()).id);
  }
  const base = `/api/assignments/${assignment.id}`;
  const read = async () => {
    const response = await test.app.request(`${base}/room`, { headers: await test.as(teacher) });
    assert.equal(response.status, 200);
    return await response.json() as RoomView;
  };
  return {
    test,
    world,
    broken,
    ids,
    command: (body) => send(`${base}/room/commands`, { studentIds: null, ...body }, teacher),
    room: read,
    states: async () => (await read()).items.map(({ state }) => state),
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

Deno.test("ending a test goes on past an attempt that cannot be ended, names it, and tries again each hour", async (t) => {
  using it = await room();
  const { ids, test } = it;
  it.broken.add(ids[1]!);
  const end = { kind: "end", commandId: "end0001" };
  const reason = "The server could not save it; the server's log says why";

  await t.step("everyone else is handed in, and the answer names who is not", async () => {
    const response = await it.command(end);
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), {
      count: 3,
      failed: [{ attemptId: ids[1], studentId: "student1", name: "student1", reason }],
    });
    assert.deepEqual(await it.states(), ["submitted", "in_progress", "submitted", "submitted"]);
  });

  await t.step("the room shows it with its reason, the log holds the cause", async () => {
    const { items } = await it.room();
    assert.deepEqual(items.map(({ stuck }) => stuck), [null, reason, null, null]);
    assert.ok(
      test.lines.some((line) =>
        line.event === "fault" && line.where === `attempt ${ids[1]} is stuck` &&
        line.error.message.startsWith("Value too large")
      ),
    );
  });

  await t.step("a kind is kept, and no sentence", async () => {
    const row = await test.deps.tables.stuckAttempts.find({ schoolId: "s1", id: ids[1]! });
    assert.deepEqual([row?.kind, row?.reason], ["not_saved", undefined]);
    assert.doesNotMatch(JSON.stringify(row), /could not save/);
  });

  await t.step("it is left alone for an hour, then tried again", async () => {
    const tries = async () =>
      (await test.deps.tables.stuckAttempts.find({ schoolId: "s1", id: ids[1]! }))!.tries;
    test.setNow(T0 + HOUR - 1);
    await sweep(test.deps);
    assert.equal(await tries(), 1);
    test.setNow(T0 + HOUR);
    await sweep(test.deps);
    assert.equal(await tries(), 2);
    await sweep(test.deps);
    assert.equal(await tries(), 2);
  });

  await t.step("what can be saved again is ended, and nothing is stuck any more", async () => {
    it.broken.clear();
    test.setNow(T0 + 2 * HOUR);
    assert.deepEqual(await sweep(test.deps), { handedIn: 1, abandoned: 0 });
    assert.deepEqual(await it.states(), Array(4).fill("submitted"));
    assert.deepEqual((await it.room()).items.map(({ stuck }) => stuck), Array(4).fill(null));
  });
});

Deno.test("what an older version said of a stuck attempt is shown until it is tried again", async () => {
  using it = await room();
  const [id] = it.ids;
  const old = "This test was paused so often that it was given up";
  await it.test.deps.tables.stuckAttempts.insert({
    ...{ id: id!, schoolId: "s1", createdAt: T0, assignmentId: "assign1", studentId: "student0" },
    ...{ reason: old, tries: 1, nextAt: T0 + HOUR, endedBy: null },
  });
  assert.equal((await it.room()).items[0]?.stuck, old);
  it.broken.add(id!);
  it.test.setNow(T0 + HOUR);
  await sweep(it.test.deps);
  const { tries, kind, reason } =
    (await it.test.deps.tables.stuckAttempts.find({ schoolId: "s1", id: id! }))!;
  assert.deepEqual([tries, kind, reason], [2, "not_saved", undefined]);
  assert.match((await it.room()).items[0]?.stuck ?? "", /^The server could not save it/);
});

Deno.test("the same command sent again does what is left", async () => {
  using it = await room();
  it.broken.add(it.ids[0]!);
  const pause = { kind: "add_time", ms: 5 * MINUTE, commandId: "time0001" };
  const failed = (await (await it.command(pause)).json()).failed;
  assert.deepEqual(failed.map((one: { name: string }) => one.name), ["student0"]);
  it.broken.clear();
  assert.deepEqual(await (await it.command(pause)).json(), { count: 4 });
  assert.equal((await it.room()).items[0]?.stuck, null);
});

Deno.test("attempts that cannot be handled hold up no other in the sweep", async () => {
  using it = await room(104);
  for (const id of it.ids.slice(0, 102)) it.broken.add(id);
  it.test.setNow(T0 + 40 * MINUTE);
  await sweep(it.test.deps);
  const { handedIn } = await sweep(it.test.deps);
  assert.equal(handedIn, 2, "those behind a whole batch of broken ones");
});
