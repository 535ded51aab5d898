import type { VNode } from "preact";
import { formatCount, formatPercent } from "../../lib/model/text/format_number.ts";
import type { SchoolCell, SchoolClassRow, SchoolHome } from "../../lib/model/home/school_home.ts";
import { SMALLEST_GROUP } from "../../lib/model/statistics/small_groups.ts";
import { Card } from "../Card.tsx";
import { DotInterval } from "../charts/DotInterval.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { type Column, Table } from "../Table.tsx";

export interface ClassGridProps {
  home: Pick<SchoolHome, "classes" | "subjects" | "pass">;
  locale: string;
}

/** Mean percent by class and subject, with how sure it is. */
export function ClassGrid({ home, locale }: ClassGridProps): VNode {
  const { classes, subjects, pass } = home;
  const percent = formatPercent(pass, locale, [pass * 100]);
  if (subjects.length === 0 || classes.length === 0) {
    return (
      <Card id="means" title="Mean percent by class and subject" flush>
        <EmptyState title="Nothing released yet." />
      </Card>
    );
  }
  return (
    <Card
      id="means"
      class="class-grid"
      title="Mean percent by class and subject"
      note={`the dot is the mean, the line its 95% interval, dashes mark ${percent}`}
      foot={<Foot home={home} locale={locale} />}
      flush
    >
      <Table
        caption="Mean percent by class and subject"
        columns={columns(home, locale)}
        rows={classes}
        rowKey={({ classId }) => classId}
      />
    </Card>
  );
}

function columns(
  { subjects, pass }: ClassGridProps["home"],
  locale: string,
): Column<SchoolClassRow>[] {
  return [
    {
      key: "class",
      head: "Class",
      rowHead: true,
      cell: ({ name, students }) => (
        <span class="nowrap">
          <bdi>{name}</bdi> <small class="muted">{formatCount(students, locale)}</small>
        </span>
      ),
    },
    ...subjects.map(({ id, name }, i): Column<SchoolClassRow> => ({
      key: id,
      head: name,
      cell: ({ cells }) => <Cell cell={cells[i]!} pass={pass} locale={locale} />,
    })),
  ];
}

function Cell({ cell, pass, locale }: { cell: SchoolCell; pass: number; locale: string }): VNode {
  if (cell.kind === "none") return <span class="hint small nowrap">no results</span>;
  const group = cell.kind === "shown" ? cell.group : null;
  return <DotInterval group={group} reference={pass} locale={locale} />;
}

/** Why something is missing, and the same figures for those who read better than look. */
function Foot({ home, locale }: ClassGridProps): VNode {
  return (
    <>
      <p>Groups of fewer than {SMALLEST_GROUP}, and the next smallest group, are not shown.</p>
      <details class="disclosure">
        <summary>As a table</summary>
        <Table
          caption="Mean percent by class and subject, in figures"
          columns={FIGURES.map(({ key, head }, i) => ({
            key,
            head,
            rowHead: i === 0,
            end: i > 1,
            cell: (row: readonly string[]) => row[i] ?? "",
          }))}
          rows={figures(home, locale)}
          rowKey={(row) => `${row[0]}/${row[1]}`}
        />
      </details>
    </>
  );
}

const FIGURES = [
  { key: "class", head: "Class" },
  { key: "subject", head: "Subject" },
  { key: "n", head: "Students" },
  { key: "mean", head: "Mean" },
  { key: "low", head: "From" },
  { key: "high", head: "To" },
];

function figures({ classes, subjects, pass }: ClassGridProps["home"], locale: string): string[][] {
  const percent = (value: number) => formatPercent(value, locale, [pass * 100]);
  return classes.flatMap(({ name, cells }) =>
    cells.flatMap((cell, i) => {
      const subject = subjects[i]!.name;
      if (cell.kind === "none") return [];
      if (cell.kind === "hidden") return [[name, subject, "not shown", "", "", ""]];
      const { n, mean, low, high } = cell.group;
      return [[name, subject, formatCount(n, locale), percent(mean), percent(low), percent(high)]];
    })
  );
}
