import assert from "node:assert/strict";
import { validate } from "dockerfile-utils";
import { copies, dockerfile, environment, execForm, last, stages, words } from "./dockerfile.ts";
import { stage } from "./dockerfile.ts";
import { context, letIn } from "./dockerignore.ts";

Deno.test("Dockerfile has no fault that its language's rules find", () => {
  const found = validate(dockerfile()).map((it) =>
    `line ${it.range.start.line + 1}: ${it.message}`
  );
  assert.deepEqual(found, []);
});

Deno.test("Dockerfile: every stage starts from an earlier one or a pinned image", () => {
  const images = Object.fromEntries(
    [...dockerfile().matchAll(/^ARG (BASE|RUNTIME)=(.*)$/gm)].map((
      [, name, value],
    ) => [name, value]),
  );
  assert.deepEqual(images, {
    BASE: "denoland/deno:2.9.6",
    RUNTIME: "denoland/deno:distroless-2.9.6",
  });
  const known = new Set(["${BASE}", "${RUNTIME}"]);
  assert.deepEqual(stages().map(({ name }) => name), [
    "deps",
    "development",
    "build",
    "production",
  ]);
  for (const { name, from, instructions } of stages()) {
    assert.ok(known.has(from), `${name} from ${from}`);
    for (const it of copies({ name, from, instructions })) {
      assert.ok(it.from === null || known.has(it.from), `COPY --from=${it.from}`);
    }
    known.add(name);
  }
});

Deno.test("Dockerfile: nothing runs as root, through a shell, or with a secret of the build", () => {
  for (const name of ["deps", "production"]) {
    assert.deepEqual(words(last(stage(name), "USER")), ["1993:1993"], name);
  }
  for (const name of ["development", "production"]) {
    for (const keyword of ["ENTRYPOINT", "CMD"]) {
      assert.ok(execForm(last(stage(name), keyword)).length > 0, `${name} ${keyword}`);
    }
  }
  const production = stage("production");
  assert.equal(execForm(last(production, "HEALTHCHECK"))[0], "deno");
  assert.equal(production.instructions.some((it) => it.getKeyword() === "RUN"), false);
  assert.deepEqual(words(last(production, "STOPSIGNAL")), ["SIGTERM"]);
  assert.doesNotMatch(dockerfile(), /^(ARG|ENV).*(SECRET|PASSWORD|TOKEN|MONGODB_URL)/m);
});

Deno.test("Dockerfile: the owner of the data is the user who runs, and of the program is not", () => {
  const copied = copies(stage("production"));
  assert.ok(copied.length > 5);
  for (const { owner, target } of copied) {
    assert.equal(owner, target === "/" ? "1993:1993" : "0:0", target);
  }
  assert.equal(environment(stage("production")).DATA_DIR, "/data");
});

Deno.test(".dockerignore starts with everything and lets neither settings, data nor tests in", async () => {
  const text = await Deno.readTextFile(new URL("../.dockerignore", import.meta.url));
  assert.equal(text.split("\n").find((line) => line && !line.startsWith("#")), "*");
  const out = [
    ...[".env", ".env.example", ".env.production", "lib/.env", "tools/seed/.env.local"],
    ...["data/plp.kv", "data/store.json", "lib/plp.kv", "db/kv/old.kv-wal", "lib/key.pem"],
    ...[
      "tests/edge_test.ts",
      "tests/tls/school_key.pem",
      "lib/config_test.ts",
      "tools/seed/x_test.tsx",
    ],
    ...[
      ".git/config",
      "node_modules/hono/package.json",
      "lib/node_modules/x.js",
      "build/manifest.json",
    ],
    ...[
      "deploy/env/full.env",
      "docker-compose.yml",
      "docs/ARCHITECTURE.md",
      "README.md",
      ".ci/run",
    ],
  ];
  assert.deepEqual(out.filter(letIn), []);
  const sent = await context();
  assert.ok(sent.length > 500, `${sent.length} files`);
  assert.deepEqual(sent.filter((path) => /_test\.|^tests|^data|\.env|\.kv|\.pem/.test(path)), []);
  for (
    const path of ["main.ts", "app.ts", "deno.lock", "lib/config.ts", "static/css/10-base.css"]
  ) {
    assert.ok(sent.includes(path), path);
  }
});
