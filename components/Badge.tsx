import type { ComponentChildren, VNode } from "preact";

export type Tone = "plain" | "accent" | "good" | "warn" | "bad";

/** A word for a state; the colour only repeats it. */
export function Badge(
  { tone = "plain", dot = false, children }: {
    tone?: Tone;
    /** A dot before the word, for what goes on now. */
    dot?: boolean;
    children: ComponentChildren;
  },
): VNode {
  return (
    <span class={tone === "plain" ? "badge" : `badge badge--${tone}`}>
      {dot && <span class="dot" />}
      {children}
    </span>
  );
}
