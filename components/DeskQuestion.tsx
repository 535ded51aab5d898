import type { VNode } from "preact";
import { formatMax, formatNumber } from "../lib/model/text/format_number.ts";
import { Badge } from "./Badge.tsx";
import { Banner } from "./Banner.tsx";
import { Rich } from "./question/Rich.tsx";

export interface DeskQuestionProps {
  /** In the order the test was written, from 1. */
  number: number;
  maxMark: number;
  /** As "Light, Class 10 A". */
  about: string;
  promptHtml: string;
  /** `null` where the author wrote none. */
  modelHtml: string | null;
  /** Language of the content; `null` where it is the page's. */
  lang: string | null;
  marked: readonly { href: string; number: number; mark: number }[];
  /** Why a mark sent without script was not taken. */
  problem: string | null;
  /** Who else is marking the answer shown. */
  claimedBy: string | null;
  locale: string;
}

/** What is asked, above the answer that is being marked. */
export function DeskQuestion(props: DeskQuestionProps): VNode {
  const { number, maxMark, about, lang, modelHtml, marked, problem, claimedBy, locale } = props;
  return (
    <>
      <header class="desk__head">
        <h1>Question {number}</h1>
        <Badge>{formatMax(maxMark, locale)}</Badge>
        <p>{about}</p>
      </header>
      <div class="desk__question">
        {problem && <Banner tone="bad" alert>{problem}</Banner>}
        <Rich class="desk__prompt" html={props.promptHtml} lang={lang} />
        <div class="desk__more">
          {modelHtml && (
            <details class="disclosure">
              <summary>Model answer</summary>
              <Rich html={modelHtml} lang={lang} />
            </details>
          )}
          {marked.length > 0 && <MarkedList {...{ marked, maxMark, locale }} />}
        </div>
        {claimedBy && <Banner tone="warn">{`${claimedBy} is marking this one.`}</Banner>}
      </div>
    </>
  );
}

/** Answers marked so far, by their numbers. */
function MarkedList(
  { marked, maxMark, locale }: Pick<DeskQuestionProps, "marked" | "maxMark" | "locale">,
): VNode {
  return (
    <details class="disclosure">
      <summary>Marked answers: {marked.length}</summary>
      <ul role="list" class="desk__marked">
        {marked.map(({ href, number, mark }) => (
          <li key={href}>
            <a href={href}>
              Answer {number}: {formatNumber(mark, locale)} of {formatNumber(maxMark, locale)}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
