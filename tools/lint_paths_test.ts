import assert from "node:assert/strict";
import plugin from "./lint_layers.ts";
import { borrowsAddresses, goesOn, isAddress } from "./lint_paths.ts";

const ids = (file: string, source: string) =>
  Deno.lint.runPlugin(plugin, file, source).map(({ id }) => id);

Deno.test("isAddress() knows what the product answers, and nothing else", () => {
  for (const text of ["/tests", "/tests/given?test=1", "/api/files/${id}", "/sign-in", "/ws"]) {
    assert.ok(isAddress(text), text);
  }
  for (const text of ["/", "/:id", "tests", "/testsuite", "/mnt/data", "https://a.example/tests"]) {
    assert.ok(!isAddress(text), text);
  }
});

Deno.test("goesOn() finds an address added to another, not a query", () => {
  assert.ok(goesOn("${base}/room"));
  assert.ok(!goesOn("${base}?done=saved"));
});

Deno.test("address-of-paths refuses an address that is made elsewhere", () => {
  const refused = [
    'export const it = <a href="/tests">Tests</a>;',
    "export const it = <a href={`/people/${id}`}>Open</a>;",
    "export const it = <form action={`${base}/end`}>End</form>;",
    "export const back = { href: `/classes/${id}/tests`, label: name };",
    'location.assign("/sign-in");',
  ];
  for (const source of refused) {
    for (const file of ["routes/pages/home.tsx", "components/It.tsx", "islands/It.tsx"]) {
      assert.deepEqual(ids(file, source), ["layers/address-of-paths"], `${file}: ${source}`);
    }
  }
});

Deno.test("address-of-paths lets routes say what answers where, and tests ask for it", () => {
  assert.deepEqual(ids("routes/pages/school.tsx", 'app.get("/school", answer);'), []);
  assert.deepEqual(ids("routes/pages/school_test.ts", 'app.request("/school");'), []);
  assert.ok(!borrowsAddresses("lib/model/process/paths.ts"));
  assert.ok(!borrowsAddresses("app.ts"));
});
