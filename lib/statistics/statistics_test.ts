import assert from "node:assert/strict";
import fc from "fast-check";
import type { StatisticsSlot } from "./slot_statistics.ts";
import {
  type ExamStatistics,
  examStatistics,
  LEFT_OUT,
  type LeftOut,
  type StatisticsRow,
} from "./statistics.ts";
import { fastestMs } from "../../tests/worlds/quick.ts";

function slot(slotId: string, maxMark = 1, key: Partial<StatisticsSlot> = {}): StatisticsSlot {
  return { slotId, maxMark, optionIds: [], keyIds: [], ...key };
}

/** A mark, or a mark with the option chosen, for each slot; `null` is an omitted answer. */
type Given = number | readonly [mark: number, ...optionIds: string[]] | null;

function row(given: Record<string, Given>, leftOut: LeftOut | null = null): StatisticsRow {
  const answers = Object.entries(given).map(([slotId, it]) => {
    const [mark, ...optionIds] = typeof it === "number" ? [it] : it ?? [0];
    return [slotId, { mark, omitted: it === null, optionIds }] as const;
  });
  return { leftOut, answers: new Map(answers) };
}

function times<T>(count: number, values: readonly T[]): T[] {
  return Array.from({ length: count }, () => values).flat();
}

function near(got: number | null | undefined, expected: number): void {
  assert.ok(
    typeof got === "number" && Math.abs(got - expected) < 1e-9,
    `${got} is not ${expected}`,
  );
}

const SLOTS = [slot("a"), slot("b"), slot("c")];
/** Totals 3, 2, 2, 0. */
const FOUR = [
  row({ a: 1, b: 1, c: 1 }),
  row({ a: 1, b: 0, c: 1 }),
  row({ a: 0, b: 1, c: 1 }),
  row({ a: 0, b: 0, c: 0 }),
];

Deno.test("examStatistics() agrees with the example worked by hand", () => {
  const got = examStatistics(SLOTS, times(8, FOUR));
  assert.equal(got.n, 32);
  near(got.mean, 175 / 3);
  near(got.median, 200 / 3);
  // The totals of four have the variance 1.1875 over n.
  near(got.sd, Math.sqrt(1.1875 * 32 / 31) * 100 / 3);
  assert.deepEqual(got.distribution, [8, 0, 0, 0, 0, 0, 16, 0, 0, 8]);
  // 3/2 (1 - (1/4 + 1/4 + 3/16) / (19/16)) = 12/19
  near(got.alpha, 1_200 / 19);
  const [a, b, c] = got.slots;
  near(a?.facility, 50);
  near(c?.facility, 75);
  near(c?.meanMark, 0.75);
  // cov 1/8, var 1/4 and 11/16; cov 1/4, var 3/16 and 1/2.
  near(a?.discrimination, 100 / Math.sqrt(11));
  near(b?.discrimination, 100 / Math.sqrt(11));
  near(c?.discrimination, 100 * Math.sqrt(2 / 3));
});

Deno.test("examStatistics() keeps index, alpha and flags for 30 attempts or more", () => {
  const one = examStatistics(SLOTS, times(8, FOUR).slice(0, 29));
  assert.equal(one.n, 29);
  assert.equal(one.alpha, null);
  assert.deepEqual(one.slots.map(({ discrimination }) => discrimination), [null, null, null]);
  assert.notEqual(one.slots[0]?.facility, null);
  const enough = examStatistics(SLOTS, times(8, FOUR).slice(0, 30));
  assert.notEqual(enough.alpha, null);
  assert.notEqual(enough.slots[0]?.discrimination, null);
});

Deno.test("examStatistics() says null where there is nothing to divide by", () => {
  const none = examStatistics(SLOTS, []);
  assert.deepEqual([none.n, none.mean, none.median, none.sd, none.alpha], [
    0,
    null,
    null,
    null,
    null,
  ]);
  assert.equal(none.slots[0]?.facility, null);
  assert.equal(none.slots[0]?.meanMark, null);
  const single = examStatistics(SLOTS, FOUR.slice(0, 1));
  assert.deepEqual([single.mean, single.median, single.sd], [100, 100, null]);
  const alike = examStatistics(SLOTS, times(40, [row({ a: 1, b: 0, c: 1 })]));
  assert.deepEqual([alike.sd, alike.alpha, alike.slots[0]?.discrimination], [0, null, null]);
  const free = examStatistics([slot("a", 0)], times(40, [row({ a: 0 })]));
  assert.deepEqual([free.mean, free.alpha, free.slots[0]?.facility], [null, null, null]);
  assert.deepEqual(free.distribution, times(10, [0]));
  const oneSlot = examStatistics([slot("a")], times(20, [row({ a: 1 }), row({ a: 0 })]));
  assert.deepEqual([oneSlot.alpha, oneSlot.slots[0]?.discrimination], [null, null]);
});

