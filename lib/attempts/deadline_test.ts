import assert from "node:assert/strict";
import fc from "fast-check";
import {
  arrivalAt,
  assignmentPhase,
  type AttemptTime,
  clockOf,
  deadlineOf,
  isLastMoment,
  type TimeRules,
  windowOf,
} from "./deadline.ts";
import type { Attempt } from "../model/attempts/attempt_schema.ts";
import type { Pause } from "../model/assignments/assignment_schema.ts";

const MIN = 60_000;
const HOUR = 60 * MIN;

interface Facts {
  opensAt?: number;
  closesAt?: number | null;
  closedAt?: number;
  limitMs?: number | null;
  lateStart?: "cut" | "full";
  roomAddedMs?: number;
  roomPauses?: Pause[];
  override?: Partial<NonNullable<TimeRules["override"]>>;
  factor?: number;
  valid?: readonly [fromAt: number, toAt: number | null];
}

/** Open from 10:00 to 12:00 with a limit of an hour; times count from midnight. */
function rules(facts: Facts = {}): TimeRules {
  const { override, factor, valid: [validFromAt, validToAt] = [0, null] } = facts;
  return {
    assignment: {
      opensAt: facts.opensAt ?? 10 * HOUR,
      closesAt: facts.closesAt === undefined ? 12 * HOUR : facts.closesAt,
      closedAt: facts.closedAt ?? null,
      cancelledAt: null,
      limitMs: facts.limitMs === undefined ? HOUR : facts.limitMs,
      lateStart: facts.lateStart ?? "cut",
      room: {
        addedMs: facts.roomAddedMs ?? 0,
        pauses: facts.roomPauses ?? [],
        entries: [],
        rev: 0,
      },
    },
    override: override
      ? { opensAt: null, closesAt: null, limitMs: null, extraMs: 0, ...override }
      : null,
    accommodation: factor === undefined ? null : { timeFactor: factor, validFromAt, validToAt },
  };
}

interface AttemptFacts extends Facts {
  startedAt?: number;
  addedMs?: number;
  pauses?: Pause[];
}

function attempt(
  { startedAt = 10 * HOUR, addedMs = 0, pauses = [], ...facts }: AttemptFacts,
): AttemptTime {
  return { ...rules(facts), attempt: { startedAt, addedMs, pauses } };
}

