import type { ComponentChildren, VNode } from "preact";

/** Where toasts appear; stands on the page from the start, so that readers hear what comes into it. */
export function Toasts({ children }: { children?: ComponentChildren }): VNode {
  return <div class="toasts" role="status">{children}</div>;
}

/** What was done, and Undo. Its island takes it away after 8 s, not while it is pointed at or has focus. */
export function Toast(
  { children, action }: { children: ComponentChildren; action?: ComponentChildren },
): VNode {
  return (
    <div class="toast">
      <span>{children}</span>
      {action}
    </div>
  );
}
