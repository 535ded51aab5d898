import assert from "node:assert/strict";
import { auditLines } from "../../lib/notices/audit_lines.ts";
import { hash } from "@node-rs/argon2";
import { readLimits } from "../../lib/process/limits.ts";
import { MAX_DEVICES, type Person } from "../../lib/model/people/people_schema.ts";
import { INSTALLATION, listAll } from "../../lib/store/store.ts";
import { aPerson, aSchool, formPost } from "../../tests/worlds/people_world.ts";
import { T0, type TestApp, testApp } from "../../tests/worlds/test_app.ts";

const PASSWORD = "seven green kites";
/** The true algorithm at its lowest cost: thousands of sign-ins are then a matter of counting. */
const HASH = await hash(PASSWORD, { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 });
const SCHOOL_NET = "198.51.100.7";
const LIMITS = readLimits("school")!;
/** A whole school; fewer on the stand-in for MongoDB, which takes minutes to insert them. */
const PUPILS = Deno.env.get("STORE") === "mongo" ? 60 : 1_000;
/** Hashes of the real cost in a second on two cores. */
const HASHES_PER_S = 110;

interface Browser {
  address?: string;
  /** Cookies it has; what answers set is put there. */
  cookies?: Map<string, string>;
}

async function signIn(
  test: TestApp,
  { name, password = PASSWORD }: { name: string; password?: string },
  { address = SCHOOL_NET, cookies = new Map() }: Browser = {},
): Promise<number> {
  const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join("; ");
  const response = await test.app.request(
    "/sign-in",
    formPost({ name, password }, cookie === "" ? {} : { cookie }),
    { remoteAddr: { transport: "tcp", hostname: address, port: 1 } },
  );
  for (const set of response.headers.getSetCookie()) {
    const [, key, value] = /^([^=]+)=([^;]*)/.exec(set)!;
    cookies.set(key!, value!);
  }
  await response.text();
  return response.status;
}

async function aSchoolOf(test: TestApp, ...people: (Partial<Person> & { id: string })[]) {
  await test.deps.tables.schools.insert(aSchool());
  for (const it of people) {
    const row = aPerson({ role: "student", passwordHash: HASH, ...it });
    await test.deps.tables.people.insert(row);
  }
}

/** A browser in which this person has signed in and out. */
async function known(test: TestApp, name: string, browser: Browser = {}): Promise<Browser> {
  const cookies = browser.cookies ?? new Map<string, string>();
  assert.equal(await signIn(test, { name }, { ...browser, cookies }), 303);
  cookies.delete("plp_session");
  return { ...browser, cookies };
}

async function wrong(test: TestApp, name: string, times: number, browser: Browser = {}) {
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) {
    statuses.push(await signIn(test, { name, password: `wrong ${i}` }, browser));
  }
  return statuses;
}

const count = (statuses: readonly number[], status: number) =>
  statuses.filter((it) => it === status).length;

Deno.test("1,000 pupils behind one address are in at once while another device there guesses at 20/s", async () => {
  using test = await testApp({ limits: "school" });
  const pupils = Array.from({ length: PUPILS }, (_, i) => ({ id: `pupil${i}` }));
  await aSchoolOf(test, ...pupils);
  const guessed = pupils.slice(0, 10).map(({ id }) => id);
  const browsers = new Map<string, Browser>();
  for (const id of guessed) browsers.set(id, await known(test, id));
  const guesses: number[] = [];
  const guessFor = async (second: number) => {
    test.setNow(T0 + second * 1_000);
    for (let i = 0; i < 20; i++) {
      guesses.push(...await wrong(test, guessed[(second * 20 + i) % 10]!, 1));
    }
  };
  for (let second = 0; second < 45; second++) await guessFor(second);
  // The bell: all at one time, and the guesser goes on.
  const ringing = pupils.map(({ id }) => signIn(test, { name: id }, browsers.get(id)));
  for (let second = 45; second < 90; second++) await guessFor(second);
  const statuses = await Promise.all(ringing);
  assert.equal(count(statuses, 303), PUPILS);
  // Ten for each of ten names were looked at: with the pupils' own, 10 s of work for the machine.
  assert.equal(guesses.length, 1_800);
  assert.equal(count(guesses, 401), 10 * LIMITS.signInName.points);
  assert.equal(count(guesses, 429), 1_700);
  assert.ok((PUPILS + count(guesses, 401)) / HASHES_PER_S < 90);
});

