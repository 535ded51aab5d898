import type { VNode } from "preact";
import type { School } from "../../lib/model/people/people_schema.ts";
import { Badge } from "../Badge.tsx";
import { Table } from "../Table.tsx";

/** What the administrator of the installation sees of schools. */
export function SchoolTable({ schools }: { schools: readonly School[] }): VNode {
  return (
    <Table
      caption="Schools"
      rows={schools}
      rowKey={({ id }) => id}
      columns={[
        { key: "name", head: "Name", rowHead: true, cell: ({ name }) => name },
        { key: "code", head: "Short name", quiet: true, cell: ({ code }) => code },
        { key: "zone", head: "Time zone", quiet: true, cell: ({ timeZone }) => timeZone },
        {
          key: "demo",
          head: "Kind",
          quietHead: true,
          fit: true,
          cell: ({ demo }) => demo && <Badge tone="warn">Demo school</Badge>,
        },
      ]}
    />
  );
}