type Case = readonly [name: string, facts: AttemptFacts, deadlineAt: number | null];
const DAY = 24 * HOUR;
// deno-fmt-ignore
const CASES: readonly Case[] = [
  ["the limit from the own start", { startedAt: 10.5 * HOUR }, 11.5 * HOUR],
  ["a late start is cut", { startedAt: 11.5 * HOUR }, 12 * HOUR],
  ["a late start gets the full time", { startedAt: 11.5 * HOUR, lateStart: "full" }, 12.5 * HOUR],
  ["no limit: the window", { limitMs: null }, 12 * HOUR],
  ["no limit and no end", { limitMs: null, closesAt: null }, null],
  ["a limit and no end", { closesAt: null }, 11 * HOUR],
  ["override of the limit", { override: { limitMs: 90 * MIN } }, 11.5 * HOUR],
  ["override of the end", { startedAt: 12.5 * HOUR, override: { closesAt: 13 * HOUR } }, 13 * HOUR],
  ["extra time of the override", { override: { extraMs: 10 * MIN } }, 11 * HOUR + 10 * MIN],
  ["extra time of the attempt and of the room", { addedMs: 5 * MIN, roomAddedMs: 3 * MIN }, 11 * HOUR + 8 * MIN],
  ["extra time goes beyond the window", { startedAt: 11.5 * HOUR, addedMs: 5 * MIN }, 12 * HOUR + 5 * MIN],
  ["extra time without a limit", { limitMs: null, roomAddedMs: 5 * MIN }, 12 * HOUR + 5 * MIN],
  ["extra time without any end", { limitMs: null, closesAt: null, addedMs: 5 * MIN }, null],
  ["a quarter more", { factor: 1.25 }, 11.25 * HOUR],
  ["a tenth more is exact", { factor: 1.1, limitMs: 50 * MIN }, 10 * HOUR + 55 * MIN],
  ["up to the next second", { factor: 1.0001, limitMs: MIN }, 10 * HOUR + 61_000],
  ["the window is stretched by as much as the limit", { startedAt: 11.5 * HOUR, factor: 1.25 }, 12.25 * HOUR],
  ["a factor on the override's limit", { override: { limitMs: 2 * HOUR }, factor: 1.5 }, 13 * HOUR],
  ["the override's end is not stretched", { startedAt: 11.5 * HOUR, override: { closesAt: 12 * HOUR }, factor: 1.5 }, 12 * HOUR],
  ["no limit: the window in proportion", { limitMs: null, factor: 1.5 }, 13 * HOUR],
  ["no limit: a window of a day in proportion", { limitMs: null, closesAt: 10 * HOUR + DAY, factor: 1.5 }, 10 * HOUR + 1.5 * DAY],
  ["no limit: a longer window stays", { limitMs: null, closesAt: 10 * HOUR + DAY + 1, factor: 1.5 }, 10 * HOUR + DAY + 1],
  ["ended early", { closedAt: 10.5 * HOUR }, 10.5 * HOUR],
  ["ended early, with the accommodation", { closedAt: 10.5 * HOUR, factor: 1.25 }, 10.75 * HOUR],
  ["ended early, a full late start too", { closedAt: 10.5 * HOUR, lateStart: "full" }, 10.5 * HOUR],
  ["ended early without a planned end", { closedAt: 10.5 * HOUR, closesAt: null, limitMs: null, factor: 2 }, 10.5 * HOUR],
  ["ended early, a make-up runs on", { startedAt: 15 * HOUR, closedAt: 10.5 * HOUR, override: { closesAt: 17 * HOUR } }, 16 * HOUR],
  ["closed after the planned end", { startedAt: 11.5 * HOUR, closedAt: 14 * HOUR }, 12 * HOUR],
  ["own and room pauses united", { pauses: [{ fromAt: 10.25 * HOUR, toAt: 10.5 * HOUR }], roomPauses: [{ fromAt: 10.4 * HOUR, toAt: 10.6 * HOUR }] }, 11.35 * HOUR],
  ["a pause before the start", { startedAt: 10.5 * HOUR, roomPauses: [{ fromAt: 10 * HOUR, toAt: 10.6 * HOUR }] }, 11.6 * HOUR],
  ["a pause goes beyond the window", { limitMs: null, roomPauses: [{ fromAt: 10 * HOUR, toAt: 10.25 * HOUR }] }, 12.25 * HOUR],
];

Deno.test("deadlineOf() decides each case", async (t) => {
  for (const [name, facts, deadlineAt] of CASES) {
    await t.step(name, () => {
      const late = 20 * HOUR;
      assert.equal(
        deadlineOf(attempt(facts), late),
        deadlineAt === null ? null : Math.round(deadlineAt),
      );
    });
  }
});

Deno.test("deadlineOf() counts an accommodation that is valid at some time of the attempt", () => {
  const at = (fromAt: number, toAt: number | null) =>
    deadlineOf(attempt({ factor: 2, valid: [fromAt, toAt] }), 10.5 * HOUR);
  assert.equal(at(0, null), 12 * HOUR);
  assert.equal(at(10.5 * HOUR, null), 12 * HOUR);
  assert.equal(at(10.5 * HOUR + 1, null), 11 * HOUR);
  assert.equal(at(0, 10 * HOUR), 12 * HOUR);
  assert.equal(at(0, 10 * HOUR - 1), 11 * HOUR);
});

