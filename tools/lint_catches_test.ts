import assert from "node:assert/strict";
import plugin, { isJudged, namesFailure } from "./lint_catches.ts";

/** How many handlers the rule refuses in a file of lib. */
function refused(text: string, file = "lib/people/add_person.ts"): number {
  return Deno.lint.runPlugin(plugin, new URL(`../${file}`, import.meta.url).pathname, text).length;
}

Deno.test("catches/named refuses a handler that takes whatever fails for what it expects", () => {
  const bad = [
    "await find(id).catch(() => { throw fieldError('childId', 'Choose a student'); });",
    "await find(id).catch(() => null);",
    "await find(id).catch((error) => { throw fieldError('a', 'b', { cause: error }); });",
    "await find(id).catch(async function (error) { log(error); });",
    "function missing() { return null; }\nawait find(id).catch(missing);",
    "import { gone } from './x.ts';\nawait find(id).catch(gone);",
    "try { a(); } catch { b(); }",
    "try { a(); } catch (error) { log(error); }",
    "try { a(); } catch (error) { throw new DomainError('invalid', 'No', { cause: error }); }",
    "// Whatever.\nawait find(id).catch(() => null);",
  ];
  for (const text of bad) assert.equal(refused(text), 1, text);
});

Deno.test("catches/named takes a handler that names it, throws on, or says why not", () => {
  const good = [
    "try { a(); } catch (error) { if (!isAway(error)) throw error; }",
    "try { a(); } catch (error) { if (error instanceof SyntaxError) return; throw error; }",
    "try { a(); } catch (error) { await clear(); throw error; }",
    "try { a(); } catch (error) { if (codeOf(error) !== 48) throw it; }",
    "try { a(); } catch (error) { return show(c, { errors: formErrors(error) }); }",
    "try { a(); } catch (error) { throw await withName(deps, user, error); }",
    "try { a(); } catch (error) { done.reject(error); }",
    "try { a(); } catch {\n  // Any failure: the primary is asked.\n  b();\n}",
    "// Any failure: the primary is asked.\nconst it = await find(id).catch(() => null);",
    "function missing(error) { if (!isAway(error)) throw error; }\nawait find(id).catch(missing);",
    "await c.req.json().catch(unreadable);",
    "const role = RoleSchema.catch('student');",
  ];
  for (const text of good) assert.equal(refused(text), 0, text);
});

Deno.test("catches/named judges the product's code on the server, not tests, tools and islands", () => {
  for (const file of ["lib/a.ts", "routes/edge.tsx", "db/kv/table.ts", "main.ts"]) {
    assert.ok(isJudged(file), file);
    assert.equal(refused("try { a(); } catch { b(); }", file), 1, file);
  }
  for (const file of ["lib/a_test.ts", "tests/a.ts", "tools/dev.ts", "islands/api.ts"]) {
    assert.ok(!isJudged(file), file);
  }
  assert.ok(!namesFailure(null, "{}"));
});
