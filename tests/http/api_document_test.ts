import assert from "node:assert/strict";
import { REASONS } from "../../lib/model/process/errors.ts";
import { TAGS } from "../../routes/edge_operation.ts";
import { STATUS } from "../../routes/edge_status.ts";
import { type ApiDocument, type ApiOperation, type Schema } from "../worlds/answer_check.ts";
import { SCHOOL } from "../worlds/marking_builders.ts";
import { OPERATIONS, send } from "../worlds/operations.ts";
import { operationsWorld } from "../worlds/operations_world.ts";
import { type TestApp, testApp } from "../worlds/test_app.ts";
import { personOf, signInAs } from "../worlds/two_schools.ts";

interface Named extends ApiOperation {
  method: string;
  path: string;
  /** As `app.routes` has it. */
  route: string;
}

async function documentOf({ app }: TestApp): Promise<ApiDocument> {
  return await (await app.request("/openapi.json")).json();
}

function operationsIn(document: ApiDocument): Named[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, it]) => ({
      ...it,
      method,
      path,
      route: `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ":$1")}`,
    }))
  );
}

/** Nothing is stored by these, so nothing can have been changed meanwhile. */
const NOTHING_STORED = new Set([
  "convertQuestion",
  "previewQuestion",
  "signOut",
  "tryQuestion",
  "verifyReceipt",
]);

/** Without these a marker's page is about no question. */
const NEEDED = new Set(["assignmentId", "slotId"]);
const isNeeded = ({ path }: Named, name: string) =>
  path.startsWith("/api/grading") && NEEDED.has(name);

/** Statuses by which an operation of this kind can fail, whatever it does. */
function mustFail({ method, path, operationId }: Named): string[] {
  const reads = method === "get";
  return [
    ...["400", "401", "403", "429", "503"],
    ...(path.includes("{") ? ["404"] : []),
    ...(reads ? [] : ["408", "413"]),
    ...(reads || NOTHING_STORED.has(operationId!) ? [] : ["409"]),
  ];
}

