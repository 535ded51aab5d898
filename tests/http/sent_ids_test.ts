import assert from "node:assert/strict";
import { ID_PATTERN, MAX_ID, MAX_ROW_ID } from "../../lib/model/process/common_schema.ts";
import { parseCommand } from "../../lib/model/live/wire_schema.ts";
import { type Operation, OPERATIONS, send } from "../worlds/operations.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { aWorld, formPost, jsonSend } from "../worlds/people_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { difference, keptOf, personOf, signInAs } from "../worlds/two_schools.ts";

/** Names of fields and parameters that name a person, of whom some have ids as long as any row's. */
const PERSON =
  /^(student|guardian|teacher|classTeacher|child|actor|person)Id$|^(student|editor)Ids$/;

interface Schema {
  $ref?: string;
  type?: string;
  pattern?: string;
  maxLength?: number;
  [key: string]: unknown;
}
interface Described {
  parameters?: { name: string; in: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}
interface Document {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, Schema> };
}

async function describedIn({ app }: TestApp): Promise<Document> {
  return await (await app.request("/openapi.json")).json();
}

/** Every id in a schema, with the name of the field it is in. */
function* idsIn(
  document: Document,
  schema: unknown,
  name: string,
  seen = new Set<unknown>(),
): Generator<{ name: string; maxLength: number | undefined }> {
  if (typeof schema !== "object" || schema === null || seen.has(schema)) return;
  seen.add(schema);
  const it = schema as Schema;
  if (it.$ref) {
    return yield* idsIn(
      document,
      document.components.schemas[it.$ref.split("/").at(-1)!],
      name,
      seen,
    );
  }
  if (it.pattern === ID_PATTERN) yield { name, maxLength: it.maxLength };
  for (const [key, value] of Object.entries(it)) {
    const inner: [string, unknown][] = key === "properties"
      ? Object.entries(value as object)
      : [[name, value]];
    for (const [called, part] of inner) yield* idsIn(document, part, called, seen);
  }
}

Deno.test("/openapi.json: what clients send as an id has at most 64 characters, a person's 140", async (t) => {
  using test = await testApp();
  const document = await describedIn(test);
  let sent = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { parameters = [], requestBody }] of Object.entries(methods)) {
      await t.step(`${method} ${path}`, () => {
        const bodies = Object.values(requestBody?.content ?? {}).map(({ schema }) => schema);
        const ids = [
          ...parameters.flatMap(({ name, schema }) => [...idsIn(document, schema, name)]),
          ...bodies.flatMap((schema) => [...idsIn(document, schema, "")]),
        ];
        for (const { name, maxLength } of ids) {
          const person = PERSON.test(name) || (name === "id" && path.startsWith("/api/people/"));
          assert.equal(maxLength, person ? MAX_ROW_ID : MAX_ID, name);
          sent++;
        }
      });
    }
  }
  assert.ok(sent > 100, String(sent));
});

Deno.test("/openapi.json: what is answered may hold any id that is kept", async () => {
  using test = await testApp();
  const document = await describedIn(test);
  let answered = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(methods)) {
      const schemas = Object.values(responses).flatMap(({ content }) =>
        Object.values(content ?? {}).map(({ schema }) => schema)
      );
      for (const schema of schemas) {
        for (const { name, maxLength } of idsIn(document, schema, "")) {
          assert.equal(maxLength, MAX_ROW_ID, `${method} ${path}: ${name}`);
          answered++;
        }
      }
    }
  }
  assert.ok(answered > 100, String(answered));
});

/** As `app.routes` calls it. */
function routeOf(method: string, path: string): string {
  return `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`;
}

const tooLong = (name: string) => "x".repeat((PERSON.test(name) ? MAX_ROW_ID : MAX_ID) + 1);

