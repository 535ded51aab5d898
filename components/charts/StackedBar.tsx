import type { VNode } from "preact";
import { across } from "./ChartFrame.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";

export interface Share {
  /** With its figure it reads "5 handed in". */
  label: string;
  count: number;
  tone: "good" | "accent" | "warn" | "quiet";
}

/** Parts of a whole in one bar, each named with its figure below. */
export function StackedBar({ title, parts }: { title: string; parts: readonly Share[] }): VNode {
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const words = parts.map((part) => `${part.count} ${part.label}`);
  let before = 0;
  const placed = parts.filter((part) => part.count > 0).map((part) => {
    const from = before;
    before += part.count / total;
    return { ...part, from };
  });
  return (
    <div class="stacked">
      <svg
        class="stacked__bar"
        role="img"
        aria-label={`${isolated(title)}: ${words.join(", ")}`}
        width="100%"
        height="10"
      >
        <rect class="bar__track" width="100%" height="10" />
        {placed.map(({ label, tone, count, from }) => (
          <rect
            key={label}
            class={`stacked__part bar__fill bar__fill--${tone}`}
            x={across(from)}
            width={across(count / total)}
            height="10"
          />
        ))}
      </svg>
      <ul role="list" class="stacked__legend" aria-hidden="true">
        {parts.map(({ tone, label }, index) => (
          <li key={label}>
            <svg class="stacked__mark" width="8" height="8">
              <circle class={`bar__fill--${tone}`} cx="4" cy="4" r="4" />
            </svg>
            {words[index]}
          </li>
        ))}
      </ul>
    </div>
  );
}
