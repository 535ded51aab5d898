import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { triangleAlert } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { questionText, testText } from "../../lib/model/questions/draft_text.ts";
import type { TestDoc } from "../../lib/model/exams/exam_edit.ts";
import type { Autosave } from "./autosave.ts";
import type { QuestionDoc } from "./question_doc.ts";

/** Two texts of one thing; nothing is saved until a person takes one. */
function ClashPanel(
  { message, mine, theirs, choose }: {
    /** "Ms Rao changed this at 10:40". */
    message: string;
    mine: string;
    theirs: string;
    choose: (keep: "mine" | "theirs") => void;
  },
): VNode {
  const text = (head: string, words: string, button: string, keep: "mine" | "theirs") => (
    <div>
      <h3>{head}</h3>
      <pre class="clash__text" dir="auto" tabIndex={0}>{words}</pre>
      <Button type="button" onClick={() => choose(keep)}>{button}</Button>
    </div>
  );
  return (
    <section class="clash" role="alert" aria-labelledby="clash-title">
      <h2 id="clash-title" class="row warn">
        <Glyph of={triangleAlert} /> {message}.
      </h2>
      <div class="clash__texts">
        {text("Yours", mine, "Keep yours", "mine")}
        {text("The other", theirs, "Take this one", "theirs")}
      </div>
    </section>
  );
}

/** A question that two windows changed. */
export function QuestionClash({ of }: { of: Autosave<QuestionDoc> }): VNode | null {
  const { status, value } = of;
  if (status.kind !== "clash") return null;
  return (
    <ClashPanel
      message={status.message}
      mine={questionText(value)}
      theirs={questionText(status.theirs as QuestionDoc)}
      choose={(keep) => of.choose(keep)}
    />
  );
}

/** Title, order or marks of a test that two windows changed. */
export function TestClash(
  { of, titleOf }: { of: Autosave<TestDoc>; titleOf: (slotId: string) => string },
): VNode | null {
  const { status, value } = of;
  if (status.kind !== "clash") return null;
  return (
    <ClashPanel
      message={status.message}
      mine={testText(value, titleOf)}
      theirs={testText(status.theirs as TestDoc, titleOf)}
      choose={(keep) => of.choose(keep)}
    />
  );
}