Deno.test("examStatistics() counts who is left out by reason, and nothing of them", () => {
  assert.equal(LEFT_OUT.length, 5);
  const out = LEFT_OUT.map((reason) => row({ a: 1, b: 1, c: 1 }, reason));
  const got = examStatistics(SLOTS, [...FOUR, ...out, row({}, "running")]);
  assert.deepEqual(got.leftOut, { running: 2, abandoned: 1, voided: 1, unmarked: 1, excused: 1 });
  const { leftOut: _, ...figures } = got;
  const { leftOut: __, ...expected } = examStatistics(SLOTS, FOUR);
  assert.deepEqual(figures, expected);
});

Deno.test("examStatistics() puts each border into the upper bin and 100% into the last", () => {
  const of = (marks: number[]) =>
    examStatistics([slot("a", 10)], marks.map((mark) => row({ a: mark }))).distribution;
  assert.deepEqual(of([0, 0.99, 1, 9, 9.99, 10]), [2, 1, 0, 0, 0, 0, 0, 0, 0, 3]);
  const thirds = examStatistics([slot("a", 0.3)], [row({ a: 0.09 }), row({ a: 0.21 })]);
  assert.deepEqual(thirds.distribution, [0, 0, 0, 1, 0, 0, 0, 1, 0, 0]);
});

Deno.test("examStatistics() counts no answer as omitted and a total below 0 as 0", () => {
  const got = examStatistics([slot("a"), slot("b")], [row({ a: -1, b: null }), row({ a: 1 })]);
  assert.equal(got.mean, 25);
  assert.deepEqual(got.slots.map(({ omitted }) => omitted), [0, 2]);
  assert.equal(got.distribution[0], 1);
});

const CHOICE = slot("q", 1, { optionIds: ["k", "w", "v"], keyIds: ["k"] });
const PAIR = [CHOICE, slot("b", 10)];

function flags(rows: readonly StatisticsRow[]): string[] | undefined {
  return examStatistics(PAIR, rows).slots[0]?.flags;
}

Deno.test("examStatistics() says whom each option drew", () => {
  const rows = [row({ q: [1, "k"], b: 4 }), row({ q: [0, "w"], b: 7 }), row({ q: [0, "w"], b: 8 })];
  assert.deepEqual(examStatistics(PAIR, rows).slots[0]?.options, [
    { optionId: "k", isKey: true, count: 1, meanRest: 4 },
    { optionId: "w", isKey: false, count: 2, meanRest: 7.5 },
    { optionId: "v", isKey: false, count: 0, meanRest: null },
  ]);
});

Deno.test("examStatistics() flags a question that works against the test", () => {
  const rows = times(15, [row({ q: [1, "k"], b: 2 }), row({ q: [0, "w"], b: 8 })]);
  near(examStatistics(PAIR, rows).slots[0]?.discrimination, -100);
  assert.deepEqual(flags(rows), ["works_against"]);
  assert.deepEqual(flags(rows.slice(0, 29)), []);
});

Deno.test("examStatistics() flags no question only because the best left it empty", () => {
  const rows = times(10, [
    row({ q: [1, "k"], b: 2 }),
    row({ q: [0, "w"], b: 1 }),
    row({ q: null, b: 9 }),
  ]);
  const [q] = examStatistics(PAIR, rows).slots;
  assert.ok(q && q.discrimination !== null && q.discrimination < 0);
  assert.deepEqual(q.flags, []);
});

Deno.test("examStatistics() flags no question that nobody's key is drawn into", () => {
  const rows = times(15, [row({ q: [0, "v"], b: 2 }), row({ q: [-0.5, "w"], b: 8 })]);
  assert.deepEqual(flags(rows), ["very_hard"]);
});

