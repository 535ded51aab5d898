import type { ComponentChildren, VNode } from "preact";

/** What a teacher wrote about an answer. */
export function Quote({ by, children }: { by: string; children: ComponentChildren }): VNode {
  return (
    <figure class="quote">
      <figcaption class="quote__by">{by}</figcaption>
      <blockquote dir="auto">{children}</blockquote>
    </figure>
  );
}
