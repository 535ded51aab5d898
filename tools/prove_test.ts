import assert from "node:assert/strict";
import { type History, historyOf } from "./prove/git.ts";
import { readEnv } from "./prove/places.ts";
import { runSuite } from "./prove/run.ts";
import { say, standingOf } from "./prove/standing.ts";
import {
  FOLDER,
  keepState,
  openState,
  type Outcome,
  remaining,
  type State,
} from "./prove/state.ts";
import { named, type Suite } from "./prove/suite.ts";
import { allSuites } from "./prove/suites.ts";
import { readRows, type Row, rowOf, withRow } from "./prove/table.ts";

const PASSED: Outcome = { passed: 2, failed: 0, ignored: 1, seconds: 3.4, failures: 0 };
const FAILED: Outcome = { ...PASSED, passed: 1, failed: 1, failures: 1 };
const ROW: Row = {
  suite: "mongo-1",
  commit: "0123456789ab",
  machine: "2 cores, A processor, 8 GB",
  passed: 4,
  failed: 0,
  ignored: 2,
  again: 0,
  seeds: "none",
  seconds: 7,
  date: "2026-12-01",
};
const PAGE = "# Proof\n\nWords before.\n\n| suite | commit |\n| --- | --- |\n\nWords after.\n";

function suite(name: string, cells: readonly string[] = []): Suite {
  const made = cells.map((cell) => ({ name: cell, args: ["test", cell] }));
  return { name, shows: "it", needs: [], covers: ["lib/**"], seeds: [], cells: made };
}

/** A clone with files, of which each call of `commit` makes a commit. */
async function clone() {
  const dir = await Deno.makeTempDir({ prefix: "plp-" });
  const git = async (...args: string[]) => {
    const who = ["-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false"];
    const command = new Deno.Command("git", { args: ["-C", dir, ...who, ...args] });
    const { success, stdout, stderr } = await command.output();
    assert.ok(success, new TextDecoder().decode(stderr));
    return new TextDecoder().decode(stdout).trim();
  };
  await git("init", "--quiet");
  const write = async (path: string, text: string) => {
    await Deno.mkdir(`${dir}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${dir}/${path}`, text);
  };
  return {
    dir,
    history: historyOf(dir),
    write,
    async commit(files: Record<string, string>) {
      for (const [path, text] of Object.entries(files)) await write(path, text);
      await git("add", "--all");
      await git("commit", "--quiet", "--message", "Change");
      return await git("rev-parse", "HEAD");
    },
    [Symbol.asyncDispose]: () => Deno.remove(dir, { recursive: true }),
  };
}

Deno.test("suites are named whole or by part, and what is no suite is refused", () => {
  const all = [suite("faults-matrix"), suite("faults-redis"), suite("api"), suite("mongo-1")];
  const names = (...wanted: string[]) => named(all, wanted).map(({ name }) => name);
  assert.deepEqual(names("faults"), ["faults-matrix", "faults-redis"]);
  assert.deepEqual(names("mongo-1", "api"), ["api", "mongo-1"]);
  assert.throws(() => names("api", "fault"), /No suite is called fault\. .*faults-matrix/);
  assert.throws(() => names(""), /No suite is called/);
});

Deno.test("git says what is covered, and what of it changed since a commit", async () => {
  await using made = await clone();
  const first = await made.commit({ "lib/a.ts": "1", "lib/in/b.ts": "1", "docs/c.md": "1" });
  const { history } = made;
  assert.equal(await history.head(), first);
  assert.deepEqual(await history.files(["lib/**"]), ["lib/a.ts", "lib/in/b.ts"]);
  assert.deepEqual(await history.files(["lib/*.ts"]), ["lib/a.ts"]);
  await made.commit({ "docs/c.md": "2" });
  assert.deepEqual(await history.changedSince(first, ["lib/**"]), []);
  await made.write("lib/in/b.ts", "2");
  await made.write("lib/new.ts", "1");
  assert.deepEqual(await history.changedSince(first, ["lib/**"]), ["lib/in/b.ts", "lib/new.ts"]);
  assert.equal(await history.changedSince("0123456789ab", ["lib/**"]), null);
});

Deno.test("a row is stale once a covered file changed, committed or not", async () => {
  await using made = await clone();
  const { history } = made;
  const commit = await made.commit({ "lib/a.ts": "1", "docs/c.md": "1" });
  const one = suite("mongo-1");
  const stateOf = async (row: Row) => (await standingOf(one, [row], history)).state;
  const row = { ...ROW, commit: commit.slice(0, 12) };
  assert.equal((await standingOf(one, [], history)).state, "none");
  await made.commit({ "docs/c.md": "2" });
  assert.equal(await stateOf(row), "holds");
  assert.equal(await stateOf({ ...row, failed: 1 }), "failed");
  await made.write("lib/a.ts", "2");
  assert.equal(await stateOf(row), "stale");
  await made.commit({ "lib/b.ts": "1" });
  const standing = await standingOf(one, [row], history);
  assert.match(
    say(one, standing),
    /^mongo-1: stale, run 2026-12-01 .* lib\/a\.ts and 1 more changed/,
  );
  assert.equal(await stateOf({ ...row, commit: "0123456789ab" }), "stale");
});

