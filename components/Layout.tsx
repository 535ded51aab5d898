import type { ComponentChildren, VNode } from "preact";

/** One below the other, evenly spaced. */
export function Stack(
  { gap, children }: { gap?: "tight" | "loose"; children: ComponentChildren },
): VNode {
  return <div class={gap ? `stack stack--${gap}` : "stack"}>{children}</div>;
}

/** Two columns on laptops: a wide one and an aside of 19 rem, or two halves. */
export function Columns(
  { kind = "aside", children }: { kind?: "aside" | "half"; children: ComponentChildren },
): VNode {
  return <div class={`columns columns--${kind}`}>{children}</div>;
}
