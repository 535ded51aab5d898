/** Runs what is too long for every change, and keeps in docs/PROOF.md what came of it: `deno task prove`. */
import { type History, historyOf } from "./prove/git.ts";
import { startPlaces } from "./prove/places.ts";
import { runSuite } from "./prove/run.ts";
import { say, standingOf } from "./prove/standing.ts";
import { openState, remaining } from "./prove/state.ts";
import { LONGEST_S, named, type Suite } from "./prove/suite.ts";
import { allSuites } from "./prove/suites.ts";
import { readRows, rowOf, withRow } from "./prove/table.ts";

const PAGE = "docs/PROOF.md";
const USAGE =
  `deno task prove                  lists the suites and whether their rows in ${PAGE} hold
deno task prove <suite> [...]    runs them; one that was killed goes on with what has not passed
deno task prove --stale          lists the rows that are stale; always succeeds
deno task prove --again <suite>  runs also what has passed at this commit`;

function tell(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

async function list(suites: readonly Suite[], history: History, onlyStale: boolean): Promise<void> {
  const rows = readRows(await Deno.readTextFile(PAGE));
  for (const suite of suites) {
    const standing = await standingOf(suite, rows, history);
    if (onlyStale && standing.state !== "stale") continue;
    tell(onlyStale ? say(suite, standing) : `${say(suite, standing)}. ${suite.shows}.`);
  }
}

/** @returns Whether all passed. */
async function prove(
  suite: Suite,
  history: History,
  run: { signal: AbortSignal; env: Record<string, string>; again: boolean },
): Promise<boolean> {
  if (suite.cells.length === 0) throw new Error(`${suite.name} has no tests here`);
  const head = await history.head();
  const changed = await history.changedSince(head, suite.covers);
  if (changed === null || changed.length > 0) {
    throw new Error(`Cannot prove ${suite.name}: commit ${changed?.join(", ")} first`);
  }
  const state = await openState(suite, history);
  if (run.again) state.cells = {};
  await runSuite(suite, state, { ...run, tell });
  if (run.signal.aborted) return false;
  const row = rowOf(suite, state, { machine: await machine(), at: new Date() });
  const order = (await allSuites(history)).map(({ name }) => name);
  await Deno.writeTextFile(PAGE, withRow(await Deno.readTextFile(PAGE), row, order));
  tell(`${suite.name}: ${row.passed} passed, ${row.failed} failed, ${row.ignored} left out`);
  if (row.seconds > LONGEST_S) tell(`${suite.name}: longer than ${LONGEST_S} s, split it`);
  return remaining(suite, state).length === 0;
}

/** Cores, processor and memory, as a row names them. */
async function machine(): Promise<string> {
  const cpu = await Deno.readTextFile("/proc/cpuinfo").catch((error) => {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  });
  const model = /^model name\s*:\s*(.*)$/m.exec(cpu)?.[1] ?? Deno.build.arch;
  const gb = Math.round(Deno.systemMemoryInfo().total / 1e9);
  return `${navigator.hardwareConcurrency} cores, ${model.replaceAll("|", "/")}, ${gb} GB`;
}

async function main(args: readonly string[]): Promise<number> {
  const history = historyOf(Deno.cwd());
  const suites = await allSuites(history);
  const flags = args.filter((arg) => arg.startsWith("--"));
  const names = args.filter((arg) => !arg.startsWith("--"));
  if (flags.some((flag) => !["--stale", "--again"].includes(flag))) throw new Error(USAGE);
  if (names.length === 0) {
    if (flags.includes("--again")) throw new Error(USAGE);
    await list(suites, history, flags.includes("--stale"));
    return 0;
  }
  const wanted = named(suites, names);
  const end = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => end.abort());
  }
  let failed = 0;
  for (const suite of wanted) {
    if (end.signal.aborted) return 130;
    // Each begins with empty servers, as the one made for tests grows slow.
    await using places = await startPlaces(suite.needs);
    const run = { signal: end.signal, env: places.env, again: flags.includes("--again") };
    if (!await prove(suite, history, run)) failed++;
  }
  return end.signal.aborted ? 130 : failed > 0 ? 1 : 0;
}

if (import.meta.main) {
  try {
    Deno.exit(await main(Deno.args));
  } catch (error) {
    // Any failure: who runs this hears of it in a sentence.
    tell(error instanceof Error ? error.message : String(error));
    Deno.exit(1);
  }
}
