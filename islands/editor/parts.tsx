import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { FieldNotes } from "../../components/Field.tsx";
import { arrowDown, arrowUp, gripVertical, plus, x } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import type { DraftOf } from "../../lib/model/questions/question_draft_schema.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";

/** What the form of one kind gets. */
export interface KindFields<K extends QuestionKind> {
  content: DraftOf<K>;
  change: (content: DraftOf<K>) => void;
  /** What to mend in the field of a path; `undefined` while nothing is shown. */
  error: (path: string) => string | undefined;
  /** What is worth a look in the field of a path; shown at any time, and in the way of nothing. */
  warning: (path: string) => string | undefined;
}

/** Id of the field of a path, which `focusField()` finds. */
export function fieldId(path: string): string {
  return `f.${path}`;
}

/** Per cent as it is typed, of a part of a full mark. */
export function percentText(part: number): string {
  return String(Math.round(part * 1e5) / 1e3);
}

export interface NumberBoxProps {
  /** Path of the field. */
  path: string;
  /** Read aloud; nothing of it is seen. */
  label: string;
  /** What the field says while nobody types in it. */
  text: string;
  suffix?: string;
  /** @returns Whether the text makes sense; where not, the field says so and nothing changes. */
  onText: (text: string) => boolean;
  disabled?: boolean;
}

/** A small number that is taken over as soon as it makes sense. */
export function NumberBox(
  { path, label, text, suffix, onText, disabled = false }: NumberBoxProps,
): VNode {
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  return (
    <span class="number-box">
      <input
        id={fieldId(path)}
        class="input"
        inputMode="decimal"
        aria-label={label}
        aria-invalid={wrong ? "true" : undefined}
        disabled={disabled}
        value={typed ?? text}
        onInput={({ currentTarget: { value } }) => {
          setTyped(value);
          setWrong(!onText(value.trim().replace(",", ".")));
        }}
        onBlur={() => {
          if (!wrong) setTyped(null);
        }}
      />
      {suffix && <span aria-hidden="true">{suffix}</span>}
    </span>
  );
}

export interface RowMoves {
  /** Such as "option 2". */
  name: string;
  move: (by: -1 | 1) => void;
  /** Not given where the last rows must stay. */
  remove?: (() => void) | undefined;
}

/** Keys of a row: Alt with the arrows moves it. */
export function moveKeys(move: (by: -1 | 1) => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (!event.altKey || (event.key !== "ArrowUp" && event.key !== "ArrowDown")) return;
    event.preventDefault();
    event.stopPropagation();
    move(event.key === "ArrowUp" ? -1 : 1);
  };
}

/** The handle before a row; it opens a menu, so that nothing needs dragging. */
export function RowHandle({ id, name, move }: RowMoves & { id: string }): VNode {
  const item = (by: -1 | 1, words: string, glyph: string) => (
    <button
      type="button"
      class="menu__item"
      popovertarget={`${id}-menu`}
      popovertargetaction="hide"
      onClick={() => move(by)}
    >
      <Glyph of={glyph} size={16} /> {words}
    </button>
  );
  return (
    <span class="menu-anchor">
      <button
        type="button"
        class="row-handle"
        popovertarget={`${id}-menu`}
        aria-label={`Move ${name}`}
        title="Alt and the arrow keys move it too"
      >
        <Glyph of={gripVertical} size={16} />
      </button>
      <span class="menu" id={`${id}-menu`} popover="auto">
        {item(-1, "Move up", arrowUp)}
        {item(1, "Move down", arrowDown)}
      </span>
    </span>
  );
}

export function RemoveButton({ name, remove }: Pick<RowMoves, "name" | "remove">): VNode {
  return (
    <Button
      type="button"
      look="quiet"
      size="small"
      icon
      label={`Remove ${name}`}
      disabled={remove === undefined}
      onClick={remove}
    >
      <Glyph of={x} size={16} />
    </Button>
  );
}

export function AddButton(
  { children, onClick }: { children: ComponentChildren; onClick: () => void },
): VNode {
  return (
    <Button type="button" look="link" size="small" onClick={onClick}>
      <Glyph of={plus} size={16} /> {children}
    </Button>
  );
}

/** What to mend, or to look at, of several fields together. */
export function GroupError(
  { path, error, warning }: {
    path: string;
    error: string | undefined;
    warning?: string | undefined;
  },
): VNode {
  return <FieldNotes id={fieldId(path)} error={error} warning={warning} />;
}

/** The list with one entry at another place; at either end it stays. */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const to = index + by;
  const entry = list[index];
  if (entry === undefined || to < 0 || to >= list.length) return [...list];
  return list.toSpliced(index, 1).toSpliced(to, 0, entry);
}
