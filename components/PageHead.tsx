import type { ComponentChildren, VNode } from "preact";
import { chevronRight } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";
import { justAdded } from "./just_added.ts";

export interface Crumb {
  label: string;
  /** The last one usually has none. */
  href?: string;
}

export interface PageHeadProps {
  title: ComponentChildren;
  crumbs?: readonly Crumb[];
  /** A badge beside the title. */
  badge?: ComponentChildren;
  sub?: ComponentChildren;
  /** Buttons; at most one primary. */
  actions?: ComponentChildren;
  /** `Tabs` under the title. */
  tabs?: ComponentChildren;
  /** The page is about what was just added. */
  added?: boolean;
}

/** Crumbs, the page's only h1, and what can be done here. */
export function PageHead(
  { title, crumbs = [], badge, sub, actions, tabs, added = false }: PageHeadProps,
): VNode {
  return (
    <div class="page-head">
      {crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
      <div class="page-head__line">
        <div>
          <div class="page-head__title">
            <h1 {...justAdded(added)}>{title}</h1>
            {badge}
          </div>
          {sub !== undefined && <p class="page-head__sub">{sub}</p>}
        </div>
        {actions && <div class="buttons">{actions}</div>}
      </div>
      {tabs}
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }): VNode {
  return (
    <nav class="crumbs" aria-label="Where you are">
      <ol role="list">
        {crumbs.map(({ label, href }, index) => (
          <li key={label}>
            {index > 0 && <Glyph of={chevronRight} size={14} class="icon--turns" />}
            {href ? <a href={href}>{label}</a> : label}
          </li>
        ))}
      </ol>
    </nav>
  );
}
