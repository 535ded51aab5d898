import type { VNode } from "preact";
import { formatNumber, formatPoints } from "../../lib/model/text/format_number.ts";
import { FLAG_BADGES, type FlagKind } from "../../lib/model/results/results_words.ts";
import { Badge } from "../Badge.tsx";
import { Card } from "../Card.tsx";
import { FacilityBar } from "../charts/FacilityBar.tsx";
import { type Column, Table } from "../Table.tsx";
import { notEnough } from "./ResultsFigures.tsx";

export interface QuestionRow {
  slotId: string;
  number: number;
  title: string;
  maxMark: number;
  n: number;
  facility: number | null;
  discrimination: number | null;
  omitted: number;
  flags: readonly FlagKind[];
}

export interface QuestionsTableProps {
  questions: readonly QuestionRow[];
  /** Page of a question's figures. */
  hrefOf: (slotId: string) => string;
  min: { facility: number; discrimination: number };
  locale: string;
}

/** Every question with its figures, flagged ones first. */
export function QuestionsTable({ questions, hrefOf, min, locale }: QuestionsTableProps): VNode {
  const rows = questions.toSorted((a, b) =>
    Number(b.flags.length > 0) - Number(a.flags.length > 0) || a.number - b.number
  );
  const columns: Column<QuestionRow>[] = [
    { key: "number", head: "No.", fit: true, quiet: true, cell: (it) => it.number },
    {
      key: "title",
      head: "Question",
      rowHead: true,
      cell: (it) => <a href={hrefOf(it.slotId)}>{it.title || `Question ${it.number}`}</a>,
    },
    { key: "marks", head: "Marks", fit: true, cell: (it) => formatNumber(it.maxMark, locale) },
    { key: "facility", head: "Right (facility)", cell: (it) => facility(it, min, locale) },
    {
      key: "discrimination",
      head: "Discrimination",
      end: true,
      fit: true,
      cell: (it) => discrimination(it, min, locale),
    },
    { key: "empty", head: "Empty", end: true, fit: true, cell: (it) => it.omitted },
    {
      key: "flags",
      head: "Worth a look",
      quietHead: true,
      end: true,
      cell: (it) =>
        it.flags.map((flag) => (
          <Badge key={flag} tone={FLAG_BADGES[flag].tone}>{FLAG_BADGES[flag].word}</Badge>
        )),
    },
  ];
  return (
    <Card title="Questions" note="flagged first" flush>
      <Table
        caption="Questions with their figures"
        columns={columns}
        rows={rows}
        rowKey={(it) => it.slotId}
      />
    </Card>
  );
}

function facility(
  { facility, n }: QuestionRow,
  min: QuestionsTableProps["min"],
  locale: string,
): VNode {
  const shown = n < min.facility || facility === null ? null : Math.max(0, facility) / 100;
  return <FacilityBar fraction={shown} locale={locale} missing={notEnough(n, min.facility)} />;
}

function discrimination(
  { discrimination, n }: QuestionRow,
  min: QuestionsTableProps["min"],
  locale: string,
): VNode {
  if (discrimination === null) {
    const why = n < min.discrimination ? notEnough(n, min.discrimination) : "No spread";
    return (
      <span class="hint" title={why}>
        –<span class="vh">{why}</span>
      </span>
    );
  }
  const shown = formatPoints(discrimination, locale);
  return <span class={discrimination < 0 ? "bad strong" : undefined}>{shown}</span>;
}
