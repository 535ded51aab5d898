import type { ComponentChildren, VNode } from "preact";

export interface StatProps {
  label: string;
  /** "Not enough data" where unknown, never 0. */
  value: ComponentChildren;
  /** Small, after the figure, as "of 36". */
  unit?: string;
  note?: ComponentChildren;
}

/** One figure with its name. Stands in `Stats`. */
export function Stat({ label, value, unit, note }: StatProps): VNode {
  return (
    <div class="stat">
      <dt>{label}</dt>
      <dd class="stat__value">
        {value}
        {unit && <small>{` ${unit}`}</small>}
      </dd>
      {note !== undefined && <dd class="stat__note">{note}</dd>}
    </div>
  );
}

/** Figures side by side; as `strip` in one line of a card. */
export function Stats(
  { strip = false, children }: { strip?: boolean; children: ComponentChildren },
): VNode {
  return <dl class={strip ? "stats stats--strip" : "stats"}>{children}</dl>;
}
