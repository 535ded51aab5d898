import assert from "node:assert/strict";
import fc from "fast-check";
import { bareAttempt, type NewEvent, project } from "../../lib/attempts/projection.ts";
import { allEvents, attemptsBy, attemptsOf, type AttemptStore } from "../../lib/attempts/store.ts";
import { merge } from "../../lib/attempts/merge.ts";
import type { Attempt, EventData, Paper } from "../../lib/model/attempts/attempt_schema.ts";
import type { ClientEvent } from "../../lib/model/attempts/attempt_wire_schema.ts";
import type { EngineOptions } from "./table_contract.ts";

type UseStore = (store: AttemptStore) => Promise<void>;
type WithStore = (use: UseStore) => Promise<void>;
type Register = (what: string, use: UseStore) => void;

function anAttempt(overrides: Partial<Attempt> = {}): Attempt {
  const bare = bareAttempt({
    id: "a1",
    schoolId: "s1",
    createdAt: 1_000,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId: "st1",
    number: 1,
  });
  return { ...bare, ...overrides };
}

const slot = (slotId: string, order: string[] = []): Paper["slots"][number] => ({
  slotId,
  sectionId: "sec1",
  questionId: `q-${slotId}`,
  version: 1,
  kind: order.length > 0 ? "choice_one" : "essay",
  order,
  units: [],
  maxChars: order.length > 0 ? null : 20_000,
  maxMark: 1,
});
const PAPER: Paper = { slots: [slot("choice", ["o1", "o2"]), slot("text1"), slot("text2")] };

function event(data: EventData, at = 1_000): NewEvent {
  return { at, actor: { kind: "system", id: null }, writerId: null, n: null, late: false, data };
}
const STARTED = event({ type: "started", number: 1 });
const ended = (at = 2_000) => event({ type: "submitted", by: "student" }, at);

function essay(slotId: string, text: string): EventData {
  return { type: "answered", slotId, response: { kind: "essay", text } };
}

const add = (store: AttemptStore, ref: Attempt, ...events: NewEvent[]) =>
  store.append(
    ref,
    events.flatMap(({ data }) => "slotId" in data && data.slotId ? [data.slotId] : []),
    () => ({ events, result: undefined }),
  );

/** Registers the tests every {@linkcode AttemptStore} must pass. */
export function testAttemptStore(
  name: string,
  withStore: WithStore,
  options: EngineOptions = {},
): void {
  const test: Register = (what, use) =>
    Deno.test(`${name} attempts: ${what}`, options, () => withStore(use));
  testCreate(test);
  testAppend(test);
  testLists(test);
  testProjection(test);
}

function testCreate(test: Register): void {
  test("create() keeps head, paper and first event", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    assert.equal(made.seq, 1);
    assert.deepEqual(await store.find(made), made);
    assert.deepEqual(await store.paper(made), PAPER);
    assert.deepEqual(await store.events(made), [{ ...STARTED, seq: 1 }]);
    assert.deepEqual(await store.answers(made), new Map());
  });

  test("create() keeps a paper of 200 slots with 20 options each", async (store) => {
    const order = Array.from({ length: 20 }, (_, i) => `option-${i}`.padEnd(64, "x"));
    const slots = Array.from({ length: 200 }, (_, i) => slot(`slot${i}`, order));
    const made = await store.create(anAttempt(), { slots }, STARTED);
    assert.deepEqual(await store.paper(made), { slots });
  });

  test("of 50 parallel starts one wins", async (store) => {
    const starts = Array.from(
      { length: 50 },
      (_, i) => store.create(anAttempt({ id: `a${i}`, number: i + 1 }), PAPER, STARTED),
    );
    const results = await Promise.allSettled(starts);
    assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
    for (const result of results) {
      if (result.status === "rejected") assert.equal(result.reason.code, "conflict");
    }
    assert.equal((await attemptsOf(store, { schoolId: "s1", id: "as1" })).length, 1);
  });

  test("a number is taken for good, being open until the end", async (store) => {
    const first = await store.create(anAttempt(), PAPER, STARTED);
    const second = anAttempt({ id: "a2", number: 2 });
    await assert.rejects(store.create(second, PAPER, STARTED), { code: "conflict" });
    await add(store, first, ended());
    const same = anAttempt({ id: "a3", number: 1 });
    await assert.rejects(store.create(same, PAPER, STARTED), { code: "conflict" });
    await store.create(second, PAPER, STARTED);
  });

  test("another school's is not found", async (store) => {
    await store.create(anAttempt(), PAPER, STARTED);
    const ref = { schoolId: "s2", id: "a1" };
    assert.equal(await store.find(ref), null);
    assert.equal(await store.paper(ref), null);
    assert.deepEqual(await store.events(ref), []);
    const write = store.append(ref, [], () => ({ events: [ended()], result: undefined }));
    await assert.rejects(write, { code: "not_found" });
    await store.create(anAttempt({ schoolId: "s2" }), PAPER, STARTED);
  });
}

