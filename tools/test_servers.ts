/**
 * Runs the test files of which the last `deno task test` left something out for want of a server: `deno task test:servers`.
 * Faults and the browser have tasks of their own.
 */
export const REPORT = "build/tests.xml";
const OWN_TASK = [
  "./tests/e2e/",
  "./tests/faults/",
  "./tests/api/",
  "./tests/image/",
  "./tests/two_processes_test.ts",
];

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** The files of a JUnit report that left out a test or more, in its order. @throws {Error} when it names no file at all. */
export function leftOut(report: string): string[] {
  const suites = [...report.matchAll(/<testsuite name="([^"]*)"[^>]*? disabled="(\d+)"/g)];
  if (suites.length === 0) throw new Error(`Cannot read ${REPORT}: it names no test file`);
  return suites
    .filter(([, , disabled]) => Number(disabled) > 0)
    .map(([, name = ""]) => name.replace(/&(\w+);/g, (whole, of) => ENTITIES[of] ?? whole))
    .filter((name) => !OWN_TASK.some((own) => name.startsWith(own)));
}

async function run(args: readonly string[]): Promise<number> {
  const files = leftOut(await Deno.readTextFile(REPORT));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "--parallel", ...args, ...files],
    env: { TEST_ALL: "1" },
  });
  return (await command.spawn().status).code;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