Deno.test("/openapi.json: every route of the API is an operation with id, heading, summary, security and failures", async (t) => {
  using test = await testApp();
  const document = await documentOf(test);
  const operations = operationsIn(document);
  const routes = test.app.routes.filter(({ method, path }) =>
    path.startsWith("/api/") && method !== "ALL"
  );
  assert.deepEqual(
    operations.map(({ route }) => route).sort(),
    [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].sort(),
  );
  const ids = operations.map(({ operationId }) => operationId);
  assert.equal(new Set(ids).size, ids.length, "ids are unique");
  for (const it of operations) {
    await t.step(it.route, () => {
      assert.match(it.operationId ?? "", /^[a-z][A-Za-z]+$/);
      assert.match(it.summary ?? "", /^[A-Z`].{5,120}[^.]$/);
      assert.equal(it.tags?.length, 1);
      assert.ok(it.tags[0]! in TAGS);
      assert.ok(!("default" in it.responses), "no answer for whatever else there is");
      for (const status of mustFail(it)) assert.ok(status in it.responses, status);
      assert.ok(Object.keys(it.responses).some((status) => status < "300"));
      const wanted = it.operationId === "signIn"
        ? [{}, { origin: [] }]
        : [it.method === "get" ? { session: [] } : { session: [], origin: [] }];
      assert.deepEqual(it.security, wanted);
      for (const { name, in: place, required, description, schema } of it.parameters ?? []) {
        assert.ok((description ?? schema.description ?? "").length > 5, `${name} in words`);
        assert.equal(required, place === "path" || isNeeded(it, name), `${name} may be left out`);
      }
    });
  }
});

Deno.test("/openapi.json says how one signs in, what a failure is, and what a program that takes a test must know", async () => {
  using test = await testApp();
  const document = await documentOf(test);
  const { schemas, securitySchemes, responses } = document.components;
  assert.deepEqual(
    Object.values(securitySchemes).map(({ type, in: place, name }) => [type, place, name]),
    [["apiKey", "cookie", "plp_session"], ["apiKey", "header", "Origin"]],
  );
  for (const { content } of Object.values(responses)) {
    assert.deepEqual(content, {
      "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } },
    });
  }
  const said = (name: string, ...path: string[]) => {
    let it: unknown = schemas[name];
    for (const part of path) it = (it as Record<string, unknown>)[part];
    return (it as Schema).description ?? "";
  };
  assert.match(said("AttemptBatch", "properties", "follows"), /Earlier writers/);
  const answered = ["oneOf", "0", "properties"];
  assert.match(said("AttemptClientEvent", ...answered, "n"), /from 1 without a gap/);
  assert.match(said("AttemptClientEvent", ...answered, "base"), /0 before any/);
  assert.match(said("AttemptSubmit", "properties", "heads"), /SHA-256 .*UTF-8 bytes.*keys sorted/);
  assert.match(said("Problem", "properties", "detail"), /`expected`.*`quarantined`.*`acked`/);
  const { responses: ofSave } = operationsIn(document).find((it) =>
    it.operationId === "saveEvents"
  )!;
  assert.match(JSON.stringify(ofSave["409"]), /detail.expected/);
  assert.match(JSON.stringify(ofSave["410"]), /detail.acked.*highest `n`/);
});

Deno.test("/openapi.json names no code and no reason that there is not", async () => {
  using test = await testApp();
  const text = JSON.stringify(await documentOf(test));
  const named = [...text.matchAll(/`([a-z_]+)\/([a-z_]+)`/g)];
  assert.ok(named.length > 40, String(named.length));
  const reasons = new Set<string>(REASONS);
  for (const [whole, code = "", reason = ""] of named) {
    if (whole === "`code/reason`") continue;
    assert.ok(code in STATUS && reasons.has(reason), whole);
  }
});

/** The schema of a JSON body; `null` where there is none, or it is one of several. */
function bodyOf(document: ApiDocument, { requestBody }: Named): Schema | null {
  const schema = requestBody?.content["application/json"]?.schema;
  if (schema === undefined) return null;
  const whole = schema.$ref ? document.components.schemas[schema.$ref.split("/").at(-1)!]! : schema;
  return whole.properties ? whole : null;
}

Deno.test("an operation whose body is required refuses to go without one, also where every field may be left out", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const document = await documentOf(test);
  let n = 0;
  for (const described of operationsIn(document)) {
    if (described.requestBody === undefined) continue;
    assert.equal(described.requestBody.required, true, described.route);
    await t.step(described.route, async () => {
      const it = OPERATIONS.find(({ route }) => route === described.route)!;
      const { headers } = await signInAs(test, await personOf(test, SCHOOL, it.who ?? "t1"));
      const { json: _, fresh: __, upload: ___, ...bare } = it;
      const response = await send(test, bare, { schoolId: SCHOOL, headers });
      assert.deepEqual([response.status, (await response.json()).code], [400, "invalid"]);
      n++;
    });
  }
  assert.ok(n > 30, String(n));
});

Deno.test("/openapi.json: a field is required where a request without it is refused, and nowhere else", async (t) => {
  using test = await testApp();
  await operationsWorld(test);
  const document = await documentOf(test);
  let [needed, free] = [0, 0];
  for (const described of operationsIn(document)) {
    const schema = bodyOf(document, described);
    const it = OPERATIONS.find(({ route }) => route === described.route);
    if (schema === null || it === undefined) continue;
    await t.step(described.route, async () => {
      const { headers } = it.who === null
        ? { headers: {} }
        : await signInAs(test, await personOf(test, SCHOOL, it.who));
      const whole = { ...it.json as object, ...await it.fresh?.(test, SCHOOL) };
      const missing = async (name: string) => {
        const { [name]: _, ...json } = whole as Record<string, unknown>;
        const fresh = () => Promise.resolve({});
        const response = await send(test, { ...it, json, fresh }, { schoolId: SCHOOL, headers });
        const text = await response.text();
        const fields: { path: string }[] = text.startsWith("{")
          ? JSON.parse(text).fields ?? []
          : [];
        return fields.some(({ path }) => path === name);
      };
      const names = Object.keys(schema.properties!);
      const required = new Set(schema.required);
      for (const name of names.filter((it) => required.has(it))) {
        assert.ok(await missing(name), `${name} is required, and left out it was taken`);
        needed++;
      }
      for (const name of names.filter((it) => !required.has(it))) {
        assert.ok(!await missing(name), `${name} may be left out, and then was refused`);
        free++;
      }
    });
  }
  assert.ok(needed > 60 && free > 30, `${needed} required, ${free} not`);
});
