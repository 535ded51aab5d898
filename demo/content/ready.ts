import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";
import type { DemoQuestion } from "./question.ts";

/** The question's content with its pictures tied to uploaded files. @param files Id and size, `<id>#<width>x<height>`, by picture name. */
export function readyContent(
  { content }: DemoQuestion,
  files: ReadonlyMap<string, string>,
): QuestionContent {
  const prompt = content.prompt.replace(/media:picture-([\w-]+)/g, (_, name: string) => {
    const id = files.get(name);
    if (id === undefined) throw new Error(`Cannot find the picture "${name}"`);
    return `media:${id}`;
  });
  return { ...content, prompt };
}
