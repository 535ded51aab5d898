import type { VNode } from "preact";

export interface ProgressProps {
  done: number;
  of: number;
  /** After the figures, as "marked". */
  unit?: string;
  /** Only the bar; the words stand elsewhere. */
  bare?: boolean;
  tone?: "accent" | "good" | "warn" | "quiet";
}

/** "13 of 36" with its bar. Nothing to do at all is an empty bar. */
export function Progress({ done, of, unit, bare = false, tone = "accent" }: ProgressProps): VNode {
  const words = `${done} of ${of}${unit ? ` ${unit}` : ""}`;
  return (
    <span class={bare ? "progress progress--bare" : "progress"}>
      <Bar share={of > 0 ? done / of : 0} tone={tone} />
      {bare ? <span class="vh">{words}</span> : <span class="progress__words">{words}</span>}
    </span>
  );
}

export interface BarProps {
  /** From 0 to 1; what lies outside is cut. */
  share: number;
  tone?: NonNullable<ProgressProps["tone"]> | "second";
}

/** The bare drawing; the words beside it say the same. */
export function Bar({ share, tone = "accent" }: BarProps): VNode {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 1_000) / 10;
  return (
    <svg class="bar" width="100%" height="8" aria-hidden="true">
      <rect class="bar__track" width="100%" height="8" rx="4" />
      {percent > 0 && (
        <rect class={`bar__fill bar__fill--${tone}`} width={`${percent}%`} height="8" rx="4" />
      )}
    </svg>
  );
}
