import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { aPerson, aWorld, formPost, jsonSend } from "../worlds/people_world.ts";
import { T0, type TestApp, testApp } from "../worlds/test_app.ts";

/** In the order of every list. */
const NAMES = [
  "Álvaro Díaz",
  "Anna O’Brien",
  "Đặng Thị Hương",
  "Élodie Petit",
  "Eva D'Souza",
  "Łukasz Wójcik",
  "Lukasz Zając",
  "Olga Office",
  "Øyvind Lie",
  "Pupil 2",
  "Pupil 10",
  "Søren Groß",
  "Zoya Khan",
  "Ян Ковальчук",
  "Ёлкин Борис",
  "कबीर राव",
];

async function people(test: TestApp, more: Partial<Person> = {}): Promise<void> {
  for (const [i, name] of NAMES.toReversed().entries()) {
    const id = `n${String(i).padStart(2, "0")}`;
    await test.deps.tables.people.insert(aPerson({ id, name, role: "student", ...more }));
  }
}

type Ask = (path: string) => Promise<{ items: Person[]; next: string | null }>;

async function askAs(test: TestApp, who: Person): Promise<Ask> {
  const headers = await test.as(who);
  return async (path) => {
    const answer = await test.app.request(path, { headers });
    assert.equal(answer.status, 200, await answer.clone().text());
    return await answer.json();
  };
}

const find = (q: string, more: Record<string, string> = {}) =>
  `/api/people?${new URLSearchParams({ q, ...more })}`;

Deno.test("people are listed in the order of their alphabets, page after page", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const ask = await askAs(test, office);
  const names = NAMES.flatMap((name) => Array.from({ length: 4 }, (_, i) => `${name} ${i + 9}`));
  for (const [i, name] of names.toReversed().entries()) {
    await test.deps.tables.people.insert(aPerson({ id: `p${i}`, name, role: "student" }));
  }
  const wanted = [...names, "Kabir Mehta", "Zoya Khan"].sort(
    new Intl.Collator("en", { numeric: true }).compare,
  );
  const found: string[] = [];
  let pages = 0;
  let next: string | null = "";
  while (next !== null) {
    const after: string = next === "" ? "" : `&after=${encodeURIComponent(next)}`;
    const page = await ask(`/api/people?role=student${after}`);
    found.push(...page.items.map(({ name }) => name));
    next = page.next;
    pages++;
  }
  assert.deepEqual(found, wanted);
  assert.equal(pages, 2);
});

Deno.test("a search pages by name, also where the names begin with another word", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const ask = await askAs(test, office);
  const name = (i: number) => `${i % 2 ? "Zoé" : "Ana"} Riva ${i} Ri`;
  for (let i = 0; i < 120; i++) {
    const id = `r${i}`;
    await test.deps.tables.people.insert(aPerson({ id, name: name(i), role: "teacher" }));
  }
  const even = Array.from({ length: 60 }, (_, i) => name(2 * i));
  const wanted = [...even, ...even.map((_, i) => name(2 * i + 1))];
  for (const q of ["ri", "rïva", "ri riv"]) {
    const found: string[] = [];
    let after: string | null = null;
    do {
      const page = await ask(find(q, after === null ? {} : { after }));
      found.push(...page.items.map((it) => it.name));
      after = page.next;
    } while (after !== null);
    assert.deepEqual(found, wanted, q);
  }
  const headers = await test.as(office);
  for (const after of ["!", "bm9uZQ", "W10"]) {
    assert.equal((await test.app.request(find("ri", { after }), { headers })).status, 400);
  }
});

Deno.test("people are found however their names are typed", async (t) => {
  using test = await testApp();
  const world = await aWorld(test);
  await people(test);
  const { tables } = test.deps;
  await tables.people.update({ schoolId: "school-a", id: "n15" }, (it) => ({
    ...it,
    username: "adiaz77",
  }));
  await tables.people.insert(
    aPerson({ id: "mail", name: "Mia Moll", role: "teacher", email: "m.quast@hill.example" }),
  );
  const ask = await askAs(test, world.office);
  const SEARCHES: [q: string, name: string][] = [
    ...["lukasz", "ŁUKASZ W", "wojcik"].map((q) => [q, "Łukasz Wójcik"] as [string, string]),
    ...["soren", "gross", "groß", "sö gro"].map((q) => [q, "Søren Groß"] as [string, string]),
    ...["dsouza", "D'Souza", "d’souza", "souza", "D`Souza"].map((q) =>
      [q, "Eva D'Souza"] as [string, string]
    ),
    ...["obrien", "O'Brien", "O’Br", "brien"].map((q) => [q, "Anna O’Brien"] as [string, string]),
    ["dang", "Đặng Thị Hương"],
    ["elodie", "Élodie Petit"],
    ["oyvind", "Øyvind Lie"],
    ["елкин", "Ёлкин Борис"],
    ["कबीर", "कबीर राव"],
    ["adiaz", "Álvaro Díaz"],
    ["quast", "Mia Moll"],
  ];
  for (const [q, name] of SEARCHES) {
    await t.step(q, async () => {
      const { items } = await ask(find(q));
      assert.ok(items.some((it) => it.name === name), items.map((it) => it.name).join(", "));
      assert.ok(items.length < 3, items.map((it) => it.name).join(", "));
    });
  }
  await t.step("on the pages that choose people", async () => {
    const headers = { ...await test.as(world.office), accept: "text/html" };
    for (const path of ["/people?q=lukasz+wo", "/classes/class-a/students?q=lukasz+wo"]) {
      const html = await (await test.app.request(path, { headers })).text();
      assert.match(html, /Łukasz Wójcik/, path);
      assert.doesNotMatch(html, /Søren/, path);
    }
    const guardian = aPerson({ id: "g1", name: "Zoë Ćwikła", role: "parent" });
    await tables.people.insert(guardian);
    const path = `/people/${world.student.id}/guardians?q=zoe+cwikla`;
    assert.match(await (await test.app.request(path, { headers })).text(), /Zoë Ćwikła/);
  });
});