/** The body once for each id in it, with that one too long. */
function* withLongIds(body: unknown): Generator<unknown> {
  if (typeof body !== "object" || body === null) return;
  for (const [name, value] of Object.entries(body)) {
    const put = (it: unknown) =>
      Array.isArray(body) ? body.with(Number(name), it) : { ...body, [name]: it };
    if (typeof value === "string" && /^id$|Id$/.test(name)) yield put(tooLong(name));
    else if (Array.isArray(value) && /Ids$/.test(name)) yield put([tooLong(name)]);
    else for (const inner of withLongIds(value)) yield put(inner);
  }
}

interface Refusal {
  what: string;
  status: number;
  code: string;
}

async function asked(test: TestApp, it: Operation, what: string): Promise<Refusal> {
  const { headers } = await signInAs(test, await personOf(test, SCHOOL, it.who ?? "t1"));
  const response = await send(test, it, { schoolId: SCHOOL, headers });
  const text = await response.text();
  const code = text.startsWith("{") ? JSON.parse(text).code : "";
  return { what: `${it.route} ${what}`, status: response.status, code };
}

Deno.test("an id that is too long is refused by every operation of the API, and leaves nothing", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const document = await describedIn(test);
  const described = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => routeOf(method, path))
  );
  assert.ok(described.length > 60);
  const rows = async () =>
    (await keptOf(test, SCHOOL)).filter((it) => !it.startsWith('["sessions"'));
  const before = await rows();
  let bodies = 0;
  let queries = 0;
  for (const route of described) {
    await t.step(route, async () => {
      const [method = "", path = ""] = route.split(" ");
      const known = OPERATIONS.find((it) => it.route === route);
      assert.ok(known || method === "GET", "an operation to send");
      const it = known ?? { route, who: "t1", path };
      const { place: _, ...plain } = it;
      const fresh = method === "GET" ? {} : { fresh: noMore };
      const refuse = async (asPath: string, name: string) => {
        const { what, status } = await asked(test, { ...plain, ...fresh, path: asPath }, name);
        // Who may not ask at all is told so first.
        assert.ok(status === 400 || status === 403, `${what}: ${status}`);
      };
      for (const [, name = ""] of path.matchAll(/:(\w+)/g)) {
        const isPerson = PERSON.test(name) || path.startsWith("/api/people/");
        const long = "x".repeat((isPerson ? MAX_ROW_ID : MAX_ID) + 1);
        await refuse(path.replace(`:${name}`, long).replace(/:\w+/g, "some-id"), name);
      }
      const { parameters = [] } = document.paths[path.replace(/:(\w+)/g, "{$1}")]![
        method.toLowerCase()
      ]!;
      for (const { name, schema } of parameters.filter((it) => it.in === "query")) {
        if (schema.pattern !== ID_PATTERN) continue;
        await refuse(`${path.replace(/:\w+/g, "some-id")}?${name}=${tooLong(name)}`, name);
        queries++;
      }
      const more = await known?.fresh?.(test, SCHOOL) ?? {};
      for (const json of withLongIds({ ...known?.json as object, ...more })) {
        const refused = await asked(test, { ...it, json, fresh: noMore }, JSON.stringify(json));
        assert.deepEqual([refused.status, refused.code], [400, "invalid/fields"], refused.what);
        bodies++;
      }
    });
  }
  assert.ok(bodies > 30 && queries > 5, `${bodies} bodies, ${queries} queries`);
  assert.deepEqual(difference(before, await rows()), []);
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});

const noMore = () => Promise.resolve({});

