import type { QuestionContent } from "../../lib/model/questions/question_schema.ts";

export type SubjectName = "Mathematics" | "Science" | "English" | "Hindi";
export type Level = 1 | 2 | 3 | 4 | 5;

/** A question, what the bank keeps about it, and what students of the demo type in reply. */
export interface DemoQuestion {
  /** Stable name, used by tests and responses; the seed keeps a map from it to the row's id. */
  key: string;
  subject: SubjectName;
  tags: readonly string[];
  level: Level;
  /** Ready for the product, but for `media:picture-<name>` links and an essay's `rubricVersionId`. */
  content: QuestionContent;
  /** Pictures the prompt shows, by their name in `pictures/list.ts`. */
  pictures: readonly string[];
  /** Name in `RUBRICS`; `null` unless an essay. */
  rubric: string | null;
  /** For `short` and `numerical`: text that earns full marks, and likely mistakes, likeliest first. */
  typed: { right: readonly string[]; wrong: readonly string[] };
}
