/**
 * A sample of faults, drawn by the commit: `deno task test:faults`. Every fault with every seed is met by
 * `deno task prove faults`. FAULT_SEED, FAULT_SAMPLE, FAULT_ATTEMPTS and the others of `tests/faults` may be set.
 */
const FILES = [
  "tests/faults/chosen_test.ts",
  "tests/faults/jobs_killed_test.ts",
  "tests/faults/tcp_proxy_test.ts",
  "tests/faults/outage_matrix_test.ts",
  "tests/faults/redis_faults_test.ts",
  "tests/faults/taking_faults_test.ts",
];

/** Fewer than all, and tests that close sooner. */
const SAMPLE = {
  FAULT_SAMPLE: "2",
  FAULT_WRITES: "400",
  FAULT_ATTEMPTS: "40",
  FAULT_CLOSES_S: "30",
};

/** A seed that a commit names, so that each meets other faults and the same at every run. */
export function seedOf(commit: string): number {
  if (!/^[0-9a-f]{7,}$/.test(commit)) throw new Error(`Cannot draw a seed by ${commit}`);
  return parseInt(commit.slice(0, 7), 16);
}

async function head(): Promise<string> {
  const { success, stdout } = await new Deno.Command("git", { args: ["rev-parse", "HEAD"] })
    .output();
  if (!success) throw new Error("Cannot draw faults by the commit: set FAULT_SEED");
  return new TextDecoder().decode(stdout).trim();
}

async function run(args: readonly string[]): Promise<number> {
  const set = Deno.env.toObject();
  const seed = set["FAULT_SEED"] ?? `${seedOf(await head())}`;
  const env = { TEST_ALL: "1", ...SAMPLE, ...set, FAULT_SEED: seed };
  Deno.stdout.writeSync(new TextEncoder().encode(`Faults drawn by FAULT_SEED=${seed}\n`));
  const command = new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", ...args, ...FILES],
    env,
  });
  return (await command.spawn().status).code;
}

if (import.meta.main) Deno.exit(await run(Deno.args));
