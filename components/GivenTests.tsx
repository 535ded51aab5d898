import type { VNode } from "preact";
import type { TimeStyle } from "../lib/model/text/format.ts";
import type { GivenTest } from "../lib/model/assignments/given_test_schema.ts";
import { PHASE_WORDS, windowWords } from "../lib/model/assignments/given_words.ts";
import { isolated } from "../lib/model/text/text_signs.ts";
import { Badge } from "./Badge.tsx";
import { LinkButton } from "./Button.tsx";
import { Row, Rows } from "./Rows.tsx";
import { type Column, Table } from "./Table.tsx";
import { assignmentPath } from "../lib/model/process/paths.ts";

export interface GivenTableProps {
  caption: string;
  rows: readonly GivenTest[];
  style: TimeStyle;
  /** Left out where the page says it already. */
  without?: readonly ("title" | "audience" | "teacher")[];
}

/** Tests that were given, each with where it stands and the way to its room, marking and results. */
export function GivenTable({ caption, rows, style, without = [] }: GivenTableProps): VNode {
  const columns: Column<GivenTest>[] = [
    { key: "title", head: "Test", cell: (it) => <TestName test={it} /> },
    { key: "audience", head: "For", cell: ({ audience }) => audience },
    { key: "teacher", head: "Given by", quiet: true, cell: ({ teacher }) => teacher },
  ];
  const shown = columns.filter(({ key }) => !without.some((it) => it === key));
  return (
    <Table
      caption={caption}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        ...shown.map((column, at) => ({ ...column, rowHead: at === 0 })),
        { key: "state", head: "State", fit: true, cell: (it) => <GivenState test={it} /> },
        { key: "window", head: "When", quiet: true, cell: (it) => windowWords(it, style) },
        {
          key: "ways",
          head: "Open",
          quietHead: true,
          fit: true,
          end: true,
          cell: (it) => <Ways test={it} />,
        },
      ]}
    />
  );
}

/** The same as lines, where a table has no room. */
export function GivenRows({ rows, style }: Pick<GivenTableProps, "rows" | "style">): VNode {
  return (
    <Rows>
      {rows.map((it) => (
        <Row
          key={it.id}
          title={it.audience}
          note={<GivenState test={it} />}
          detail={[windowWords(it, style), it.teacher].filter(Boolean).join(", ")}
          act={<Ways test={it} />}
        />
      ))}
    </Rows>
  );
}

function TestName({ test: { title, subject, practice } }: { test: GivenTest }): VNode {
  const note = [subject, practice ? "practice" : null].filter(Boolean).join(", ");
  return (
    <span class="given-name">
      <span dir="auto">{title}</span>
      {note && <small class="muted">{note}</small>}
    </span>
  );
}

/** Where it stands, and whether its results are out. */
export function GivenState(
  { test: { phase, releasedAt } }: { test: Pick<GivenTest, "phase" | "releasedAt"> },
): VNode {
  const word = PHASE_WORDS[phase];
  const released = releasedAt !== null && phase !== "cancelled";
  return (
    <span class="badges">
      {(!released || phase === "open") && (
        <Badge tone={phase === "open" ? "accent" : "plain"} dot={phase === "open"}>{word}</Badge>
      )}
      {released && <Badge tone="good">Released</Badge>}
    </span>
  );
}

function Ways({ test: { id, title, audience, runs, results } }: { test: GivenTest }): VNode {
  const of = `of ${isolated(title)}, ${isolated(audience)}`;
  const way = (path: "marking" | "results" | "room", word: string) => (
    <LinkButton
      size="small"
      look="link"
      href={assignmentPath(id, path)}
      label={`${word} ${of}`}
    >
      {word}
    </LinkButton>
  );
  return (
    <span class="buttons buttons--end buttons--line">
      {runs && way("room", "Room")}
      {runs && way("marking", "Marking")}
      {results && way("results", "Results")}
    </span>
  );
}
