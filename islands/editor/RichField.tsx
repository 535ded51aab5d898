import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";
import { boundField, controlTies, Field } from "../../components/Field.tsx";
import { bold, image, italic, list, sigma } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { fieldId } from "./parts.tsx";
import { type Selected, withBlock, withList, withMarks } from "./rich_edit.ts";
import { useLazy } from "./use_lazy.ts";
import { afterDraw } from "../../lib/browser/screen.ts";

export interface RichFieldProps {
  path: string;
  label: string;
  value: string;
  onText: (text: string) => void;
  hint?: string;
  error?: string | undefined;
  optional?: boolean;
  rows?: number;
  /** Language of the text; `null` where it is the page's. */
  lang?: string | null;
  /** How much fits, in UTF-16 code units. */
  most?: number;
  /** Without pictures, where none belongs. */
  plain?: boolean;
  disabled?: boolean;
}

/** Markdown with maths, and the few buttons that write it. */
export function RichField(
  {
    path,
    label,
    value,
    onText,
    hint,
    error,
    optional = false,
    rows = 2,
    lang,
    most = 8_000,
    plain,
    disabled,
  }: RichFieldProps,
): VNode {
  const area = useRef<HTMLTextAreaElement>(null);
  const [picture, setPicture] = useState(false);
  const { Part: Dialogs, want } = useLazy(() => import("./PictureDialog.tsx"));
  const id = fieldId(path);
  const field = boundField({ name: id, id, label, hint, error, optional, most, value });

  function apply(change: (selected: Selected) => Selected): void {
    const it = area.current;
    if (it === null) return;
    const next = change({ text: it.value, start: it.selectionStart, end: it.selectionEnd });
    onText(next.text);
    afterDraw(() => {
      it.focus();
      it.setSelectionRange(next.start, next.end);
    });
  }

  const tools: [name: string, glyph: string, act: () => void][] = [
    ["Bold", bold, () => apply((it) => withMarks(it, "**"))],
    ["Italic", italic, () => apply((it) => withMarks(it, "*"))],
    ["List", list, () => apply(withList)],
    ["Maths", sigma, () => apply((it) => withMarks(it, "$"))],
  ];
  if (!plain) tools.push(["Picture", image, () => void want().then(setPicture)]);

  return (
    <Field {...field}>
      <div class="rich-field" data-invalid={field.error ? "" : undefined}>
        <Toolbar label={`${label}: formatting`} tools={tools} controls={id} />
        <textarea
          {...controlTies(field)}
          ref={area}
          class="rich-field__text"
          rows={rows}
          dir="auto"
          lang={lang ?? undefined}
          disabled={disabled}
          value={value}
          onInput={({ currentTarget }) => onText(currentTarget.value)}
        />
      </div>
      {picture && Dialogs && (
        <Dialogs.PictureDialog
          onPicture={(markdown) => apply((it) => withBlock(it, markdown))}
          onClose={() => setPicture(false)}
        />
      )}
    </Field>
  );
}

/** Buttons that are one stop of the Tab key; arrows go between them. */
function Toolbar(
  { label, tools, controls }: {
    label: string;
    tools: [name: string, glyph: string, act: () => void][];
    controls: string;
  },
): VNode {
  const [at, setAt] = useState(0);
  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = (at + by + tools.length) % tools.length;
    setAt(next);
    event.currentTarget.querySelectorAll("button")[next]?.focus();
  }
  return (
    <div
      class="rich-field__tools"
      role="toolbar"
      aria-label={label}
      aria-controls={controls}
      onKeyDown={onKeyDown}
    >
      {tools.map(([name, glyph, act], i) => (
        <button
          key={name}
          type="button"
          class="rich-field__tool"
          aria-label={name}
          title={name}
          tabIndex={i === at ? 0 : -1}
          onFocus={() => setAt(i)}
          onClick={act}
        >
          <Glyph of={glyph} size={18} />
        </button>
      ))}
    </div>
  );
}
