import type { ComponentChildren, VNode } from "preact";
import { justAdded } from "./just_added.ts";

/** A list inside a flush card; its children are `Row`s. */
export function Rows({ children }: { children: ComponentChildren }): VNode {
  return <ul role="list" class="rows">{children}</ul>;
}

export interface RowProps {
  /** The whole row goes there. */
  href?: string;
  /** The same, from its title, so that there may be buttons in the row; not with `href`. */
  titleHref?: string | undefined;
  /** An avatar, icon or date before the words. */
  lead?: ComponentChildren;
  title: ComponentChildren;
  /** Small words after the title. */
  note?: ComponentChildren;
  /** Second line. */
  detail?: ComponentChildren;
  /** Buttons under the words; not with `href`. */
  act?: ComponentChildren;
  /** Figure, badge or chevron at the end. */
  end?: ComponentChildren;
  /** Has the focus. */
  added?: boolean;
}

/** One line of a list. */
export function Row(props: RowProps): VNode {
  const { href, titleHref, lead, title, note, detail, act, end, added = false } = props;
  const inner = (
    <>
      {lead}
      <span class="rows__words">
        <span class="rows__title">
          {titleHref ? <a class="rows__over" href={titleHref}>{title}</a> : title}{" "}
          {note !== undefined && <small>{note}</small>}
        </span>
        {detail !== undefined && <span class="rows__detail">{detail}</span>}
        {act && <span class="rows__act">{act}</span>}
      </span>
      {end !== undefined && <span class="rows__end">{end}</span>}
    </>
  );
  return (
    <li {...justAdded(added)}>
      {href ? <a class="rows__row" href={href}>{inner}</a> : <div class="rows__row">{inner}</div>}
    </li>
  );
}
