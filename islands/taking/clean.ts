import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";

/** Half a surrogate pair, and control characters but tab and line feed: nobody typed them, and no store likes them. */
const NOT_TEXT = /(?![\n\t])[\p{Cc}\p{Cs}]/gu;

/** The response as it is kept: line ends as one character, nothing that is not text. */
export function cleanResponse(response: QuestionResponse): QuestionResponse {
  if (response === null || !("text" in response)) return response;
  const text = response.text.replace(/\r\n?/g, "\n").replace(NOT_TEXT, "");
  return { ...response, text };
}
