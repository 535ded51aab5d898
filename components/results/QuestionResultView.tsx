import type { VNode } from "preact";
import {
  formatMax,
  formatNumber,
  formatPercent,
  formatPoints,
} from "../../lib/model/text/format_number.ts";
import { FLAG_BADGES } from "../../lib/model/results/results_words.ts";
import { TOO_FEW } from "../../lib/model/statistics/small_groups.ts";
import { AssignmentHead } from "../AssignmentHead.tsx";
import { Badge } from "../Badge.tsx";
import { LinkButton } from "../Button.tsx";
import { Card } from "../Card.tsx";
import { EmptyState } from "../EmptyState.tsx";
import { OptionBars } from "../charts/OptionBars.tsx";
import { Stack } from "../Layout.tsx";
import type { Crumb } from "../PageHead.tsx";
import { Rich } from "../question/Rich.tsx";
import { Stat, Stats } from "../Stat.tsx";
import { Table } from "../Table.tsx";
import type { QuestionRow } from "./QuestionsTable.tsx";
import { notEnough } from "./ResultsFigures.tsx";
import { assignmentPath } from "../../lib/model/process/paths.ts";

export interface OptionRow {
  letter: string;
  text: string;
  count: number;
  isKey: boolean;
  /** Mean mark of its choosers in all other questions. */
  meanRest: number | null;
}

export interface WrittenRow {
  wrote: string;
  count: number;
  mark: number | null;
}

export interface QuestionResultProps {
  assignmentId: string;
  title: string;
  audience: string;
  waiting: number;
  /** Whether the reader runs the test, and the list that they come from. */
  runs: boolean;
  from: Crumb;
  /** Page of the question itself; `null` where the reader may not open it. */
  questionHref: string | null;
  /** The group is too small for the reader: nothing of it is drawn. */
  tooFew: boolean;
  question: QuestionRow;
  promptHtml: string;
  /** Language of the question; `null` where it is the page's. */
  lang: string | null;
  options: readonly OptionRow[];
  /** The most frequent first; what is more than 50 is summed up. */
  written: readonly WrittenRow[];
  min: { facility: number; discrimination: number };
  previous: string | null;
  next: string | null;
  locale: string;
}

const SHOWN = 50;

/** One question's figures and what was answered. */
export function QuestionResultView(props: QuestionResultProps): VNode {
  const { assignmentId, title, audience, waiting, runs, from, tooFew } = props;
  const { question, questionHref, options, written, locale } = props;
  return (
    <Stack>
      <AssignmentHead
        {...{ assignmentId, title, audience, waiting, runs, from }}
        current="results"
        actions={questionHref !== null && (
          <LinkButton href={questionHref}>Open the question</LinkButton>
        )}
      />
      <nav class="row row--between" aria-label="Questions">
        {props.previous ? <a href={props.previous}>Previous question</a> : <span />}
        <a href={assignmentPath(assignmentId, "results")}>All questions</a>
        {props.next ? <a href={props.next}>Next question</a> : <span />}
      </nav>
      <Card
        title={`Question ${question.number}`}
        note={formatMax(question.maxMark, locale)}
        action={(tooFew ? [] : question.flags).map((flag) => (
          <Badge key={flag} tone={FLAG_BADGES[flag].tone}>{FLAG_BADGES[flag].word}</Badge>
        ))}
      >
        <Rich html={props.promptHtml} lang={props.lang} />
      </Card>
      {tooFew && <EmptyState title={TOO_FEW} />}
      {!tooFew && (
        <>
          <Figures {...props} />
          {options.length > 0 && <Options options={options} n={question.n} locale={locale} />}
          {written.length > 0 && <Written rows={written} locale={locale} />}
        </>
      )}
    </Stack>
  );
}

function Figures({ question, min, locale }: QuestionResultProps): VNode {
  const { n, facility, discrimination, omitted } = question;
  const shown = n >= min.facility && facility !== null;
  return (
    <section class="card results-strip" aria-label="Figures of the question">
      <Stats strip>
        <Stat label="Counted" value={n} />
        <Stat
          label="Right (facility)"
          value={shown ? formatPercent(facility / 100, locale) : "–"}
          {...(!shown && { note: notEnough(n, min.facility) })}
        />
        <Stat
          label="Discrimination"
          value={discrimination === null ? "–" : formatPoints(discrimination, locale)}
          {...(discrimination === null && { note: notEnough(n, min.discrimination) })}
        />
        <Stat label="Empty" value={omitted} />
      </Stats>
    </section>
  );
}

function Options(
  { options, n, locale }: { options: readonly OptionRow[]; n: number; locale: string },
): VNode {
  const columns = [
    {
      key: "option",
      head: "Option",
      rowHead: true,
      cell: (it: OptionRow) => `${it.letter}. ${it.text}`,
    },
    { key: "key", head: "Key", cell: (it: OptionRow) => it.isKey ? "key" : "" },
    { key: "count", head: "Chosen", end: true, cell: (it: OptionRow) => it.count },
    {
      key: "share",
      head: "Share",
      end: true,
      cell: (it: OptionRow) => n === 0 ? "" : formatPercent(it.count / n, locale),
    },
    {
      key: "rest",
      head: "Their mean elsewhere",
      end: true,
      cell: (it: OptionRow) => it.meanRest === null ? "–" : formatNumber(it.meanRest, locale, 1),
    },
  ];
  return (
    <Card title="Options" flush>
      <div class="option-chart">
        <OptionBars title="How many chose each option" options={options} />
      </div>
      <Table caption="Options" columns={columns} rows={options} rowKey={(it) => it.letter} />
    </Card>
  );
}

function Written({ rows, locale }: { rows: readonly WrittenRow[]; locale: string }): VNode {
  const more = rows.slice(SHOWN).reduce((sum, { count }) => sum + count, 0);
  const columns = [
    {
      key: "wrote",
      head: "Answer",
      rowHead: true,
      cell: (it: WrittenRow) => <span dir="auto">{it.wrote}</span>,
    },
    { key: "count", head: "Written by", end: true, cell: (it: WrittenRow) => it.count },
    {
      key: "mark",
      head: "Mark",
      end: true,
      cell: (it: WrittenRow) => it.mark === null ? "waits" : formatNumber(it.mark, locale),
    },
  ];
  return (
    <Card
      title="What was written"
      flush
      {...(more > 0 && { foot: `Other answers, written by ${more}` })}
    >
      <Table
        caption="Answers by how often they were written"
        columns={columns}
        rows={rows.slice(0, SHOWN)}
        rowKey={(it) => `${it.wrote} ${it.mark}`}
      />
    </Card>
  );
}
