import assert from "node:assert/strict";
import { UsernameSchema } from "../model/people_schema.ts";
import { codesFor } from "./schools.ts";
import { foldSignInName, oneTimePassword, usernamesFor } from "./usernames.ts";

const first = (name: string) => usernamesFor(name, "student").next().value!;

Deno.test("usernamesFor() makes usernames that the schema takes", () => {
  assert.equal(first("Kabir Rao"), "kabir.rao");
  assert.equal(first("José Ángel Núñez"), "jose.nunez");
  assert.equal(first("Madonna"), "madonna");
  assert.equal(first("X"), "x.student");
  assert.match(first("कबीर राव"), /^student\.[a-z0-9]{8}$/);
  for (const name of ["Kabir Rao", "X", "कबीर", "O'Neil-Smith, Jr.", "a".repeat(120), "7"]) {
    const names = [...usernamesFor(name, "school.admin")];
    assert.equal(names.length, 100);
    assert.equal(new Set(names).size, 100);
    for (const it of names) assert.ok(UsernameSchema.safeParse(it).success, it);
  }
});

Deno.test("codesFor() makes short names that a school takes", () => {
  assert.equal(codesFor("Nilgiri Valley School").next().value, "nilgiri-valley-s");
  assert.equal(codesFor("विद्यालय").next().value, "school");
  for (const code of [...codesFor("St. Mary's, 2nd")].slice(0, 20)) {
    assert.match(code, /^[a-z0-9-]{2,20}$/);
  }
});

Deno.test("foldSignInName() makes one name of many ways to type it", () => {
  assert.equal(foldSignInName("  Kabir.Rao "), "kabir.rao");
  assert.equal(foldSignInName("ＫＡＢＩＲ"), "kabir");
});

Deno.test("oneTimePassword() is new each time and easy to copy", () => {
  const many = Array.from({ length: 100 }, oneTimePassword);
  assert.equal(new Set(many).size, 100);
  for (const it of many) assert.match(it, /^[a-km-z2-9]{5}-[a-km-z2-9]{5}$/);
});