Deno.test("students are found by the class they are in", async (t) => {
  using test = await testApp();
  const { office, yearId, student } = await aWorld(test);
  await people(test);
  const { tables } = test.deps;
  await tables.classes.insert({
    ...{ id: "b", schoolId: "school-a", createdAt: T0, yearId, name: "10 B" },
    ...{ grade: "10", section: "B", classTeacherId: null },
  });
  for (const [id, untilAt] of [["n03", null], ["n12", null], ["n15", T0 - 1]] as const) {
    await tables.enrolments.insert({
      ...{ id: `e-${id}`, schoolId: "school-a", createdAt: T0, studentId: id, classId: "b" },
      ...{ fromAt: T0 - 2, untilAt },
    });
  }
  const ask = await askAs(test, office);
  const found = async (q: string, more = {}) =>
    (await ask(find(q, more))).items.map(({ name }) => name);
  const both = ["Élodie Petit", "Zoya Khan"];
  for (const q of ["10 B", "10b", "class 10-b", "B 10"]) {
    await t.step(q, async () => assert.deepEqual(await found(q), both));
  }
  await t.step("with a name", async () => {
    assert.deepEqual(await found("elodie 10b"), ["Élodie Petit"]);
    assert.deepEqual(await found("10 b łuk"), []);
  });
  await t.step("a grade has its classes, and who is called so", async () => {
    const own = ["Élodie Petit", student.name, "Pupil 10", "Zoya Khan"];
    assert.deepEqual(await found("10"), own);
  });
  await t.step("teachers are in none", async () => {
    assert.deepEqual(await found("10b", { role: "teacher" }), []);
  });
  await t.step("the class page has them by name", async () => {
    const headers = { ...await test.as(office), accept: "text/html" };
    const html = await (await test.app.request("/classes/b", { headers })).text();
    assert.ok(html.indexOf("Élodie") > 0 && html.indexOf("Élodie") < html.indexOf("Zoya"));
  });
});

Deno.test("classes and subjects are in the same order", async () => {
  using test = await testApp();
  const { office, yearId } = await aWorld(test);
  const headers = await test.as(office);
  for (const name of ["Zoology", "Économie", "Éthique", "Ethics", "Übung"]) {
    const sent = formPost({ id: "", name }, headers);
    assert.equal((await test.app.request("/settings/subjects", sent)).status, 303);
  }
  for (const name of ["Klasse 10", "Klasse 9", "Éole", "Fuji"]) {
    const fields = { name, yearId, grade: "", section: "", classTeacherId: "" };
    const sent = formPost(fields, headers);
    assert.equal((await test.app.request("/classes/new", sent)).status, 303, name);
  }
  const order = async (path: string, names: string[]) => {
    const answer = await test.app.request(path, { headers: { ...headers, accept: "text/html" } });
    const html = await answer.text();
    const places = names.map((name) => html.indexOf(name));
    assert.ok(places.every((it) => it > 0), `${names} ${places}`);
    assert.deepEqual(places, places.toSorted((a, b) => a - b), path);
  };
  await order("/settings/subjects", ["Économie", "Ethics", "Éthique", "Maths", "Übung", "Zoology"]);
  await order("/classes", ["Class 10 A", "Éole", "Fuji", "Klasse 9", "Klasse 10"]);
});

Deno.test("who is added without a username gets one made of the name", async () => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const headers = await test.as(office);
  for (
    const [name, username] of [
      ["Łukasz Wójcik", "lukasz.wojcik"],
      ["Lukasz Wojcik", "lukasz.wojcik2"],
      ["कबीर राव", "kabir.rav"],
      ["محمد الأحمد", "mhmd.alahmd"],
      ["Dr. Eva D’Souza", "eva.dsouza"],
    ]
  ) {
    const answer = await test.app.request(
      "/api/people",
      jsonSend("POST", { name, role: "teacher" }, headers),
    );
    assert.equal(answer.status, 201, name);
    assert.equal((await answer.json()).person.username, username);
  }
});

Deno.test("the longest names in every script are taken, renamed and found", async () => {
  using test = await testApp();
  await aWorld(test);
  const { people } = test.deps.tables;
  const words = (letter: string) =>
    Array.from({ length: 8 }, (_, i) => letter.repeat(9 + i)).join(" ");
  const long = [
    "ﷺ".repeat(120),
    words("語"),
    words("क"),
    words("ấ"),
    "𠮷".repeat(60),
    "a'b-".repeat(30),
  ];
  for (const [i, name] of long.entries()) {
    const ref = { schoolId: "school-a", id: `${i}${"x".repeat(130)}` };
    await people.insert(
      aPerson({ ...ref, name: name.slice(0, 120), role: "teacher", username: null }),
    );
    await people.update(ref, (it) => ({ ...it, name: [...it.name].reverse().join("") }));
    assert.equal((await people.find(ref))?.role, "teacher");
  }
});
