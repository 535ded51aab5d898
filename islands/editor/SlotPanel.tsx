import type { VNode } from "preact";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { arrowDown, arrowUp, copy, trash2 } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { slotPlace, withSlotMoved } from "../../lib/model/exams/exam_edit.ts";
import type { Language } from "../../lib/model/questions/languages.ts";
import { Clash } from "./Clash.tsx";
import { switchKind } from "./kind_switch.ts";
import { QuestionForm } from "./QuestionForm.tsx";
import { Tags } from "./Tags.tsx";
import { chooseText, copyIntoSlot } from "./test_acts.ts";
import type { OpenSlot, TestEditing } from "./test_editing.ts";

/** The form of the question in a slot. */
export function SlotPanel(
  { it, slotId, languages }: {
    it: TestEditing;
    slotId: string;
    languages: readonly Language[];
  },
): VNode {
  const open = it.open.get(slotId);
  const place = slotPlace(it.doc.value, slotId);
  if (place === null) return <p class="hint">Choose a question on the left.</p>;
  if (open === undefined) {
    return (
      <div class="stack">
        {it.missing === null
          ? <p class="hint">Opening...</p>
          : <Banner tone="warn">{it.missing}</Banner>}
        <SlotActions it={it} slotId={slotId} />
      </div>
    );
  }
  const { autosave } = open.saver;
  return (
    <div class="stack">
      <Clash kind="question" of={autosave} />
      <SlotNotices it={it} slotId={slotId} open={open} />
      <QuestionForm
        key={slotId}
        doc={autosave.value}
        change={(doc) => it.edit(doc)}
        setKind={(kind) => void switchKind(autosave, kind, (text, undo) => it.say(text, undo))}
        mark={place.slot.maxMark}
        setMark={(mark) => it.setMark(slotId, mark)}
        problems={it.reveal ? it.problems(slotId) : []}
        languages={languages}
        warnings={open.work.mayEdit ? open.saver.warnings() : []}
        disabled={!open.work.mayEdit}
      />
      {open.work.mayEdit && (
        <Tags
          key={slotId}
          questionId={open.work.questionId}
          tags={open.work.tags}
          level={open.work.level}
          onFailure={(text) => it.say(text)}
        />
      )}
      <SlotActions it={it} slotId={slotId} />
    </div>
  );
}

function SlotNotices(
  { it, slotId, open }: { it: TestEditing; slotId: string; open: OpenSlot },
): VNode | null {
  if (open.saver.autosave.status.kind === "clash") return null;
  const slot = it.slot(slotId);
  if (it.problems(slotId).some(({ path }) => path === "version")) {
    return (
      <Banner
        tone="warn"
        title="This question was changed elsewhere while you changed it here."
        action={<Choices it={it} slotId={slotId} mine="Keep yours" theirs="Take the other" />}
      />
    );
  }
  if (!open.work.mayEdit) {
    return (
      <Banner
        title="This belongs to a colleague."
        action={
          <Button type="button" size="small" onClick={() => void copyIntoSlot(it, slotId)}>
            <Glyph of={copy} size={16} /> Make a copy
          </Button>
        }
      >
        You can use it as it is, or change a copy.
      </Banner>
    );
  }
  if (slot && !slot.open && slot.version > 0 && slot.headVersion > slot.version) {
    return (
      <Banner
        title={`There is a newer version of this question (${slot.headVersion}).`}
        action={
          <Button
            type="button"
            size="small"
            onClick={() => void chooseText(it, slotId, "theirs")}
          >
            Use it
          </Button>
        }
      >
        This test uses version {slot.version}.
      </Banner>
    );
  }
  return null;
}

function Choices(
  { it, slotId, mine, theirs }: { it: TestEditing; slotId: string; mine: string; theirs: string },
): VNode {
  return (
    <span class="buttons">
      <Button type="button" size="small" onClick={() => void chooseText(it, slotId, "mine")}>
        {mine}
      </Button>
      <Button type="button" size="small" onClick={() => void chooseText(it, slotId, "theirs")}>
        {theirs}
      </Button>
    </span>
  );
}

function SlotActions({ it, slotId }: { it: TestEditing; slotId: string }): VNode {
  const move = (by: -1 | 1) => it.doc.set(withSlotMoved(it.doc.value, slotId, by));
  return (
    <div class="buttons slot-actions">
      <Button type="button" look="quiet" size="small" onClick={() => move(-1)}>
        <Glyph of={arrowUp} size={16} /> Move up
      </Button>
      <Button type="button" look="quiet" size="small" onClick={() => move(1)}>
        <Glyph of={arrowDown} size={16} /> Move down
      </Button>
      <Button type="button" look="quiet" size="small" onClick={() => it.remove(slotId)}>
        <Glyph of={trash2} size={16} /> Take out of the test
      </Button>
    </div>
  );
}
