import type { VNode } from "preact";
import { Button } from "../components/Button.tsx";
import { printer } from "../components/glyphs.ts";
import { Glyph } from "../components/Glyph.tsx";
import { island } from "../lib/islands/island.ts";

/** Opens the browser's own print dialog. */
function PrintButton(): VNode {
  return (
    <Button type="button" look="primary" onClick={() => print()}>
      <Glyph of={printer} size={18} /> Print
    </Button>
  );
}

export default island("PrintButton", PrintButton);
