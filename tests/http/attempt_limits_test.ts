import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { KvAttemptStore } from "../../db/kv/attempts.ts";
import { bareAttempt } from "../../lib/attempts/projection.ts";
import { allEvents } from "../../lib/attempts/store.ts";
import type { WholeAttempt } from "../../lib/store/contents.ts";
import {
  type Attempt,
  AttemptSchema,
  MAX_WRITERS,
} from "../../lib/model/attempts/attempt_schema.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { takingWorld, type World } from "../worlds/taking_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

const HOUR = 3_600_000;
const pageName = (i: number) => `page${String(i).padStart(36, "0")}`;

interface Sitting extends Disposable {
  test: TestApp;
  world: World;
  id: string;
  post(path: string, body: unknown): Promise<Response>;
  save(writerId: string, ns: number[]): Promise<Response>;
  head(): Promise<Attempt>;
  /** Changes the stored attempt behind everybody's back, as something else that wrote to the store. */
  plant(change: (attempt: Attempt) => Attempt): Promise<void>;
}

async function sitting(): Promise<Sitting> {
  const test = await testApp();
  const world = await takingWorld(test.deps.tables, T0, { assignment: { limitMs: 12 * HOUR } });
  const headers = await test.as(world.student);
  const post = async (path: string, body: unknown) =>
    await test.app.request(`/api/test-attempts${path}`, jsonSend("POST", body, headers));
  const { id } = await (await post("", { assignmentId: world.assignment.id })).json();
  return {
    test,
    world,
    id,
    post,
    save: (writerId, ns) =>
      post(`/${id}/events`, {
        writerId,
        events: ns.map((n) => ({ n, type: "flagged", slotId: "slot1", on: n % 2 === 1 })),
      }),
    head: async () => (await test.deps.attempts.find({ schoolId: "s1", id }))!,
    async plant(change) {
      const attempts = test.contents.of("attempts");
      for await (const { key, value } of attempts.read()) {
        const whole = value as WholeAttempt;
        await attempts.write([{ key, value: { ...whole, attempt: change(whole.attempt) } }]);
      }
    },
    [Symbol.dispose]: () => test[Symbol.dispose](),
  };
}

Deno.test("200 pages may claim an attempt; the next is refused, and everything else goes on", async (t) => {
  using it = await sitting();
  const claim = (i: number) =>
    it.post(`/${it.id}/claim`, { writerId: pageName(i), label: "phone" });
  for (let i = 0; i < MAX_WRITERS; i++) assert.equal((await claim(i)).status, 200);

  await t.step("one more is refused, by name, and leaves nothing", async () => {
    const before = await it.head();
    for (const i of [200, 201, 811]) {
      const refused = await claim(i);
      assert.equal(refused.status, 429);
      assert.equal((await refused.json()).code, "rate/writers");
    }
    assert.equal((await it.save(pageName(200), [1])).status, 429);
    assert.deepEqual(await it.head(), before);
  });

  await t.step("the pages that are in write, read, and take over from each other", async () => {
    assert.equal((await it.save(pageName(3), [1])).status, 200);
    assert.equal((await claim(7)).status, 200);
    const headers = await it.test.as(it.world.student);
    for (const path of [`/api/test-attempts/${it.id}/sheet`, `/attempts/${it.id}`]) {
      assert.equal((await it.test.app.request(path, { headers })).status, 200, path);
    }
  });

  await t.step("an hour later a page that wrote nothing leaves its place", async () => {
    it.test.setNow(T0 + HOUR + 1);
    assert.equal((await claim(300)).status, 200);
    const { writers, writerId } = await it.head();
    assert.equal(writerId, pageName(300));
    assert.deepEqual(Object.keys(writers).toSorted(), [pageName(3), pageName(7), pageName(300)]);
    assert.equal(writers[pageName(3)]?.n, 1, "what wrote keeps its number");
  });

  await t.step("it is handed in", async () => {
    const done = await it.post(`/${it.id}/submit`, { writerId: pageName(300), n: 0, heads: {} });
    assert.equal(done.status, 200);
  });
});

