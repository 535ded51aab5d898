import type { VNode } from "preact";
import type { TestRow } from "../lib/model/questions/authoring_schema.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { formatThings } from "../lib/model/text/format_number.ts";
import { Badge } from "./Badge.tsx";
import { Card } from "./Card.tsx";
import { Menu, MenuItem } from "./Menu.tsx";
import { Table } from "./Table.tsx";
import { Timestamp } from "./Timestamp.tsx";
import { Hidden } from "./Hidden.tsx";
import { isolated } from "../lib/model/text/text_signs.ts";
import { GIVEN_PATH, testPath } from "../lib/model/process/paths.ts";

export interface TestListProps {
  /** With how often each was given. */
  rows: readonly (TestRow & { given: number })[];
  /** Of each subject by id. */
  subjects: ReadonlyMap<string, string>;
  userId: string;
  style: TimeStyle;
  now: number;
  /** What every act of a row sends along. */
  hidden: Readonly<Record<string, string>>;
}

/** A teacher's tests, with what is seldom done behind a menu. */
export function TestList(
  { rows, subjects, userId, style, now, hidden }: TestListProps,
): VNode {
  return (
    <Card flush>
      <Table
        caption="Tests"
        rows={rows}
        rowKey={({ id }) => id}
        columns={[
          {
            key: "title",
            head: "Test",
            rowHead: true,
            cell: ({ id, title }) => <a href={testPath(id)} dir="auto">{title}</a>,
          },
          { key: "state", head: "State", fit: true, cell: (row) => <TestState row={row} /> },
          {
            key: "subject",
            head: "Subject",
            quiet: true,
            cell: ({ subjectId }) => subjects.get(subjectId ?? "") ?? "None",
          },
          {
            key: "questions",
            head: "Questions",
            end: true,
            cell: ({ questionCount }) => questionCount,
          },
          { key: "marks", head: "Marks", end: true, cell: ({ totalMarks }) => totalMarks },
          {
            key: "assigned",
            head: "Given",
            end: true,
            cell: ({ id, given }) => {
              const words = formatThings(given, "time", "times", style.locale);
              return given === 0 ? words : <a href={`${GIVEN_PATH}?test=${id}`}>{words}</a>;
            },
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
          {
            key: "more",
            head: "More",
            quietHead: true,
            fit: true,
            cell: (row) => <TestMenu row={row} isOwner={row.ownerId === userId} hidden={hidden} />,
          },
        ]}
      />
    </Card>
  );
}

function TestState({ row }: { row: TestRow }): VNode {
  if (row.state === "archived") return <Badge>Archived</Badge>;
  if (row.publishedVersion === null) return <Badge tone="warn">Draft</Badge>;
  if (row.unpublished) return <Badge tone="warn">Changes not published</Badge>;
  return <Badge tone="good">Published</Badge>;
}

function TestMenu(
  { row, isOwner, hidden }: Pick<TestListProps, "hidden"> & { row: TestRow; isOwner: boolean },
): VNode {
  const form = `test-${row.id}`;
  const item = (act: string, words: string, danger = false) => (
    <MenuItem form={form} name="act" value={act} danger={danger}>{words}</MenuItem>
  );
  return (
    <>
      <form id={form} method="post" action={testPath(row.id)} hidden>
        <Hidden values={hidden} />
      </form>
      <Menu id={`more-${row.id}`} label={`More for ${isolated(row.title)}`} icon>
        {row.publishedVersion !== null && row.state !== "archived" && (
          <MenuItem href={testPath(row.id, "assign")}>Assign</MenuItem>
        )}
        <MenuItem href={testPath(row.id, "preview")}>Preview</MenuItem>
        <MenuItem href={testPath(row.id, "print")}>Print</MenuItem>
        {item("copy", "Duplicate")}
        {isOwner &&
          (row.state === "archived"
            ? item("restore", "Take out of the archive")
            : item("archive", "Archive"))}
        {isOwner && <MenuItem href={testPath(row.id, "delete")} danger>Delete</MenuItem>}
      </Menu>
    </>
  );
}