Deno.test("an id that is too long is refused by every form and page, and leaves nothing", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const rows = async () =>
    (await keptOf(test, SCHOOL)).filter((it) => !it.startsWith('["sessions"'));
  const before = await rows();
  let forms = 0;
  for (const it of OPERATIONS.filter(({ form }) => form !== undefined)) {
    const ids = Object.keys(it.form!).filter((name) => /^id$|Id$/.test(name));
    for (const name of ids) {
      await t.step(`${it.route} ${name}`, async () => {
        const form = { ...it.form!, [name]: tooLong(name) };
        const { status } = await asked(test, { ...it, form }, name);
        assert.ok(status === 400 || status === 404, String(status));
        forms++;
      });
    }
  }
  assert.ok(forms > 10, String(forms));
  const { headers } = await signInAs(test, await personOf(test, SCHOOL, "office"));
  for (const length of [MAX_ROW_ID, MAX_ROW_ID + 1, 5_000]) {
    for (const path of ["/people/ID", "/classes/ID", "/assignments/as1/settings/ID"]) {
      const response = await test.app.request(path.replace("ID", "x".repeat(length)), { headers });
      assert.equal(response.status, 404, `${path} of ${length}`);
      await response.body?.cancel();
    }
  }
  assert.deepEqual(difference(before, await rows()), []);
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});

Deno.test("a frame of a socket holds ids of at most 64 characters", () => {
  const fits = "x".repeat(MAX_ID);
  const frames: ((id: string) => object)[] = [
    (attemptId) => ({ type: "attempt.open", attemptId }),
    (attemptId) => ({ type: "attempt.seen", attemptId, entryId: "e" }),
    (entryId) => ({ type: "attempt.seen", attemptId: "a", entryId }),
    (assignmentId) => ({ type: "room", assignmentId, on: true }),
    (ref) => ({ type: "beat", ref }),
  ];
  for (const frame of frames) {
    assert.notEqual(parseCommand(JSON.stringify(frame(fits))), null);
    assert.equal(parseCommand(JSON.stringify(frame(`${fits}x`))), null);
  }
});

Deno.test("POST /api/people: a key makes the same of the same, and names nobody", async (t) => {
  using test = await testApp();
  const { office } = await aWorld(test);
  const headers = await test.as(office);
  const add = async (body: object, more: Record<string, string> = {}) => {
    const whole = { name: "Asha Rao", role: "school_admin", ...body };
    const init = jsonSend("POST", whole, { ...headers, ...more });
    const response = await test.app.request("/api/people", init);
    const { person } = await response.json();
    return { status: response.status, id: person?.id as string | undefined };
  };
  const rows = () => keptOf(test, "school-a");
  const lines = async (id: string) =>
    (await rows()).filter((it) => it.startsWith('["audits"') && it.includes(`"targetId":"${id}"`));
  for (const length of [65, 100, 140, 141, 10_000]) {
    await t.step(`an id of ${length} characters is refused and leaves nobody`, async () => {
      const before = await rows();
      assert.equal((await add({ id: "x".repeat(length) })).status, 400);
      assert.deepEqual(difference(before, await rows()), []);
    });
  }
  await t.step("an id of 64 characters is taken, and is not the person's", async () => {
    const key = "x".repeat(64);
    const { status, id } = await add({ id: key });
    assert.equal(status, 201);
    assert.equal(await test.deps.tables.people.find({ schoolId: "school-a", id: key }), null);
    assert.equal((await add({ id: key })).id, id, "sent again");
    assert.equal((await lines(id!)).length, 1);
  });
  await t.step("Idempotency-Key has 8 to 100 characters", async () => {
    const keyed = (length: number) => add({}, { "idempotency-key": "k".repeat(length) });
    const [short, first, again, long] = [
      await keyed(7),
      await keyed(100),
      await keyed(100),
      await keyed(101),
    ];
    assert.deepEqual([short.status, first.status, long.status], [400, 201, 400]);
    assert.equal(again.id, first.id);
  });
  await t.step("the id of somebody in another school stays theirs", async () => {
    const other = await aWorld(test, "school-b");
    const before = await keptOf(test, "school-b");
    const { status, id } = await add({ id: other.office.id });
    assert.equal(status, 201);
    assert.notEqual(id, other.office.id);
    assert.deepEqual(difference(before, await keptOf(test, "school-b")), []);
  });
});

