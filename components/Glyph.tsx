import type { VNode } from "preact";

export interface GlyphProps {
  /** Markup from `glyphs.ts`. */
  of: string;
  /** CSS pixels; 20 unless given. */
  size?: number;
  class?: string;
}

/** A decorative line drawing beside a word; the word carries the meaning. */
export function Glyph({ of, size = 20, class: extra }: GlyphProps): VNode {
  return (
    <svg
      class={extra ? `icon ${extra}` : "icon"}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      // deno-lint-ignore react-no-danger -- constants generated from lucide
      dangerouslySetInnerHTML={{ __html: of }}
    />
  );
}
