import { type CsvCell, type CsvFormat, csvOf } from "../files/csv.ts";
import { shownPercent } from "../model/statistics/shown_percent.ts";
import type { MarkingLoadRow, SchoolHome } from "../model/home/school_home.ts";

type Line = CsvCell[];

/** The overview as a file: exactly what the page shows, so that a group not shown there is not here either. */
export function schoolCsv(
  { classes, subjects, pass }: Pick<SchoolHome, "classes" | "subjects" | "pass">,
  format: CsvFormat,
): string {
  const borders = [100 * pass];
  const head: Line = ["Class", "Subject", "Students", "Mean percent", "From", "To"];
  const lines = classes.flatMap(({ name, cells }) =>
    cells.flatMap((cell, i): Line[] => {
      const subject = subjects[i]!.name;
      if (cell.kind === "none") return [];
      if (cell.kind === "hidden") return [[name, subject, "not shown", null, null, null]];
      const { n, mean, low, high } = cell.group;
      const [middle, from, to] = [mean, low, high].map((it) => shownPercent(100 * it, borders));
      return [[name, subject, n, middle!, from!, to!]];
    })
  );
  return csvOf([head, ...lines], format);
}

/** Marking load as a file. */
export function loadCsv(
  rows: readonly MarkingLoadRow[],
  of: string,
  format: CsvFormat,
): string {
  const oldest = `Oldest handed in (${format.timeZone})`;
  const head: Line = [of, "Waiting", oldest, "Median days to result", "Released tests"];
  const lines = rows.map(({ name, waiting, oldestAt, days, released }): Line => [
    name,
    waiting,
    oldestAt === null ? null : { at: oldestAt },
    days === null ? null : tenths(days),
    released,
  ]);
  return csvOf([head, ...lines], format);
}

function tenths(value: number): number {
  return Math.round(value * 10) / 10;
}
