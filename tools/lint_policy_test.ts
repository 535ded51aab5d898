import assert from "node:assert/strict";
import plugin from "./lint_layers.ts";
import { asksPolicy, judgesRole, judgesSize, knowsNoTable } from "./lint_policy.ts";

function ids(file: string, source: string): string[] {
  return Deno.lint.runPlugin(plugin, file, source).map(({ id }) => id);
}

Deno.test("asksPolicy() leaves roles and sizes to lib/access, and tests free", () => {
  for (const file of ["routes/pages/home.tsx", "components/Shell.tsx", "lib/results/results.ts"]) {
    assert.ok(asksPolicy(file), file);
  }
  const free = ["lib/access/policy/people.ts", "lib/people/latin_test.ts", "demo/seed.ts"];
  for (const file of free) assert.ok(!asksPolicy(file), file);
});

Deno.test("judgesRole() finds the question in any spelling, and lets pass what is none", () => {
  const asked = [
    ["user.role", '"teacher"'],
    ['"teacher"', "role"],
    ["person?.role", "'student'"],
    ["role", "HEAD"],
  ] as const;
  for (const sides of asked) assert.ok(judgesRole(sides), sides.join());
  const others = [
    ["role", "undefined"],
    ["role", '""'],
    ["role", "before.role"],
    ["value", "role"],
    ["mark.source", '"teacher"'],
  ] as const;
  for (const sides of others) assert.ok(!judgesRole(sides), sides.join());
});

Deno.test("role-of-policy refuses rules of role outside of lib/access", () => {
  const refused = [
    'if (user.role === "teacher") show();',
    'const own = "student" !== it.role;',
    'if (person?.role !== "student") throw notFound();',
    "switch (user.role) { default: show(); }",
    'const staff = ["teacher", "principal"].includes(user.role);',
  ];
  for (const source of refused) {
    for (const file of ["routes/pages/home.tsx", "islands/Room.tsx", "lib/notices/notices.ts"]) {
      assert.deepEqual(ids(file, source), ["layers/role-of-policy"], `${file}: ${source}`);
    }
    assert.deepEqual(ids("lib/access/policy/people.ts", source), []);
    assert.deepEqual(ids("routes/pages/home_test.ts", source), []);
  }
});

Deno.test("role-of-policy lets lib look for a role in a list that it is given, and the edge in none", () => {
  const source = "if (!roles.includes(user.role)) throw notFound();";
  assert.deepEqual(ids("lib/people/deps.ts", source), []);
  assert.deepEqual(ids("routes/edge.tsx", source), ["layers/role-of-policy"]);
});

Deno.test("role-of-policy keeps names of roles out of routes", () => {
  const source = 'import { isTeacher } from "../../lib/access/roles.ts";';
  assert.deepEqual(ids("routes/pages/home.tsx", source), ["layers/role-of-policy"]);
  assert.deepEqual(
    ids("lib/people/classes.ts", 'import { isTeacher } from "../access/roles.ts";'),
    [],
  );
});

Deno.test("size-of-policy refuses to judge a group by its size outside of lib/access", () => {
  assert.ok(judgesSize(["n", "SMALLEST_GROUP"]));
  assert.ok(!judgesSize(["n", "MIN_N"]));
  const source = "const shown = n >= SMALLEST_GROUP;";
  assert.deepEqual(ids("components/home/ClassGrid.tsx", source), ["layers/size-of-policy"]);
  assert.deepEqual(ids("lib/access/policy/groups.ts", source), []);
  const words = "export const FEW = `Fewer than ${SMALLEST_GROUP}`;";
  assert.deepEqual(ids("components/home/ClassGrid.tsx", words), []);
});

Deno.test("tables-of-lib refuses tables at the edge and in the browser, types too", () => {
  assert.ok(knowsNoTable("routes/edge_csv.ts"));
  assert.ok(!knowsNoTable("routes/pages/home_test.ts"));
  const refused = [
    "deps.tables.people.find(it);",
    "const { tables } = deps;",
    "function read({ tables: all }) { return all; }",
    "type Deps = { tables: unknown };",
    'type Exams = Deps["tables"];',
    'import type { Tables } from "../lib/store/tables.ts";',
  ];
  for (const source of refused) {
    const found = ids("routes/edge_csv.ts", source);
    assert.deepEqual([...new Set(found)], ["layers/tables-of-lib"], source);
    assert.deepEqual(ids("lib/people/deps.ts", source), [], source);
  }
});
