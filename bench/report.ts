import type { Engine } from "../lib/store/deployment.ts";
import type { ColdStarts } from "./cold_start.ts";
import type { Measured } from "./measure.ts";
import type { ScriptSize } from "./script_size.ts";
import { ratiosOf, type Run, type Spread, spreadOf } from "./statistics.ts";
import { type Goal, type Target, TARGETS } from "./workloads.ts";

export interface EngineReport {
  engine: Engine;
  measured: Measured[];
  coldStarts: ColdStarts | null;
  /** Resident memory after all of it, MB. */
  residentMb: Partial<Record<Target, number>>;
}

export interface Report {
  facts: readonly string[];
  engines: EngineReport[];
  scriptSizes: ScriptSize[];
}

const NAMES: Readonly<Record<Engine, Readonly<Record<Target, string>>>> = {
  embedded: {
    product: "product",
    express: "Express 5, node:sqlite",
    bare: "bare Hono, same KV calls",
  },
  mongodb: { product: "product", express: "Express 5, Node", bare: "bare Hono, raw driver" },
};
const TITLES: Readonly<Record<Engine, string>> = {
  embedded: "Embedded store",
  mongodb: "MongoDB",
};
/** Goals of a start: milliseconds and MB; of a first view's scripts: KB. */
const START_MS = 300;
const START_MB = 120;
const SCRIPT_KB = 30;

/** The whole report as Markdown, which reads as text too. */
export function reportText({ facts, engines, scriptSizes }: Report): string {
  return [
    ...facts,
    ...engines.flatMap(engineLines),
    ...(scriptSizes.length > 0 ? sizeLines(scriptSizes) : []),
    "",
  ].join("\n");
}

function engineLines({ engine, measured, coldStarts, residentMb }: EngineReport): string[] {
  const resident = TARGETS.filter((it) => residentMb[it] !== undefined)
    .map((it) => `${NAMES[engine][it]} ${residentMb[it]!.toFixed(0)} MB`);
  return [
    "",
    `## ${TITLES[engine]}`,
    ...measured.flatMap((it) => workloadLines(engine, it)),
    ...(coldStarts ? coldLines(coldStarts) : []),
    ...(resident.length > 0 ? ["", `Resident after the runs: ${resident.join(", ")}.`] : []),
  ];
}

function workloadLines(engine: Engine, { workload, runs }: Measured): string[] {
  const table = [
    ["", "answers/s", "p50 ms", "p95 ms", "p99 ms", "max ms", "errors", "CPU ms per 1,000"],
    ...workload.targets.map((target) => runRow(NAMES[engine][target], runs[target]!)),
  ];
  const others = workload.targets.filter((it) => it !== "product");
  const ratios = others.map((to) => {
    const spread = ratioOf({ runs }, to, ({ perSecond }) => perSecond);
    const cpu = ratioOf({ runs }, to, ({ cpuMs }) => cpuMs);
    return `- Against ${NAMES[engine][to]}: ${plain(spread, 2)} times its answers/s, ${
      plain(cpu, 2)
    } times its CPU per answer.`;
  });
  const goals = (workload.goals[engine] ?? []).map((goal) => `- ${goalLine(engine, goal, runs)}`);
  return [
    "",
    `### ${workload.name}: ${workload.title}`,
    "",
    ...tableLines(table),
    "",
    ...(workload.loop === "open" ? [] : ratios),
    ...goals,
  ];
}

function runRow(name: string, runs: readonly Run[]): string[] {
  const of = (pick: (run: Run) => number, digits = 1) => plain(spreadOf(runs.map(pick)), digits);
  return [
    name,
    of(({ perSecond }) => perSecond, 0),
    of(({ latency }) => latency.p50),
    of(({ latency }) => latency.p95),
    of(({ latency }) => latency.p99),
    of(({ latency }) => latency.max, 0),
    String(runs.reduce((sum, { errors }) => sum + errors, 0)),
    of(({ cpuMs }) => cpuMs, 0),
  ];
}

function ratioOf(
  { runs }: Pick<Measured, "runs">,
  to: Target,
  pick: (run: Run) => number,
): Spread {
  return spreadOf(ratiosOf(runs.product!.map(pick), runs[to]!.map(pick)));
}

/** A goal holds when the median does; an error is one too many. */
function goalLine(engine: Engine, goal: Goal, runs: Measured["runs"]): string {
  if (goal.kind === "no_errors") {
    const errors = runs.product!.reduce((sum, it) => sum + it.errors, 0);
    return `Goal: no error. ${verdict(errors === 0)}`;
  }
  if (goal.kind === "latency") {
    const { median } = spreadOf(runs.product!.map(({ latency }) => latency[goal.at]));
    return `Goal: ${goal.at} ${goal.mostMs} ms. ${verdict(median <= goal.mostMs)}`;
  }
  const { median } = ratioOf({ runs }, goal.to, ({ perSecond }) => perSecond);
  return `Goal: at least ${goal.least} times ${NAMES[engine][goal.to]}. ${
    verdict(median >= goal.least)
  }`;
}

function verdict(met: boolean): string {
  return met ? "**Met.**" : "**Missed.**";
}

function coldLines({ probe, page, express }: ColdStarts): string[] {
  const rows = [
    ["product, first 200 of the probe", probe] as const,
    ["product, first page", page] as const,
    ["Express 5, first 200 of the probe", express] as const,
  ].map(([name, { ms, mb }]) => [name, plain(spreadOf(ms), 0), plain(spreadOf(mb), 0)]);
  const [ms, mb] = [spreadOf(probe.ms).median, spreadOf(probe.mb).median];
  return [
    "",
    "### cold_start: From the launch to the first answer",
    "",
    ...tableLines([["", "ms", "resident MB"], ...rows]),
    "",
    `- Goal: first 200 within ${START_MS} ms. ${verdict(ms <= START_MS)}`,
    `- Goal: ${START_MB} MB resident. ${verdict(mb <= START_MB)}`,
  ];
}

function sizeLines(sizes: readonly ScriptSize[]): string[] {
  const rows = sizes.map(({ page, files, kb }) => [page, String(files), kb.toFixed(1)]);
  return [
    "",
    "## script_size: Script of a first view",
    "",
    ...tableLines([["page", "files", "KB gzip"], ...rows]),
    "",
    `- Goal: ${SCRIPT_KB} KB. ${verdict(sizes.every(({ kb }) => kb <= SCRIPT_KB))}`,
  ];
}

/** Median, with the least and the most in brackets. */
function plain({ min, median, max }: Spread, digits: number): string {
  const text = (value: number) =>
    value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return `${text(median)} (${text(min)} to ${text(max)})`;
}

/** A Markdown table whose columns line up, the first left and all others right. */
function tableLines(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, c) => Math.max(3, ...rows.map((row) => row[c]!.length)));
  const line = (row: readonly string[]) =>
    `| ${
      row.map((cell, c) => c === 0 ? cell.padEnd(widths[c]!) : cell.padStart(widths[c]!)).join(
        " | ",
      )
    } |`;
  const rule = widths.map((width, c) => c === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`);
  const [head = [], ...body] = rows;
  return [line(head), line(rule), ...body.map(line)];
}
