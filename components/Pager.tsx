import type { VNode } from "preact";

export interface PagerProps {
  /** The next part by cursor, or `null` at the end: then nothing is shown. */
  next: string | null;
  /** "Show more" unless given. */
  label?: string;
}

/** Goes to the next part of a long list. */
export function Pager({ next, label = "Show more" }: PagerProps): VNode | null {
  if (next === null) return null;
  return (
    <div class="pager">
      <a class="button button--small" href={next} rel="next">{label}</a>
    </div>
  );
}
