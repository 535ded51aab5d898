import assert from "node:assert/strict";
import type { Tables } from "../../lib/store/tables.ts";
import { homeWorld, SCHOOL } from "../worlds/home_world.ts";
import { listAll } from "../../lib/store/store.ts";
import { markingWorld, write } from "../worlds/marking_world.ts";
import { T0, testApp } from "../worlds/test_app.ts";
import { testStores } from "../worlds/test_stores.ts";
import { watched } from "../worlds/watched_table.ts";

/** How grades were read. */
interface Reads {
  /** Times that somebody began to go through the year, and grades read by then. */
  begun: number[];
  /** Tests whose grades were read. */
  tests: number;
  /** Read since nothing was being read, and the most of it. */
  together: number;
  largest: number;
  underWay: number;
}

function watchedTables(tables: Tables, reads: Reads): Tables {
  const grades = watched(tables.grades, "digests", async (read, [index]) => {
    if (index !== "byAssignment") return await read();
    reads.tests++;
    reads.underWay++;
    const found = await read();
    assert.ok(Array.isArray(found));
    reads.together += found.length;
    reads.largest = Math.max(reads.largest, reads.together);
    if (--reads.underWay === 0) reads.together = 0;
    return found;
  });
  const assignments = watched(tables.assignments, "list", async (read, [index]) => {
    if (index === "all") reads.begun.push(reads.tests);
    return await read();
  });
  return { ...tables, grades, assignments };
}

Deno.test("a school's figures are made once for all who ask, one at a time, and a class's grades at most are read together", async () => {
  const kept = await testStores(() => T0);
  const reads: Reads = { begun: [], tests: 0, together: 0, largest: 0, underWay: 0 };
  const { tables } = kept.stores;
  const stores = { ...kept.stores, tables: watchedTables(tables, reads) };
  using test = await testApp({
    kept: { ...kept, stores, [Symbol.dispose]: () => kept[Symbol.dispose]() },
  });
  const world = await homeWorld(test);
  const given = (await listAll(tables.assignments, "all", SCHOOL, []))
    .filter(({ opensAt }) => opensAt <= T0);
  const byClass = new Map<string, number>();
  let all = 0;
  for (const { id, audience } of given) {
    const key = audience.kind === "class" ? audience.classId : "";
    const grades = (await tables.grades.digests("byAssignment", SCHOOL, [id])).length;
    byClass.set(key, (byClass.get(key) ?? 0) + grades);
    all += grades;
  }
  const ofOneClass = Math.max(...byClass.values());
  assert.ok(byClass.size >= 4 && all > 3 * ofOneClass / 2, "a school of several classes");
  const [principal, office] = [world.person("principal"), world.person("office")];
  const headers = new Map([
    [principal, await test.as(principal)],
    [office, await test.as(office)],
  ]);
  const view = async (who: typeof principal, path: string): Promise<string> => {
    const response = await test.app.request(path, { headers: headers.get(who)! });
    assert.equal(response.status, 200, path);
    return await response.text();
  };
  reads.begun = [];
  reads.tests = reads.largest = 0;

  const homes = Array.from({ length: 12 }, () => view(principal, "/"));
  const loads = Array.from({ length: 12 }, () => view(office, "/school/marking"));
  const files = [view(office, "/school.csv"), view(office, "/school/marking.csv")];
  const [home] = await Promise.all(homes);
  await Promise.all([...loads, ...files]);

  assert.match(home!, /Nilgiri Valley School/);
  assert.deepEqual(reads.begun, [0, given.length], "the second begins when the first has read all");
  assert.equal(reads.tests, 2 * given.length, "two computations for 26 views");
  assert.ok(reads.largest > 0 && reads.largest <= ofOneClass, `${reads.largest} of ${ofOneClass}`);

  await view(principal, "/");
  assert.equal(reads.tests, 3 * given.length, "what comes later is of its own time");
});

Deno.test("what waits in a whole school is looked through some tests at a time", async () => {
  const kept = await testStores(() => T0);
  const { tables } = kept.stores;
  let [asked, underWay, most] = [0, 0, 0];
  const grades = watched(tables.grades, "count", async (read, [index]) => {
    if (index !== "waiting") return await read();
    asked++;
    most = Math.max(most, ++underWay);
    const found = await read();
    underWay--;
    return found;
  });
  const stores = { ...kept.stores, tables: { ...tables, grades } };
  using test = await testApp({
    kept: { ...kept, stores, [Symbol.dispose]: () => kept[Symbol.dispose]() },
  });
  const world = await markingWorld(test);
  await world.handIn("st1", { se: write("Because") });
  const one = await world.assignment();
  for (let n = 0; n < 50; n++) await tables.assignments.insert({ ...one, id: `more-${n}` });
  [asked, most] = [0, 0];
  const headers = await test.as(world.people.get("office")!);
  const response = await test.app.request("/api/grading/queue", { headers });
  assert.equal(response.status, 200);
  assert.equal((await response.json()).items.length, 1);
  assert.equal(asked, 51);
  assert.ok(most <= 20, `${most} of 51 at a time`);
});
