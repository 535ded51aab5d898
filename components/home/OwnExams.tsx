import type { VNode } from "preact";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import { byUrgency, isDue, type OwnExam } from "../../lib/model/assignments/own_exam.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { OwnExamRows } from "./OwnExamRows.tsx";

/** All tests of a student: due with the most urgent first, done with the newest first. */
export function OwnExams(
  { exams, style }: { exams: readonly OwnExam[]; style: TimeStyle },
): VNode {
  const due = exams.filter(isDue).sort(byUrgency);
  const done = exams.filter((it) => !isDue(it)).reverse();
  return (
    <div class="narrow">
      <Stack>
        <PageHead title="Tests" />
        {due.length > 0
          ? <OwnExamRows id="due" title="Due" exams={due} style={style} dated />
          : (
            <Card>
              <EmptyState icon={<Icon name="circle-check" size={28} />} title="Nothing is due." />
            </Card>
          )}
        {done.length > 0 && <OwnExamRows id="done" title="Done" exams={done} style={style} />}
      </Stack>
    </div>
  );
}
