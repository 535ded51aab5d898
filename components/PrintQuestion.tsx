import type { VNode } from "preact";
import type { QuestionKind } from "../lib/model/questions/question_schema.ts";
import { formatNumber } from "../lib/model/text/format_number.ts";
import { Rich } from "./question/Rich.tsx";

export interface PrintQuestionProps {
  kind: QuestionKind;
  number: number;
  maxMark: number;
  promptHtml: string;
  optionHtmls: readonly string[];
  units: readonly string[];
  lang: string | null;
  /** BCP 47, of whoever prints it. */
  locale: string;
}

/** A question on paper: what to tick stands under letters, what to write gets lines, three for each mark. */
export function PrintQuestion(it: PrintQuestionProps): VNode {
  return (
    <li class="print-question">
      <span class="print-question__number">{it.number}.</span>
      <div class="print-question__text">
        <Rich html={it.promptHtml} lang={it.lang} />
        <Space {...it} />
      </div>
      <span class="print-question__marks">[{formatNumber(it.maxMark, it.locale)}]</span>
    </li>
  );
}

const MAX_LINES = 30;

function Space({ kind, maxMark, optionHtmls, units, lang }: PrintQuestionProps): VNode {
  if (optionHtmls.length > 0) {
    return (
      <ol role="list" class="print-question__options">
        {optionHtmls.map((html, i) => (
          <li key={i}>
            <span>({String.fromCharCode(97 + i)})</span>
            <Rich html={html} lang={lang} />
          </li>
        ))}
      </ol>
    );
  }
  if (kind === "true_false") return <p>True / False</p>;
  if (kind === "short" || kind === "numerical") {
    return (
      <p class="print-line">
        <span>{units.length === 0 ? "" : `(${units.join(", ")})`}</span>
      </p>
    );
  }
  const lines = Math.min(MAX_LINES, Math.max(3, Math.round(maxMark * 3)));
  return (
    <div class="print-lines">
      {Array.from({ length: lines }, (_, i) => <p key={i} class="print-line" />)}
    </div>
  );
}
