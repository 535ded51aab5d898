import type { VNode } from "preact";
import { check } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import type { RubricItems } from "../../lib/model/marking/rubric.ts";

export interface RubricRowsProps {
  items: RubricItems;
  /** Level by item. */
  levels: Readonly<Record<string, string>>;
  /** Item that still needs a level, after an attempt to save. */
  openItem: string | null;
  onChoose: (itemId: string, levelId: string) => void;
}

/** A radio group per row; A is the first. */
export function RubricRows({ items, levels, openItem, onChoose }: RubricRowsProps): VNode {
  return (
    <>
      {items.map((item, row) => (
        <fieldset
          key={item.id}
          class="rubric__row"
          data-row={row}
          aria-describedby={openItem === item.id ? "rubric-problem" : undefined}
        >
          <legend class="rubric__title">
            <span>{item.title}</span>
            {row < 9 && <Kbd>{String.fromCharCode(65 + row)}</Kbd>}
          </legend>
          {item.levels.map(({ id, points, text }) => (
            <label key={id} class="rubric__level">
              <input
                type="radio"
                name={`level.${item.id}`}
                value={id}
                data-points={points}
                checked={levels[item.id] === id}
                onChange={() => onChoose(item.id, id)}
              />
              <span class="rubric__points">{points}</span>
              <span class="rubric__text" dir="auto">{text}</span>
              <Glyph of={check} size={18} class="rubric__tick" />
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}
