import type { VNode } from "preact";
import {
  type AuditLine,
  type AuditNamed,
  type AuditPart,
  timesText,
} from "../../lib/model/access/audit_line.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { Table } from "../Table.tsx";
import { Timestamp } from "../Timestamp.tsx";
import {
  assignmentPath,
  classPath,
  personPath,
  SUBJECTS_PATH,
  YEARS_PATH,
} from "../../lib/model/process/paths.ts";

export interface AuditTableProps {
  lines: readonly AuditLine[];
  style: TimeStyle;
  /** Names lead to their pages: for who may open those. */
  linked: boolean;
}

/** Who did what, in which test and class, a line each. */
export function AuditTable({ lines, style, linked }: AuditTableProps): VNode {
  return (
    <Table
      caption="Entries"
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "what",
          head: "What",
          rowHead: true,
          cell: (line) => (
            <span>
              {line.parts.map((part, i) => <Part key={i} part={part} linked={linked} />)}
              {timesText(line)}
            </span>
          ),
        },
        { key: "who", head: "Who", cell: (line) => <Who line={line} linked={linked} /> },
        {
          key: "where",
          head: "Test or class",
          cell: (line) => <Where line={line} linked={linked} />,
        },
        {
          key: "at",
          head: "When",
          fit: true,
          cell: ({ createdAt }) => <Timestamp at={createdAt} style={style} />,
        },
      ]}
    />
  );
}

function Who(
  { line: { actorId, actorName }, linked }: { line: AuditLine; linked: boolean },
): VNode {
  if (actorName === null) {
    return <span class="hint">{actorId === null ? "Not signed in" : "Somebody else"}</span>;
  }
  if (!linked || actorId === null) return <>{actorName}</>;
  return <a href={personPath(actorId)}>{actorName}</a>;
}

function Where(
  { line: { test, schoolClass }, linked }: { line: AuditLine; linked: boolean },
): VNode | null {
  if (test === null && schoolClass === null) return null;
  return (
    <span>
      {test && <Part part={partOf("test", test)} linked={linked} />}
      {test && schoolClass && ", "}
      {schoolClass && <Part part={partOf("class", schoolClass)} linked={linked} />}
    </span>
  );
}

type Named = NonNullable<AuditPart["names"]>;

const PAGES: Readonly<Record<Named["sort"], (id: string) => string>> = {
  person: (id) => personPath(id),
  class: (id) => classPath(id),
  test: (id) => assignmentPath(id, "settings"),
  subject: () => SUBJECTS_PATH,
  year: () => YEARS_PATH,
};

function partOf(sort: Named["sort"], { id, name, isHere }: AuditNamed): AuditPart {
  const text = isolated(name);
  return isHere ? { text, names: { sort, id } } : { text };
}

function Part({ part: { text, names }, linked }: { part: AuditPart; linked: boolean }): VNode {
  if (names === undefined || !linked) return <>{text}</>;
  return <a href={PAGES[names.sort](names.id)}>{text}</a>;
}
