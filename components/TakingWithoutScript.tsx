import type { VNode } from "preact";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { isBlank } from "../lib/model/attempts/response.ts";
import { localDay } from "../lib/model/process/school_time.ts";
import type { StudentAttempt } from "../lib/model/attempts/student_attempt_schema.ts";
import { Banner } from "./Banner.tsx";
import { LinkButton } from "./Button.tsx";
import { Timestamp } from "./Timestamp.tsx";
import { attemptPath } from "../lib/model/process/paths.ts";

export interface TakingNotesProps {
  attempt: StudentAttempt;
  /** The page follows a save. */
  saved: boolean;
  style: TimeStyle;
}

/** What a page without script says above the questions: what is saved, and when the test ends. */
export function TakingNotes({ attempt, saved, style }: TakingNotesProps): VNode {
  const { clock } = attempt.push;
  const words = <SavedWords attempt={attempt} style={style} />;
  const end = <EndOfTest clock={clock} style={style} />;
  const other = attempt.questions.filter(({ slotId }) =>
    attempt.answers.some((it) => it.slotId === slotId && it.others.length > 0)
  );
  return (
    <div class="stack taking__plain">
      {saved ? <Banner tone="good">{words}</Banner> : <p>{words}</p>}
      {attempt.hideTimer
        ? (
          <details class="disclosure">
            <summary>Show when the test ends</summary>
            {end}
          </details>
        )
        : end}
      {clock.state === "in_progress" && (
        <p>This page does not save by itself. Save often, and before the test ends.</p>
      )}
      {other.length > 0 && (
        <Banner tone="warn">
          {`What counts for ${
            numbersIn(other.map(({ number }) => number))
          } was written on another page, and is shown here. What this page sent is kept beside it.`}
        </Banner>
      )}
    </div>
  );
}

/** `question 3`, or `questions 1, 3 and 4`. */
export function numbersIn(numbers: readonly number[]): string {
  const last = numbers.at(-1);
  if (numbers.length < 2) return `question ${last}`;
  return `questions ${numbers.slice(0, -1).join(", ")} and ${last}`;
}

/** The buttons of a page without script; during a pause, when its fields send nothing, the way to look again. */
export function TakingButtons({ attempt }: { attempt: StudentAttempt }): VNode {
  if (attempt.push.clock.state !== "in_progress") {
    return (
      <div class="buttons">
        <LinkButton href={attemptPath(attempt.id)} look="primary">Look again</LinkButton>
      </div>
    );
  }
  return (
    <div class="buttons">
      <button type="submit" class="button" name="act" value="save">Save my answers</button>
      <button type="submit" class="button button--primary" name="act" value="hand_in">
        Hand in
      </button>
    </div>
  );
}

function SavedWords({ attempt, style }: { attempt: StudentAttempt; style: TimeStyle }): VNode {
  const times = attempt.answers.flatMap(({ savedAt }) => savedAt ?? []);
  const answered = attempt.answers.filter(({ response }) => !isBlank(response)).length;
  const count = `${answered} of ${attempt.questions.length} answered.`;
  if (times.length === 0) return <>Nothing is saved yet. {count}</>;
  const at = Math.max(...times);
  return (
    <>
      Saved at <Timestamp at={at} style={style} show="time" />. {count}
    </>
  );
}

/** When the test ends, by the school's clock; the day too where it is another. */
export function EndOfTest(
  { clock, style }: { clock: StudentAttempt["push"]["clock"]; style: TimeStyle },
): VNode {
  const { state, deadlineAt, now } = clock;
  if (state === "paused") {
    return <p>Your teacher has paused the test. Its time stands still.</p>;
  }
  if (deadlineAt === null) return <p>The test has no end time.</p>;
  const today = localDay(deadlineAt, style.timeZone) === localDay(now, style.timeZone);
  return (
    <p>
      The test ends {today ? "at" : "on"}{" "}
      <strong>
        <Timestamp at={deadlineAt} style={style} show={today ? "time" : "instant"} />
      </strong>.
    </p>
  );
}
