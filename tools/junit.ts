/** What `deno test --junit-path` wrote, and which tests to name for another run. */

/** One test or step of a report. */
export interface Case {
  /** As the report has it: `./tests/a_test.ts`. */
  file: string;
  /** Steps stand as `test > step`. */
  name: string;
  /** 0 when it did not run. */
  seconds: number;
  state: "passed" | "failed" | "ignored";
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
};

/** Every test and step of a report, in its order. @throws {Error} when it names no test file at all. */
export function readCases(report: string): Case[] {
  if (!report.includes("<testsuite ")) {
    throw new Error("Cannot read a report that names no test file");
  }
  const cases = report.matchAll(
    /<testcase name="([^"]*)" classname="([^"]*)" time="([\d.]+)"[^>]*?(?:\/>|>(.*?)<\/testcase>)/gs,
  );
  return [...cases].map(([, name = "", file = "", seconds, inside = ""]) => ({
    file: plain(file),
    name: plain(name),
    seconds: Number(seconds),
    state: stateOf(inside),
  }));
}

/** The tests of a report without their steps. */
export function topLevel(cases: readonly Case[]): Case[] {
  const names = namesByFile(cases);
  return cases.filter(({ file, name }) => parentOf(name, names.get(file)!) === null);
}

/** The tests of which something was left out, themselves or a step. */
export function withLeftOut(cases: readonly Case[]): Case[] {
  const names = namesByFile(cases);
  const wanted = new Set(
    cases.filter(({ state }) => state === "ignored").map(({ file, name }) =>
      `${file}\n${parentOf(name, names.get(file)!) ?? name}`
    ),
  );
  return topLevel(cases).filter(({ file, name }) => wanted.has(`${file}\n${name}`));
}

/** An argument of `deno test` that chooses exactly the tests of these names. */
export function filterOf(names: readonly string[]): string {
  const escaped = [...new Set(names)].map((name) =>
    name.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")
  );
  return `--filter=/^(?:${escaped.join("|")})$/`;
}

function namesByFile(cases: readonly Case[]): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>();
  for (const { file, name } of cases) {
    names.set(file, (names.get(file) ?? new Set()).add(name));
  }
  return names;
}

/** The outermost test that a step belongs to, `null` of a test. */
function parentOf(name: string, names: ReadonlySet<string>): string | null {
  for (let at = name.indexOf(" > "); at > 0; at = name.indexOf(" > ", at + 1)) {
    if (names.has(name.slice(0, at))) return name.slice(0, at);
  }
  return null;
}

function stateOf(inside: string): Case["state"] {
  if (inside.includes("<skipped")) return "ignored";
  return /<(failure|error)\b/.test(inside) ? "failed" : "passed";
}

function plain(text: string): string {
  return text.replace(/&(\w+);/g, (whole, of) => ENTITIES[of] ?? whole);
}
