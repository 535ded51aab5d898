/** Small builders for the demo's questions; ids follow from the question's key, so they never move. */
import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";
import type { DemoQuestion, Level, SubjectName } from "./question.ts";
import { fixedId } from "./seeded.ts";

export type LooseQuestion = Omit<DemoQuestion, "subject">;

interface Shared {
  level: Level;
  /** The worked solution. */
  why: string;
  mark?: number;
  tags?: readonly string[];
  /** Language of the question where it is not the school's. */
  locale?: string;
}
/** An option alone, or with the feedback for those who choose it. */
type Wrong = string | readonly [text: string, feedback: string];

const NOTHING_TYPED = { right: [], wrong: [] };

function finish(
  key: string,
  content: QuestionContent,
  shared: Shared,
  rest: Partial<Pick<LooseQuestion, "rubric" | "typed">> = {},
): LooseQuestion {
  const pictures = [...content.prompt.matchAll(/\(media:picture-([\w-]+)\)/g)].map((m) =>
    m[1] ?? ""
  );
  const { level, tags = [] } = shared;
  return { key, tags, level, content, pictures, rubric: null, typed: NOTHING_TYPED, ...rest };
}

function common(prompt: string, shared: Shared, mark: number) {
  const { why: explanation, mark: defaultMark = mark, locale = null } = shared;
  return { prompt, explanation, defaultMark, locale };
}

/** Options in an order that tells nothing, with their feedback. */
function optionsOf(key: string, right: readonly string[], wrong: readonly Wrong[]) {
  const told = wrong.map((it) =>
    typeof it === "string" ? { text: it, feedback: "" } : { text: it[0], feedback: it[1] }
  );
  const all = [...right.map((text) => ({ text, feedback: "" })), ...told]
    .map((it, i) => ({ ...it, id: fixedId(`${key}/${i}`), right: i < right.length }));
  const feedback = Object.fromEntries(
    all.filter((it) => it.feedback !== "").map((it) => [it.id, it.feedback]),
  );
  const options = all.map(({ id, text }) => ({ id, text })).sort((a, b) => a.id < b.id ? -1 : 1);
  return { all, options, feedback };
}

/** One right option; `wrong` starts with the commonest mistake. */
export function choice(
  key: string,
  prompt: string,
  more: Shared & { right: string; wrong: readonly Wrong[]; shuffle?: boolean },
): LooseQuestion {
  const { all, options, feedback } = optionsOf(key, [more.right], more.wrong);
  const credit = Object.fromEntries(all.map((it) => [it.id, it.right ? 1 : 0]));
  const body = { options, shuffle: more.shuffle ?? true };
  return finish(
    key,
    { kind: "choice_one", ...common(prompt, more, 1), body, key: { credit, feedback } },
    more,
  );
}

/** Options by letter as drawn in a picture: kept in order, not shuffled. */
export function lettered(
  key: string,
  prompt: string,
  more: Shared & { letters: readonly string[]; right: string },
): LooseQuestion {
  const options = more.letters.map((text) => ({ id: fixedId(`${key}/${text}`), text }));
  const credit = Object.fromEntries(options.map((it) => [it.id, it.text === more.right ? 1 : 0]));
  return finish(key, {
    kind: "choice_one",
    ...common(prompt, more, 1),
    body: { options, shuffle: false },
    key: { credit, feedback: {} },
  }, more);
}

export function trueFalse(
  key: string,
  prompt: string,
  more: Shared & { answer: boolean; feedback?: string },
): LooseQuestion {
  const feedback: Record<string, string> = more.feedback
    ? { [String(!more.answer)]: more.feedback }
    : {};
  return finish(key, {
    kind: "true_false",
    ...common(prompt, more, 1),
    body: {},
    key: { answer: more.answer, feedback },
  }, more);
}

