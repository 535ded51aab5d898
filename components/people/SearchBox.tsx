import type { VNode } from "preact";
import { Button } from "../Button.tsx";
import { Icon } from "../icons.tsx";

export interface SearchBoxProps {
  action: string;
  q: string;
  label: string;
  hidden?: Readonly<Record<string, string>>;
}

/** One line to search in, and its button. */
export function SearchBox({ action, q, label, hidden = {} }: SearchBoxProps): VNode {
  return (
    <form class="field" action={action} method="get" role="search">
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <label class="field__label" for="q">{label}</label>
      <div class="affix">
        <input
          id="q"
          class="input input--middle"
          type="search"
          name="q"
          value={q}
          autocomplete="off"
        />
        <Button>
          <Icon name="search" size={18} />Find
        </Button>
      </div>
    </form>
  );
}
