import type { VNode } from "preact";
import { Bar } from "../Progress.tsx";

export interface OptionCount {
  /** Its letter. */
  letter: string;
  count: number;
  isKey: boolean;
}

/** How many chose each option. The key is named in words; a wrong one chosen more often stands out. */
export function OptionBars(
  { title, options }: { title: string; options: readonly OptionCount[] },
): VNode {
  const most = Math.max(0, ...options.map((option) => option.count));
  const total = options.reduce((sum, option) => sum + option.count, 0);
  const forKey = Math.max(0, ...options.filter((it) => it.isKey).map((it) => it.count));
  return (
    <ul role="list" class="option-bars" aria-label={title}>
      {options.map(({ letter, count, isKey }) => (
        <li key={letter} class={isKey ? "option-bars__key" : undefined}>
          <strong>{letter}</strong>
          <Bar
            share={total > 0 ? count / total : 0}
            tone={isKey ? "good" : count === most && count > forKey ? "second" : "quiet"}
          />
          <span class="option-bars__count">{count} {isKey && "key"}</span>
        </li>
      ))}
    </ul>
  );
}
