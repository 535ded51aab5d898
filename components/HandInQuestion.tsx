import type { VNode } from "preact";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { isBlank } from "../lib/model/attempts/response.ts";
import type { StudentAttempt } from "../lib/model/attempts/student_attempt_schema.ts";
import { isolated } from "../lib/model/text/text_signs.ts";
import { Button, LinkButton } from "./Button.tsx";
import { Form, FormPage } from "./FormPage.tsx";
import { EndOfTest, numbersIn } from "./TakingWithoutScript.tsx";
import { attemptPath } from "../lib/model/process/paths.ts";

/** Asks before handing in where no script does, and says what is open. */
export function HandInQuestion(
  { attempt, style }: { attempt: StudentAttempt; style: TimeStyle },
): VNode {
  const page = attemptPath(attempt.id);
  const given = new Set(
    attempt.answers.filter(({ response }) => !isBlank(response)).map(({ slotId }) => slotId),
  );
  const numbersOf = (which: (slotId: string) => boolean) =>
    attempt.questions.filter(({ slotId }) => which(slotId)).map(({ number }) => number);
  const missing = numbersOf((it) => !given.has(it));
  const flagged = numbersOf((it) => attempt.flagged.includes(it));
  const { clock } = attempt.push;
  return (
    <FormPage title="Hand in your test?" sub={isolated(attempt.title)}>
      <div class="stack">
        <p>{openWords(missing, attempt.questions.length)}</p>
        {flagged.length > 0 && <p>You flagged {numbersIn(flagged)}.</p>}
        {!attempt.hideTimer && <EndOfTest clock={clock} style={style} />}
        {clock.state === "in_progress"
          ? (
            <>
              <p>After handing in you cannot change your answers.</p>
              <Form action={attemptPath(attempt.id, "hand-in")}>
                <div class="buttons">
                  <Button look={missing.length > 0 ? "plain" : "primary"}>Hand in</Button>
                  <LinkButton href={page} look={missing.length > 0 ? "primary" : "plain"}>
                    Keep writing
                  </LinkButton>
                </div>
              </Form>
            </>
          )
          : (
            <>
              <p>You can hand in when it goes on.</p>
              <LinkButton href={page} look="primary">Back to the test</LinkButton>
            </>
          )}
      </div>
    </FormPage>
  );
}

function openWords(missing: readonly number[], all: number): string {
  if (missing.length === 0) {
    return all === 1 ? "The question is answered." : `All ${all} questions are answered.`;
  }
  const are = missing.length === 1 ? "is" : "are";
  return `${missing.length} of ${all} ${are} not answered yet: ${numbersIn(missing)}.`;
}
