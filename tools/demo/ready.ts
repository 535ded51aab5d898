import type { QuestionContent } from "../../lib/model/question_schema.ts";
import type { DemoQuestion } from "./question.ts";

/** Rows that the seed has made for what the questions name. */
export interface MadeRows {
  /** Id of the uploaded file, by picture name. */
  files: ReadonlyMap<string, string>;
  /** Id of the rubric version, by name in `RUBRICS`. */
  rubrics: ReadonlyMap<string, string>;
}

function required(ids: ReadonlyMap<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`Cannot find a row for "${name}"`);
  return id;
}

/** The question's content with its pictures and rubric tied to real rows. */
export function readyContent({ content, rubric }: DemoQuestion, rows: MadeRows): QuestionContent {
  const prompt = content.prompt.replace(
    /media:picture-([\w-]+)/g,
    (_, name: string) => `media:${required(rows.files, name)}`,
  );
  if (content.kind !== "essay" || rubric === null) return { ...content, prompt };
  const rubricVersionId = required(rows.rubrics, rubric);
  return { ...content, prompt, key: { ...content.key, rubricVersionId } };
}
