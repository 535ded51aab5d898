import type { MarkingDeps } from "../marking/marking_deps.ts";
import type { Answer } from "../model/attempts/attempt_schema.ts";
import { latestMarks } from "../grading/latest_marks.ts";
import type { Grade, GradedSlot, MarkEvent } from "../grading/grade_schema.ts";
import type { QuestionContent, RubricVersion } from "../model/questions/question_schema.ts";
import type { ReviewField } from "../model/review/review_schema.ts";
import { optionText, responseText } from "../questions/response_text.ts";
import type { Outcome, ReviewItem } from "../model/review/student_review_schema.ts";
import { rightAnswers } from "../questions/question_key.ts";
import type { SlotContent } from "../results/figures.ts";
import { loadRichText } from "../rich_text/rich_text.ts";
import { escapeHtml } from "../rich_text/escape.ts";
import { filePath } from "../model/process/paths.ts";

export interface ItemsInput {
  grade: Grade;
  slots: readonly SlotContent[];
  fields: ReadonlySet<ReviewField>;
  /** Somebody can still sit the test: how single questions did stays shut with the key. */
  held: boolean;
  /** BCP 47, the reader's. */
  locale: string;
}

/** Sets Markdown and remembers whether there was maths in it. */
type Setter = (markdown: string, inline?: boolean) => string;

interface ItemContext extends Omit<ItemsInput, "slots"> {
  set: Setter;
  answers: ReadonlyMap<string, Answer>;
  marks: ReadonlyMap<string, MarkEvent>;
  names: ReadonlyMap<string, string>;
  rubrics: ReadonlyMap<string, RubricVersion>;
}

/** The questions of an attempt in the student's order, each with the fields that are allowed and no other. */
export async function reviewItems(
  deps: MarkingDeps,
  { slots, ...input }: ItemsInput,
): Promise<{ items: ReviewItem[]; hasMaths: boolean }> {
  const { grade } = input;
  const contents = new Map(slots.map(({ slot, content }) => [slot.slotId, content]));
  const render = await loadRichText();
  let hasMaths = false;
  const set: Setter = (markdown, inline = false) => {
    const rich = render(markdown, { mediaUrl: (id) => filePath(id), inline });
    hasMaths ||= rich.hasMaths;
    return rich.html;
  };
  const marks = latestMarks(grade);
  const [answers, names, rubrics] = await Promise.all([
    deps.attempts.answers(grade),
    namesOf(deps, grade.schoolId, [...marks.values()]),
    rubricsOf(deps, grade.schoolId, [...contents.values()]),
  ]);
  const context: ItemContext = { ...input, set, answers, marks, names, rubrics };
  const items = grade.slots.flatMap((slot, at) => {
    const content = contents.get(slot.slotId);
    return content ? reviewItem(slot, { content, number: at + 1, context }) : [];
  });
  return { items, hasMaths };
}

function reviewItem(
  slot: GradedSlot,
  { content, number, context }: {
    content: QuestionContent;
    number: number;
    context: ItemContext;
  },
): ReviewItem {
  const { fields, held, set } = context;
  const seesMark = fields.has("mark") && !held;
  const event = context.marks.get(slot.slotId) ?? null;
  const may = (field: ReviewField) => fields.has(field);
  const explanation = content.explanation.trim();
  return {
    slotId: slot.slotId,
    number,
    kind: content.kind,
    lang: content.locale,
    promptHtml: set(content.prompt),
    maxMark: slot.maxMark,
    mark: seesMark ? event?.mark ?? null : null,
    outcome: seesMark || may("correctness") ? outcomeOf(slot, event) : null,
    blank: slot.blank,
    ...given(slot, content, context),
    feedbackHtml: may("feedback") ? feedbackOf(content, slot).map((text) => set(text)) : null,
    rightHtml: may("rightAnswer") ? rightHtml(content, context) : null,
    explanationHtml: may("explanation") && explanation !== "" ? set(explanation) : null,
    ...remarks(content, event, context),
  };
}

/** Without marks a bare "waiting" must not tell which answers were marked by hand. */
function outcomeOf({ maxMark }: GradedSlot, event: MarkEvent | null): Outcome {
  const mark = event?.mark ?? null;
  if (mark === null) return "waiting";
  return mark >= maxMark ? "full" : mark > 0 ? "part" : "none";
}

function given(
  slot: GradedSlot,
  content: QuestionContent,
  { fields, set, answers }: ItemContext,
): Pick<ReviewItem, "chosenHtml" | "wrote"> {
  if (!fields.has("response")) return { chosenHtml: null, wrote: null };
  const response = answers.get(slot.slotId)?.response ?? null;
  const options = response !== null &&
    (response.kind === "choice_one" || response.kind === "choice_many" ||
      response.kind === "true_false");
  return options
    ? { chosenHtml: slot.chosen.map((id) => set(optionText(content, id), true)), wrote: null }
    : { chosenHtml: null, wrote: responseText(content, response) };
}

function feedbackOf(content: QuestionContent, { chosen }: GradedSlot): string[] {
  if (!("feedback" in content.key)) return [];
  const { feedback } = content.key;
  return chosen.map((id) => feedback[id]?.trim() ?? "").filter((text) => text !== "");
}

function rightHtml(content: QuestionContent, { set, locale }: ItemContext): string[] {
  const inline = content.kind !== "essay";
  return rightAnswers(content, locale).map(({ text, markdown }) =>
    markdown ? set(text, inline) : escapeHtml(text)
  );
}

function remarks(
  content: QuestionContent,
  event: MarkEvent | null,
  { fields, names, rubrics }: ItemContext,
): Pick<ReviewItem, "comment" | "commentBy" | "rubric"> {
  if (!fields.has("comment") || event === null) {
    return { comment: null, commentBy: null, rubric: null };
  }
  const comment = event.comment === "" ? null : event.comment;
  const id = content.kind === "essay" ? content.key.rubricVersionId : null;
  const items = id === null ? [] : rubrics.get(id)?.items ?? [];
  const rows = items.flatMap(({ id: itemId, title, levels }) => {
    const level = levels.find((it) => it.id === event.rubric?.[itemId]);
    return level ? [{ title, level: level.text, points: level.points }] : [];
  });
  return {
    comment,
    commentBy: comment === null || event.byId === null ? null : names.get(event.byId) ?? null,
    rubric: rows.length > 0 ? rows : null,
  };
}

async function namesOf(
  { tables }: MarkingDeps,
  schoolId: string,
  events: readonly MarkEvent[],
): Promise<Map<string, string>> {
  const ids = new Set(events.flatMap(({ byId }) => byId ?? []));
  const people = await tables.people.findMany(schoolId, [...ids]);
  return new Map(people.map(({ id, name }) => [id, name]));
}

async function rubricsOf(
  { tables }: MarkingDeps,
  schoolId: string,
  contents: readonly QuestionContent[],
): Promise<Map<string, RubricVersion>> {
  const ids = contents.flatMap((it) => it.kind === "essay" ? it.key.rubricVersionId ?? [] : []);
  const rubrics = await tables.rubricVersions.findMany(schoolId, [...new Set(ids)]);
  return new Map(rubrics.map((it) => [it.id, it]));
}
