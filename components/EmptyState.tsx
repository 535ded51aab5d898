import type { ComponentChildren, VNode } from "preact";

export interface EmptyStateProps {
  /** An `Icon` or `Glyph`, 28 px. */
  icon?: VNode;
  /** A sentence, as "Nothing is due." */
  title: string;
  /** What would be here, and when. */
  children?: ComponentChildren;
  /** One button. */
  action?: ComponentChildren;
}

/** In the place of a list that has nothing yet. */
export function EmptyState({ icon, title, children, action }: EmptyStateProps): VNode {
  return (
    <div class="empty">
      {icon}
      <p class="empty__title">{title}</p>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}
