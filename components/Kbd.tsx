import type { VNode } from "preact";

/** A key as drawn on the keyboard. */
export function Kbd({ children }: { children: string }): VNode {
  return <kbd class="kbd">{children}</kbd>;
}
