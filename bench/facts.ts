import type { Options } from "./options.ts";

/** What the figures come from: commit, machine, versions, and how they were taken. */
export async function facts(options: Options): Promise<string[]> {
  const [commit, changes, node] = await Promise.all([
    said("git", "rev-parse", "--short", "HEAD"),
    said("git", "status", "--porcelain", "--", ".", ":!bench/RESULTS.md"),
    said("node", "--version"),
  ]);
  const { repeats, seconds, connections, students, starts, startSeconds } = options;
  const gb = Deno.systemMemoryInfo().total / 1_000_000_000;
  return [
    "# Results of `deno task bench`",
    "",
    `Commit ${commit}${changes === "" ? "" : " with changes not committed"}, ${
      new Date().toISOString().slice(0, 16).replace("T", " ")
    } UTC.`,
    `${navigator.hardwareConcurrency} cores (${await processor()}), ${
      gb.toFixed(0)
    } GB; load generator, servers and database on the same machine.`,
    `Deno ${Deno.version.deno}, Node ${node || "absent"}, Express 5.3.0, MongoDB driver 7.9.0${
      mongoVersion(options)
    }.`,
    "",
    `${repeats} rounds, interleaved; closed loops of ${seconds} s at ${connections.embedded} connections (${connections.mongodb} on MongoDB), after a warm-up; a school of ${students} students, ${starts.embedded} of whom start a test in ${startSeconds} s (${starts.mongodb} on MongoDB).`,
    "Each figure is the median of the rounds with the least and the most in brackets; ratios are taken within a round.",
    "The product is `build/server/main.js` with `RATE_LIMITS=off`; its peers do the same work on the same rows (`bench/peers/`).",
  ];
}

function mongoVersion({ engines }: Options): string {
  if (!engines.includes("mongodb")) return "";
  return Deno.env.get("MONGODB_URL")
    ? "; MongoDB by MONGODB_URL"
    : "; MongoDB is mongo-java-server 1.47.0, which is the slower side";
}

async function processor(): Promise<string> {
  const text = await Deno.readTextFile("/proc/cpuinfo");
  return /model name\s*:\s*(.+)/.exec(text)?.[1] ?? Deno.build.arch;
}

/** What a program prints, or nothing where it is not there. */
async function said(program: string, ...args: string[]): Promise<string> {
  try {
    const { stdout } = await new Deno.Command(program, { args, stderr: "null" }).output();
    return new TextDecoder().decode(stdout).trim();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "";
    throw error;
  }
}
