import type { VNode } from "preact";
import { Badge } from "../../components/Badge.tsx";
import { Button, LinkButton } from "../../components/Button.tsx";
import { eye, pencil, printer, send, triangleAlert } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { afterDraw } from "../../lib/browser/screen.ts";
import { allSlots } from "../../lib/model/exams/exam_edit.ts";
import type { GivenTest } from "../../lib/model/assignments/given_test_schema.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { formatMax } from "../../lib/model/text/format_number.ts";
import { sumMarks } from "../../lib/model/marking/marks.ts";
import { focusField } from "./device.ts";
import { SaveState, worstStatus } from "./SaveState.tsx";
import { publish } from "./test_acts.ts";
import type { Fix, TestEditing } from "./test_editing.ts";
import { GIVEN_PATH, testPath } from "../../lib/model/process/paths.ts";

export interface EditorHeadProps {
  it: TestEditing;
  subjectName: string | null;
  given: { rows: readonly GivenTest[]; more: boolean };
  style: TimeStyle;
  /** Brings the form in sight where only one part fits. */
  showForm: () => void;
}

/** What the test is, whether it is saved, what is to mend, and what can be done with it. */
export function EditorHead({ it, subjectName, given, style, showForm }: EditorHeadProps): VNode {
  const { doc, test } = it;
  const slots = allSlots(doc.value);
  const marks = sumMarks(slots.map(({ maxMark }) => maxMark));
  const sub = [
    ...(subjectName === null ? [] : [subjectName]),
    `${slots.length} ${slots.length === 1 ? "question" : "questions"}`,
    formatMax(marks, style.locale),
  ];
  return (
    <header class="editor__head">
      <div class="editor__title">
        <div class="row">
          <h1 class="clip" dir="auto">{doc.value.title || test.title}</h1>
          <Button
            type="button"
            look="quiet"
            size="small"
            icon
            label="Change the title"
            onClick={() => {
              showForm();
              void it.select({ kind: "test" }).then(() => focusField("title"));
            }}
          >
            <Glyph of={pencil} size={16} />
          </Button>
          <StateBadge it={it} />
        </div>
        <p class="small muted">
          {sub.join(", ")}
          {given.rows.length > 0 && (
            <>
              {", "}
              <a href={`${GIVEN_PATH}?test=${test.id}`}>{timesGiven(given)}</a>
            </>
          )}
        </p>
      </div>
      <div class="editor__acts">
        <SaveState status={worstStatus(it.savers())} style={style} />
        <FixList it={it} showForm={showForm} />
        <LinkButton look="quiet" class="editor__away" href={testPath(test.id, "preview")} newTab>
          <Glyph of={eye} size={18} /> Preview
        </LinkButton>
        <LinkButton look="quiet" class="editor__away" href={testPath(test.id, "print")} newTab>
          <Glyph of={printer} size={18} /> Print
        </LinkButton>
        {test.publishedVersion !== null && (
          <LinkButton href={testPath(test.id, "assign")}>
            <Glyph of={send} size={18} /> Assign
          </LinkButton>
        )}
        <Button type="button" look="primary" busy={it.busy} onClick={() => void tryPublish(it)}>
          Publish
        </Button>
      </div>
    </header>
  );
}

function timesGiven({ rows, more }: EditorHeadProps["given"]): string {
  if (more) return `given more than ${rows.length} times`;
  return rows.length === 1 ? "given once" : `given ${rows.length} times`;
}

/** What is to mend opens instead, and shows at its fields from then on. */
async function tryPublish(it: TestEditing): Promise<void> {
  it.reveal = true;
  await it.flush();
  if (it.fixes.length === 0 && await publish(it)) return;
  it.hush();
  if (it.fixes.length > 0) afterDraw(openFixes);
}

/** By its button, beside which it then stands. */
function openFixes(): void {
  if (document.querySelector("#fix-list:popover-open") !== null) return;
  document.getElementById("fix-button")?.click();
}

function StateBadge({ it }: { it: TestEditing }): VNode {
  const { state, publishedVersion, unpublished } = it.test;
  if (state === "archived") return <Badge>Archived</Badge>;
  if (publishedVersion === null) return <Badge tone="warn">Draft</Badge>;
  if (unpublished || it.doc.dirty) return <Badge tone="warn">Changes not published</Badge>;
  return <Badge tone="good">Published</Badge>;
}

function FixList({ it, showForm }: { it: TestEditing; showForm: () => void }): VNode | null {
  const { fixes } = it;
  if (fixes.length === 0) return null;
  function go({ slotId, problem }: Fix): void {
    it.reveal = true;
    showForm();
    document.getElementById("fix-list")?.hidePopover();
    if (slotId === null) {
      void it.select({ kind: "test" }).then(() =>
        afterDraw(() => document.getElementById("add-first")?.focus())
      );
      return;
    }
    void it.select({ kind: "slot", id: slotId }).then(() =>
      afterDraw(() => focusField(problem.path))
    );
  }
  return (
    <span class="menu-anchor">
      <button
        id="fix-button"
        type="button"
        class="button button--quiet fix-button"
        popovertarget="fix-list"
      >
        <Glyph of={triangleAlert} size={18} /> {fixes.length} to fix
      </button>
      <span
        class="menu fix-list"
        id="fix-list"
        popover="auto"
        onToggle={({ currentTarget, newState }) => {
          if (newState === "open") currentTarget.querySelector("button")?.focus();
        }}
      >
        {fixes.map((fix) => (
          <button
            key={`${fix.slotId}${fix.problem.path}${fix.problem.message}`}
            type="button"
            class="menu__item"
            onClick={() => go(fix)}
          >
            {fix.slotId !== null && <strong class="nowrap">Question {fix.number}</strong>}
            <span>{fix.problem.message}</span>
          </button>
        ))}
      </span>
    </span>
  );
}
