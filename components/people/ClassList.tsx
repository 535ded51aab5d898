import type { VNode } from "preact";
import type { ClassLine } from "../../lib/model/people/class_file.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Table } from "../Table.tsx";
import { classPath, NEW_CLASS_PATH } from "../../lib/model/process/paths.ts";

/** Classes, a card for each year. */
export function ClassList(
  { lines, mayAdd, own }: { lines: readonly ClassLine[]; mayAdd: boolean; own: boolean },
): VNode {
  if (lines.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<Icon name="graduation-cap" size={28} />}
          title={own ? "You teach no class yet." : "No classes yet."}
          {...(mayAdd && { action: <LinkButton href={NEW_CLASS_PATH}>Add a class</LinkButton> })}
        >
          {own && "The school office enters who teaches what."}
        </EmptyState>
      </Card>
    );
  }
  const years = [...new Set(lines.map(({ yearName }) => yearName))];
  return (
    <div class="stack">
      {years.map((year) => (
        <Card key={year} title={year} flush ruled>
          <YearTable year={year} lines={lines.filter(({ yearName }) => yearName === year)} />
        </Card>
      ))}
    </div>
  );
}

function YearTable({ year, lines }: { year: string; lines: readonly ClassLine[] }): VNode {
  return (
    <Table
      caption={`Classes of ${year}`}
      rows={lines}
      rowKey={({ schoolClass }) => schoolClass.id}
      columns={[
        {
          key: "name",
          head: "Class",
          rowHead: true,
          cell: ({ schoolClass: { id, name } }) => <a href={classPath(id)}>{name}</a>,
        },
        {
          key: "teacher",
          head: "Class teacher",
          cell: ({ classTeacher }) => classTeacher?.name ?? <span class="hint">None</span>,
        },
        {
          key: "students",
          head: "Students",
          end: true,
          cell: ({ studentCount }) => studentCount,
        },
      ]}
    />
  );
}
