import assert from "node:assert/strict";
import type { AttemptEvent, EventData } from "./attempt_schema.ts";
import { timeline } from "./timeline.ts";

const event = (seq: number, data: EventData): AttemptEvent => ({
  seq,
  at: seq * 1_000,
  actor: { kind: "student", id: "st1" },
  writerId: null,
  n: null,
  late: false,
  data,
});
const save = (seq: number, slotId: string) =>
  event(seq, { type: "answered", slotId, response: { kind: "short", text: "x" } });

Deno.test("timeline() sums up saves of one question in a row", () => {
  const rows = timeline([
    event(1, { type: "started", number: 1 }),
    save(2, "a"),
    save(3, "a"),
    save(4, "b"),
    save(5, "a"),
    event(6, { type: "submitted", by: "clock" }),
  ], (slotId) => slotId === "a" ? 1 : null);
  assert.deepEqual(rows, [
    { at: 1_000, untilAt: 1_000, words: "Started" },
    { at: 2_000, untilAt: 3_000, words: "Question 1 saved 2 times" },
    { at: 4_000, untilAt: 4_000, words: "An answer saved" },
    { at: 5_000, untilAt: 5_000, words: "Question 1 saved" },
    { at: 6_000, untilAt: 6_000, words: "Handed in by the clock" },
  ]);
});
