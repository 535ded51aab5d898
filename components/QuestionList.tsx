import type { VNode } from "preact";
import type { BankRow, QuestionRow } from "../lib/model/questions/authoring_schema.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { kindName } from "../lib/model/questions/kind_names.ts";
import { Badge } from "./Badge.tsx";
import { Card } from "./Card.tsx";
import { Table } from "./Table.tsx";
import { Timestamp } from "./Timestamp.tsx";
import { questionPath } from "../lib/model/process/paths.ts";

export interface QuestionListProps {
  rows: readonly QuestionRow[];
  banks: readonly BankRow[];
  /** Tests that hold each question, by id. */
  used: ReadonlyMap<string, number>;
  style: TimeStyle;
  now: number;
}

/** Questions of the bank. */
export function QuestionList({ rows, banks, used, style, now }: QuestionListProps): VNode {
  const bankNames = new Map(banks.map(({ id, name }) => [id, name]));
  return (
    <Card flush>
      <Table
        caption="Questions"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "title",
            head: "Question",
            rowHead: true,
            cell: (row) => <Title row={row} />,
          },
          { key: "kind", head: "Kind", fit: true, cell: ({ kind }) => kindName(kind) },
          { key: "marks", head: "Marks", end: true, cell: ({ defaultMark }) => defaultMark },
          {
            key: "level",
            head: "Level",
            end: true,
            quiet: true,
            cell: ({ level }) => level ?? "None",
          },
          { key: "used", head: "Tests", end: true, cell: ({ id }) => used.get(id) ?? 0 },
          {
            key: "bank",
            head: "Bank",
            quiet: true,
            cell: ({ bankId }) => bankNames.get(bankId) ?? "",
          },
          {
            key: "changed",
            head: "Changed",
            quiet: true,
            fit: true,
            cell: ({ updatedAt }) => (
              <Timestamp at={updatedAt} style={style} now={now} show="relative" />
            ),
          },
        ]}
      />
    </Card>
  );
}

function Title({ row }: { row: QuestionRow }): VNode {
  return (
    <div class="question-title">
      <a href={questionPath(row.id)} dir="auto">{row.title || "No text"}</a>
      <span class="row">
        <QuestionState row={row} />
        {row.tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
      </span>
    </div>
  );
}

/** What is special about a question; nothing when it is simply in use. */
export function QuestionState({ row }: { row: QuestionRow }): VNode | null {
  if (row.headVersion === 0) return <Badge tone="warn">Not finished</Badge>;
  if (row.state === "retired") return <Badge tone="warn">Retired</Badge>;
  if (row.state === "draft") return <Badge tone="warn">To check</Badge>;
  return null;
}
