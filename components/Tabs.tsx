import type { ComponentChildren, VNode } from "preact";

export interface TabLink {
  href: string;
  label: ComponentChildren;
  current?: boolean;
}

/** Views of one thing, each with its own URL. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly TabLink[] }): VNode {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a
          key={tab.href}
          class="tabs__tab"
          href={tab.href}
          aria-current={tab.current ? "page" : undefined}
        >
          {tab.label}
        </a>
      ))}
    </nav>
  );
}

export interface SegmentedProps {
  label: string;
  items: readonly TabLink[];
  /** As wide as its place. */
  full?: boolean;
}

/** A small choice of views, as links. */
export function Segmented({ label, items, full = false }: SegmentedProps): VNode {
  return (
    <nav class={full ? "segmented segmented--full" : "segmented"} aria-label={label}>
      {items.map((item) => (
        <a
          key={item.href}
          class="segmented__item"
          href={item.href}
          aria-current={item.current ? "true" : undefined}
        >
          {item.label}
        </a>
      ))}
    </nav>
  );
}

/** Filters that may wrap, as links. */
export function Chips({ label, items }: { label: string; items: readonly TabLink[] }): VNode {
  return (
    <nav class="chips" aria-label={label}>
      {items.map((item) => (
        <a
          key={item.href}
          class="chip"
          href={item.href}
          aria-current={item.current ? "true" : undefined}
        >
          {item.label}
        </a>
      ))}
    </nav>
  );
}
