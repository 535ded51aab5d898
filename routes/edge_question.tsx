import { renderToString } from "preact-render-to-string";
import { QuestionView } from "../components/QuestionView.tsx";
import type { DraftContent } from "../lib/model/questions/question_draft_schema.ts";
import { studentQuestion, type StudentQuestionPlace } from "../lib/questions/question_view.ts";
import { filePath } from "../lib/model/process/paths.ts";

/** Address of a picture in a question. */
export function mediaUrl(fileId: string): string {
  return filePath(fileId);
}

export interface RenderedQuestion {
  html: string;
  /** The page needs `maths.css`. */
  hasMaths: boolean;
}

/** A question as its student sees it, by the student's own component; what is half written shows as far as it goes. */
export async function renderQuestion(
  content: DraftContent,
  place: Pick<StudentQuestionPlace, "slotId" | "number" | "maxMark">,
  locale: string,
): Promise<RenderedQuestion> {
  const question = await studentQuestion(shown(content), { ...place, order: [], mediaUrl });
  const html = renderToString(
    <QuestionView
      question={question}
      response={null}
      name={`preview-${place.slotId}`}
      locale={locale}
      flagged={false}
    />,
  );
  return { html, hasMaths: question.hasMaths };
}

/** Units without a name are not there yet. */
function shown(content: DraftContent): DraftContent {
  if (content.kind !== "numerical") return content;
  const units = content.body.units.filter(({ label }) => label.trim() !== "");
  return { ...content, body: { units } };
}
