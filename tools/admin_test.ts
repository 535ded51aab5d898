import assert from "node:assert/strict";
import { openStore } from "../db/kv/open.ts";
import { EMBEDDED } from "../tests/processes/embedded.ts";

/** Runs `tools/admin.ts` on a data folder. */
async function admin(dir: string, ...args: string[]): Promise<[code: number, text: string]> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--no-check", "tools/admin.ts", ...args],
    env: { ...EMBEDDED, DATA_DIR: dir },
    stdin: "null",
    stdout: "piped",
    stderr: "null",
  });
  const { code, stdout } = await command.output();
  return [code, new TextDecoder().decode(stdout)];
}

Deno.test("tools/admin.ts makes an administrator, names what is wrong, and waits for no server", async () => {
  const dir = await Deno.makeTempDir();
  const ada = ["--name", "Ada", "--email", "ada@work.example"];
  const [code, text] = await admin(dir, ...ada);
  assert.equal(code, 0);
  assert.match(
    text,
    /^Ada \(administrator\) signs in as ada@work.example\nOne-time password: \S+\nIt lets in for 14 days\.\n$/,
  );
  assert.deepEqual(await admin(dir, ...ada), [
    1,
    "Somebody signs in with this already. Choose another\n",
  ]);
  assert.equal((await admin(dir, "--recover", "ada@work.example"))[0], 0);
  assert.deepEqual(await admin(dir, "--name", "B"), [1, "Enter an e-mail address\n"]);
  {
    await using _running = await openStore(dir);
    const [refused, why] = await admin(dir, ...ada);
    assert.equal(refused, 1);
    assert.match(why, /Cannot open the data folder: process \d+ is using it/);
  }
  await Deno.remove(dir, { recursive: true });
});
