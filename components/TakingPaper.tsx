import type { VNode } from "preact";
import type { TimeStyle } from "../lib/model/text/format.ts";
import type { QuestionResponse } from "../lib/model/questions/question_schema.ts";
import type {
  StudentAttempt,
  StudentSection,
} from "../lib/model/attempts/student_attempt_schema.ts";
import { Rich } from "./question/Rich.tsx";
import { QuestionView } from "./QuestionView.tsx";
import { TakingButtons, TakingNotes, type TakingNotesProps } from "./TakingWithoutScript.tsx";
import { attemptPath } from "../lib/model/process/paths.ts";

/** Name of a question's field in the taking form. */
export function fieldName(slotId: string): string {
  return `a-${slotId}`;
}

/** All questions of a running attempt as one form, which a script shows one by one. Without script it is saved and handed in by its buttons. */
export function TakingPaper({ attempt, saved, style }: TakingNotesProps): VNode {
  const answers = new Map(attempt.answers.map(({ slotId, response }) => [slotId, response]));
  const first = attempt.sections.find(({ slotIds }) => slotIds.length > 0)?.slotIds[0];
  return (
    <form
      id="paper"
      class="taking__paper"
      method="post"
      action={attemptPath(attempt.id)}
      autocomplete="off"
      noValidate
    >
      <input type="hidden" name="seq" value={attempt.push.seq} />
      <main id="main" class="taking__main">
        <noscript>
          <TakingNotes attempt={attempt} saved={saved} style={style} />
        </noscript>
        {attempt.sections.map((section) => (
          <Section
            key={section.id}
            section={section}
            attempt={attempt}
            answers={answers}
            first={first}
            style={style}
          />
        ))}
        <noscript>
          <TakingButtons attempt={attempt} />
        </noscript>
      </main>
    </form>
  );
}

function Section(
  { section, attempt, answers, first, style }: {
    section: StudentSection;
    attempt: StudentAttempt;
    answers: ReadonlyMap<string, QuestionResponse>;
    /** Shown before a script runs. */
    first: string | undefined;
    style: TimeStyle;
  },
): VNode | null {
  const [slotId] = section.slotIds;
  if (slotId === undefined) return null;
  const questions = attempt.questions.filter((it) => section.slotIds.includes(it.slotId));
  const running = attempt.push.clock.state === "in_progress";
  return (
    <>
      {section.introHtml !== "" && (
        <div class="taking__intro" data-holds={slotId} hidden={slotId !== first}>
          {section.title !== "" && <h2>{section.title}</h2>}
          <Rich html={section.introHtml} />
        </div>
      )}
      {questions.map((question) => (
        <div
          key={question.slotId}
          class="taking__question"
          data-holds={question.slotId}
          hidden={question.slotId !== first}
          data-waits
        >
          <QuestionView
            question={question}
            response={answers.get(question.slotId) ?? null}
            name={fieldName(question.slotId)}
            locale={style.locale}
            total={attempt.questions.length}
            flagged={attempt.flagged.includes(question.slotId)}
            disabled={!running}
          />
        </div>
      ))}
    </>
  );
}