Deno.test("right passwords give back what they took: a network signs in as often as it likes", async () => {
  using test = await testApp({ limits: "signInAddress=40/300,signInNameAll=40/300" });
  await aSchoolOf(test, { id: "kabir" }, { id: "zoya" });
  const times = 60;
  const statuses: number[] = [];
  for (let i = 0; i < times; i++) statuses.push(await signIn(test, { name: "kabir" }));
  assert.equal(count(statuses, 303), times);
  assert.equal(await signIn(test, { name: "zoya" }), 303);
});

Deno.test("a network that used up its wrong passwords still lets everybody in who knows theirs", async () => {
  using test = await testApp({ limits: "signInAddress=40/300" });
  const pupils = Array.from({ length: 12 }, (_, i) => ({ id: `pupil${i}` }));
  await aSchoolOf(test, ...pupils);
  const device = await known(test, "pupil0");
  for (let i = 0; i < 4; i++) await wrong(test, `pupil${i}`, LIMITS.signInName.points);
  assert.equal(await signIn(test, { name: "pupil0" }), 429);
  assert.equal(await signIn(test, { name: "pupil0" }, device), 303);
  assert.equal(await signIn(test, { name: "pupil10" }), 303);
  // A few wrong ones for each name there, ten elsewhere.
  assert.deepEqual(await wrong(test, "pupil11", 4), [401, 401, 401, 429]);
  const elsewhere = { address: "203.0.113.9" };
  assert.equal(count(await wrong(test, "pupil11", 12, elsewhere), 401), 10);
});

Deno.test("parallel guesses count", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir", email: "kabir@school.example" });
  const names = ["kabir", "Kabir", "KABIR@school.example"];
  const asked = Array.from({ length: 30 }, (_, i) => wrong(test, names[i % 3]!, 1));
  const statuses = (await Promise.all(asked)).flat();
  assert.deepEqual([count(statuses, 401), count(statuses, 429)], [10, 20]);
});

Deno.test("strangers lock a name for strangers of their network alone", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir" }, { id: "zoya" });
  const own = await known(test, "kabir");
  // Somebody who signs in at the same computer, as in a school's lab.
  await known(test, "zoya", own);
  assert.equal(count(await wrong(test, "kabir", 12), 401), 10);
  assert.equal(
    await signIn(test, { name: "kabir" }),
    429,
    "a stranger there, even with the password",
  );
  assert.equal(await signIn(test, { name: "kabir" }, own), 303, "their own browser");
  assert.equal(await signIn(test, { name: "kabir" }, { address: "203.0.113.9" }), 303, "elsewhere");
  const forged = new Map([["plp_device", "f".repeat(64)]]);
  assert.equal(await signIn(test, { name: "kabir" }, { cookies: forged }), 429, "a made-up cookie");
  test.setNow(T0 + 900_000);
  assert.equal(await signIn(test, { name: "kabir" }), 303, "after a quarter of an hour");
});

Deno.test("a browser where one signed in counts by itself, and a right password begins it anew", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir" });
  const [one, other] = [await known(test, "kabir"), await known(test, "kabir")];
  assert.equal(count(await wrong(test, "kabir", 9, one), 401), 9);
  assert.equal(await signIn(test, { name: "kabir" }, one), 303);
  assert.equal(count(await wrong(test, "kabir", 12, one), 401), 10);
  assert.equal(await signIn(test, { name: "kabir" }, one), 429);
  assert.equal(await signIn(test, { name: "kabir" }, other), 303);
  assert.equal(await signIn(test, { name: "kabir" }), 303, "strangers are counted apart");
});

Deno.test("a name has an end of guesses over all networks, and an IPv6 network is its /64", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir" }, { id: "zoya" });
  const own = await known(test, "kabir");
  const within = [];
  for (let i = 0; i < 12; i++) {
    within.push(...await wrong(test, "zoya", 1, { address: `2001:db8:1:2::${i + 1}` }));
  }
  assert.equal(count(within, 401), 10);
  const all = [];
  for (let i = 0; i < 8; i++) {
    all.push(...await wrong(test, "kabir", 10, { address: `2001:db8:1:${i + 3}::1` }));
  }
  assert.equal(count(all, 401), LIMITS.signInNameAll.points);
  assert.equal(await signIn(test, { name: "kabir" }, { address: "203.0.113.9" }), 429);
  assert.equal(await signIn(test, { name: "kabir" }, own), 303);
});

