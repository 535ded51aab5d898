import { shortId } from "../process/ids.ts";
import type { DraftContent } from "../model/questions/question_draft_schema.ts";
import type {
  ContentOf,
  QuestionContent,
  QuestionKind,
} from "../model/questions/question_schema.ts";
import { creditOf } from "./graded.ts";

type Option = ContentOf<"choice_one">["body"]["options"][number];
type Shared = Pick<QuestionContent, "prompt" | "explanation" | "defaultMark" | "locale">;

/** Longest accepted answer and number of a draft, in UTF-16 code units. */
const MAX_PATTERN = 200;
const MAX_NUMBER = 40;

/** How many options a new choice question starts with. */
const OPTION_COUNT = 4;

/** A question with nothing written yet; `keyProblems()` and the schema say what it needs. */
export function blankContent(kind: QuestionKind, locale: string | null): DraftContent {
  return build(kind, { prompt: "", explanation: "", defaultMark: 1, locale }, null);
}

/** The same question as another kind: the words stay, and of options and key what the new kind can use. */
export function withKind(content: DraftContent, kind: QuestionKind): DraftContent {
  if (content.kind === kind) return content;
  const { prompt, explanation, defaultMark, locale } = content;
  return build(kind, { prompt, explanation, defaultMark, locale }, content);
}

function build(kind: QuestionKind, shared: Shared, from: DraftContent | null): DraftContent {
  switch (kind) {
    case "choice_one":
      return { kind, ...shared, ...choiceOne(from) };
    case "true_false":
      return { kind, ...shared, body: {}, key: { answer: null, feedback: {} } };
    case "choice_many":
      return { kind, ...shared, ...choiceMany(from) };
    case "short":
      return { kind, ...shared, ...short(from) };
    case "numerical":
      return { kind, ...shared, ...numerical(from) };
    case "essay":
      return { kind, ...shared, ...essay(from) };
  }
}

function choiceOne(from: DraftContent | null): Parts<"choice_one"> {
  if (from?.kind !== "choice_many") {
    return { body: { options: blankOptions(), shuffle: true }, key: { credit: {}, feedback: {} } };
  }
  const { options, shuffle } = from.body;
  const best = bestOption(from);
  const credit = best ? { [best.id]: 1 } : {};
  return { body: { options, shuffle }, key: { credit, feedback: from.key.feedback } };
}

function choiceMany(from: DraftContent | null): Parts<"choice_many"> {
  const { body, key } = from?.kind === "choice_one" ? from : choiceOne(null);
  const limits = { min: null, max: null };
  return { body: { ...body, ...limits }, key: { ...key, rule: "right_minus_wrong" } };
}

function short(from: DraftContent | null): Parts<"short"> {
  const text = from ? rightText(from) : "";
  // Half a text would be another answer.
  const pattern = text.length <= MAX_PATTERN ? text : "";
  const accept = [{ pattern, credit: 1 }];
  return { body: {}, key: { accept, caseSensitive: false, accents: "strict" } };
}

function numerical(from: DraftContent | null): Parts<"numerical"> {
  const text = from ? rightText(from) : "";
  const value = /^-?\d+(\.\d+)?(e-?\d+)?(\/\d+)?$/i.test(text) && text.length <= MAX_NUMBER
    ? text
    : "";
  const accept = [{ value, tolerance: { rule: "absolute" as const, size: "0" }, credit: 1 }];
  return {
    body: { units: [] },
    key: { accept, unitFactors: {}, unitPenalty: 1, missingUnitPenalty: 0.5, percent: "refuse" },
  };
}

function essay(from: DraftContent | null): Parts<"essay"> {
  const modelAnswer = from ? rightText(from) : "";
  return {
    body: { minWords: null, maxChars: 10_000 },
    key: { rubricVersionId: null, modelAnswer },
  };
}

type Parts<K extends QuestionKind> = Pick<ContentOf<K>, "body" | "key">;

function blankOptions(): Option[] {
  return Array.from({ length: OPTION_COUNT }, () => ({ id: shortId(), text: "" }));
}

function bestOption({ body, key }: ContentOf<"choice_one" | "choice_many">): Option | undefined {
  const credit = ({ id }: Option) => creditOf(key.credit, id);
  const [best] = body.options.filter((it) => credit(it) > 0)
    .toSorted((a, b) => credit(b) - credit(a));
  return best;
}

/** The right answer in words; empty where there is none to carry over. */
function rightText(content: DraftContent): string {
  switch (content.kind) {
    case "choice_one":
    case "choice_many":
      return bestOption(content)?.text ?? "";
    case "short":
      return content.key.accept[0]?.pattern ?? "";
    case "numerical":
      return content.key.accept[0]?.value ?? "";
    case "essay":
    case "true_false":
      return "";
  }
}
