import type { VNode } from "preact";
import { formatDuration, formatInstant, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatThings } from "../../lib/model/text/format_number.ts";
import { dayWords } from "../../lib/model/home/home_words.ts";
import type { NextExam } from "../../lib/model/home/teacher_home.ts";
import { Badge } from "../Badge.tsx";
import { Card } from "../Card.tsx";
import { type Column, Table } from "../Table.tsx";
import { TESTS_PATH } from "../../lib/model/process/paths.ts";

/** Scheduled tests, those open for days, and drafts. */
export function NextTable(
  { rows, now, style }: { rows: readonly NextExam[]; now: number; style: TimeStyle },
): VNode {
  return (
    <Card id="next" title="Next" action={<a href={TESTS_PATH}>All tests</a>} flush>
      <Table
        caption="Next"
        columns={columns(now, style)}
        rows={rows}
        rowKey={({ key }) => key}
      />
    </Card>
  );
}

const BADGES = {
  scheduled: <Badge>Scheduled</Badge>,
  open: <Badge tone="good">Open</Badge>,
  draft: <Badge tone="warn">Draft</Badge>,
};

function columns(now: number, style: TimeStyle): Column<NextExam>[] {
  return [
    { key: "when", head: "When", quiet: true, cell: (row) => when(row, now, style) },
    {
      key: "test",
      head: "Test",
      rowHead: true,
      cell: ({ href, title }) => <a class="row-link" href={href}>{title}</a>,
    },
    { key: "class", head: "Class", quiet: true, cell: ({ audience }) => audience || "-" },
    {
      key: "size",
      head: "Size",
      quiet: true,
      cell: ({ limitMs, questions }) => (
        <span class="nowrap">
          {limitMs === null
            ? formatThings(questions, "question", "questions", style.locale)
            : formatDuration(limitMs)}
        </span>
      ),
    },
    { key: "state", head: "State", fit: true, cell: ({ kind }) => BADGES[kind] },
  ];
}

function when({ kind, at }: NextExam, now: number, style: TimeStyle): VNode | string {
  if (at === null) return kind === "open" ? "No end" : "No date";
  const day = dayWords(at, now, style);
  const words = day === null ? formatInstant(at, style) : day;
  return <span class="nowrap">{kind === "open" ? `Until ${words}` : words}</span>;
}
