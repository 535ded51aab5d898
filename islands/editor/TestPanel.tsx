import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { Card } from "../../components/Card.tsx";
import { CheckField } from "../../components/CheckField.tsx";
import { arrowDown, arrowUp, plus, trash2, x } from "../../components/glyphs.ts";
import { GivenRows } from "../../components/GivenTests.tsx";
import { Glyph } from "../../components/Glyph.tsx";
import { SelectField, type SelectOption } from "../../components/SelectField.tsx";
import { TextField } from "../../components/TextField.tsx";
import {
  type EditSection,
  sectionLetter,
  withSection,
  withSectionAdded,
  withSectionMoved,
  withSectionRemoved,
} from "../../lib/model/exams/exam_edit.ts";
import { focusAdded, shortId } from "./device.ts";
import { fieldId } from "./parts.tsx";
import type { PanelProps } from "./Panel.tsx";
import { RichField } from "./RichField.tsx";
import { setEditors } from "./test_acts.ts";
import type { TestEditing } from "./test_editing.ts";
import { GIVEN_PATH } from "../../lib/model/process/paths.ts";

/** Title, subject and instructions of a test. */
export function TestPanel(
  { it, subjects, colleagues, given, style }: PanelProps,
): VNode {
  const { doc } = it;
  const set = (change: Partial<typeof doc.value>) => doc.set({ ...doc.value, ...change });
  return (
    <div class="question-form">
      <TextField
        name={fieldId("title")}
        label="Title"
        error={doc.value.title.trim() === "" ? "Enter a title" : undefined}
        most={200}
        value={doc.value.title}
        onInput={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <SelectField
        name={fieldId("subjectId")}
        label="Subject"
        optional
        options={subjects}
        empty="No subject"
        value={doc.value.subjectId ?? ""}
        onChange={({ currentTarget }) => set({ subjectId: currentTarget.value || null })}
      />
      <TextField
        name={fieldId("description")}
        label="Note for yourself"
        hint="Students never see it."
        optional
        most={1_000}
        value={doc.value.description}
        onInput={({ currentTarget }) => set({ description: currentTarget.value })}
      />
      <RichField
        path="instructions"
        label="Instructions"
        hint="Shown before the test starts."
        optional
        plain
        rows={4}
        most={4_000}
        value={doc.value.instructions}
        onText={(instructions) => set({ instructions })}
      />
      {colleagues.length > 0 && <Editors it={it} colleagues={colleagues} />}
      <div class="buttons">
        <Button
          type="button"
          onClick={() => {
            const id = shortId();
            doc.set(withSectionAdded(doc.value, id));
            void it.select({ kind: "section", id }).then(() => focusAdded("section.title"));
          }}
        >
          <Glyph of={plus} size={18} /> Add section
        </Button>
      </div>
      {given.rows.length > 0 && <Given testId={it.test.id} given={given} style={style} />}
    </div>
  );
}

/** Every time that the test was given, with the way to its room, marking and results. */
function Given(
  { testId, given: { rows, more }, style }: Pick<PanelProps, "given" | "style"> & {
    testId: string;
  },
): VNode {
  return (
    <Card
      id="given"
      title="Given"
      flush
      ruled
      {...(more && { foot: <a href={`${GIVEN_PATH}?test=${testId}`}>All times it was given</a> })}
    >
      <GivenRows rows={rows} style={style} />
    </Card>
  );
}

/** Colleagues who write the test together with its owner. */
function Editors(
  { it, colleagues }: { it: TestEditing; colleagues: readonly SelectOption[] },
): VNode {
  const { editorIds } = it.test;
  const named = colleagues.filter(({ value }) => editorIds.includes(value));
  return (
    <div class="stack stack--tight">
      <SelectField
        name={fieldId("editors")}
        label="Write it together with"
        hint="They change, publish and mark this test as you do."
        optional
        options={colleagues.filter(({ value }) => !editorIds.includes(value))}
        empty="Choose a colleague"
        value=""
        onChange={({ currentTarget }) => {
          const id = currentTarget.value;
          currentTarget.value = "";
          if (id !== "") void setEditors(it, [...editorIds, id]);
        }}
      />
      <ul role="list" class="tags">
        {named.map(({ value, label }) => (
          <li key={value} class="tag">
            {label}
            <button
              type="button"
              aria-label={`Remove ${label}`}
              onClick={() => void setEditors(it, editorIds.filter((id) => id !== value))}
            >
              <Glyph of={x} size={14} />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Title, introduction and order of one section. */
export function SectionPanel(
  { it, section }: { it: TestEditing; section: EditSection },
): VNode {
  const { doc } = it;
  const index = doc.value.sections.indexOf(section);
  const last = doc.value.sections.length - 1;
  const set = (change: Parameters<typeof withSection>[2]) =>
    doc.set(withSection(doc.value, section.id, change));
  const move = (by: -1 | 1) => doc.set(withSectionMoved(doc.value, section.id, by));
  return (
    <div class="question-form">
      <h2>Section {sectionLetter(index)}</h2>
      <TextField
        name={fieldId("section.title")}
        label="Title"
        optional
        most={120}
        value={section.title}
        onInput={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <RichField
        path="section.intro"
        label="Introduction"
        hint="Shown above the section's questions."
        optional
        plain
        most={2_000}
        value={section.intro}
        onText={(intro) => set({ intro })}
      />
      <CheckField
        name={fieldId("section.shuffle")}
        label="Shuffle the questions for each student"
        checked={section.shuffle}
        onChange={({ currentTarget }) => set({ shuffle: currentTarget.checked })}
      />
      <div class="buttons">
        <Button type="button" disabled={index === 0} onClick={() => move(-1)}>
          <Glyph of={arrowUp} size={18} /> Move up
        </Button>
        <Button type="button" disabled={index === last} onClick={() => move(1)}>
          <Glyph of={arrowDown} size={18} /> Move down
        </Button>
        <Button
          type="button"
          look="quiet"
          disabled={last === 0}
          onClick={() => {
            doc.set(withSectionRemoved(doc.value, section.id));
            void it.select({ kind: "test" });
          }}
        >
          <Glyph of={trash2} size={18} /> Remove section, keep its questions
        </Button>
      </div>
    </div>
  );
}
