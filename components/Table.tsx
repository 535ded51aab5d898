import type { ComponentChildren, VNode } from "preact";
import { chevronDown, chevronsUpDown, chevronUp } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

export interface Column<T> {
  /** Unique in the table. */
  key: string;
  head: string;
  /** The head is read aloud and not seen, as over buttons. */
  quietHead?: boolean;
  cell: (row: T) => ComponentChildren;
  /** Names the row; one column has it. */
  rowHead?: boolean;
  /** Figures stand at the end. */
  end?: boolean;
  /** As narrow as its content. */
  fit?: boolean;
  /** Second in weight. */
  quiet?: boolean;
  /** A link that sorts by this column. */
  sort?: { href: string; order: "ascending" | "descending" | "none" };
}

export interface TableProps<T> {
  /** What the table shows; read aloud, not seen. */
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  rowKey: (row: T) => string;
  /** `cards` on phones (the usual), or `scroll` where columns must stay side by side. */
  phone?: "cards" | "scroll";
}

/** Rows of figures. The roles are written out because cards on phones undo the table's own. */
export function Table<T>(props: TableProps<T>): VNode {
  const { caption, columns, rows, rowKey, phone = "cards" } = props;
  const placed = columns.map((column) => ({ column, className: cellClass(column) }));
  const table = (
    <table class={phone === "cards" ? "table table--cards" : "table"} role="table">
      <caption class="vh">{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">{columns.map((column) => <Head key={column.key} column={column} />)}</tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row">
            {placed.map((it) => cell(it, row))}
          </tr>
        ))}
      </tbody>
    </table>
  );
  if (phone === "cards") return table;
  return (
    <div
      class="table-scroll"
      role="region"
      aria-label={caption}
      tabIndex={0}
    >
      {table}
    </div>
  );
}

interface Placed<T> {
  column: Column<T>;
  className: string | undefined;
}

function cellClass<T>({ end, fit, quiet }: Column<T>): string | undefined {
  const names = [end ? "cell--end" : "", fit ? "cell--fit" : "", quiet ? "cell--quiet" : ""];
  return names.filter(Boolean).join(" ") || undefined;
}

const SORT_GLYPHS = { ascending: chevronUp, descending: chevronDown, none: chevronsUpDown };

function Head<T>({ column }: { column: Column<T> }): VNode {
  const { head, quietHead, sort, end } = column;
  return (
    <th
      scope="col"
      role="columnheader"
      class={end ? "cell--end" : undefined}
      aria-sort={sort?.order}
    >
      {sort
        ? (
          <a class="table__sort" href={sort.href}>
            {head}
            <Glyph of={SORT_GLYPHS[sort.order]} size={14} />
          </a>
        )
        : quietHead
        ? <span class="vh">{head}</span>
        : head}
    </th>
  );
}

/** Called and not made a component: a list of people has hundreds, and half of a page's time would go into that. */
function cell<T>({ column, className }: Placed<T>, row: T): VNode {
  const { key, head, quietHead, rowHead } = column;
  const content = column.cell(row);
  if (rowHead) return <th key={key} scope="row" role="rowheader" class={className}>{content}</th>;
  return (
    <td key={key} role="cell" class={className} data-label={quietHead ? undefined : head}>
      {content}
    </td>
  );
}
