import type { VNode } from "preact";
import { questionText } from "../lib/model/questions/draft_text.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import type { DraftRubric } from "../lib/model/questions/question_draft_schema.ts";
import type { QuestionVersion } from "../lib/model/questions/question_schema.ts";
import { Timestamp } from "./Timestamp.tsx";

export interface QuestionHistoryProps {
  /** Newest first. */
  versions: readonly { version: QuestionVersion; rubric: DraftRubric; author: string }[];
  style: TimeStyle;
}

/** Every version of a question, with its text. */
export function QuestionHistory({ versions, style }: QuestionHistoryProps): VNode {
  return (
    <ol role="list" class="history">
      {versions.map(({ version, rubric, author }) => (
        <li key={version.version}>
          <details class="disclosure">
            <summary>Version {version.version}</summary>
            <pre class="clash__text" dir="auto">{questionText({ ...version, rubric })}</pre>
          </details>
          <span class="small muted">
            {author}, <Timestamp at={version.createdAt} style={style} />
          </span>
        </li>
      ))}
    </ol>
  );
}
