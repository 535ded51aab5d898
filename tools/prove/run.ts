import { readCases, topLevel } from "../junit.ts";
import { FOLDER, hasPassed, keepState, type Outcome, remaining, type State } from "./state.ts";
import type { Cell, Suite } from "./suite.ts";

/** What a run needs from outside. */
export interface Run {
  /** Where servers are, for the environment of tests. */
  env: Readonly<Record<string, string>>;
  tell(line: string): void;
  /** Ends the cell that runs, which counts for nothing then. */
  signal: AbortSignal;
  folder?: string;
  /** Where the tests' own words go. */
  output?: "inherit" | "null";
}

/** Runs what has not passed, one cell after another, and keeps what came of each. */
export async function runSuite(suite: Suite, state: State, run: Run): Promise<void> {
  const left = remaining(suite, state);
  run.tell(`${suite.name}: ${left.length} of ${suite.cells.length} to run`);
  for (const cell of left) {
    const outcome = await runCell(cell, run);
    if (run.signal.aborted) return;
    const failures = (state.cells[cell.name]?.failures ?? 0) + (outcome.failed > 0 ? 1 : 0);
    const kept = { ...outcome, failures };
    state.cells[cell.name] = kept;
    await keepState(suite, state, run.folder);
    const word = hasPassed(kept) ? "passed" : "FAILED";
    run.tell(`${suite.name}: ${word} ${cell.name} (${Math.round(outcome.seconds)} s)`);
  }
}

/** A cell in which nothing ran has failed. */
async function runCell(
  { args, env = {} }: Cell,
  { env: places, signal, folder = FOLDER, output = "inherit" }: Run,
): Promise<Omit<Outcome, "failures">> {
  await Deno.mkdir(folder, { recursive: true });
  const report = await Deno.makeTempFile({ dir: folder, suffix: ".xml" });
  try {
    const startedAt = performance.now();
    const child = new Deno.Command(Deno.execPath(), {
      args: [...args, `--junit-path=${report}`],
      env: { ...places, ...env },
      signal,
      stdin: "null",
      stdout: output,
      stderr: output,
    }).spawn();
    const { success } = await child.status;
    const seconds = (performance.now() - startedAt) / 1_000;
    const counts = await countsOf(report);
    const ran = counts.passed + counts.failed + counts.ignored;
    const broke = counts.failed === 0 && (!success || ran === 0);
    return { ...counts, failed: broke ? 1 : counts.failed, seconds };
  } finally {
    await Deno.remove(report);
  }
}

/** Of a run that ended before it wrote anything, none. */
async function countsOf(report: string): Promise<Pick<Outcome, "passed" | "failed" | "ignored">> {
  const text = await Deno.readTextFile(report);
  const cases = text === "" || !text.includes("<testsuite ") ? [] : topLevel(readCases(text));
  const count = (state: string) => cases.filter((it) => it.state === state).length;
  return { passed: count("passed"), failed: count("failed"), ignored: count("ignored") };
}
