import type { VNode } from "preact";
import { formatDay, type TimeStyle } from "../../lib/model/text/format.ts";
import { greeting, listed, things } from "../../lib/model/home/home_words.ts";
import { byUrgency, isDue, type OwnExam } from "../../lib/model/assignments/own_exam.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { OwnExamCard } from "./OwnExamCard.tsx";
import { OwnExamRows } from "./OwnExamRows.tsx";

/** How long a released result counts as new. */
export const NEW_RESULT_MS = 7 * 86_400_000;

export interface StudentHomeProps {
  name: string;
  /** By opening time. */
  exams: readonly OwnExam[];
  /** Server clock, milliseconds since the Unix epoch. */
  now: number;
  style: TimeStyle;
}

/** What needs the student now: running, open, coming up, and what is new. */
export function StudentHome({ name, exams, now, style }: StudentHomeProps): VNode {
  const open = exams.filter(({ state }) => state.kind === "writing" || state.kind === "open")
    .sort(byUrgency);
  const coming = exams.filter(({ state }) => state.kind === "scheduled").sort(byUrgency);
  const results = exams.filter((it) => isNew(it, now)).reverse();
  const said = listed([
    open.length > 0 ? `${things(open.length, "test is", "tests are", style.locale)} open` : null,
    coming.length > 0 ? `${things(coming.length, "comes", "come", style.locale)} up` : null,
    results.length > 0
      ? `${things(results.length, "result is", "results are", style.locale)} new`
      : null,
  ]);
  return (
    <div class="narrow">
      <Stack>
        <PageHead
          title={greeting(name, now, style)}
          sub={`${formatDay(now, style)}. ${said ?? ""}`}
        />
        {!exams.some(isDue) && (
          <Card>
            <EmptyState icon={<Icon name="circle-check" size={28} />} title="Nothing is due." />
          </Card>
        )}
        {open.map((exam, i) => (
          <OwnExamCard key={exam.assignmentId} exam={exam} style={style} primary={i === 0} />
        ))}
        {coming.length > 0 && (
          <OwnExamRows id="coming" title="Coming up" exams={coming} style={style} dated />
        )}
        {results.length > 0 && (
          <OwnExamRows id="results" title="New results" exams={results} style={style} />
        )}
      </Stack>
    </div>
  );
}

function isNew({ state, releasedAt, practice }: OwnExam, now: number): boolean {
  return state.kind === "result" && !practice && releasedAt !== null &&
    now - releasedAt < NEW_RESULT_MS;
}
