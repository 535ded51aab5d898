import assert from "node:assert/strict";
import { ownPath } from "./own_path.ts";

Deno.test("ownPath() keeps paths of this site", () => {
  assert.equal(ownPath("/tests/1?tab=a#b"), "/tests/1?tab=a#b");
  assert.equal(ownPath("/"), "/");
});

Deno.test("ownPath() goes to the start instead of anywhere else", () => {
  const others = [
    undefined,
    "",
    "tests",
    "//evil.example",
    "/\\evil.example",
    "/x\\y",
    "\\\\evil.example",
    "https://evil.example/",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/./\t/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/sign-in?next=/",
    "/sign-out",
  ];
  for (const next of others) assert.equal(ownPath(next), "/", next);
});
