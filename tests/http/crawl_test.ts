import assert from "node:assert/strict";
import type { Person } from "../../lib/model/people/people_schema.ts";
import { type CrawlWorld, crawlWorld, MARK } from "../worlds/crawl_world.ts";
import { jsonSend } from "../worlds/people_world.ts";
import { PLANTED } from "../worlds/taking_world.ts";
import { ORIGIN, type TestApp, testApp } from "../worlds/test_app.ts";

interface Route {
  method: string;
  path: string;
}

/** Every route of the product, each once. */
function routesOf({ app }: TestApp): Route[] {
  const found = new Map<string, Route>();
  for (const { method, path } of app.routes) {
    if (method !== "ALL" && !path.includes("*")) found.set(`${method} ${path}`, { method, path });
  }
  return [...found.values()];
}

/** A route's path with every known id in the place of `:id`, and likely values for the rest. */
function pathsOf({ path }: Route, { ids, attemptId, student }: CrawlWorld): string[] {
  const rest: Record<string, string> = {
    studentId: student.id,
    slotId: "slot0",
    attemptId,
    personId: student.id,
    version: "1",
    file: "app.css",
    token: "token",
    publicId: "abc",
  };
  const filled = path.replace(
    /:(\w+)(\{[^}]*\})?/g,
    (whole, name: string) => rest[name] ?? (name === "id" ? whole : "slot0"),
  );
  return filled.includes(":id") ? ids.map((id) => filled.replaceAll(":id", id)) : [filled];
}

async function readEverything(
  test: TestApp,
  world: CrawlWorld,
  who: Person,
  check: (what: string, response: Response, text: string) => void,
): Promise<number> {
  const headers = await test.as(who);
  let n = 0;
  for (
    const route of routesOf(test).filter(({ method, path }) => method === "GET" && path !== "/ws")
  ) {
    for (const path of pathsOf(route, world)) {
      for (const accept of ["application/json", "text/html"]) {
        const response = await test.app.request(path, { headers: { ...headers, accept } });
        check(`${who.id}: GET ${path}`, response, await response.text());
        n++;
      }
    }
  }
  return n;
}

const noFault = (what: string, { status }: Response, text: string) =>
  assert.ok(status < 500, `${what} answered ${status}: ${text.slice(0, 300)}`);

/** Writes an answer, as one in a running attempt does. */
async function answer(test: TestApp, { attemptId, student }: CrawlWorld): Promise<void> {
  const events = [{
    n: 1,
    type: "answered",
    slotId: "slot3",
    response: { kind: "short", text: "half" },
    base: 0,
  }];
  const response = await test.app.request(
    `/api/test-attempts/${attemptId}/events`,
    jsonSend("POST", { writerId: "writer0001", events }, await test.as(student)),
  );
  assert.equal(response.status, 200, await response.text());
}

Deno.test("a student in a running attempt finds no key on any route, nor after hand-in before release", async () => {
  using test = await testApp();
  const world = await crawlWorld(test);
  const clean = (what: string, response: Response, text: string) => {
    noFault(what, response, text);
    assert.ok(
      !text.includes(PLANTED),
      `${what} tells the key: ...${
        text.slice(Math.max(0, text.indexOf(PLANTED) - 200), text.indexOf(PLANTED) + 50)
      }`,
    );
  };
  await answer(test, world);
  assert.ok(await readEverything(test, world, world.student, clean) > 100);
  await readEverything(test, world, world.guardian, clean);
  await readEverything(test, world, world.others[0]!, clean);
  const submitted = await test.app.request(
    `/api/test-attempts/${world.attemptId}/submit`,
    jsonSend("POST", { writerId: "writer0001", n: 1, heads: {} }, await test.as(world.student)),
  );
  assert.equal(submitted.status, 200, await submitted.text());
  await readEverything(test, world, world.student, clean);
  await readEverything(test, world, world.guardian, clean);
});

Deno.test("the teacher's own pages do hold the key, so the crawl would see it", async () => {
  using test = await testApp();
  const world = await crawlWorld(test);
  let seen = 0;
  await readEverything(test, world, world.teacher, (what, response, text) => {
    noFault(what, response, text);
    if (text.includes(PLANTED)) seen++;
  });
  assert.ok(seen > 0);
});

