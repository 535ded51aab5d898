import type { VNode } from "preact";
import { formatDate, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatCount, formatNumber, formatPercent } from "../../lib/model/text/format_number.ts";
import type { SchoolHome, SchoolPeriod } from "../../lib/model/home/school_home.ts";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Columns, Stack } from "../Layout.tsx";
import { PageHead } from "../PageHead.tsx";
import { Row, Rows } from "../Rows.tsx";
import { Stat, Stats } from "../Stat.tsx";
import { ClassGrid } from "./ClassGrid.tsx";
import { MarkingLoad } from "./MarkingLoad.tsx";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { CsvDownload } from "../CsvDownload.tsx";
import { SCHOOL_CSV_PATH, SCHOOL_MARKING_PATH } from "../../lib/model/process/paths.ts";

export interface SchoolOverviewProps {
  home: SchoolHome;
  /** Server clock, milliseconds since the Unix epoch. */
  now: number;
  style: TimeStyle;
}

/** The school's figures, none of which tells of a single student. */
export function SchoolOverview({ home, now, style }: SchoolOverviewProps): VNode {
  const { locale } = style;
  return (
    <Stack>
      <PageHead
        title="How is learning going?"
        sub={periodWords(home.period, now, style)}
        actions={<CsvDownload href={SCHOOL_CSV_PATH} times={false} />}
      />
      <Figures home={home} locale={locale} />
      <ClassGrid home={home} locale={locale} />
      <Columns kind="half">
        <Card
          id="load"
          title="Marking load"
          action={<a href={SCHOOL_MARKING_PATH}>All teachers</a>}
          flush
        >
          {home.load.length === 0
            ? <EmptyState title="Nothing to mark yet." />
            : <MarkingLoad rows={home.load} of="Subject" now={now} locale={locale} />}
        </Card>
        <WorthATalk home={home} locale={locale} />
      </Columns>
    </Stack>
  );
}

/** "Year 2026-27, Wed 1 Apr to Mon 23 Nov". */
export function periodWords({ name, fromAt }: SchoolPeriod, now: number, style: TimeStyle): string {
  const today = formatDate(now, style);
  return name === null
    ? `Everything up to ${today}`
    : `Year ${isolated(name)}, ${formatDate(fromAt, style)} to ${today}`;
}

function Figures({ home, locale }: { home: SchoolHome; locale: string }): VNode {
  const { handedIn, expected, marked, waiting, waitingLong, days } = home;
  const count = (n: number) => formatCount(n, locale);
  const unknown = <span class="stat__unknown">Nothing yet</span>;
  return (
    <div class="figures">
      <Stats>
        <Stat
          label="Took their tests"
          value={expected > 0 ? formatPercent(handedIn / expected, locale) : unknown}
          note={`${count(handedIn)} of ${count(expected)} handed in`}
        />
        <Stat label="Answers marked" value={count(marked)} note="by rule or by a teacher" />
        <Stat
          label="Days from test to result"
          value={days === null ? unknown : formatNumber(days, locale, 1)}
          note="median of released tests"
        />
        <Stat
          label="Waiting for marks"
          value={count(waiting)}
          note={`${count(waitingLong)} of them over 3 days`}
        />
      </Stats>
    </div>
  );
}

/** Groups whose whole interval lies under the pass mark: more than chance. */
function WorthATalk({ home, locale }: { home: SchoolHome; locale: string }): VNode {
  const borders = [home.pass * 100];
  const pass = formatPercent(home.pass, locale, borders);
  const under = home.classes.flatMap(({ name, cells }) =>
    cells.flatMap((cell, i) =>
      cell.kind === "shown" && cell.group.high < home.pass
        ? [{ key: `${name}/${i}`, name, subject: home.subjects[i]!.name, group: cell.group }]
        : []
    )
  );
  const round = (value: number) => formatPercent(value, locale, borders);
  return (
    <Card id="talk" title="Worth a talk" flush ruled>
      {under.length === 0 ? <EmptyState title={`No group lies under ${pass}.`} /> : (
        <Rows>
          {under.map(({ key, name, subject, group }) => (
            <Row
              key={key}
              title={`${isolated(name)}, ${isolated(subject)} is under ${pass}`}
              detail={`The whole interval is: ${round(group.low)} to ${round(group.high)}, from ${
                formatCount(group.n, locale)
              } students.`}
            />
          ))}
        </Rows>
      )}
    </Card>
  );
}