Deno.test("examStatistics() flags what half left empty, what hardly anyone and what nearly all can do", () => {
  const mix = (right: number, wrong: number, empty: number) => [
    ...times(right, [row({ q: [1, "k"], b: 5 })]),
    ...times(wrong, [row({ q: [0, "w"], b: 5 })]),
    ...times(empty, [row({ q: null, b: 5 })]),
  ];
  assert.deepEqual(flags(mix(15, 0, 15)), ["often_empty"]);
  assert.deepEqual(flags(mix(16, 0, 15)), []);
  assert.deepEqual(flags(mix(8, 32, 0)), ["very_hard"]);
  assert.deepEqual(flags(mix(9, 31, 0)), []);
  assert.deepEqual(flags(mix(38, 2, 0)), ["very_easy"]);
  assert.deepEqual(flags(mix(37, 3, 0)), []);
});

const anyRows = fc.array(
  fc.record({
    a: fc.integer({ min: -100, max: 100 }).map((n) => n / 100),
    b: fc.integer({ min: 0, max: 100 }).map((n) => n / 100),
    c: fc.option(fc.integer({ min: 0, max: 4 }).map((n) => n / 4)),
  }),
  { minLength: 30, maxLength: 60 },
);

function figures({ slots, ...rest }: ExamStatistics): (number | null)[] {
  return [
    rest.n,
    rest.mean,
    rest.median,
    rest.sd,
    rest.alpha,
    ...rest.distribution,
    ...slots.flatMap((it) => [it.facility, it.omitted, it.discrimination]),
  ];
}

function sameFigures(got: ExamStatistics, expected: ExamStatistics): void {
  const [one, other] = [figures(got), figures(expected)];
  assert.equal(one.length, 24);
  for (const [i, value] of one.entries()) {
    const wanted = other[i] ?? null;
    if (value === null || wanted === null) assert.equal(value, wanted);
    else assert.ok(Math.abs(value - wanted) < 1e-6, `${i}: ${value} is not ${wanted}`);
  }
}

Deno.test("examStatistics() does not depend on the order of attempts", () => {
  fc.assert(fc.property(anyRows, (list) => {
    const rows = list.map((given) => row(given));
    sameFigures(examStatistics(SLOTS, rows.toReversed()), examStatistics(SLOTS, rows));
  }));
});

Deno.test("examStatistics() does not depend on the scale of the marks", () => {
  fc.assert(fc.property(anyRows, fc.integer({ min: 2, max: 50 }), (list, scale) => {
    const big = list.map(({ a, b, c }) =>
      row({ a: a * scale, b: b * scale, c: c === null ? null : c * scale })
    );
    const bigSlots = SLOTS.map(({ slotId }) => slot(slotId, scale));
    sameFigures(
      examStatistics(bigSlots, big),
      examStatistics(SLOTS, list.map((given) => row(given))),
    );
  }));
});

Deno.test("examStatistics() has no NaN and stays in range", () => {
  fc.assert(fc.property(anyRows, fc.nat(60), (list, count) => {
    const got = examStatistics(SLOTS, list.slice(0, count).map((given) => row(given)));
    const numbers = figures(got).filter((value) => value !== null);
    assert.deepEqual(numbers.filter((value) => !Number.isFinite(value)), []);
    for (const { discrimination } of got.slots) assert.ok(Math.abs(discrimination ?? 0) <= 100);
    assert.ok((got.alpha ?? 0) <= 100);
  }));
});

Deno.test("examStatistics() takes 1,000 attempts of 40 questions in under half a second", async () => {
  const slots = Array.from(
    { length: 40 },
    (_, i) => slot(`s${i}`, 1, { optionIds: ["k", "w", "v", "u"], keyIds: ["k"] }),
  );
  const rows = Array.from(
    { length: 1_000 },
    (_, r) =>
      row(
        Object.fromEntries(
          slots.map((
            { slotId },
            i,
          ) => [slotId, (r * 7 + i * 3) % 5 < 3 ? [1, "k"] as const : [0, "w"] as const]),
        ),
      ),
  );
  assert.equal(examStatistics(slots, rows).n, 1_000);
  const enoughMs = 500;
  assert.ok(await fastestMs(() => examStatistics(slots, rows), { enoughMs }) < enoughMs);
});
