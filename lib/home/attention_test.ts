import assert from "node:assert/strict";
import { attention, type StudentFacts } from "./attention.ts";

const DAY = 86_400_000;
const NOW = 100 * DAY;

function facts(overrides: Partial<StudentFacts>): StudentFacts {
  return {
    studentId: "s1",
    name: "Ira",
    className: "10 A",
    results: [],
    missedAt: [],
    extraTimeEndsAt: null,
    ...overrides,
  };
}

const reasons = (overrides: Partial<StudentFacts>) =>
  attention([facts(overrides)], NOW).map(({ reason }) => reason);

function series(percents: number[], lastAt = NOW - DAY) {
  return percents.map((percent, i) => ({
    percent,
    releasedAt: lastAt - (percents.length - 1 - i) * DAY,
  }));
}

Deno.test("attention() tells a fall from 15 points under the mean of the three before", () => {
  assert.deepEqual(reasons({ results: [series([80, 70, 60, 55])] }), [
    { kind: "under", points: 15, before: 3 },
  ]);
  assert.deepEqual(reasons({ results: [series([80, 70, 60, 55.2])] }), []);
});

Deno.test("attention() compares with the three before alone, of one subject, and not with two", () => {
  assert.deepEqual(reasons({ results: [series([0, 90, 90, 90, 70])] }), [
    { kind: "under", points: 20, before: 3 },
  ]);
  assert.deepEqual(reasons({ results: [series([90, 90, 40])] }), []);
  assert.deepEqual(reasons({ results: [series([90, 90]), series([40, 40])] }), []);
});

Deno.test("attention() tells a fall for 14 days", () => {
  const fell = [80, 80, 80, 50];
  assert.equal(reasons({ results: [series(fell, NOW - 14 * DAY)] }).length, 1);
  assert.equal(reasons({ results: [series(fell, NOW - 14 * DAY - 1)] }).length, 0);
});

Deno.test("attention() tells two tests missed within 14 days", () => {
  assert.deepEqual(reasons({ missedAt: [NOW - 14 * DAY, NOW] }), [{ kind: "missed", count: 2 }]);
  assert.deepEqual(reasons({ missedAt: [NOW - 14 * DAY - 1, NOW] }), []);
  assert.deepEqual(reasons({ missedAt: [NOW] }), []);
});

Deno.test("attention() tells extra time that ends within 7 days", () => {
  const endsAt = NOW + 7 * DAY;
  assert.deepEqual(reasons({ extraTimeEndsAt: endsAt }), [{ kind: "extra_time", endsAt }]);
  assert.deepEqual(reasons({ extraTimeEndsAt: endsAt + 1 }), []);
  assert.deepEqual(reasons({ extraTimeEndsAt: NOW }), []);
});

Deno.test("attention() lists the deepest fall first, then missed tests, then ends of extra time", () => {
  const rows = attention([
    facts({ name: "Ends", extraTimeEndsAt: NOW + DAY }),
    facts({ name: "Missed", missedAt: [NOW, NOW] }),
    facts({ name: "Fell", results: [series([80, 80, 80, 60])] }),
    facts({ name: "Deep", results: [series([80, 80, 80, 50])], missedAt: [NOW, NOW, NOW] }),
  ], NOW);
  assert.deepEqual(rows.map(({ name, reason }) => [name, reason.kind]), [
    ["Deep", "under"],
    ["Fell", "under"],
    ["Deep", "missed"],
    ["Missed", "missed"],
    ["Ends", "extra_time"],
  ]);
});
