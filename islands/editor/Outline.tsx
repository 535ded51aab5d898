import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { plus, triangleAlert } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import {
  type EditSection,
  sectionLetter,
  withSectionMoved,
  withSlotMoved,
} from "../../lib/model/exams/exam_edit.ts";
import { sumMarks } from "../../lib/model/marking/marks.ts";
import { moveKeys } from "./parts.tsx";
import type { Selection, TestEditing } from "./test_editing.ts";

/** Sections and questions in order. Alt with the arrows moves the one that has focus. */
export function Outline({ it, onAdd }: { it: TestEditing; onAdd: () => void }): VNode {
  const { sections } = it.doc.value;
  const starts = sections.map((_, i) =>
    sections.slice(0, i).reduce((n, { slots }) => n + slots.length, 0)
  );
  return (
    <nav class="outline" aria-label="Questions">
      <OutlineLink it={it} to={{ kind: "test" }} class="outline__test">
        Title and instructions
      </OutlineLink>
      <ol role="list" class="outline__sections">
        {sections.map((section, i) => (
          <OutlineSection key={section.id} it={it} section={section} index={i} start={starts[i]!} />
        ))}
      </ol>
      <div class="outline__add">
        <Button id="add-question" type="button" full onClick={onAdd}>
          <Glyph of={plus} size={18} /> Add question
        </Button>
      </div>
    </nav>
  );
}

function OutlineSection(
  { it, section, index, start }: {
    it: TestEditing;
    section: EditSection;
    index: number;
    start: number;
  },
): VNode {
  const marks = sumMarks(section.slots.map(({ maxMark }) => maxMark));
  return (
    <li>
      <OutlineLink
        it={it}
        to={{ kind: "section", id: section.id }}
        class="outline__section"
        move={(by) => it.doc.set(withSectionMoved(it.doc.value, section.id, by))}
      >
        <span class="clip">
          {sectionLetter(index)}. {section.title || "Untitled section"}
        </span>
        <span class="nowrap">{marks} {marks === 1 ? "mark" : "marks"}</span>
      </OutlineLink>
      <ol role="list">
        {section.slots.map((slot, i) => (
          <li key={slot.slotId}>
            <OutlineLink
              it={it}
              to={{ kind: "slot", id: slot.slotId }}
              class="outline__slot"
              move={(by) => it.doc.set(withSlotMoved(it.doc.value, slot.slotId, by))}
            >
              <span class="outline__number">{start + i + 1}</span>
              <SlotWords it={it} slotId={slot.slotId} mark={slot.maxMark} />
            </OutlineLink>
          </li>
        ))}
      </ol>
    </li>
  );
}

function SlotWords(
  { it, slotId, mark }: { it: TestEditing; slotId: string; mark: number },
): VNode {
  const title = it.slot(slotId)?.title || "Not written yet";
  if (it.problems(slotId).length === 0) {
    return (
      <>
        <span class="outline__title clip" dir="auto">{title}</span>
        <span class="outline__mark">{mark}</span>
      </>
    );
  }
  return (
    <>
      <span class="outline__title clip warn" dir="auto">{title}</span>
      <span class="warn" role="img" aria-label="to mend">
        <Glyph of={triangleAlert} size={16} />
      </span>
    </>
  );
}

function OutlineLink(
  { it, to, class: name, move, children }: {
    it: TestEditing;
    to: Selection;
    class: string;
    move?: (by: -1 | 1) => void;
    children: VNode | VNode[] | string;
  },
): VNode {
  const id = to.kind === "test" ? "" : to.id;
  const current = it.selection.kind === to.kind &&
    (it.selection.kind === "test" || it.selection.id === id);
  return (
    <a
      class={`outline__link ${name}`}
      href={to.kind === "test" ? "?" : `?${to.kind}=${id}`}
      aria-current={current ? "true" : undefined}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        void it.select(to);
      }}
      {...(move ? { onKeyDown: moveKeys(move) } : {})}
    >
      {children}
    </a>
  );
}
