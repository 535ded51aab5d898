import type { ComponentChildren, VNode } from "preact";
import { circleCheck, info, triangleAlert } from "./glyphs.ts";
import { Glyph } from "./Glyph.tsx";

const GLYPHS = { info, good: circleCheck, warn: triangleAlert, bad: triangleAlert };

export interface BannerProps {
  tone?: keyof typeof GLYPHS;
  /** Another `Glyph` or `Icon` than the tone's. */
  icon?: VNode;
  /** First, in bold. */
  title?: string;
  /** A link or button at the end. */
  action?: ComponentChildren;
  /** Interrupts the reader; only where something may be lost. */
  alert?: boolean;
  children?: ComponentChildren;
}

/** Stays until its cause has gone. */
export function Banner(
  { tone = "info", icon, title, action, alert, children }: BannerProps,
): VNode {
  return (
    <div class={`banner banner--${tone}`} role={alert ? "alert" : undefined}>
      {icon ?? <Glyph of={GLYPHS[tone]} />}
      <div class="banner__text">
        {title && <strong>{title}</strong>} {children}
      </div>
      {action && <div class="banner__action">{action}</div>}
    </div>
  );
}
