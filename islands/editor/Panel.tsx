import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { EmptyState } from "../../components/EmptyState.tsx";
import type { SelectOption } from "../../components/SelectField.tsx";
import { allSlots } from "../../lib/model/exams/exam_edit.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import type { GivenTest } from "../../lib/model/assignments/given_test_schema.ts";
import type { Language } from "../../lib/model/questions/languages.ts";
import { SlotPanel } from "./SlotPanel.tsx";
import type { TestEditing } from "./test_editing.ts";
import { useLazy } from "./use_lazy.ts";

export interface PanelProps {
  it: TestEditing;
  subjects: readonly SelectOption[];
  /** Whom the owner may name editors; empty for everyone else. */
  colleagues: readonly SelectOption[];
  /** Times that the test was given. */
  given: { rows: readonly GivenTest[]; more: boolean };
  style: TimeStyle;
  /** That a question may be written in. */
  languages: readonly Language[];
}

/** The form of what is selected. Those of test and section are loaded when first wanted. */
export function Panel(props: PanelProps & { onAdd: () => void }): VNode {
  const { it, onAdd } = props;
  const { selection, doc } = it;
  if (selection.kind === "slot") {
    return <SlotPanel it={it} slotId={selection.id} languages={props.languages} />;
  }
  return (
    <div class="stack">
      {allSlots(doc.value).length === 0 && (
        <EmptyState
          title="Add your first question."
          action={<Button id="add-first" type="button" onClick={onAdd}>Add</Button>}
        />
      )}
      <Settings {...props} />
    </div>
  );
}

function Settings(props: PanelProps): VNode {
  const { it } = props;
  const { selection, doc } = it;
  const { Part, want } = useLazy(() => import("./TestPanel.tsx"));
  useEffect(() => void want(), []);
  if (Part === null) return <p class="hint">Opening...</p>;
  const section = selection.kind === "section"
    ? doc.value.sections.find(({ id }) => id === selection.id)
    : undefined;
  if (section === undefined) return <Part.TestPanel {...props} />;
  return <Part.SectionPanel key={section.id} it={it} section={section} />;
}
