import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import type { SelectOption } from "../components/SelectField.tsx";
import { Toast, Toasts } from "../components/Toasts.tsx";
import { island } from "../lib/islands/island.ts";
import type { QuestionWork, TeacherTest } from "../lib/model/questions/authoring_schema.ts";
import { slotPlace } from "../lib/model/exams/exam_edit.ts";
import type { GivenTest } from "../lib/model/assignments/given_test_schema.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { Clash } from "./editor/Clash.tsx";
import { EditorHead } from "./editor/EditorHead.tsx";
import { Outline } from "./editor/Outline.tsx";
import type { Language } from "../lib/model/questions/languages.ts";
import { Panel } from "./editor/Panel.tsx";
import type { PreviewOf } from "./editor/preview.ts";
import { PreviewPane } from "./editor/PreviewPane.tsx";
import { addFromBank, addQuestion } from "./editor/test_acts.ts";
import { type Selection, TestEditing } from "./editor/test_editing.ts";
import { useEditing } from "./editor/use_editing.ts";
import { useLazy } from "./editor/use_lazy.ts";

export interface TestEditorProps {
  test: TeacherTest;
  selection: Selection;
  /** The selected question; `null` where none is selected, or it was deleted. */
  work: QuestionWork | null;
  /** Its preview, as the server rendered it with the page. */
  previewHtml: string | null;
  subjects: SelectOption[];
  /** Whom the owner may name editors; empty for everyone else. */
  colleagues: SelectOption[];
  /** Times that the test was given, the newest first; `more`: there are others. */
  given: { rows: GivenTest[]; more: boolean };
  personId: string;
  style: TimeStyle;
  languages: readonly Language[];
}

const PANES = [["outline", "Questions"], ["form", "Write"], ["preview", "Preview"]] as const;
type Pane = typeof PANES[number][0];

/** The editor of a test: outline, form and preview, saving while one types. */
function TestEditor(props: TestEditorProps): VNode {
  const { it, preview } = useEditing(() => new TestEditing(props), {
    html: props.previewHtml,
    of: startOf(props),
  });
  const [pane, setPane] = useState<Pane>("form");
  const [adding, setAdding] = useState(false);
  const { Part: Adding, want } = useLazy(() => import("./editor/AddDialog.tsx"));
  async function add(): Promise<void> {
    if (await want()) setAdding(true);
    else it.say("No network. Try again.");
  }
  useEffect(() => preview.show(previewOf(it)));
  const subject = props.subjects.find(({ value }) => value === it.doc.value.subjectId);

  return (
    <div class="editor" data-pane={pane} data-waits>
      <EditorHead
        it={it}
        subjectName={subject?.label ?? null}
        given={props.given}
        style={props.style}
        showForm={() => setPane("form")}
      />
      <div
        class="segmented segmented--full editor__tabs"
        role="group"
        aria-label="Part of the editor"
      >
        {PANES.map(([name, words]) => (
          <button
            key={name}
            type="button"
            class="segmented__item"
            aria-pressed={pane === name ? "true" : "false"}
            onClick={() => setPane(name)}
          >
            {words}
          </button>
        ))}
      </div>
      <div class="editor__outline" onClick={() => setPane("form")}>
        <Outline it={it} onAdd={() => void add()} />
      </div>
      <div class="editor__form">
        <Clash
          kind="test"
          of={it.doc}
          titleOf={(id) => it.slot(id)?.title ?? "Question"}
        />
        <Panel
          languages={props.languages}
          it={it}
          subjects={props.subjects}
          colleagues={props.colleagues}
          given={props.given}
          style={props.style}
          onAdd={() => void add()}
        />
      </div>
      <div class="editor__preview">
        <PreviewPane html={preview.html} />
      </div>
      {adding && Adding && (
        <Adding.AddDialog
          subjectId={it.doc.value.subjectId}
          onKind={(kind) => void addQuestion(it, kind)}
          onRows={(rows) => void addFromBank(it, rows)}
          onClose={() => setAdding(false)}
        />
      )}
      <Notes it={it} />
    </div>
  );
}

function startOf({ test, selection, work }: TestEditorProps): PreviewOf | null {
  if (work === null || selection.kind !== "slot") return null;
  const place = slotPlace(test, selection.id);
  const { content } = work;
  return place && { content, number: place.number, maxMark: place.slot.maxMark };
}

function previewOf({ selection, selected, doc }: TestEditing): PreviewOf | null {
  const place = selection.kind === "slot" ? slotPlace(doc.value, selection.id) : null;
  if (place === null || selected === undefined) return null;
  const { content } = selected.saver.autosave.value;
  return { content, number: place.number, maxMark: place.slot.maxMark };
}

const NOTE_MS = 8_000;

function Notes({ it }: { it: TestEditing }): VNode {
  const { note } = it;
  useEffect(() => {
    if (note === null) return;
    const timer = setTimeout(() => it.hush(), NOTE_MS);
    return () => clearTimeout(timer);
  }, [note]);
  return (
    <Toasts>
      {note && (
        <Toast
          action={note.undo && (
            <Button
              type="button"
              look="link"
              size="small"
              onClick={() => {
                note.undo?.();
                it.hush();
              }}
            >
              Undo
            </Button>
          )}
        >
          {note.text}
        </Toast>
      )}
    </Toasts>
  );
}

export default island("TestEditor", TestEditor);
