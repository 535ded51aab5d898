import { useEffect } from "preact/hooks";
import type { VNode } from "preact";
import type { TestDoc } from "../../lib/model/exams/exam_edit.ts";
import type { Autosave } from "./autosave.ts";
import type { QuestionDoc } from "./question_doc.ts";
import { useLazy } from "./use_lazy.ts";

type ClashProps =
  | { kind: "question"; of: Autosave<QuestionDoc> }
  | { kind: "test"; of: Autosave<TestDoc>; titleOf: (slotId: string) => string };

/** Shows two texts to choose from, once there are two; few pages ever load what this takes. */
export function Clash(props: ClashProps): VNode | null {
  const { Part, want } = useLazy(() => import("./ClashPanel.tsx"));
  const { status } = props.of;
  const clashes = status.kind === "clash";
  useEffect(() => {
    if (clashes) void want();
  }, [clashes]);
  if (!clashes) return null;
  if (Part === null) return <p class="clash" role="alert">{status.message}.</p>;
  return props.kind === "question"
    ? <Part.QuestionClash {...props} />
    : <Part.TestClash {...props} />;
}