/** Several right options; each wrong one takes away what it would be worth by chance. */
export function choiceMany(
  key: string,
  prompt: string,
  more: Shared & {
    right: readonly string[];
    wrong: readonly Wrong[];
    rule?: "sum" | "set" | "right_minus_wrong";
  },
): LooseQuestion {
  const { all, options, feedback } = optionsOf(key, more.right, more.wrong);
  const share = (n: number) => Math.round(1e7 / n) / 1e7;
  const credit = Object.fromEntries(
    all.map((it) => [it.id, it.right ? share(more.right.length) : -share(more.wrong.length)]),
  );
  return finish(key, {
    kind: "choice_many",
    ...common(prompt, more, 2),
    body: { options, shuffle: true, min: null, max: null },
    key: { credit, rule: more.rule ?? "right_minus_wrong", feedback },
  }, more);
}

/** @param more `accept` are patterns; one with a number earns that part of the mark. */
export function short(
  key: string,
  prompt: string,
  more: Shared & {
    accept: readonly (string | readonly [pattern: string, credit: number])[];
    wrong: readonly string[];
    caseSensitive?: boolean;
  },
): LooseQuestion {
  const accept = more.accept.map((it) =>
    typeof it === "string" ? { pattern: it, credit: 1 } : { pattern: it[0], credit: it[1] }
  );
  const right = accept.filter((it) => it.credit === 1 && !it.pattern.includes("*"))
    .map((it) => it.pattern);
  return finish(
    key,
    {
      kind: "short",
      ...common(prompt, more, 1),
      body: {},
      key: { accept, caseSensitive: more.caseSensitive ?? false, accents: "fold" },
    },
    more,
    { typed: { right, wrong: more.wrong } },
  );
}

type Rule = "absolute" | "relative" | "geometric" | "figures";

/** @param more `units` maps a label to how many of the first unit it is; the value is in the first. */
export function numerical(
  key: string,
  prompt: string,
  more: Shared & {
    value: string;
    wrong: readonly string[];
    within?: readonly [rule: Rule, size: string];
    /** Other values that earn a part. */
    part?: readonly (readonly [value: string, size: string, credit: number])[];
    units?: Readonly<Record<string, string>>;
    percent?: "allow" | "refuse";
    /** Other ways of writing the right value. */
    alsoTyped?: readonly string[];
  },
): LooseQuestion {
  const [rule, size] = more.within ?? ["absolute", "0"];
  const units = Object.keys(more.units ?? {}).map((label) => ({
    id: fixedId(`${key}/${label}`),
    label,
  }));
  const parts = (more.part ?? []).map(([value, by, credit]) => ({
    value,
    tolerance: { rule: "absolute" as const, size: by },
    credit,
  }));
  return finish(
    key,
    {
      kind: "numerical",
      ...common(prompt, more, 2),
      body: { units },
      key: {
        accept: [{ value: more.value, tolerance: { rule, size }, credit: 1 }, ...parts],
        unitFactors: Object.fromEntries(units.map((it) => [it.id, more.units?.[it.label] ?? "1"])),
        unitPenalty: units.length > 0 ? 0.5 : 0,
        percent: more.percent ?? "refuse",
      },
    },
    more,
    { typed: { right: [more.value, ...(more.alsoTyped ?? [])], wrong: more.wrong } },
  );
}

export function essay(
  key: string,
  prompt: string,
  more: Shared & {
    rubric: string;
    mark: number;
    model: string;
    minWords?: number;
    maxChars: number;
  },
): LooseQuestion {
  return finish(
    key,
    {
      kind: "essay",
      ...common(prompt, more, more.mark),
      body: { minWords: more.minWords ?? null, maxChars: more.maxChars },
      key: { rubricVersionId: null, modelAnswer: more.model },
    },
    more,
    { rubric: more.rubric },
  );
}

/** The questions of one topic: its subject and tags are given to each. */
export function topic(
  subject: SubjectName,
  tags: readonly string[],
  questions: readonly LooseQuestion[],
): DemoQuestion[] {
  return questions.map((it) => ({ ...it, subject, tags: [...tags, ...it.tags] }));
}
