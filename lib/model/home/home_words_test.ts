import assert from "node:assert/strict";
import { dayParts, dayWords, greeting, listed, things } from "./home_words.ts";

const style = { locale: "en-IN", timeZone: "Asia/Kolkata" };
const at = (time: string) => Date.parse(`${time}+05:30`);

Deno.test("greeting() follows the school's clock and leaves titles out", () => {
  const said = (time: string) => greeting("Dr. Farida Sheikh", at(time), style);
  assert.equal(said("2026-11-23T00:00"), "Good morning, Farida");
  assert.equal(said("2026-11-23T11:59"), "Good morning, Farida");
  assert.equal(said("2026-11-23T12:00"), "Good afternoon, Farida");
  assert.equal(said("2026-11-23T17:00"), "Good evening, Farida");
  assert.equal(greeting("Dr.", at("2026-11-23T09:00"), style), "Good morning, Dr.");
});

Deno.test("things() says up to nine in words", () => {
  assert.equal(things(0, "test", "tests", "en-IN"), "no tests");
  assert.equal(things(1, "test", "tests", "en-IN"), "one test");
  assert.equal(things(9, "test", "tests", "en-IN"), "nine tests");
  assert.equal(things(10, "test", "tests", "en-IN"), "10 tests");
  assert.equal(things(123_456, "answer", "answers", "en-IN"), "1,23,456 answers");
});

Deno.test("listed() joins parts into one sentence", () => {
  assert.equal(listed([null, null]), null);
  assert.equal(listed(["one test is open", null]), "One test is open.");
  assert.equal(listed(["a", "b"]), "A and b.");
  assert.equal(listed(["a", "b", "c"]), "A, b and c.");
});

Deno.test("dayWords() knows today and tomorrow by the school's midnight", () => {
  const now = at("2026-11-23T23:30");
  assert.equal(dayWords(at("2026-11-23T00:05"), now, style), "Today, 00:05");
  assert.equal(dayWords(at("2026-11-24T00:00"), now, style), "Tomorrow, 00:00");
  assert.equal(dayWords(at("2026-11-25T00:00"), now, style), null);
});

Deno.test("dayParts() reads day and weekday in the school's zone", () => {
  assert.deepEqual(dayParts(at("2026-11-25T00:10"), style), { day: "25", weekday: "Wed" });
});
