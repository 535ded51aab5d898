import type { VNode } from "preact";
import { type AuditLine, auditText } from "../../lib/model/audit_line.ts";
import type { TimeStyle } from "../../lib/model/format.ts";
import { Table } from "../Table.tsx";
import { Timestamp } from "../Timestamp.tsx";

/** Who did what, a line each. */
export function AuditTable(
  { lines, style }: { lines: readonly AuditLine[]; style: TimeStyle },
): VNode {
  return (
    <Table
      caption="Entries"
      rows={lines}
      rowKey={({ id }) => id}
      columns={[
        { key: "what", head: "What", rowHead: true, cell: auditText },
        {
          key: "who",
          head: "Who",
          cell: ({ actorId, actorName }) =>
            actorName ?? (
              <span class="hint">{actorId === null ? "Not signed in" : "Somebody else"}</span>
            ),
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
