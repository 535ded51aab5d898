import type { VNode } from "preact";
import { TOO_FEW } from "../../lib/model/statistics/small_groups.ts";
import { AssignmentHead } from "../AssignmentHead.tsx";
import { Badge } from "../Badge.tsx";
import { Banner } from "../Banner.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { Histogram } from "../charts/Histogram.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { Columns, Stack } from "../Layout.tsx";
import type { Crumb } from "../PageHead.tsx";
import { type QuestionRow, QuestionsTable } from "./QuestionsTable.tsx";
import { type FiguresProps, ResultsFigures } from "./ResultsFigures.tsx";
import { type HelpItem, NeedHelp, type StudentRow, StudentTable } from "./StudentLists.tsx";
import { type LookItem, WorthALook } from "./WorthALook.tsx";
import { CsvDownload } from "../CsvDownload.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export interface ResultsViewProps {
  assignmentId: string;
  title: string;
  audience: string;
  /** Answers that wait for marks. */
  waiting: number;
  released: boolean;
  /** Whether the reader may release. */
  runs: boolean;
  /** The list that the reader comes from. */
  from: Crumb;
  /** Who sees figures alone, or why there are no names yet; `null` where names may be shown. */
  noNames: "role" | "marking" | null;
  /** The group is too small for the reader. */
  tooFew: boolean;
  passPercent: number;
  pool: { on: boolean; count: number };
  /** Answers that today's graders would mark otherwise; `null` where these gave every mark. */
  otherwise: number | null;
  figures: FiguresProps["figures"];
  looks: readonly LookItem[];
  questions: readonly QuestionRow[];
  help: readonly HelpItem[];
  students: readonly StudentRow[];
  min: { facility: number; discrimination: number; alpha: number; flags: number };
  locale: string;
}

/** What was learnt in a test, and which question fails. */
export function ResultsView(props: ResultsViewProps): VNode {
  const { assignmentId, figures, noNames, tooFew, passPercent, locale, min, questions } = props;
  const base = assignmentPath(assignmentId, "results");
  const pooled = props.pool.on ? "?pool=1" : "";
  return (
    <Stack>
      <Head {...props} />
      <PoolLine {...props} base={base} />
      {tooFew && <EmptyState title={TOO_FEW} />}
      {figures.n === 0 && !tooFew && <EmptyState title={nothing(props)} />}
      {figures.n > 0 && !tooFew && (
        <>
          <ResultsFigures
            figures={figures}
            minAlpha={min.alpha}
            names={noNames === null}
            locale={locale}
          />
          <Columns>
            <Card title="How the class did" note="students by percent">
              <Histogram histogram={figures.histogram} locale={locale} />
            </Card>
            <WorthALook
              items={props.looks}
              questions={questions.length}
              n={figures.n}
              minN={min.flags}
              locale={locale}
            />
          </Columns>
          <QuestionsTable
            questions={questions}
            hrefOf={(slotId) => `${assignmentPath(assignmentId, "results", slotId)}${pooled}`}
            min={min}
            locale={locale}
          />
        </>
      )}
      {props.otherwise !== null && !tooFew && <Banner>{twoVersions(props.otherwise)}</Banner>}
      {noNames === "marking" && (
        <Banner>
          Names and marks of students appear when nobody can start this test any more and all
          answers are marked.
        </Banner>
      )}
      {noNames === null && (
        <>
          {figures.n > 0 && <NeedHelp items={props.help} locale={locale} />}
          <StudentTable students={props.students} {...{ passPercent, locale }} />
        </>
      )}
    </Stack>
  );
}

function twoVersions(count: number): string {
  const begin = "Some of these marks were given by an earlier version of the automatic marking";
  if (count === 0) return `${begin}. Today's would give the same.`;
  const answers = count === 1 ? "1 answer" : `${count} answers`;
  return `${begin}. Today's would mark ${answers} otherwise. Marks that were given stay.`;
}

function nothing({ figures, waiting }: ResultsViewProps): string {
  if (waiting > 0) return "Nothing is marked to the end yet.";
  return figures.of === 0 ? "Nobody is in the audience." : "Nobody has handed in.";
}

function Head(
  { assignmentId, title, audience, waiting, released, runs, from, noNames }: ResultsViewProps,
): VNode {
  const actions = (
    <>
      {noNames !== "role" && (
        <CsvDownload
          href={assignmentPath(assignmentId, "results.csv")}
          times
        />
      )}
      {runs && (
        <LinkButton
          href={assignmentPath(assignmentId, "release")}
          look={released ? "plain" : "primary"}
        >
          {released ? "Take back the results" : "Release results"}
        </LinkButton>
      )}
    </>
  );
  return (
    <AssignmentHead
      {...{ assignmentId, title, audience, waiting, actions, runs, from }}
      current="results"
      badge={released ? <Badge tone="good">Released</Badge> : undefined}
    />
  );
}

function PoolLine({ pool, base }: ResultsViewProps & { base: string }): VNode | null {
  if (pool.count < 2) return null;
  return (
    <p class="muted">
      {pool.on
        ? `Figures of all ${pool.count} classes and groups that took this version. `
        : `${pool.count} classes or groups took this version. `}
      {pool.on ? <a href={base}>This one only</a> : <a href={`${base}?pool=1`}>All together</a>}
    </p>
  );
}
