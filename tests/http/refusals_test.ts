import assert from "node:assert/strict";
import { OPEN, pathsIn, routesOf } from "../worlds/known_paths.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { type Operation, OPERATIONS } from "../worlds/operations.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { aPerson } from "../worlds/people_world.ts";
import { INSTALLATION } from "../../lib/store/store.ts";
import { ORIGIN, type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";
import {
  formsOf,
  type PageForm,
  type Sent,
  wrongBodies,
  wrongForms,
} from "../worlds/wrong_values.ts";

/** As the validator's own sentences begin, and what no sentence of the product has. */
const VALIDATOR =
  /\bInvalid\b|\bToo (?:big|small)\b|\bUnrecognized\b|\bexpected\b[^<]{0,200}\breceived\b|discriminator/;

interface Refused {
  status: number;
  text: string;
}

/** Asks, and refuses a fault and words that are not the product's. */
async function ask(
  test: TestApp,
  path: string,
  init: RequestInit,
  what: string,
): Promise<Refused> {
  const response = await test.app.request(path, init);
  const text = await response.text();
  assert.ok(response.status < 500, `${what} answered ${response.status}: ${text.slice(0, 300)}`);
  const found = VALIDATOR.exec(text);
  const around = text.slice(Math.max(0, (found?.index ?? 0) - 200), (found?.index ?? 0) + 200);
  assert.equal(found, null, `${what} answers in the validator's words: ${around}`);
  return { status: response.status, text };
}

const ADMIN = aPerson({ id: "office", role: "admin", schoolId: INSTALLATION, username: "ada" });

async function headersOf(test: TestApp, who: string | null): Promise<Record<string, string>> {
  if (who === null) return { origin: ORIGIN };
  return (await signInAs(test, await personOf(test, SCHOOL, who))).headers;
}

const said = (sent: unknown) => JSON.stringify(sent).replace(/x{100,}/g, "xxx...").slice(0, 300);

function formInit(fields: Sent, headers: Record<string, string>): RequestInit {
  const body = new URLSearchParams(fields);
  return { method: "POST", body, headers: { ...headers, accept: "text/html" } };
}

function jsonInit(method: string, body: unknown, headers: Record<string, string>): RequestInit {
  const sent = { ...headers, "content-type": "application/json" };
  return { method, body: JSON.stringify(body), headers: sent };
}

interface Described {
  requestBody?: { content: Record<string, { schema: { $ref?: string; properties?: object } }> };
  parameters?: { name: string; in: string }[];
}
interface Described3 {
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, { properties?: object }> };
}

async function described(test: TestApp): Promise<Described3> {
  return await (await test.app.request("/openapi.json")).json();
}

/** Names that the body of a route may have. */
function namesIn({ paths, components }: Described3, route: string): string[] {
  const [method = "", path = ""] = route.split(" ");
  const about = paths[path.replace(/:(\w+)/g, "{$1}")]?.[method.toLowerCase()];
  const schema = about?.requestBody?.content["application/json"]?.schema;
  const named = schema?.$ref ? components.schemas[schema.$ref.split("/").at(-1)!] : schema;
  return Object.keys(named?.properties ?? {});
}

async function sendWrong(
  test: TestApp,
  it: Operation,
  names: readonly string[],
): Promise<{ sent: number; refused: number }> {
  const method = it.route.split(" ")[0]!;
  const path = it.place ? it.path.replace("SLOT", await it.place(test, SCHOOL)) : it.path;
  const more = await it.fresh?.(test, SCHOOL) ?? {};
  const headers = await headersOf(test, it.who);
  const counted = { sent: 0, refused: 0 };
  const count = ({ status }: Refused) => {
    counted.sent++;
    if (status >= 400) counted.refused++;
  };
  if (it.form) {
    const right = Object.entries({ ...it.form, ...more }).map(([k, v]): [string, string] => [
      k,
      String(v),
    ]);
    for (const wrong of wrongForms(right)) {
      count(await ask(test, path, formInit(wrong, headers), `${it.route} with ${said(wrong)}`));
    }
    return counted;
  }
  if (it.json === undefined && it.fresh === undefined) return counted;
  const right = { ...it.json as Record<string, unknown>, ...more };
  for (const wrong of wrongBodies(right, names)) {
    const init = jsonInit(method, wrong, headers);
    count(await ask(test, path, init, `${it.route} with ${said(wrong)}`));
  }
  return counted;
}

/** Not to be had once there is a school: see below. */
const NOT_HERE = new Set(["POST /setup"]);

Deno.test("no writing operation refuses what is empty or wrong in a validator's words", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  await test.deps.tables.people.insert(ADMIN);
  const document = await described(test);
  // What is accepted may remove the places of questions, so those who need one come first.
  for (const it of OPERATIONS.toSorted((a, b) => Number(!a.place) - Number(!b.place))) {
    await t.step(it.route, async () => {
      const { sent, refused } = await sendWrong(test, it, namesIn(document, it.route));
      const takesFields = sent > 2 && !NOT_HERE.has(it.route);
      assert.ok(!takesFields || refused * 4 > sent, `${refused} of ${sent} were refused`);
    });
  }
});