Deno.test("a new password from the office lets in at once, whatever was guessed before", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir" }, { id: "olga", role: "school_admin" });
  await wrong(test, "kabir", 12);
  const headers = await test.as(
    (await test.deps.tables.people.find({
      schoolId: "school-a",
      id: "olga",
    }))!,
  );
  const page = await test.app.request("/people/kabir/password", formPost({}, headers));
  const [, secret] = /class="one-time">(\w{5}-\w{5})</.exec(await page.text())!;
  assert.equal(await signIn(test, { name: "kabir", password: secret! }), 303);
});

Deno.test("browsers are kept with the person: hashed, for 400 days, at most eight", async () => {
  using test = await testApp({ limits: "school" });
  await aSchoolOf(test, { id: "kabir" }, { id: "zoya" });
  const find = (id: string) => test.deps.tables.people.find({ schoolId: "school-a", id });
  const first = await known(test, "kabir");
  const secret = first.cookies!.get("plp_device")!;
  assert.match(secret, /^[0-9a-f]{64}$/);
  const answer = await test.app.request(
    "/sign-in",
    formPost({ name: "zoya", password: PASSWORD }, {
      cookie: `plp_device=${secret}`,
    }),
  );
  const set = answer.headers.getSetCookie().find((it) => it.startsWith("plp_device="))!;
  assert.ok(set.startsWith(`plp_device=${secret};`), "one browser has one");
  assert.match(set, /Max-Age=34560000; Path=\/; HttpOnly; SameSite=Lax/);
  const rows = [await find("kabir"), await find("zoya")];
  assert.ok(!JSON.stringify(rows).includes(secret));
  assert.notEqual(rows[0]!.devices![0]!.mark, rows[1]!.devices![0]!.mark);
  assert.equal(rows[0]!.rev, 0, "nobody is signed out, no form is stale");
  test.setNow(T0 + 1_000);
  for (let i = 1; i < MAX_DEVICES; i++) await known(test, "kabir");
  await known(test, "kabir", first);
  assert.equal((await find("kabir"))!.devices!.length, MAX_DEVICES);
  await wrong(test, "kabir", 12);
  assert.equal(await signIn(test, { name: "kabir" }, first), 303);
  test.setNow(T0 + 2_000_000);
  await known(test, "kabir");
  assert.equal((await find("kabir"))!.devices!.length, MAX_DEVICES);
  await wrong(test, "kabir", 12);
  assert.equal(await signIn(test, { name: "kabir" }, first), 429, "the one used longest ago");
});

Deno.test("refused sign-ins are counted: one line for a name and a quarter of an hour", async () => {
  using test = await testApp();
  await aSchoolOf(test, { id: "kabir" }, { id: "zoya", status: "suspended" });
  const { audits } = test.deps.tables;
  const lines = async (schoolId: string) => {
    const all = await listAll(audits, "all", schoolId, []);
    const refused = all.filter(({ action }) => action === "sign_in.refused");
    const shown = await auditLines(test.deps, schoolId, refused);
    return shown.map(({ text, count }) => [text, count])
      .toSorted((a, b) => String(a[0]).localeCompare(String(b[0])));
  };
  const guesses = Array.from({ length: 25 }, () => wrong(test, "kabir", 1));
  assert.equal(count((await Promise.all(guesses)).flat(), 401), 25);
  await wrong(test, "kabir", 2);
  assert.equal(await signIn(test, { name: "zoya" }), 401);
  test.setNow(T0 + 899_999);
  await wrong(test, "kabir", 1);
  assert.deepEqual(await lines("school-a"), [
    ["Name of kabir was not let in", 28],
    ["Name of zoya was not let in", 1],
  ]);
  test.setNow(T0 + 900_000);
  await wrong(test, "kabir", 1);
  assert.equal((await lines("school-a")).length, 3);
  for (let i = 0; i < 60; i++) await wrong(test, `nobody ${i}`, 1);
  assert.deepEqual(await lines(INSTALLATION), [["Unknown name", 60]]);
});

Deno.test("the office reads how often a name was refused", async () => {
  using test = await testApp();
  await aSchoolOf(test, { id: "kabir" }, { id: "olga", role: "school_admin" });
  await wrong(test, "kabir", 3);
  const olga = await test.deps.tables.people.find({ schoolId: "school-a", id: "olga" });
  const headers = await test.as(olga!);
  const html = await (await test.app.request("/audit", { headers })).text();
  assert.ok(html.replaceAll(/<[^>]*>/g, "").includes("Name of kabir was not let in, 3 times"));
});
