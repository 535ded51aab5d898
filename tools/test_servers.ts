/**
 * Runs the tests that the last `deno task test` left out for want of a server, and no others: `deno task test:servers`.
 * Faults and the browser have tasks of their own.
 */
import { OWN_FOLDERS } from "./environments.ts";
import { type Case, filterOf, readCases, withLeftOut } from "./junit.ts";

export const REPORT = "build/tests.xml";
const OWN_TASK = OWN_FOLDERS.map((path) => `./${path}/`);
/** `deno task prove load`. */
const PROVED = "./bench/";

/** The tests that this task runs, of a report of `deno task test`. */
export function leftOut(report: string): Case[] {
  const elsewhere = [...OWN_TASK, PROVED];
  return withLeftOut(readCases(report))
    .filter(({ file }) => !elsewhere.some((start) => file.startsWith(start)));
}

async function run(args: readonly string[]): Promise<number> {
  const cases = leftOut(await Deno.readTextFile(REPORT));
  const files = new Set(cases.map(({ file }) => file));
  const filter = filterOf(cases.map(({ name }) => name));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--parallel", filter, ...args, ...files],
    env: { TEST_ALL: "1" },
  });
  return (await command.spawn().status).code;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