Deno.test("nobody of another school finds anything of this one", async () => {
  using test = await testApp();
  const world = await crawlWorld(test);
  assert.equal(world.outsiders.length, 5);
  for (const who of world.outsiders) {
    const n = await readEverything(test, world, who, (what, response, text) => {
      noFault(what, response, text);
      assert.ok(!text.includes(MARK) && !text.includes(PLANTED), `${what} shows the other school`);
    });
    assert.ok(n > 100);
  }
});

Deno.test("nobody gets anywhere without signing in", async () => {
  using test = await testApp();
  const world = await crawlWorld(test);
  const open = new Set([
    "/sign-in",
    "/setup",
    "/livez",
    "/readyz",
    "/openapi.json",
    "/assets/app.css",
  ]);
  let n = 0;
  for (const route of routesOf(test).filter(({ method }) => method === "GET")) {
    for (const path of pathsOf(route, world).filter((it) => !open.has(it))) {
      const response = await test.app.request(path, { headers: { accept: "application/json" } });
      assert.ok(
        [302, 401].includes(response.status),
        `GET ${path} answered ${response.status} to a stranger`,
      );
      n++;
    }
  }
  assert.ok(n > 50);
});

Deno.test("no route falls over on a body of rubbish, and a student changes nothing of the school's by one", async () => {
  using test = await testApp();
  const world = await crawlWorld(test);
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    "{}",
    '{"score":100,"status":"evaluated","studentId":"x","role":"admin"}',
    '"x"',
    `{"a":${"[".repeat(500)}${"]".repeat(500)}}`,
  ];
  const types = [
    "application/json",
    "application/x-www-form-urlencoded",
    "text/plain",
    "multipart/form-data; boundary=x",
  ];
  const spared = new Set(["/sign-out"]);
  let n = 0;
  for (const who of [world.student, world.teacher]) {
    for (
      const route of routesOf(test).filter(({ method, path }) =>
        method !== "GET" && !spared.has(path)
      )
    ) {
      const path = pathsOf({ ...route, path: route.path.replaceAll(":id", "none") }, world)[0]!;
      for (const body of bodies) {
        const type = types[n++ % types.length]!;
        const headers = { ...await test.as(who), origin: ORIGIN, "content-type": type };
        const response = await test.app.request(path, { method: route.method, headers, body });
        const text = await response.text();
        assert.ok(
          response.status < 500,
          `${route.method} ${path} as ${type} with ${
            body.slice(0, 40)
          } answered ${response.status}: ${text.slice(0, 200)}`,
        );
      }
    }
  }
  assert.ok(n > 300);
  assert.equal(test.lines.filter(({ event }) => event === "fault").length, 0);
  assert.equal((await test.deps.tables.people.find(world.student))?.role, "student");
});

Deno.test("every JSON body in the API refuses fields it does not know", async () => {
  using test = await testApp();
  const document = await (await test.app.request("/openapi.json")).json();
  const loose: string[] = [];
  let objects = 0;
  const visit = (schema: unknown, where: string, seen: Set<unknown>): void => {
    if (schema === null || typeof schema !== "object" || seen.has(schema)) return;
    seen.add(schema);
    const it = schema as Record<string, unknown>;
    if (typeof it.$ref === "string") {
      return visit(document.components.schemas[it.$ref.split("/").at(-1)!], where, seen);
    }
    if (it.type === "object" && "properties" in it) {
      objects++;
      if (it.additionalProperties !== false) loose.push(where);
    }
    for (const [key, value] of Object.entries(it)) visit(value, `${where}.${key}`, seen);
  };
  for (
    const [path, methods] of Object.entries<Record<string, { requestBody?: unknown }>>(
      document.paths,
    )
  ) {
    for (const [method, { requestBody }] of Object.entries(methods)) {
      visit(requestBody, `${method} ${path}`, new Set());
    }
  }
  assert.deepEqual(loose, []);
  assert.ok(objects > 20);
});
