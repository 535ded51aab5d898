import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { OverText } from "../../components/OverText.tsx";
import { draftMark, type DraftRules, type MarkDraft } from "../../lib/model/marking/mark_draft.ts";
import { MAX_COMMENT } from "../../lib/model/marking/comment_limit.ts";
import { overText } from "../../lib/model/text/text_limit.ts";
import type { DeskSession } from "./desk_session.ts";
import { type DeskSheet, type DraftChange, isUnsaved, sameDraft } from "./desk_state.ts";
import { RubricRows } from "./RubricRows.tsx";
import { StaleMark } from "./StaleMark.tsx";

export interface MarkPanelProps {
  session: DeskSession;
  sheet: DeskSheet;
  rules: DraftRules;
  /** Where the form goes without script. */
  action: string;
}

/** Rubric or mark field, comment, and saving; on phones a sheet that rises over the answer. */
export function MarkPanel({ session, sheet, rules, action }: MarkPanelProps): VNode {
  const [raised, setRaised] = useState(false);
  const { answer: { attemptId, rev }, draft, problem, other, sending, trouble } = sheet;
  const { rubric, maxMark } = rules;
  // An event of these fields belongs to the answer that they were drawn for.
  const edit = (change: DraftChange) => session.do({ is: "edited", attemptId, change });
  const over = overText(draft.comment, MAX_COMMENT);
  const open = problem?.path.startsWith("level.") ? problem.path.slice(6) : null;
  return (
    <form
      class={raised ? "mark-panel mark-panel--raised" : "mark-panel"}
      method="post"
      action={action}
      noValidate
      data-waits
      onSubmit={(event) => {
        event.preventDefault();
        session.do({ is: "save" });
      }}
    >
      <input type="hidden" name="attemptId" value={attemptId} />
      <input type="hidden" name="rev" value={rev} />
      <div class="mark-panel__head">
        <h2>{rubric ? "Rubric" : "Mark"}</h2>
        <output class="mark-panel__total">
          <b>{shownTotal(draft, rules)}</b> of {maxMark}
        </output>
        <Button
          type="button"
          size="small"
          class="mark-panel__raise"
          aria-expanded={raised}
          onClick={() => setRaised(!raised)}
        >
          {raised ? "Read the answer" : "Mark"}
        </Button>
      </div>
      <div class="mark-panel__body" key={attemptId}>
        {other && <StaleMark other={other} mine={draftMark(draft, rules)} session={session} />}
        {trouble && <Banner tone="warn">{trouble}</Banner>}
        {problem && <p class="field__error" id="rubric-problem" role="alert">{problem.message}</p>}
        {rubric
          ? (
            <RubricRows
              items={rubric}
              levels={draft.levels}
              openItem={open}
              onChoose={(item, level) => edit({ level: { item, level } })}
            />
          )
          : (
            <MarkField
              onMark={(mark) => edit({ mark })}
              mark={draft.mark}
              maxMark={maxMark}
              bad={problem?.path === "mark"}
            />
          )}
        <div class="field">
          <label class="field__label" for="comment">Comment to the student (optional)</label>
          <textarea
            id="comment"
            name="comment"
            class="input input--area"
            rows={3}
            value={draft.comment}
            autoComplete="off"
            aria-invalid={over ? "true" : undefined}
            aria-describedby="comment-over"
            onInput={(event) => edit({ comment: event.currentTarget.value })}
          />
          <OverText id="comment-over" over={over} />
        </div>
      </div>
      <div class="mark-panel__foot">
        <Button type="button" look="quiet" onClick={() => session.do({ is: "undo" })}>Undo</Button>
        <span class="mark-panel__state">{savingWords(sheet)}</span>
        <Button look="primary" busy={sending !== null}>
          Save and next <Kbd>Ctrl Enter</Kbd>
        </Button>
      </div>
    </form>
  );
}

/** Where what is in the fields is; empty before anything is done. */
function savingWords(sheet: DeskSheet): string {
  const { sending, draft, answer } = sheet;
  if (sending !== null) {
    return sameDraft(sending.draft, draft) ? "Saving..." : "Saving. Not what you wrote since.";
  }
  if (isUnsaved(sheet)) return "Not saved yet";
  return answer.mark === null ? "" : "Saved";
}

/** Nothing chosen or typed is no mark yet, and no 0. */
function shownTotal(draft: MarkDraft, rules: DraftRules): string {
  const begun = rules.rubric === null || Object.keys(draft.levels).length > 0;
  return begun ? String(draftMark(draft, rules) ?? "–") : "–";
}

function MarkField({ onMark, mark, maxMark, bad }: {
  onMark: (mark: string) => void;
  mark: string;
  maxMark: number;
  bad: boolean;
}): VNode {
  return (
    <div class="field">
      <label class="field__label" for="mark">Mark, 0 to {maxMark}</label>
      <input
        id="mark"
        name="mark"
        class="input input--short"
        inputMode="decimal"
        autoComplete="off"
        value={mark}
        aria-invalid={bad ? "true" : undefined}
        aria-describedby={bad ? "rubric-problem" : undefined}
        onInput={(event) => onMark(event.currentTarget.value)}
      />
    </div>
  );
}
