import type { State } from "./state.ts";
import type { Suite } from "./suite.ts";

/** One row of docs/PROOF.md. */
export interface Row {
  suite: string;
  commit: string;
  machine: string;
  passed: number;
  failed: number;
  ignored: number;
  /** Cells that passed only when they were run again. */
  again: number;
  seeds: string;
  seconds: number;
  /** `2026-12-01`, UTC. */
  date: string;
}

const COLUMNS = [
  "suite",
  "commit",
  "machine",
  "passed",
  "failed",
  "ignored",
  "again",
  "seeds",
  "seconds",
  "date",
] as const satisfies readonly (keyof Row)[];
const COMMIT_LENGTH = 12;

/** What a suite that has run whole says. */
export function rowOf(suite: Suite, state: State, on: { machine: string; at: Date }): Row {
  const outcomes = suite.cells.map(({ name }) => {
    const outcome = state.cells[name];
    if (outcome === undefined) throw new Error(`${suite.name} has not run ${name}`);
    return outcome;
  });
  const sum = (of: "passed" | "failed" | "ignored" | "seconds") =>
    outcomes.reduce((all, outcome) => all + outcome[of], 0);
  return {
    suite: suite.name,
    commit: state.commit.slice(0, COMMIT_LENGTH),
    machine: on.machine,
    passed: sum("passed"),
    failed: sum("failed"),
    ignored: sum("ignored"),
    again: outcomes.filter(({ failed, failures }) => failed === 0 && failures > 0).length,
    seeds: suite.seeds.join(", ") || "none",
    seconds: Math.round(sum("seconds")),
    date: on.at.toISOString().slice(0, 10),
  };
}

/** The rows of a page. */
export function readRows(page: string): Row[] {
  return tableLines(page).slice(2).map((line) => {
    const cells = line.split("|").slice(1, -1).map((cell) => cell.trim());
    const text = (column: keyof Row) => cells[COLUMNS.indexOf(column)] ?? "";
    return {
      suite: text("suite"),
      commit: text("commit"),
      machine: text("machine"),
      passed: Number(text("passed")),
      failed: Number(text("failed")),
      ignored: Number(text("ignored")),
      again: Number(text("again")),
      seeds: text("seeds"),
      seconds: Number(text("seconds")),
      date: text("date"),
    };
  });
}

/** The page with this row instead of the suite's last one; what is written around the table stays. */
export function withRow(page: string, row: Row, order: readonly string[]): string {
  const rows = [...readRows(page).filter(({ suite }) => suite !== row.suite), row]
    .toSorted((a, b) => order.indexOf(a.suite) - order.indexOf(b.suite));
  const old = tableLines(page);
  const lines = page.trimEnd().split("\n");
  const at = old.length === 0 ? lines.length : lines.indexOf(old[0]!);
  const before = lines.slice(0, at);
  if (before.at(-1)) before.push("");
  return [...before, ...table(rows), ...lines.slice(at + old.length), ""].join("\n");
}

/** Padded as the formatter would. */
function table(rows: readonly Row[]): string[] {
  const cells = [[...COLUMNS], ...rows.map((row) => COLUMNS.map((column) => `${row[column]}`))];
  const widths = COLUMNS.map((_, i) => Math.max(3, ...cells.map((line) => line[i]!.length)));
  const line = (texts: readonly string[], filler = " ") =>
    `| ${texts.map((text, i) => text.padEnd(widths[i]!, filler)).join(" | ")} |`;
  const [head = [], ...others] = cells;
  return [line(head), line(COLUMNS.map(() => "-"), "-"), ...others.map((it) => line(it))];
}

function tableLines(page: string): string[] {
  const lines = page.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`| ${COLUMNS[0]} `));
  if (from < 0) return [];
  const length = lines.slice(from).findIndex((line) => !line.startsWith("|"));
  return lines.slice(from, length < 0 ? undefined : from + length);
}