function testAppend(test: Register): void {
  test("append() writes nothing when the decision throws or is empty", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    const boom = () => {
      throw new Error("boom");
    };
    await assert.rejects(store.append(made, "all", boom), /boom/);
    await store.append(made, "all", () => ({ events: [], result: undefined }));
    assert.deepEqual(await store.find(made), made);
    assert.equal((await store.events(made)).length, 1);
  });

  test("append() gives decide the answers asked for, and its result back", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    await add(store, made, event(essay("text1", "one")), event(essay("text2", "two")));
    const some = await store.append(made, ["text2", "choice"], ({ attempt, answers }) => ({
      events: [],
      result: [attempt.seq, [...answers.keys()]],
    }));
    assert.deepEqual(some.result, [3, ["text2"]]);
    const all = await store.append(made, "all", ({ answers }) => ({
      events: [],
      result: [...answers.keys()].sort(),
    }));
    assert.deepEqual(all.result, ["text1", "text2"]);
  });

  test("40 parallel appends all arrive, numbered without a gap", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    const texts = Array.from({ length: 40 }, (_, i) => `text ${i}`);
    await Promise.all(
      texts.map((text, i) => add(store, made, event(essay(`text${i % 2 + 1}`, text)))),
    );
    const events = await allEvents(store, made);
    assert.deepEqual(events.map(({ seq }) => seq), Array.from({ length: 41 }, (_, i) => i + 1));
    const kept = events.flatMap(({ data }) =>
      data.type === "answered" && data.response?.kind === "essay" ? [data.response.text] : []
    );
    assert.deepEqual(kept.sort(), texts.sort());
  });

  test("20,000 letters beyond Latin fit as answer and as event", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    const text = "अ".repeat(20_000);
    await add(store, made, event(essay("text1", text)), event(essay("text2", text)));
    const { attempt, answers } = await store.append(made, "all", () => ({
      events: [],
      result: undefined,
    }));
    assert.equal(attempt.seq, 3);
    assert.deepEqual(answers.get("text2")?.response, { kind: "essay", text });
  });

  test("events() pages by number", async (store) => {
    const made = await store.create(anAttempt(), PAPER, STARTED);
    const flags = Array.from(
      { length: 20 },
      (_, i) => event({ type: "flagged", slotId: "choice", on: i % 2 === 0 }),
    );
    await add(store, made, ...flags);
    assert.deepEqual(
      (await store.events(made, 5, 3)).map(({ seq }) => seq),
      [6, 7, 8],
    );
    assert.deepEqual(await store.events(made, 21), []);
  });
}

