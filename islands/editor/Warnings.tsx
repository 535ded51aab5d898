import type { VNode } from "preact";
import { info } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { focusField } from "./device.ts";

/** What the key probably does not mean to say, each with the way to its field; it is in the way of nothing. */
export function Warnings(
  { kind, warnings }: { kind: QuestionKind; warnings: readonly FieldError[] },
): VNode {
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
                  {placeOf(path, kind)}
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

/** The field's place in words, such as "Option 2". */
function placeOf(path: string, kind: QuestionKind): string {
  const [, list, at] = /^(\w+\.\w+)\.(\d+)/.exec(path) ?? [];
  if (at === undefined) return "Options";
  const word = list === "body.options"
    ? "Option"
    : list === "body.units"
    ? "Unit"
    : kind === "numerical"
    ? "Number"
    : "Answer";
  return `${word} ${Number(at) + 1}`;
}
