import type { ComponentChildren, VNode } from "preact";
import { justAdded } from "./just_added.ts";

export interface CardProps {
  title?: ComponentChildren;
  /** Small words or a count beside the title. */
  note?: ComponentChildren;
  /** A link or small button at the end of the head. */
  action?: ComponentChildren;
  /** Below a line at the end. */
  foot?: ComponentChildren;
  /** Without padding, for tables and rows. */
  flush?: boolean;
  /** A line under the head, before rows. */
  ruled?: boolean;
  /** Outlined: what is happening now. */
  current?: boolean;
  /** Names the section; made from `id` when there is a title. */
  id?: string;
  level?: 2 | 3;
  class?: string;
  /** Has the focus. */
  added?: boolean;
  children?: ComponentChildren;
}

/** One matter with its head. */
export function Card(props: CardProps): VNode {
  const { title, id, flush, current, children, foot } = props;
  const titleId = title !== undefined && id ? `${id}-title` : undefined;
  const names = ["card", current ? "card--current" : "", props.class ?? ""];
  return (
    <section
      class={names.filter(Boolean).join(" ")}
      id={id}
      aria-labelledby={titleId}
      {...justAdded(props.added ?? false)}
    >
      {title !== undefined && <CardHead {...props} titleId={titleId} />}
      {children !== undefined && (flush ? children : <div class="card__body">{children}</div>)}
      {foot && <div class="card__foot">{foot}</div>}
    </section>
  );
}

function CardHead(
  { title, note, action, ruled, level = 2, titleId }: CardProps & { titleId: string | undefined },
): VNode {
  const Heading = level === 2 ? "h2" : "h3";
  return (
    <div class={ruled ? "card__head card__head--line" : "card__head"}>
      <Heading id={titleId}>{title}</Heading>
      {note !== undefined && <span class="card__note">{note}</span>}
      {action && <div class="card__action">{action}</div>}
    </div>
  );
}
