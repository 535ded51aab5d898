import assert from "node:assert/strict";
import { namedBases } from "./image/bases.ts";
import { readOptions } from "./image.ts";

const ROOT = new URL("..", import.meta.url).pathname;

Deno.test("readOptions() takes the options of `deno task image` and no others", () => {
  const none = { tag: "personal-learning-pro", builder: null, localBases: false };
  assert.deepEqual(readOptions([]), none);
  assert.deepEqual(readOptions(["--tag", "school:1", "--local-bases", "--builder=podman"]), {
    tag: "school:1",
    builder: "podman",
    localBases: true,
  });
  assert.throws(() => readOptions(["--builder", "kaniko"]), /No builder is called kaniko/);
  assert.throws(() => readOptions(["--push"]), /No option is called --push/);
  for (const args of [["--tag"], ["--tag="], ["--tag", "--local-bases"]]) {
    assert.throws(() => readOptions(args), /--tag needs a value/);
  }
});

Deno.test("namedBases() finds the pinned images that Dockerfile starts from", async () => {
  const { BASE, RUNTIME } = await namedBases(ROOT);
  assert.match(BASE, /^denoland\/deno:\d+\.\d+\.\d+$/);
  assert.equal(RUNTIME, BASE.replace(":", ":distroless-"), "one Deno builds and runs");
});

/** The task with the programs of `path` alone. */
async function image(
  path: string,
  args: readonly string[],
): Promise<{ code: number; said: string }> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", `${ROOT}tools/image.ts`, ...args],
    env: { PATH: path },
  });
  const { code, stderr } = await command.output();
  return { code, said: new TextDecoder().decode(stderr) };
}

Deno.test("`deno task image` says what to install where nothing can build", async () => {
  const path = await Deno.makeTempDir();
  try {
    const none = await image(path, []);
    assert.equal(none.code, 1);
    assert.match(none.said, /neither docker with its daemon, nor buildah, nor podman answers/);
    assert.match(none.said, /apt-get install buildah\n$/);
    assert.match((await image(path, ["--builder", "podman"])).said, /apt-get install podman\n$/);
    // As a client whose daemon is not there.
    await Deno.writeTextFile(`${path}/docker`, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    assert.match((await image(path, [])).said, /neither docker with its daemon/);
    assert.match(
      (await image(path, ["--builder", "docker"])).said,
      /docker or its daemon does not/,
    );
  } finally {
    await Deno.remove(path, { recursive: true });
  }
});