/** Those whose pages have every form. */
const READERS = ["t1", "office", "head", "st1", "st4", "p1", "admin", null];

Deno.test("no form of any page is refused in a validator's words", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  await test.deps.tables.people.insert(ADMIN);
  const forms = await formsOfAllPages(test);
  const posted = [...forms.values()].filter(({ form }) => form.method === "POST");
  assert.ok(posted.length > 30, `${posted.length} forms`);
  let refused = 0;
  for (const [name, { who, form }] of forms) {
    await t.step(name, async () => {
      for (const wrong of wrongForms(form.fields)) {
        const headers = await headersOf(test, who);
        const isRead = form.method === "GET";
        const path = isRead ? `${form.action}?${new URLSearchParams(short(wrong))}` : form.action;
        const init = isRead ? { headers } : formInit(wrong, headers);
        const { status } = await ask(test, path, init, `${name} with ${said(wrong)}`);
        if (status >= 400) refused++;
      }
    });
  }
  assert.ok(refused > 300, `${refused} were refused`);
});

Deno.test("no parameter, key or upload is refused in a validator's words, nor the form of a first set-up", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const pathOf = await pathsIn(test, SCHOOL);
  const { paths } = await described(test);
  const headers = await headersOf(test, "t1");
  const wrong = ["", "x y", "-1", "1e18", "x".repeat(3_000)];
  let refused = 0;
  for (const [path, { get }] of Object.entries(paths)) {
    const names = (get?.parameters ?? []).filter((it) => it.in === "query").map((it) => it.name);
    if (names.length === 0) continue;
    await t.step(`GET ${path}`, async () => {
      const [url = "", right = ""] = pathOf(path.replace(/\{(\w+)\}/g, ":$1")).split("?");
      for (const name of [...names, "unheardOf"]) {
        for (const value of [...wrong, null]) {
          const query = new URLSearchParams(right);
          if (value === null) query.delete(name);
          else query.set(name, value);
          const what = `GET ${path}?${said(query.toString())}`;
          const { status } = await ask(test, `${url}?${query}`, { headers }, what);
          if (status === 400) refused++;
        }
      }
    });
  }
  assert.ok(refused > 20, `${refused} were refused`);

  await t.step("Idempotency-Key", async () => {
    const init = jsonInit("POST", { title: "Waves" }, { ...headers, "idempotency-key": "short" });
    assert.equal((await ask(test, "/api/tests", init, "a short key")).status, 400);
  });

  await t.step("POST /api/files", async () => {
    for (const fields of [{}, { file: "x" }, { picture: "x" }]) {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.append(name, value);
      const { status } = await ask(test, "/api/files", { method: "POST", body, headers }, "a file");
      assert.equal(status, 400);
    }
  });

  await t.step("POST /setup", async () => {
    using empty = await testApp();
    const text = await (await empty.app.request("/setup", { headers: { accept: "text/html" } }))
      .text();
    const [form] = formsOf(text).filter(({ method }) => method === "POST");
    assert.ok(form!.fields.length > 4);
    for (const sent of wrongForms(form!.fields)) {
      const init = formInit(sent, { origin: ORIGIN });
      const { status } = await ask(empty, "/setup", init, `/setup with ${said(sent)}`);
      assert.equal(status, 400, said(sent));
    }
  });
});

/** An address has its limit. */
function short(fields: Sent): Sent {
  return fields.map(([name, value]) => [name, value.slice(0, 3_000)]);
}

interface Found {
  who: string | null;
  form: PageForm;
}

/** Every form once, by its method, its address with ids left out, and its fields. */
async function formsOfAllPages(test: TestApp): Promise<Map<string, Found>> {
  const found = new Map<string, Found>();
  const pathOf = await pathsIn(test, SCHOOL);
  const paths = routesOf(test, (method) => method === "GET").map((it) => it.split(" ")[1]!)
    .filter((it) => !it.startsWith("/api/") && (!OPEN.has(it) || it === "/setup"));
  for (const who of READERS) {
    const headers = { ...await headersOf(test, who), accept: "text/html" };
    for (const path of paths.map(pathOf)) {
      const text = await (await test.app.request(path, { headers })).text();
      for (const form of formsOf(text)) {
        const action = form.action === "" ? path : form.action;
        const where = action.replace(/\/[^/]*\d[^/]*/g, "/:id").replace(/\?.*/, "");
        const names = form.fields.map(([name]) => name).join(" ");
        found.set(`${form.method} ${where} (${names})`, { who, form: { ...form, action } });
      }
    }
  }
  return found;
}
