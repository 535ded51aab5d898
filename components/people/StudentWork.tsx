import type { ComponentChildren, VNode } from "preact";
import { formatInstant, type TimeStyle } from "../../lib/model/text/format.ts";
import { formatThings } from "../../lib/model/text/format_number.ts";
import type {
  OpenTest,
  StudentWork,
  WorkResult,
} from "../../lib/model/results/student_work_schema.ts";
import { isolated } from "../../lib/model/text/text_signs.ts";
import { Badge, type Tone } from "../Badge.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { ResultRows } from "../results/ResultRows.tsx";
import { TrendCard, trendSeries } from "../results/TrendCards.tsx";
import { Row, Rows } from "../Rows.tsx";
import { Chips } from "../Tabs.tsx";
import { assignmentPath, personPath } from "../../lib/model/process/paths.ts";

/** Lines seen at once; the others open below them. */
const SEEN = 8;

export interface StudentWorkProps {
  work: StudentWork;
  name: string;
  style: TimeStyle;
  /** Whose tests these are, where not all of the student's are shown. */
  ownOnly: boolean;
}

/** How a student does, for staff: what is open, the results of a year and how they develop. */
export function StudentWorkCards({ work, name, style, ownOnly }: StudentWorkProps): VNode {
  const series = trendSeries(work.results, style);
  return (
    <>
      <Years work={work} />
      {work.open.length > 0 && <OpenCard open={work.open} style={style} />}
      <Card
        id="results"
        title="Results"
        note={work.results.length > 0 && work.results.length}
        flush
        ruled
        {...(ownOnly && { foot: "Results of the tests that you run." })}
      >
        {work.results.length === 0 ? <EmptyState title="No results released yet." /> : (
          <Folded
            rows={work.results}
            show={(rows) => <ResultRows results={rows} style={style} hrefOf={answersOf} />}
          />
        )}
      </Card>
      {work.cut && <p class="muted">The newest tests of the year are shown.</p>}
      {series.map((one) => <TrendCard key={one.name} series={one} locale={style.locale} />)}
      {series.length === 0 && work.results.length > 0 && (
        <p class="muted">
          {`Two released tests of a subject make a line of how ${isolated(name)} develops.`}
        </p>
      )}
    </>
  );
}

function Years({ work: { studentId, year, years } }: { work: StudentWork }): VNode | null {
  if (years.length < 2) return null;
  return (
    <Chips
      label="Years"
      items={years.map(({ id, name }) => ({
        href: `${personPath(studentId)}?year=${id}`,
        label: name,
        current: id === year?.id,
      }))}
    />
  );
}

function answersOf({ assignmentId, attemptId, mayOpen }: WorkResult): string | null {
  return mayOpen ? assignmentPath(assignmentId, "attempts", attemptId) : null;
}

function OpenCard({ open, style }: { open: readonly OpenTest[]; style: TimeStyle }): VNode {
  return (
    <Card id="open" title="Open" note={open.length} flush ruled>
      <Folded
        rows={open}
        show={(rows) => (
          <Rows>
            {rows.map((it) => (
              <Row
                key={it.assignmentId}
                title={it.title}
                note={<Badge tone={STATES[it.state].tone}>{STATES[it.state].word}</Badge>}
                detail={[it.subject, whenWords(it, style)].filter(Boolean).join(", ")}
                end={<Way test={it} />}
              />
            ))}
          </Rows>
        )}
      />
    </Card>
  );
}

const STATES: Readonly<Record<OpenTest["state"], { word: string; tone: Tone }>> = {
  writing: { word: "Writing", tone: "accent" },
  open: { word: "Open", tone: "accent" },
  coming: { word: "Coming", tone: "plain" },
  "handed_in": { word: "Handed in", tone: "good" },
  missed: { word: "Not handed in", tone: "warn" },
  abandoned: { word: "Begun, not handed in", tone: "warn" },
};

function whenWords({ state, at, waiting }: OpenTest, style: TimeStyle): string {
  const time = at === null ? null : formatInstant(at, style);
  switch (state) {
    case "writing":
      return time === null ? "no end" : `ends ${time}`;
    case "open":
      return time === null ? "no end" : `until ${time}`;
    case "coming":
      return `opens ${time}`;
    case "handed_in":
      return waiting > 0
        ? `${time}, ${
          formatThings(waiting, "answer waits for marks", "answers wait for marks", style.locale)
        }`
        : `${time}, not released yet`;
    case "missed":
    case "abandoned":
      return time === null ? "" : `closed ${time}`;
  }
}

function Way({ test }: { test: OpenTest }): VNode | null {
  const { assignmentId, attemptId, title, state, runs } = test;
  const way = (href: string, word: string) => (
    <LinkButton size="small" look="link" href={href} label={`${word} of ${isolated(title)}`}>
      {word}
    </LinkButton>
  );
  if (state === "handed_in") {
    if (attemptId !== null) {
      return way(assignmentPath(assignmentId, "attempts", attemptId), "Answers");
    }
    return runs ? way(assignmentPath(assignmentId, "marking"), "Marking") : null;
  }
  return runs ? way(assignmentPath(assignmentId, "room"), "Room") : null;
}

/** The first rows, and a way to open the others in their place. */
function Folded<T>(
  { rows, show }: { rows: readonly T[]; show: (rows: readonly T[]) => ComponentChildren },
): VNode {
  const more = rows.slice(SEEN);
  return (
    <>
      {show(rows.slice(0, SEEN))}
      {more.length > 0 && (
        <details class="disclosure attention__more">
          <summary>{`${more.length} more`}</summary>
          {show(more)}
        </details>
      )}
    </>
  );
}
