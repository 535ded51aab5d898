import type { VNode } from "preact";
import type { TeacherQuestion } from "../lib/model/questions/authoring_schema.ts";
import { questionText } from "../lib/model/questions/draft_text.ts";
import { kindName } from "../lib/model/questions/kind_names.ts";
import { Badge } from "./Badge.tsx";
import { Card } from "./Card.tsx";
import { testPath } from "../lib/model/process/paths.ts";

export interface QuestionFactsProps {
  question: TeacherQuestion;
  usage: { tests: readonly { id: string; title: string }[]; others: number };
  subjects: ReadonlyMap<string, string>;
}

/** Key, labels and use of a question, for those who write tests. */
export function QuestionFacts({ question, usage, subjects }: QuestionFactsProps): VNode {
  const { version, rubric, tags, level, subjectId } = question;
  return (
    <>
      {version && (
        <Card title="With its key" id="key">
          <pre
            class="clash__text"
            dir="auto"
          >{questionText({ content: version.content, rubric })}</pre>
        </Card>
      )}
      <Card title="About it" id="about">
        <dl class="definitions">
          <dt>Kind</dt>
          <dd>{kindName(question.kind)}</dd>
          <dt>Marks</dt>
          <dd>{question.defaultMark}</dd>
          <dt>Subject</dt>
          <dd>{subjects.get(subjectId ?? "") ?? "None"}</dd>
          <dt>Level</dt>
          <dd>{level ?? "None"}</dd>
          <dt>Tags</dt>
          <dd class="row">
            {tags.length === 0 ? "None" : tags.map((tag) => <Badge key={tag}>{tag}</Badge>)}
          </dd>
          <dt>Used in</dt>
          <dd>
            <Usage usage={usage} />
          </dd>
        </dl>
      </Card>
    </>
  );
}

function Usage({ usage: { tests, others } }: Pick<QuestionFactsProps, "usage">): VNode {
  if (tests.length + others === 0) return <>No test</>;
  return (
    <ul role="list">
      {tests.map(({ id, title }) => (
        <li key={id}>
          <a href={testPath(id)} dir="auto">{title}</a>
        </li>
      ))}
      {others > 0 && (
        <li class="muted">{others === 1 ? "1 test" : `${others} tests`} of colleagues</li>
      )}
    </ul>
  );
}