Deno.test("deadlineOf() moves with now while a pause is open, so that the time left stands still", () => {
  const paused = attempt({ roomPauses: [{ fromAt: 10.5 * HOUR, toAt: null }] });
  const left = (now: number) => (deadlineOf(paused, now) ?? 0) - now;
  assert.equal(left(10.25 * HOUR), 0.75 * HOUR);
  assert.equal(left(10.5 * HOUR), 0.5 * HOUR);
  assert.equal(left(10.75 * HOUR), 0.5 * HOUR);
  assert.equal(left(15 * HOUR), 0.5 * HOUR);
});

const minutes = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * MIN);
const pauses = fc.array(
  fc.record({ fromAt: minutes(600, 700), length: minutes(0, 50) })
    .map(({ fromAt, length }) => ({ fromAt, toAt: fromAt + length })),
  { maxLength: 3 },
);
const anyFacts = fc.record({
  startedAt: minutes(600, 720),
  addedMs: minutes(0, 30),
  roomAddedMs: minutes(0, 30),
  pauses,
  roomPauses: pauses,
  closesAt: fc.option(minutes(601, 3_000)),
  closedAt: fc.option(minutes(600, 720), { nil: undefined }),
  limitMs: fc.option(fc.integer({ min: MIN, max: 3 * HOUR })),
  lateStart: fc.constantFrom("cut" as const, "full"),
  override: fc.option(
    fc.record({
      closesAt: fc.option(minutes(600, 900)),
      limitMs: fc.option(minutes(1, 300)),
      extraMs: minutes(0, 30),
    }),
    { nil: undefined },
  ),
}).map((facts): AttemptFacts => JSON.parse(JSON.stringify(facts)));
const factor = fc.double({ min: 1, max: 4, noNaN: true });

Deno.test("deadlineOf() never gives less time for more factor", () => {
  fc.assert(fc.property(anyFacts, factor, factor, (facts, one, other) => {
    const at = (timeFactor?: number) =>
      deadlineOf(attempt({ ...facts, ...(timeFactor && { factor: timeFactor }) }), 20 * HOUR) ??
        Infinity;
    const [less, more] = one < other ? [one, other] : [other, one];
    assert.ok(at() <= at(less));
    assert.ok(at(less) <= at(more));
  }));
});

Deno.test("deadlineOf() never gives less time for extra time or a pause", () => {
  fc.assert(fc.property(anyFacts, minutes(0, 60), (facts, ms) => {
    const at = (more: AttemptFacts) =>
      deadlineOf(attempt({ ...facts, ...more }), 20 * HOUR) ?? Infinity;
    const before = at({});
    assert.equal(at({ addedMs: (facts.addedMs ?? 0) + ms }), before + ms);
    const pause = { fromAt: 13 * HOUR, toAt: 13 * HOUR + ms };
    assert.ok(at({ pauses: [...facts.pauses ?? [], pause] }) >= before);
  }));
});

Deno.test("windowOf() shows what an attempt started then gets", () => {
  fc.assert(fc.property(anyFacts, factor, minutes(500, 800), (facts, timeFactor, now) => {
    const own = rules({ ...facts, factor: timeFactor });
    const { opensAt, deadlineAt } = windowOf(own, now);
    const startedAt = Math.max(now, opensAt);
    const started = { ...own, attempt: { startedAt, addedMs: 0, pauses: [] } };
    assert.equal(deadlineAt, deadlineOf(started, startedAt));
  }));
});

Deno.test("windowOf() stretches window and limit by the accommodation", () => {
  assert.deepEqual(windowOf(rules({ factor: 1.25 }), 9 * HOUR), {
    opensAt: 10 * HOUR,
    closesAt: 12.25 * HOUR,
    limitMs: 75 * MIN,
    deadlineAt: 11.25 * HOUR,
    phase: "scheduled",
  });
  const tomorrow = rules({ factor: 2, valid: [9.5 * HOUR, null] });
  assert.equal(windowOf(tomorrow, 0).limitMs, 2 * HOUR);
  const lapsed = rules({ factor: 2, valid: [0, 9.5 * HOUR] });
  assert.equal(windowOf(lapsed, 9 * HOUR).limitMs, HOUR);
});

