import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Kbd } from "../../components/Kbd.tsx";
import { draftMark, type DraftRules, type MarkDraft } from "../../lib/model/mark_draft.ts";
import { MAX_COMMENT } from "../../lib/model/marking.ts";
import type { DeskSession, DeskView } from "./desk_session.ts";
import { RubricRows } from "./RubricRows.tsx";
import { StaleMark } from "./StaleMark.tsx";

export interface MarkPanelProps {
  session: DeskSession;
  view: DeskView;
  rules: DraftRules;
  /** Where the form goes without script. */
  action: string;
}

/** Rubric or mark field, comment, and saving; on phones a sheet that rises over the answer. */
export function MarkPanel({ session, view, rules, action }: MarkPanelProps): VNode {
  const [raised, setRaised] = useState(false);
  const { answer, draft, problem, other, saving } = view;
  const { rubric, maxMark } = rules;
  const open = problem?.path.startsWith("level.") ? problem.path.slice(6) : null;
  return (
    <form
      class={raised ? "mark-panel mark-panel--raised" : "mark-panel"}
      method="post"
      action={action}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        session.save();
      }}
    >
      <input type="hidden" name="attemptId" value={answer?.attemptId ?? ""} />
      <input type="hidden" name="rev" value={answer?.rev ?? 0} />
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
      <div class="mark-panel__body">
        {other && <StaleMark other={other} mine={draftMark(draft, rules)} session={session} />}
        {problem && <p class="field__error" id="rubric-problem" role="alert">{problem.message}</p>}
        {rubric
          ? (
            <RubricRows
              items={rubric}
              levels={draft.levels}
              openItem={open}
              onChoose={(item, level) =>
                session.edit({ levels: { ...session.view.draft.levels, [item]: level } })}
            />
          )
          : (
            <MarkField
              session={session}
              mark={draft.mark}
              maxMark={maxMark}
              bad={problem !== null}
            />
          )}
        <div class="field">
          <label class="field__label" for="comment">Comment to the student (optional)</label>
          <textarea
            id="comment"
            name="comment"
            class="input input--area"
            rows={3}
            maxLength={MAX_COMMENT}
            value={draft.comment}
            onInput={(event) => session.edit({ comment: event.currentTarget.value })}
          />
        </div>
      </div>
      <div class="mark-panel__foot">
        <Button type="button" look="quiet" onClick={() => session.undo()}>Undo</Button>
        <Button look="primary" busy={saving === "saving"}>
          Save and next <Kbd>Ctrl Enter</Kbd>
        </Button>
      </div>
    </form>
  );
}

/** Nothing chosen or typed is no mark yet, and no 0. */
function shownTotal(draft: MarkDraft, rules: DraftRules): string {
  const begun = rules.rubric === null || Object.keys(draft.levels).length > 0;
  return begun ? String(draftMark(draft, rules) ?? "–") : "–";
}

function MarkField({ session, mark, maxMark, bad }: {
  session: DeskSession;
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
        onInput={(event) => session.edit({ mark: event.currentTarget.value })}
      />
    </div>
  );
}