Deno.test("an attempt takes 20,000 events and 8 MB of them, and can be handed in then", async (t) => {
  await t.step("events", async () => {
    using it = await sitting();
    await it.plant((attempt) => ({ ...attempt, seq: 19_998 }));
    assert.equal((await it.save("writer0001", [1, 2])).status, 200);
    const refused = await it.save("writer0001", [3]);
    assert.equal(refused.status, 413);
    assert.equal((await refused.json()).code, "too_large/attempt_full");
    const claim = await it.post(`/${it.id}/claim`, { writerId: "writer0002", label: "phone" });
    assert.equal(claim.status, 413);
    assert.equal((await it.head()).seq, 20_000);
    const done = await it.post(`/${it.id}/submit`, { writerId: "writer0001", n: 2, heads: {} });
    assert.equal(done.status, 200);
  });
  await t.step("bytes, counted as they are written", async () => {
    using it = await sitting();
    await it.save("writer0001", [1]);
    const events = await allEvents(it.test.deps.attempts, { schoolId: "s1", id: it.id });
    const bytes = events.reduce((sum, { data }) => sum + JSON.stringify(data).length, 0);
    assert.equal((await it.head()).bytes, bytes);
    const size = JSON.stringify(events.at(-1)!.data).length;
    await it.plant((attempt) => ({ ...attempt, bytes: 8_000_000 - size }));
    assert.equal((await it.save("writer0001", [2, 3])).status, 413);
    assert.equal((await it.save("writer0001", [2])).status, 413, "off is a byte longer than on");
    await it.plant((attempt) => ({ ...attempt, bytes: 8_000_000 - size }));
    const on = { n: 2, type: "flagged", slotId: "slot1", on: true };
    const last = await it.post(`/${it.id}/events`, { writerId: "writer0001", events: [on] });
    assert.equal(last.status, 200);
  });
});

/** A head as an earlier product could write it: 812 pages that claimed, of which a few wrote. */
function crowded(attempt: Attempt): Attempt {
  const writers = Object.fromEntries(Array.from({ length: 812 }, (_, i) => [
    pageName(i),
    { n: i % 100 === 7 ? 3 : 0, label: "phone", at: T0 + i },
  ]));
  return { ...attempt, writers, writerId: pageName(811) };
}

Deno.test("an attempt that 812 pages had claimed can be handled again", async () => {
  const folder = await Deno.makeTempDir();
  using kv = await Deno.openKv(`${folder}/plp.kv`);
  const bare = bareAttempt({
    id: "a1",
    schoolId: "s1",
    createdAt: T0,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId: "st1",
    number: 1,
  });
  const event = {
    at: T0,
    actor: { kind: "student" as const, id: "st1" },
    writerId: null,
    n: null,
    late: false,
  };
  const first = { ...event, data: { type: "started" as const, number: 1 } };
  const made = await new KvAttemptStore(kv).create(bare, { slots: [] }, first);
  const key = ["attempt", "s1", "a1"];
  await kv.set(key, crowded(made));
  using again = await Deno.openKv(`${folder}/plp.kv`);
  const store = new KvAttemptStore(again);
  const kept = (await store.find(made))!.writers;
  assert.deepEqual(
    Object.entries(kept).filter(([, { n }]) => n > 0).map(([id]) => id).toSorted(),
    [7, 107, 207, 307, 407, 507, 607, 707, 807].map(pageName).toSorted(),
  );
  assert.ok(kept[pageName(811)], "the page that writes");
  assert.equal(Object.keys(kept).length, 10);
  const submitted = { ...event, data: { type: "submitted" as const, by: "clock" as const } };
  const { attempt } = await store.append(made, [], () => ({
    events: [submitted],
    patch: { dueAt: T0 },
    result: undefined,
  }));
  assert.equal(attempt.state, "submitted");
  const { value } = await kv.get<Attempt>(key);
  assert.equal(Object.keys(value!.writers).length, 10, "the stored head is small again");
  await Deno.remove(folder, { recursive: true });
});

Deno.test("the largest head fits into one value of the embedded store", () => {
  const ids = (count: number, length: number) =>
    Array.from({ length: count }, (_, i) => String(i).padStart(length, "x"));
  const bare = bareAttempt({
    id: "x".repeat(64),
    schoolId: "x".repeat(64),
    createdAt: T0,
    assignmentId: "x".repeat(64),
    examId: "x".repeat(64),
    examVersion: 1,
    studentId: "x".repeat(64),
    number: 1,
  });
  const largest = AttemptSchema.parse({
    ...bare,
    seq: 20_000,
    bytes: 8_000_000,
    pauses: ids(100, 1).map((_, i) => ({ fromAt: T0 + i, toAt: T0 + i })),
    writers: Object.fromEntries(
      ids(MAX_WRITERS, 40).map((id) => [
        id,
        { n: 20_000, label: "computer", at: T0, busyUntil: T0 },
      ]),
    ),
    writerId: "x".repeat(40),
    flagged: ids(200, 8),
    answered: ids(200, 8),
    seen: ids(300, 64),
    applied: ids(100, 64),
  });
  const { length } = serialize(largest);
  assert.ok(length < 65_536 - 1_000, `${length} bytes, without its receipt`);
});