Deno.test("windowOf() opens and closes by the student's exception", () => {
  const makeUp = rules({
    closedAt: 11 * HOUR,
    override: { opensAt: 14 * HOUR, closesAt: 16 * HOUR },
  });
  assert.equal(windowOf(makeUp, 13 * HOUR).phase, "scheduled");
  assert.equal(windowOf(makeUp, 14 * HOUR).phase, "open");
  assert.equal(windowOf(makeUp, 15.5 * HOUR).deadlineAt, 16 * HOUR);
  assert.equal(windowOf(makeUp, 16 * HOUR).phase, "closed");
  assert.equal(windowOf(rules({ closesAt: null }), 99 * HOUR).closesAt, null);
});

Deno.test("assignmentPhase() follows the clock, a closing hand and a cancellation", () => {
  const at = (now: number, more = {}) => assignmentPhase({ ...rules().assignment, ...more }, now);
  assert.equal(at(10 * HOUR - 1), "scheduled");
  assert.equal(at(10 * HOUR), "open");
  assert.equal(at(12 * HOUR - 1), "open");
  assert.equal(at(12 * HOUR), "closed");
  assert.equal(at(99 * HOUR, { closesAt: null }), "open");
  assert.equal(at(11 * HOUR, { closedAt: 11 * HOUR }), "closed");
  assert.equal(at(9 * HOUR, { closedAt: 9 * HOUR }), "closed");
  assert.equal(at(11 * HOUR, { cancelledAt: 1 }), "cancelled");
});

function running(more: Partial<Attempt> = {}): Attempt {
  return {
    id: "a1",
    schoolId: "s1",
    createdAt: 10 * HOUR,
    assignmentId: "as1",
    examId: "e1",
    examVersion: 1,
    studentId: "p1",
    number: 1,
    state: "in_progress",
    startedAt: 10 * HOUR,
    addedMs: 0,
    pauses: [],
    dueAt: null,
    submittedAt: null,
    submittedBy: null,
    seq: 1,
    writers: {},
    writerId: null,
    flagged: [],
    answered: [],
    lastSeenAt: 10 * HOUR,
    lastSavedAt: null,
    seen: [],
    applied: [],
    late: false,
    receipt: null,
    ...more,
  };
}

Deno.test("clockOf() is paused with the room, but not once handed in", () => {
  const paused = rules({ roomPauses: [{ fromAt: 10.5 * HOUR, toAt: null }] });
  assert.deepEqual(clockOf({ ...paused, attempt: running() }, 10.75 * HOUR), {
    now: 10.75 * HOUR,
    deadlineAt: 11.25 * HOUR,
    state: "paused",
  });
  const handedIn = running({ state: "submitted" });
  assert.equal(clockOf({ ...paused, attempt: handedIn }, 10.75 * HOUR).state, "submitted");
  assert.equal(clockOf({ ...rules(), attempt: running() }, 10.75 * HOUR).state, "in_progress");
});

Deno.test("isLastMoment() is true from a minute before the deadline to it", () => {
  const at = (now: number, more: Partial<Attempt> = {}) =>
    isLastMoment(clockOf({ ...rules(), attempt: running(more) }, now));
  assert.equal(at(11 * HOUR - MIN - 1), false);
  assert.equal(at(11 * HOUR - MIN), true);
  assert.equal(at(11 * HOUR), true);
  assert.equal(at(11 * HOUR + 1), false);
  assert.equal(at(11 * HOUR - 1, { state: "paused" }), false);
  assert.equal(isLastMoment({ now: 0, deadlineAt: null, state: "in_progress" }), false);
});

Deno.test("arrivalAt() counts both borders for the student", () => {
  assert.equal(arrivalAt(1_000, 60_000, 1_000), "in_time");
  assert.equal(arrivalAt(1_000, 60_000, 1_001), "late");
  assert.equal(arrivalAt(1_000, 60_000, 61_000), "late");
  assert.equal(arrivalAt(1_000, 60_000, 61_001), "too_late");
  assert.equal(arrivalAt(null, 0, 1e12), "in_time");
});
