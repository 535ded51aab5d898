import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { triangleAlert } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";

export interface ClashPanelProps {
  /** "Ms Rao changed this at 10:40". */
  message: string;
  mine: string;
  theirs: string;
  /** Whose the other text is. */
  theirName: string;
  choose: (keep: "mine" | "theirs") => void;
}

/** Two texts of one thing; nothing is saved until a person takes one. */
export function ClashPanel(
  { message, mine, theirs, theirName, choose }: ClashPanelProps,
): VNode {
  return (
    <section class="clash" role="alert" aria-labelledby="clash-title">
      <h2 id="clash-title" class="row warn">
        <Glyph of={triangleAlert} /> {message}.
      </h2>
      <div class="clash__texts">
        <div>
          <h3>Yours</h3>
          <pre class="clash__text" dir="auto">{mine}</pre>
          <Button type="button" onClick={() => choose("mine")}>Keep yours</Button>
        </div>
        <div>
          <h3>{theirName}</h3>
          <pre class="clash__text" dir="auto">{theirs}</pre>
          <Button type="button" onClick={() => choose("theirs")}>Take this one</Button>
        </div>
      </div>
    </section>
  );
}
