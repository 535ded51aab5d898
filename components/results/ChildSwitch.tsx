import type { VNode } from "preact";
import { Avatar } from "../Avatar.tsx";
import { Segmented } from "../Tabs.tsx";
import { nameParts } from "../../lib/model/people/initials.ts";

export interface ChildLink {
  id: string;
  name: string;
  className: string | null;
}

export interface ChildSwitchProps {
  items: readonly ChildLink[];
  currentId: string;
  hrefOf: (id: string) => string;
}

/** Which of a guardian's children is shown; nothing for one child. */
export function ChildSwitch({ items, currentId, hrefOf }: ChildSwitchProps): VNode | null {
  if (items.length < 2) return null;
  return (
    <div class="child-switch">
      <Segmented
        label="Children"
        full
        items={items.map(({ id, name, className }) => ({
          href: hrefOf(id),
          current: id === currentId,
          label: (
            <>
              <Avatar name={name} />
              <span class="child-switch__words">
                <span>{nameParts(name)[0] ?? name}</span>
                {className && <small>{className}</small>}
              </span>
            </>
          ),
        }))}
      />
    </div>
  );
}
