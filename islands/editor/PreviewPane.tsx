import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { laptop, smartphone } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { Rendered } from "../../components/Rendered.tsx";

/** The question as a student sees it. Its controls work, and nothing of it is stored. */
export function PreviewPane({ html }: { html: string | null }): VNode {
  const [device, setDevice] = useState<"phone" | "laptop">("phone");
  const toggle = (name: typeof device, words: string, glyph: string) => (
    <button
      type="button"
      class="segmented__item"
      aria-pressed={device === name ? "true" : "false"}
      onClick={() => setDevice(name)}
    >
      <Glyph of={glyph} size={18} /> {words}
    </button>
  );
  return (
    <section class="preview" aria-labelledby="preview-title">
      <div class="preview__head">
        <h2 id="preview-title">As a student sees it</h2>
        <div class="segmented" role="group" aria-label="Device">
          {toggle("phone", "Phone", smartphone)}
          {toggle("laptop", "Laptop", laptop)}
        </div>
      </div>
      <div class={`preview__device preview__device--${device}`}>
        {html === null
          ? <p class="hint">Choose a question to see it here.</p>
          : <Rendered class="preview__page" html={html} />}
      </div>
      <p class="preview__note hint">Try it here. Nothing is stored.</p>
    </section>
  );
}
