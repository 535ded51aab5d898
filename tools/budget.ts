/**
 * Says which tests of the last `deno task test` were longer than `tests/budget.ts` lets them: `deno task budget`.
 *
 * How long a test takes says as much of what else the machine does, so this only warns; it fails for an entry that no test
 * bears. With `--whole` it runs the tests itself, then what was too long again by itself, and fails when the fastest of
 * those runs is still too long: that is `deno task prove budget`.
 */
import { BUDGET, USUAL_S } from "../tests/budget.ts";
import { OWN_FOLDERS } from "./environments.ts";
import { type Case, filterOf, readCases, topLevel } from "./junit.ts";

const REPORT = "build/tests.xml";
const RUNS = 3;

type Budget = Readonly<Record<string, { seconds: number }>>;

/** Seconds that a test may take. */
export function allowed({ name }: Pick<Case, "name">, budget: Budget = BUDGET): number {
  return Object.hasOwn(budget, name) ? budget[name]!.seconds : USUAL_S;
}

/** The tests of a report that took longer than they may, longest first. */
export function tooLong(cases: readonly Case[], budget: Budget = BUDGET): Case[] {
  return topLevel(cases)
    .filter((test) => test.seconds > allowed(test, budget))
    .toSorted((a, b) => b.seconds - a.seconds);
}

/** Entries that no test of the report bears. */
export function idle(cases: readonly Case[], budget: Budget = BUDGET): string[] {
  const names = new Set(topLevel(cases).map(({ name }) => name));
  return Object.keys(budget).filter((name) => !names.has(name));
}

/** Those that were too long each time. @param again Seconds of another run by itself. */
export async function stillTooLong(
  cases: readonly Case[],
  again: (test: Case) => Promise<number>,
  budget: Budget = BUDGET,
): Promise<Case[]> {
  const found: Case[] = [];
  for (const test of tooLong(cases, budget)) {
    let { seconds } = test;
    for (let i = 0; i < RUNS && seconds > allowed(test, budget); i++) {
      seconds = Math.min(seconds, await again(test));
    }
    if (seconds > allowed(test, budget)) found.push({ ...test, seconds });
  }
  return found;
}

async function denoTest(report: string, args: readonly string[]): Promise<boolean> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", `--junit-path=${report}`, ...args],
  });
  return (await command.spawn().status).success;
}

/** Seconds of one test by itself. @throws {Error} when it fails. */
async function alone(test: Case): Promise<number> {
  const report = await Deno.makeTempFile({ suffix: ".xml" });
  try {
    if (!await denoTest(report, [filterOf([test.name]), test.file])) {
      throw new Error(`${test.name} failed by itself`);
    }
    const cases = topLevel(readCases(await Deno.readTextFile(report)));
    const found = cases.find(({ name }) => name === test.name);
    if (found === undefined) throw new Error(`${test.name} did not run by itself`);
    return found.seconds;
  } finally {
    await Deno.remove(report);
  }
}

function tell(line: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(`${line}\n`));
}

function say(tests: readonly Case[]): void {
  for (const test of tests) {
    tell(`${test.seconds.toFixed(1)} s of ${allowed(test)}: ${test.file} ${test.name}`);
  }
}

async function main(args: readonly string[]): Promise<number> {
  const isWhole = args.includes("--whole");
  const report = args.find((arg) => arg.startsWith("--junit-path="))?.split("=")[1] ?? REPORT;
  if (
    isWhole &&
    !await denoTest(report, ["--parallel", `--ignore=${OWN_FOLDERS}`])
  ) return 1;
  const cases = readCases(await Deno.readTextFile(report));
  const unused = idle(cases);
  for (const name of unused) tell(`tests/budget.ts has an entry that no test bears: ${name}`);
  const long = isWhole ? await stillTooLong(cases, alone) : tooLong(cases);
  if (long.length > 0) tell("Longer than tests/budget.ts lets them:");
  say(long);
  return unused.length > 0 || (isWhole && long.length > 0) ? 1 : 0;
}

if (import.meta.main) Deno.exit(await main(Deno.args));