function testLists(test: Register): void {
  test("lists by assignment and by student, page after page", async (store) => {
    for (const studentId of ["st1", "st2", "st3"]) {
      for (const assignmentId of ["as1", "as2"]) {
        const id = `${studentId}-${assignmentId}`;
        await store.create(anAttempt({ id, studentId, assignmentId }), PAPER, STARTED);
      }
    }
    const page = await store.listByAssignment("s1", "as1", { limit: 2 });
    assert.deepEqual(page.items.map(({ id }) => id), ["st1-as1", "st2-as1"]);
    const rest = await store.listByAssignment("s1", "as1", { limit: 2, after: page.next! });
    assert.deepEqual(rest.items.map(({ id }) => id), ["st3-as1"]);
    assert.equal(rest.next, null);
    const mine = await attemptsBy(store, { schoolId: "s1", id: "st2" });
    assert.deepEqual(mine.map(({ id }) => id), ["st2-as1", "st2-as2"]);
    const one = await attemptsBy(store, { schoolId: "s1", id: "st2" }, "as2");
    assert.deepEqual(one.map(({ id }) => id), ["st2-as2"]);
    assert.deepEqual((await store.listByAssignment("s2", "as1")).items, []);
  });

  test("listDue() crosses schools, and follows dueAt", async (store) => {
    await store.create(anAttempt({ id: "late", dueAt: 200 }), PAPER, STARTED);
    const soon = anAttempt({ id: "soon", schoolId: "s2", dueAt: 100 });
    await store.create(soon, PAPER, STARTED);
    await store.create(anAttempt({ id: "never", studentId: "st2" }), PAPER, STARTED);
    const due = async (at: number) => (await store.listDue(at)).map(({ id }) => id);
    assert.deepEqual(await due(99), []);
    assert.deepEqual(await due(100), ["soon"]);
    assert.deepEqual(await due(200), ["soon", "late"]);
    await store.append(
      soon,
      [],
      () => ({ events: [], patch: { dueAt: 300 }, result: undefined }),
    );
    assert.deepEqual(await due(299), ["late"]);
    await store.append(
      soon,
      [],
      () => ({ events: [], patch: { dueAt: null }, result: undefined }),
    );
    assert.deepEqual(await due(9_999), ["late"]);
  });
}

function testProjection(test: Register): void {
  test("projecting the log gives what is stored, whatever was written", async (store) => {
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(writes, { maxLength: 25 }), async (batches) => {
        const id = `run${run++}`;
        const made = await store.create(
          anAttempt({ id, studentId: id, assignmentId: id }),
          PAPER,
          STARTED,
        );
        for (const { writer, changes, base } of batches) {
          await store.append(made, "all", (now) => {
            const last = now.attempt.writers[writer]?.n ?? 0;
            const events = changes.map((change, i): ClientEvent => ({
              ...change,
              n: last + 1 + i,
              ...(change.type === "answered" && { base: Math.min(base, now.attempt.seq) }),
            } as ClientEvent));
            const at = 1_000 + now.attempt.seq;
            const merged = merge(now, { writerId: writer, follows: [], events }, {
              at,
              late: false,
              keptAs: null,
            });
            return { events: merged.events, result: undefined };
          });
        }
        const bare = {
          attempt: anAttempt({ id, studentId: id, assignmentId: id }),
          answers: new Map(),
        };
        const { attempt, answers } = project(bare, await allEvents(store, made));
        assert.deepEqual(await store.find(made), attempt);
        assert.deepEqual(await store.answers(made), answers);
      }),
      { numRuns: 60 },
    );
    assert.equal(run, 60);
  });
}

const text = fc.oneof(
  fc.constant("She wrote this."),
  fc.string({ unit: "grapheme", maxLength: 40 }),
);
const change = fc.oneof(
  fc.record({
    type: fc.constant("answered" as const),
    slotId: fc.constantFrom("text1", "text2"),
    response: fc.option(text.map((it) => ({ kind: "essay" as const, text: it }))),
  }),
  fc.record({
    type: fc.constant("answered" as const),
    slotId: fc.constant("choice"),
    response: fc.constantFrom("o1", "o2").map((optionId) => ({
      kind: "choice_one" as const,
      optionId,
    })),
  }),
  fc.record({
    type: fc.constant("flagged" as const),
    slotId: fc.constantFrom("choice", "text1"),
    on: fc.boolean(),
  }),
);
const writes = fc.record({
  writer: fc.constantFrom("phone0001", "laptop001"),
  changes: fc.array(change, { minLength: 1, maxLength: 5 }),
  base: fc.nat(40),
});