Deno.test("a killed run goes on where it was, until a covered file changes", async () => {
  await using made = await clone();
  const { history } = made;
  const commit = await made.commit({ "lib/a.ts": "1", "docs/c.md": "1" });
  const one = suite("faults", ["a", "b", "c"]);
  const folder = `${made.dir}/../${commit}`;
  const left = async () => {
    const state = await openState(one, history, folder);
    return [state.commit === commit, ...remaining(one, state).map(({ name }) => name)];
  };
  try {
    assert.deepEqual(await left(), [true, "a", "b", "c"]);
    await keepState(one, { commit, cells: { a: PASSED, b: FAILED } }, folder);
    assert.deepEqual(await left(), [true, "b", "c"]);
    await made.commit({ "docs/c.md": "2" });
    assert.deepEqual(await left(), [true, "b", "c"]);
    await made.commit({ "lib/a.ts": "2" });
    assert.deepEqual(await left(), [false, "a", "b", "c"]);
    await Deno.writeTextFile(`${folder}/faults.json`, '{"commit":');
    assert.deepEqual(await left(), [false, "a", "b", "c"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("states are kept where a build, which empties its folder, leaves them", async () => {
  const bundling = await Deno.readTextFile(new URL("./bundle.ts", import.meta.url));
  const emptied = /outdir = `\$\{root\}\/([^`]+)`/.exec(bundling)?.[1];
  assert.ok(emptied);
  assert.notEqual(FOLDER.split("/")[0], emptied);
});

Deno.test("a row adds up what came of every cell, and says what passed only again", () => {
  const one = { ...suite("faults", ["a", "b"]), seeds: [3, 5] };
  const on = { machine: ROW.machine, at: new Date("2026-12-01T23:00:00Z") };
  const state: State = {
    commit: "0123456789abcdef",
    cells: { a: PASSED, b: { ...PASSED, failures: 2 } },
  };
  assert.deepEqual(rowOf(one, state, on), { ...ROW, suite: "faults", again: 1, seeds: "3, 5" });
  const failed = rowOf(one, { ...state, cells: { a: PASSED, b: FAILED } }, on);
  assert.deepEqual([failed.passed, failed.failed, failed.again], [3, 1, 0]);
  assert.throws(() => rowOf(one, { ...state, cells: { a: PASSED } }, on), /has not run b/);
});

Deno.test("the table keeps one row a suite in order, and the words around it", () => {
  const order = ["faults", "mongo-1", "api"];
  const rows = [{ ...ROW, suite: "api" }, ROW, { ...ROW, suite: "faults", seeds: "3, 5" }];
  const page = rows.reduce((page, row) => withRow(page, row, order), PAGE);
  assert.deepEqual(readRows(page).map((row) => row.suite), order);
  assert.deepEqual(readRows(page)[1], ROW);
  const newer = { ...ROW, commit: "ffffffffffff", failed: 3 };
  const again = withRow(page, newer, order);
  assert.deepEqual(readRows(again).filter((row) => row.suite === ROW.suite), [newer]);
  assert.match(again, /^# Proof\n\nWords before\.\n\n\| suite .*\n\nWords after\.\n$/s);
  assert.equal(again.split("\n").filter((line) => line.startsWith("|")).length, 2 + order.length);
});

Deno.test("runSuite() counts each cell, and takes one that runs nothing for failed", async () => {
  const folder = await Deno.makeTempDir({ prefix: "plp-" });
  try {
    const file = `${folder}/a_test.ts`;
    await Deno.writeTextFile(
      file,
      `Deno.test("good", async (t) => void await t.step("step", () => {}));
       Deno.test("left out", { ignore: true }, () => {});
       Deno.test("bad", () => { if (Deno.env.get("BAD") === "1") throw new Error("bad"); });`,
    );
    const test = ["test", "-A", "--no-check", "--no-lock", "--no-config"];
    const cells = [
      { name: "good", args: [...test, file] },
      { name: "bad", args: [...test, file], env: { BAD: "1" } },
      { name: "nothing", args: [...test, "--filter=/^no such/", file] },
      { name: "broken", args: [...test, `${folder}/none_test.ts`] },
    ];
    const one = { ...suite("faults"), cells };
    const state: State = { commit: "0123456789ab", cells: {} };
    const told: string[] = [];
    const signal = new AbortController().signal;
    const run = {
      env: {},
      tell: (line: string) => told.push(line),
      signal,
      folder,
      output: "null",
    } as const;
    await runSuite(one, state, run);
    const counts = ({ passed, failed, ignored, failures }: Outcome) => [
      ...[passed, failed, ignored, failures],
    ];
    assert.deepEqual(Object.entries(state.cells).map(([name, it]) => [name, ...counts(it)]), [
      ["good", 2, 0, 1, 0],
      ["bad", 1, 1, 1, 1],
      ["nothing", 0, 1, 0, 1],
      ["broken", 0, 1, 0, 1],
    ]);
    await runSuite({ ...one, cells: [cells[0]!, { ...cells[1]!, env: { BAD: "0" } }] }, state, run);
    assert.deepEqual(counts(state.cells["bad"]!), [2, 0, 1, 1]);
    assert.equal(told.filter((line) => line.includes("passed good")).length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("readEnv() reads what services print", () => {
  const text = "A=mongodb://x/?a=b\nnot one\nB=\n";
  assert.deepEqual(readEnv(text), { A: "mongodb://x/?a=b", B: "" });
});

Deno.test("every suite has a name of its own, and cells of their own names", async () => {
  const files = (patterns: readonly string[]) =>
    Promise.resolve(
      patterns.map((pattern) => pattern.replaceAll(/\*+\/?\*?_test\.ts\*?/g, "a_test.ts")),
    );
  const history: Pick<History, "files"> = { files };
  const suites = await allSuites(history);
  assert.equal(new Set(suites.map(({ name }) => name)).size, suites.length);
  for (const { name, cells, covers } of suites) {
    assert.equal(new Set(cells.map((cell) => cell.name)).size, cells.length, name);
    assert.ok(covers.length > 0, name);
  }
});