Deno.test("a person whose id is longer than clients may choose now is opened, changed and suspended", async (t) => {
  for (const length of [65, 140]) {
    await t.step(`${length} characters`, async () => {
      using test = await testApp();
      await operationsWorld(test);
      const { tables } = test.deps;
      const ref = { schoolId: SCHOOL, id: "L".repeat(length) };
      const st1 = (await tables.people.find({ schoolId: SCHOOL, id: "st1" }))!;
      await tables.people.insert({ ...st1, ...ref, username: "long" });
      const office = (await signInAs(test, await personOf(test, SCHOOL, "office"))).headers;
      const teacher = (await signInAs(test, await personOf(test, SCHOOL, "t1"))).headers;
      const own = (await signInAs(test, (await tables.people.find(ref))!)).headers;
      const does = async (path: string, init: RequestInit = { headers: office }) => {
        const response = await test.app.request(path.replace("ID", ref.id), init);
        const text = await response.text();
        assert.ok(response.status < 400, `${path}: ${response.status} ${text.slice(0, 200)}`);
      };
      await does("/people/ID");
      await does("/api/people/ID");
      await does("/classes/c1/students", formPost({ studentId: ref.id }, office));
      await does("/people/ID/guardians", formPost({ guardianId: "p1" }, office));
      const exception = OPERATIONS.find(({ route }) => route.startsWith("PUT /api/assignments"))!;
      await does("/api/assignments/as1/overrides/ID", jsonSend("PUT", exception.json, teacher));
      await does("/api/test-attempts", jsonSend("POST", { assignmentId: "as1" }, own));
      await does("/assignments/as1/settings/ID/remove", formPost({}, teacher));
      await does("/api/people/ID", jsonSend("PATCH", { status: "suspended" }, office));
      assert.equal((await tables.people.find(ref))?.status, "suspended");
      await does("/people/ID/let-in", formPost({ rev: "1" }, office));
      await does("/people/ID/suspend", formPost({}, office));
      assert.equal((await tables.people.find(ref))?.status, "suspended");
      const { items } = await tables.audits.list("all", SCHOOL, [], { limit: 1_000 });
      const lines = items.filter(({ targetId }) => targetId === ref.id).map(({ action }) => action);
      assert.deepEqual(
        lines.filter((it) => /^person|^student/.test(it)),
        ["student.enrolled", "person.suspended", "person.let_in", "person.suspended"],
      );
    });
  }
});

Deno.test("whatever is done is written down, also where all names and titles are of the longest", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const LONGEST: Readonly<Record<string, number>> = {
    ...{ people: 120, classes: 120, subjects: 120, years: 120, question_banks: 120 },
    ...{ exams: 200, exam_versions: 200, assignments: 200 },
  };
  for (const [kind, most] of Object.entries(LONGEST)) {
    const things = [];
    for await (const { key, value } of test.contents.of(kind).read()) {
      const row = value as Record<string, unknown>;
      const name = "title" in row ? "title" : "name";
      things.push({ key, value: { ...row, [name]: String(row[name]).padEnd(most, "x") } });
    }
    assert.ok(things.length > 0, kind);
    await test.contents.of(kind).write(things);
  }
  const { deps: { tables } } = test;
  await tables.people.insert({
    ...(await personOf(test, SCHOOL, "office")),
    ...{ id: "admin", schoolId: "installation", role: "admin", username: "ada" },
  });
  const written = async () => await tables.audits.count("all", SCHOOL, []);
  let lines = await written();
  let acts = 0;
  for (const it of OPERATIONS.filter(({ who }) => who !== null && who !== "admin")) {
    await t.step(it.route, async () => {
      const { status } = await asked(test, it, "");
      assert.ok(status < 400, String(status));
      const now = await written();
      if (now > lines) acts++;
      lines = now;
    });
  }
  assert.ok(acts > 35, String(acts));
  assert.deepEqual(test.lines.filter(({ event }) => event === "fault"), []);
});
