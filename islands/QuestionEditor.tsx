import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Banner } from "../components/Banner.tsx";
import { Button, LinkButton } from "../components/Button.tsx";
import { afterDraw } from "../lib/browser/screen.ts";
import { island } from "../lib/islands/island.ts";
import type { QuestionWork } from "../lib/model/questions/authoring_schema.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import type { Language } from "../lib/model/questions/languages.ts";
import type { DraftContent } from "../lib/model/questions/question_draft_schema.ts";
import { Clash } from "./editor/Clash.tsx";
import { focusField } from "./editor/device.ts";
import { switchKind } from "./editor/kind_switch.ts";
import { PreviewPane } from "./editor/PreviewPane.tsx";
import { QuestionEditing } from "./editor/question_editing.ts";
import { QuestionForm } from "./editor/QuestionForm.tsx";
import { SaveState } from "./editor/SaveState.tsx";
import { Tags } from "./editor/Tags.tsx";
import { useEditing } from "./editor/use_editing.ts";
import { questionPath } from "../lib/model/process/paths.ts";

export interface QuestionEditorProps {
  work: QuestionWork;
  previewHtml: string;
  personId: string;
  style: TimeStyle;
  languages: readonly Language[];
}

/** The form and preview of one question of the bank; what is typed becomes a version when the author says so. */
function QuestionEditor(props: QuestionEditorProps): VNode {
  const of = (content: DraftContent) => ({
    content,
    number: 1,
    maxMark: content.defaultMark,
  });
  const { it, preview } = useEditing(() => new QuestionEditing(props), {
    html: props.previewHtml,
    of: of(props.work.content),
  });
  const [pane, setPane] = useState<"form" | "preview">("form");
  const { autosave } = it.saver;
  const { content } = autosave.value;
  useEffect(() => preview.show(of(content)));
  const tab = (name: typeof pane, words: string) => (
    <button
      type="button"
      class="segmented__item"
      aria-pressed={pane === name ? "true" : "false"}
      onClick={() => setPane(name)}
    >
      {words}
    </button>
  );
  return (
    <div class="editor editor--question" data-pane={pane} data-waits>
      <QuestionHead it={it} style={props.style} showForm={() => setPane("form")} />
      <div class="segmented segmented--full editor__tabs" role="group" aria-label="Part">
        {tab("form", "Write")}
        {tab("preview", "Preview")}
      </div>
      <div class="editor__form">
        <Clash kind="question" of={autosave} />
        <Notices it={it} />
        <div class="stack">
          <QuestionForm
            doc={autosave.value}
            change={(doc) => it.set(doc)}
            setKind={(kind) => void switchKind(autosave, kind, (text, undo) => it.say(text, undo))}
            mark={content.defaultMark}
            setMark={(defaultMark) =>
              it.set({ ...autosave.value, content: { ...content, defaultMark } })}
            problems={it.reveal ? it.problems : []}
            warnings={it.saver.warnings()}
            languages={props.languages}
          />
          <Tags
            questionId={it.work.questionId}
            tags={it.work.tags}
            level={it.work.level}
            onFailure={(text) => it.say(text)}
          />
        </div>
      </div>
      <div class="editor__preview">
        <PreviewPane html={preview.html} />
      </div>
    </div>
  );
}

function QuestionHead(
  { it, style, showForm }: { it: QuestionEditing; style: TimeStyle; showForm: () => void },
): VNode {
  const { headVersion, questionId } = it.work;
  async function save(): Promise<void> {
    const saved = await it.finish();
    if (saved !== null) return location.assign(questionPath(questionId));
    const [first] = it.problems;
    if (first === undefined) return;
    showForm();
    afterDraw(() => focusField(first.path));
  }
  return (
    <header class="editor__head">
      <div class="editor__title">
        <h1>{headVersion === 0 ? "New question" : "Edit question"}</h1>
        <p class="small muted">
          {headVersion === 0
            ? "Kept as a draft until you save it."
            : "Tests keep the version they have."}
        </p>
      </div>
      <div class="editor__acts">
        <SaveState status={it.saver.autosave.status} style={style} />
        {headVersion > 0 && (
          <LinkButton look="quiet" href={questionPath(questionId)}>Back</LinkButton>
        )}
        <Button type="button" look="primary" busy={it.busy} onClick={() => void save()}>
          Save version {headVersion + 1}
        </Button>
      </div>
    </header>
  );
}

function Notices({ it }: { it: QuestionEditing }): VNode | null {
  if (it.overtaken) {
    return (
      <Banner
        tone="warn"
        title="This question got a newer version while you wrote."
        action={
          <span class="buttons">
            <Button type="button" size="small" onClick={() => void it.choose("mine")}>
              Keep yours
            </Button>
            <Button type="button" size="small" onClick={() => void it.choose("theirs")}>
              Take the newer one
            </Button>
          </span>
        }
      />
    );
  }
  const { note } = it;
  if (note === null) return null;
  const undo = () => {
    note.undo?.();
    it.say(null);
  };
  return (
    <Banner
      tone={note.undo ? "info" : "warn"}
      title={note.text}
      action={note.undo && <Button type="button" size="small" onClick={undo}>Undo</Button>}
    />
  );
}

export default island("QuestionEditor", QuestionEditor);
