import type { VNode } from "preact";
import { formatAge } from "../../lib/model/text/format.ts";
import { formatCount, formatNumber } from "../../lib/model/text/format_number.ts";
import type { MarkingLoadRow } from "../../lib/model/home/school_home.ts";
import { Bar } from "../Progress.tsx";
import { type Column, Table } from "../Table.tsx";

export interface MarkingLoadProps {
  rows: readonly MarkingLoadRow[];
  /** Head of the first column: "Subject" or "Teacher". */
  of: string;
  now: number;
  locale: string;
}

/** Longest bar, in days; what takes longer fills it. */
const FULL_DAYS = 5;

/** What waits for marks, how long, and how many days results take. */
export function MarkingLoad({ rows, of, now, locale }: MarkingLoadProps): VNode {
  return (
    <Table
      caption="Marking load"
      columns={columns(of, now, locale)}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}

function columns(of: string, now: number, locale: string): Column<MarkingLoadRow>[] {
  return [
    { key: "name", head: of, rowHead: true, cell: ({ name }) => name },
    {
      key: "waiting",
      head: "Waiting",
      end: true,
      cell: ({ waiting }) => formatCount(waiting, locale),
    },
    {
      key: "oldest",
      head: "Oldest",
      end: true,
      quiet: true,
      cell: ({ oldestAt }) => oldestAt === null ? "-" : formatAge(Math.max(0, now - oldestAt)),
    },
    {
      key: "days",
      head: "Days to result",
      cell: ({ days }) =>
        days === null
          ? <span class="hint small">nothing released yet</span>
          : (
            <span class="progress load-bar">
              <Bar share={days / FULL_DAYS} tone={days > 3 ? "warn" : "accent"} />
              <span class="progress__figure">{formatNumber(days, locale, 1)}</span>
            </span>
          ),
    },
  ];
}
