import type { ComponentChildren, VNode } from "preact";
import { Table } from "../Table.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";

export interface ChartFrameProps {
  /** What is drawn, as "Students by percent". */
  title: string;
  /** What it shows, as a sentence. */
  finding: string;
  /** CSS pixels. */
  height: number;
  /** The drawn values again; the first column names the row. */
  heads: readonly string[];
  rows: readonly (readonly string[])[];
  class?: string;
  /** Shapes with lengths in per cent across and in pixels down: text keeps its size at any width. */
  children: ComponentChildren;
}

/** A drawing with its finding in words and its values as a table. */
export function ChartFrame(props: ChartFrameProps): VNode {
  const { title, finding, height, heads, rows, children } = props;
  const columns = heads.map((head, index) => ({
    key: head,
    head,
    cell: (row: readonly string[]) => row[index] ?? "",
    rowHead: index === 0,
    end: index > 0,
  }));
  return (
    <figure class={props.class ? `chart ${props.class}` : "chart"}>
      <figcaption class="chart__finding">{finding}</figcaption>
      <div class="chart__plot">
        <svg role="img" aria-label={`${isolated(title)}. ${finding}`} width="100%" height={height}>
          {children}
        </svg>
      </div>
      <details class="disclosure">
        <summary>As a table</summary>
        <Table caption={title} columns={columns} rows={rows} rowKey={(row) => row[0] ?? ""} />
      </details>
    </figure>
  );
}

/** A length across, in per cent of the drawing, as SVG takes it. */
export function across(share: number): string {
  return `${Math.round(share * 10_000) / 100}%`;
}
