import type { VNode } from "preact";
import { formatDay, type TimeStyle } from "../../lib/model/text/format.ts";
import { greeting, listed, things } from "../../lib/model/home/home_words.ts";
import type { TeacherHome as Home } from "../../lib/model/home/teacher_home.ts";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Icon } from "../icons.tsx";
import { Columns, Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { AttentionList } from "./AttentionList.tsx";
import { NextTable } from "./NextTable.tsx";
import { ReleasedList } from "./ReleasedList.tsx";
import { RunningCard } from "./RunningCard.tsx";
import { WaitingTable } from "./WaitingTable.tsx";
import { NEW_TEST_PATH } from "../../lib/model/process/paths.ts";

export interface TeacherHomeProps {
  name: string;
  home: Home;
  /** Server clock, milliseconds since the Unix epoch. */
  now: number;
  style: TimeStyle;
}

/** What runs, what waits, what comes, and who may need the teacher. */
export function TeacherHome({ name, home, now, style }: TeacherHomeProps): VNode {
  return (
    <>
      <PageHead
        title={greeting(name, now, style)}
        sub={`${formatDay(now, style)}. ${summary(home, style.locale)}`}
        actions={<NewTest primary={!home.hasExams} />}
      />
      {home.hasExams ? <Work home={home} now={now} style={style} /> : (
        <Card>
          <EmptyState icon={<Icon name="file-plus" size={28} />} title="No tests yet.">
            Write the questions, publish the test and assign it to a class.
          </EmptyState>
        </Card>
      )}
    </>
  );
}

function NewTest({ primary }: { primary: boolean }): VNode {
  return (
    <LinkButton href={NEW_TEST_PATH} look={primary ? "primary" : "plain"}>
      <Icon name="plus" />
      New test
    </LinkButton>
  );
}

function Work({ home, now, style }: Omit<TeacherHomeProps, "name">): VNode {
  const { running, marking, next, attention, released } = home;
  return (
    <Columns>
      <Stack>
        {running.map((exam, i) => (
          <RunningCard
            key={exam.assignmentId}
            exam={exam}
            now={now}
            style={style}
            primary={i === 0}
          />
        ))}
        <WaitingTable rows={marking} now={now} style={style} primary={running.length === 0} />
        {next.length > 0 && <NextTable rows={next} now={now} style={style} />}
      </Stack>
      <Stack>
        <AttentionList rows={attention} style={style} />
        {released.length > 0 && <ReleasedList rows={released} locale={style.locale} />}
      </Stack>
    </Columns>
  );
}

/** "One test is running and 49 answers wait for you." */
function summary({ running, marking }: Home, locale: string): string {
  const answers = marking.reduce((n, { toMark }) => n + toMark, 0);
  const said = listed([
    running.length > 0 ? `${things(running.length, "test is", "tests are", locale)} running` : null,
    answers > 0 ? `${things(answers, "answer waits", "answers wait", locale)} for you` : null,
  ]);
  return said ?? "Nothing waits for you.";
}
