import assert from "node:assert/strict";
import { newSchool } from "../../lib/people/schools.ts";
import { copySchool, dropHalfSchool } from "./copy_school.ts";
import { openStore, tablesOn } from "./open.ts";

const ADMIN = aPerson("installation", "admin");
const COPIES = new URL("./copy_school.ts", import.meta.url);

function aPerson(schoolId: string, username: string) {
  return {
    id: `${schoolId}-${username}`,
    schoolId,
    createdAt: 0,
    name: "Somebody",
    role: "student" as const,
    status: "active" as const,
    email: null,
    username,
    passwordHash: null,
    mustChangePassword: false,
    locale: null,
    rollNumber: null,
    rev: 0,
  };
}

async function keysIn(kv: Deno.Kv): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of kv.list({ prefix: [] })) keys.push(JSON.stringify(key));
  return keys;
}

/** A store with the school `a` of so many people. */
async function schoolOf(people: number): Promise<Deno.Kv> {
  const kv = await Deno.openKv(":memory:");
  const tables = tablesOn(kv);
  const about = { name: "A", code: "school-a", timeZone: "UTC", locale: "en" };
  await tables.schools.insert(newSchool("a", 0, about));
  for (let i = 0; i < people; i++) await tables.people.insert(aPerson("a", `person${i}`));
  await kv.set(["meta", "receipt_keys"], "the keys of its receipts");
  return kv;
}

Deno.test("copySchool() copies everything beside what is there, and leaves no mark", async () => {
  using from = await schoolOf(300);
  using to = await Deno.openKv(":memory:");
  await tablesOn(to).people.insert(ADMIN);
  const before = await keysIn(to);
  await copySchool(from, to, "a");
  assert.deepEqual(await keysIn(to), [...await keysIn(from), ...before].sort());
  assert.equal((await tablesOn(to).people.findBy("signInName", "", "person7"))?.id, "a-person7");
  assert.equal(await dropHalfSchool(to), false);
});

/** Ends its own process, as a power cut would, once the copy has begun to write. */
const CUT_OFF = `
import { copySchool } from ${JSON.stringify(COPIES)};
const [dir] = Deno.args;
const from = await Deno.openKv(":memory:");
for (let i = 0; i < 20_000; i++) await from.set(["r", "people", "a", String(i)], { row: i });
await from.set(["u", "people", "*", "signInName", "x"], { schoolId: "a", id: "0" });
const to = await Deno.openKv(dir + "/plp.kv");
copySchool(from, to, "a");
while ((await to.get(["r", "people", "a", "0"])).value === null);
Deno.kill(Deno.pid, "SIGKILL");`;

Deno.test("openStore() takes away what a copy left that was cut off", async () => {
  const dir = await Deno.makeTempDir();
  const file = `${dir}/cut_off.ts`;
  await Deno.writeTextFile(file, CUT_OFF);
  {
    await using store = await openStore(dir);
    await store.tables.people.insert(ADMIN);
  }
  const config = new URL("../../deno.json", import.meta.url).pathname;
  const { signal } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "--config", config, file, dir],
  }).output();
  assert.equal(signal, "SIGKILL");
  const left = await keysOfFile(dir);
  assert.ok(left.some((key) => key.startsWith('["r","people","a"')));
  {
    await using store = await openStore(dir);
    assert.equal(store.fresh, true);
    assert.equal((await store.tables.people.find(ADMIN))?.username, "admin");
  }
  const rest = await keysOfFile(dir);
  assert.equal(rest.find((key) => key.includes('"a"') || key.includes('"x"')), undefined);
  await Deno.remove(dir, { recursive: true });
});

async function keysOfFile(dir: string): Promise<string[]> {
  using kv = await Deno.openKv(`${dir}/plp.kv`);
  return await keysIn(kv);
}
