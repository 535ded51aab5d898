import type { VNode } from "preact";
import { info } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import type { FieldError } from "../../lib/model/errors.ts";
import { focusField } from "./device.ts";

/** What the key probably does not mean to say, each with the way to its field; it is in the way of nothing. */
export function Warnings({ warnings }: { warnings: readonly FieldError[] }): VNode {
  const n = warnings.length;
  return (
    <section class="warnings" aria-label="Worth a look" aria-live="polite">
      {n > 0 && (
        <>
          <p class="warnings__title">
            <Glyph of={info} size={16} /> {n} {n === 1 ? "thing is" : "things are"} worth a look
          </p>
          <ul role="list">
            {warnings.map(({ path, message }) => (
              <li key={`${path}${message}`}>
                <button
                  type="button"
                  class="button button--link button--small"
                  onClick={() => focusField(path)}
                >
                  {placeOf(path)}
                </button>{" "}
                {message}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const PLACES: Readonly<Record<string, string>> = {
  "body.options": "Option",
  "body.units": "Unit",
  "key.accept": "Entry",
};

/** The field's place in words, such as "Option 2". */
function placeOf(path: string): string {
  const [, list = "", at] = /^(\w+\.\w+)(?:\.(\d+))?/.exec(path) ?? [];
  const word = PLACES[list];
  return word === undefined || at === undefined ? "Options" : `${word} ${Number(at) + 1}`;
}
