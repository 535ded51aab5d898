import assert from "node:assert/strict";
import { withSecretFiles } from "./secret_files.ts";

const files = (path: string): string => {
  if (path !== "/run/secrets/mongodb_url") throw new Deno.errors.NotFound(path);
  return "mongodb://db.example/\n";
};

Deno.test("withSecretFiles() takes a secret from the file its variable names, without the line's end", () => {
  const env = { MONGODB_URL_FILE: "/run/secrets/mongodb_url", PORT: "5001" };
  const whole = withSecretFiles(env, files);
  assert.equal(whole.MONGODB_URL, "mongodb://db.example/");
  assert.equal(whole.PORT, "5001");
  assert.equal("MONGODB_URL" in env, false);
});

Deno.test("withSecretFiles() leaves an environment without such variables as it is", () => {
  const env = { MONGODB_URL: "mongodb://db.example/", MONGODB_URL_FILE: "" };
  assert.deepEqual(withSecretFiles(env, files), env);
});

Deno.test("withSecretFiles() refuses a file that is not there and a secret given twice, and tells no value", () => {
  const env = { MONGODB_URL: "mongodb://u:hidden@db/", MONGODB_URL_FILE: "/nowhere/hidden" };
  assert.throws(() => withSecretFiles(env, files), (error: Error) => {
    assert.match(error.message, /set one of them/);
    assert.match(error.message, /MONGODB_URL_FILE: cannot be read \(NotFound\)/);
    assert.doesNotMatch(error.message, /hidden/);
    return true;
  });
});

Deno.test("withSecretFiles() refuses a file that is empty, which is not the same as none", () => {
  for (const text of ["", "\n", " \r\n"]) {
    const env = { MONGODB_URL_FILE: "/run/secrets/empty" };
    assert.throws(() => withSecretFiles(env, () => text), /MONGODB_URL_FILE: the file is empty/);
  }
});
