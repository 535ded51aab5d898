import type { VNode } from "preact";
import { useEffect } from "preact/hooks";
import { useLazy } from "./use_lazy.ts";
import { SelectField } from "../../components/SelectField.tsx";
import type { FieldError } from "../../lib/model/process/errors.ts";
import type { DraftContent } from "../../lib/model/questions/question_draft_schema.ts";
import { isMark } from "../../lib/model/marking/marks.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { ChoiceManyFields, ChoiceOneFields } from "./ChoiceFields.tsx";
import { EssayFields } from "./EssayFields.tsx";
import { KINDS } from "../../lib/model/questions/kind_names.ts";
import { type Language, languagesWith } from "../../lib/model/questions/languages.ts";
import { NumericalFields } from "./NumericalFields.tsx";
import { fieldId, type KindFields, NumberBox } from "./parts.tsx";
import type { QuestionDoc } from "./question_doc.ts";
import { RichField } from "./RichField.tsx";
import type { RubricFieldsProps } from "./RubricFields.tsx";
import { ShortFields, TrueFalseFields } from "./ShortFields.tsx";
import { Warnings } from "./Warnings.tsx";

export interface QuestionFormProps {
  doc: QuestionDoc;
  change: (doc: QuestionDoc) => void;
  setKind: (kind: QuestionKind) => void;
  mark: number;
  setMark: (mark: number) => void;
  /** What to mend; empty while nothing is shown. */
  problems: readonly FieldError[];
  /** What is worth a look, shown at any time. */
  warnings: readonly FieldError[];
  /** Offered; given by the page, so that their names are no part of its script. */
  languages: readonly Language[];
  /** A colleague's question: it can be read. */
  disabled?: boolean;
}

/** Everything an author writes of one question, whatever its kind. */
export function QuestionForm(props: QuestionFormProps): VNode {
  const { doc, change, setKind, mark, setMark, disabled = false } = props;
  const { content, rubric } = doc;
  const error = (path: string) => props.problems.find((it) => it.path === path)?.message;
  const warning = (path: string) => props.warnings.find((it) => it.path === path)?.message;
  const set = (next: DraftContent) => change({ ...doc, content: next });
  return (
    <fieldset class="question-form" disabled={disabled}>
      <legend class="vh">Question</legend>
      <div class="question-form__head">
        <SelectField
          name={fieldId("kind")}
          label="Kind"
          options={KINDS}
          value={content.kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value as QuestionKind)}
        />
        <div class="field">
          <span class="field__label" aria-hidden="true">Marks</span>
          <NumberBox
            path="defaultMark"
            label="Marks"
            text={String(mark)}
            disabled={disabled}
            onText={(text) => {
              const value = text === "" ? Number.NaN : Number(text);
              if (!(value >= 0 && value <= 100 && isMark(value))) return false;
              setMark(value);
              return true;
            }}
          />
        </div>
        <SelectField
          name={fieldId("locale")}
          label="Language"
          optional
          empty="The reader's own"
          options={languagesWith(props.languages, content.locale)}
          value={content.locale ?? ""}
          onChange={({ currentTarget }) => set({ ...content, locale: currentTarget.value || null })}
        />
      </div>
      <RichField
        path="prompt"
        label="Question"
        hint="Maths goes between dollar signs, as in $x^2$; chemistry in \ce{H2O}. H~2~O and x^2^ lower and raise."
        error={error("prompt")}
        lang={content.locale}
        value={content.prompt}
        onText={(prompt) => set({ ...content, prompt })}
      />
      <KindPart key={content.kind} content={content} change={set} error={error} warning={warning} />
      {content.kind === "essay" && (
        <Rubric
          rubric={rubric}
          change={(rows) => change({ ...doc, rubric: rows })}
          error={error}
          mark={mark}
          setMark={setMark}
        />
      )}
      <Warnings kind={content.kind} warnings={props.warnings} />
      <RichField
        path="explanation"
        label="Explanation"
        hint="Shown after release."
        optional
        error={error("explanation")}
        lang={content.locale}
        value={content.explanation}
        onText={(explanation) => set({ ...content, explanation })}
      />
    </fieldset>
  );
}

/** The parts of a rubric are loaded when an essay is opened. */
function Rubric(props: RubricFieldsProps): VNode {
  const { Part, want } = useLazy(() => import("./RubricFields.tsx"));
  useEffect(() => void want(), []);
  return Part === null ? <p class="hint">Opening...</p> : <Part.RubricFields {...props} />;
}

function KindPart(
  { content, ...rest }: Pick<KindFields<QuestionKind>, "error" | "warning"> & {
    content: DraftContent;
    change: (content: DraftContent) => void;
  },
): VNode {
  switch (content.kind) {
    case "choice_one":
      return <ChoiceOneFields content={content} {...rest} />;
    case "true_false":
      return <TrueFalseFields content={content} {...rest} />;
    case "choice_many":
      return <ChoiceManyFields content={content} {...rest} />;
    case "short":
      return <ShortFields content={content} {...rest} />;
    case "numerical":
      return <NumericalFields content={content} {...rest} />;
    case "essay":
      return <EssayFields content={content} {...rest} />;
  }
}
