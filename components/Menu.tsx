import type { ComponentChildren, VNode } from "preact";
import { ellipsis } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

export interface MenuProps {
  id: string;
  /** On the button, or read aloud when it shows three dots. */
  label: string;
  /** Three dots in place of the words. */
  icon?: boolean;
  /** `MenuItem`s. */
  children: ComponentChildren;
}

/** Seldom used acts behind one button. A native popover: opens without script, Esc and a press outside close it. */
export function Menu({ id, label, icon = false, children }: MenuProps): VNode {
  return (
    <span class="menu-anchor">
      <button
        type="button"
        class={icon ? "button button--quiet button--icon" : "button"}
        popovertarget={id}
        aria-label={icon ? label : undefined}
      >
        {icon ? <Glyph of={ellipsis} /> : label}
      </button>
      <span class="menu" id={id} popover="auto">{children}</span>
    </span>
  );
}

export interface MenuItemProps {
  href?: string;
  /** Id of the form that the item submits, with `name` and `value`. */
  form?: string;
  name?: string;
  value?: string;
  danger?: boolean;
  children: ComponentChildren;
}

/** A link, or a button that submits `form`. */
export function MenuItem({ href, danger = false, children, ...button }: MenuItemProps): VNode {
  const look = danger ? "menu__item menu__item--danger" : "menu__item";
  if (href) return <a class={look} href={href}>{children}</a>;
  return <button type="submit" class={look} {...button}>{children}</button>;
}
