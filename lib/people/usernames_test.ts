import assert from "node:assert/strict";
import { UsernameSchema } from "../model/people/people_schema.ts";
import { codesFor } from "./schools.ts";
import { foldSignInName, oneTimePassword, usernamesFor } from "./usernames.ts";

const first = async (name: string) => (await usernamesFor(name, "student").next()).value as string;

Deno.test("usernamesFor() makes usernames that the schema takes", async () => {
  const CASES: [name: string, username: string][] = [
    ["Kabir Rao", "kabir.rao"],
    ["José Ángel Núñez", "jose.nunez"],
    ["Madonna", "madonna"],
    ["X", "x.student"],
    ["कबीर राव", "kabir.rav"],
    ["محمد الأحمد", "mhmd.alahmd"],
    ["Łukasz Wójcik", "lukasz.wojcik"],
    ["Đặng Thị Hương", "dang.huong"],
    ["王小明", "wangxiaoming"],
    ["Eva D’Souza", "eva.dsouza"],
    ["Dr. Anna (Annie) Smith", "anna.smith"],
  ];
  for (const [name, username] of CASES) assert.equal(await first(name), username, name);
  assert.match(await first("★"), /^student\.[a-z0-9]{8}$/);
  for (const name of ["Kabir Rao", "X", "कबीर", "O'Neil-Smith, Jr.", "ﷺ".repeat(120), "7", "★"]) {
    const names = await Array.fromAsync(usernamesFor(name, "school.admin"));
    assert.equal(names.length, 100);
    assert.equal(new Set(names).size, 100);
    for (const it of names) assert.ok(UsernameSchema.safeParse(it).success, it);
  }
});

Deno.test("codesFor() makes short names that a school takes", async () => {
  const code = async (name: string) => (await codesFor(name).next()).value;
  assert.equal(await code("Nilgiri Valley School"), "nilgiri-valley-s");
  assert.equal(await code("Łódź"), "lodz");
  assert.equal(await code("विद्यालय"), "vidyalay");
  assert.equal(await code("★"), "school");
  for (const it of (await Array.fromAsync(codesFor("St. Mary's, 2nd"))).slice(0, 20)) {
    assert.match(it, /^[a-z0-9-]{2,20}$/);
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
