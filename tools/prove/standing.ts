import type { History } from "./git.ts";
import type { Suite } from "./suite.ts";
import type { Row } from "./table.ts";

/** How far a suite's row in docs/PROOF.md can be believed now. */
export type Standing =
  | { state: "none" }
  | { state: "failed" | "holds"; row: Row }
  | { state: "stale"; row: Row; changed: readonly string[] | null };

/** A row is stale once a file that its suite covers is not as it was. */
export async function standingOf(
  suite: Suite,
  rows: readonly Row[],
  history: History,
): Promise<Standing> {
  const row = rows.find((it) => it.suite === suite.name);
  if (row === undefined) return { state: "none" };
  const changed = await history.changedSince(row.commit, suite.covers);
  if (changed === null || changed.length > 0) return { state: "stale", row, changed };
  return { state: row.failed > 0 ? "failed" : "holds", row };
}

/** One line for people. */
export function say({ name }: Suite, standing: Standing): string {
  if (standing.state === "none") return `${name}: never run`;
  const { row: { commit, date, failed } } = standing;
  const run = `run ${date} at ${commit}`;
  if (standing.state !== "stale") {
    return standing.state === "holds"
      ? `${name}: holds, ${run}`
      : `${name}: ${failed} failed, ${run}`;
  }
  const { changed } = standing;
  if (changed === null) return `${name}: stale, ${run}, which is not known here`;
  const more = changed.length > 1 ? ` and ${changed.length - 1} more` : "";
  return `${name}: stale, ${run}; since then ${changed[0]}${more} changed`;
}
