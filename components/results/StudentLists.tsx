import type { VNode } from "preact";
import { formatNumber, formatPercent } from "../../lib/model/text/format_number.ts";
import {
  type HelpReason,
  helpWords,
  LEFT_OUT_WORDS,
  type LeftOutReason,
} from "../../lib/model/results/results_words.ts";
import { Card } from "../Card.tsx";
import { Row, Rows } from "../Rows.tsx";
import { type Column, Table } from "../Table.tsx";

export interface HelpItem {
  studentId: string;
  name: string;
  percent: number;
  reason: HelpReason;
  href: string;
}

/** Who may need help, with the reason. */
export function NeedHelp({ items, locale }: { items: readonly HelpItem[]; locale: string }): VNode {
  return (
    <Card title="May need help" note="by the reason, not by rank" flush ruled>
      {items.length === 0 ? <p class="look look--none">Nobody stands out.</p> : (
        <Rows>
          {items.map(({ studentId, name, percent, reason, href }) => (
            <Row
              key={studentId}
              title={name}
              detail={helpWords(percent, reason, locale)}
              end={<a href={href} aria-label={`Open answers of ${name}`}>Open answers</a>}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}

export interface StudentRow {
  studentId: string;
  name: string;
  rollNumber: string | null;
  mark: number | null;
  maxMark: number | null;
  percent: number | null;
  leftOut: LeftOutReason | null;
  /** Page of the attempt; `null` without one. */
  href: string | null;
}

/** Everyone of the audience by register, with what counts. */
export function StudentTable(
  { students, passPercent, locale }: {
    students: readonly StudentRow[];
    passPercent: number;
    locale: string;
  },
): VNode {
  const columns: Column<StudentRow>[] = [
    { key: "roll", head: "No.", fit: true, quiet: true, cell: (it) => it.rollNumber ?? "" },
    {
      key: "name",
      head: "Student",
      rowHead: true,
      cell: (it) => it.href === null ? it.name : <a href={it.href}>{it.name}</a>,
    },
    { key: "mark", head: "Mark", end: true, cell: (it) => markOf(it, locale) },
    {
      key: "percent",
      head: "Percent",
      end: true,
      cell: (it) =>
        it.percent === null ? "" : formatPercent(it.percent / 100, locale, [passPercent]),
    },
    {
      key: "state",
      head: "State",
      quiet: true,
      cell: (it) => it.leftOut === null ? "counted" : LEFT_OUT_WORDS[it.leftOut],
    },
  ];
  return (
    <Card title="Students" note={students.length} flush>
      <Table
        caption="Students with their marks"
        phone="scroll"
        columns={columns}
        rows={students}
        rowKey={(it) => it.studentId}
      />
    </Card>
  );
}

function markOf({ mark, maxMark }: StudentRow, locale: string): string {
  if (mark === null || maxMark === null) return "";
  return `${formatNumber(mark, locale)} of ${formatNumber(maxMark, locale)}`;
}
