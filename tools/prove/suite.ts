/** What `deno task prove` can run, in words that the rest of it needs. */

/** Servers and programs that a suite starts or needs. */
export type Need = "build" | "mongo" | "mongo_tls" | "redis";

/** A part of a suite that passes or fails by itself: what a killed run need not do again. */
export interface Cell {
  /** Stays the same from run to run. */
  name: string;
  /** Arguments of `deno`; the path of the report is added. */
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

/** A whole that takes at most half an hour on two quiet cores. */
export interface Suite {
  /** `mongo-2` is the second part of `mongo`. */
  name: string;
  /** What it shows, as the end of a sentence. */
  shows: string;
  needs: readonly Need[];
  /** Paths as git's `:(glob)` reads them: a row is stale once such a file changed. */
  covers: readonly string[];
  /** Of what is drawn; empty where nothing is. */
  seeds: readonly number[];
  cells: readonly Cell[];
}

/** Longer than this a suite is to be split, seconds. */
export const LONGEST_S = 30 * 60;

/**
 * The suites of these names, in the order of `all`; `faults` names all of its parts.
 *
 * @throws {Error} for a name that none has.
 */
export function named(all: readonly Suite[], names: readonly string[]): Suite[] {
  const has = (suite: Suite, name: string) => suite.name === name || wholeOf(suite.name) === name;
  const unknown = names.find((name) => !all.some((suite) => has(suite, name)));
  if (unknown !== undefined) {
    const known = all.map(({ name }) => name).join(", ");
    throw new Error(`No suite is called ${unknown}. There are ${known}`);
  }
  return all.filter((suite) => names.some((name) => has(suite, name)));
}

/** `mongo` of `mongo-2`. */
function wholeOf(name: string): string {
  return name.replace(/-[^-]+$/, "");
}
