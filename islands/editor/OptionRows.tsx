import type { VNode } from "preact";
import { FieldNotes } from "../../components/Field.tsx";
import { overText } from "../../lib/model/text/text_limit.ts";
import type { ContentOf } from "../../lib/model/questions/question_schema.ts";
import { focusAdded, shortId } from "./device.ts";
import {
  AddButton,
  fieldId,
  moved,
  moveKeys,
  NumberBox,
  percentText,
  RemoveButton,
  RowHandle,
} from "./parts.tsx";

type Choice = ContentOf<"choice_one" | "choice_many">;
type Option = Choice["body"]["options"][number];
export type Options = Pick<Choice["body"], "options"> & Pick<Choice["key"], "credit" | "feedback">;

const MAX_OPTIONS = 20;

export interface OptionRowsProps {
  it: Options;
  change: (it: Options) => void;
  error: (path: string) => string | undefined;
  warning: (path: string) => string | undefined;
  type: "radio" | "checkbox";
  isRight: (optionId: string) => boolean;
  setRight: (optionId: string, right: boolean) => void;
  /** Parts of the mark are typed per option. */
  credits: boolean;
  feedback: boolean;
  /** Language of the options; `null` where it is the page's. */
  lang: string | null;
}

/** The options of a choice question with what each is worth. Enter goes to the next, and adds one at the end. */
export function OptionRows(props: OptionRowsProps): VNode {
  const { it, change } = props;
  const change1 = (options: Option[]) => change({ ...it, options });
  function add(): void {
    if (it.options.length >= MAX_OPTIONS) return;
    change1([...it.options, { id: shortId(), text: "" }]);
    focusAdded(`body.options.${it.options.length}.text`);
  }
  function remove(id: string): void {
    const without = (record: Record<string, number>) =>
      Object.fromEntries(Object.entries(record).filter(([key]) => key !== id));
    const feedback = Object.entries(it.feedback).filter(([key]) => key !== id);
    change({
      options: it.options.filter((option) => option.id !== id),
      credit: without(it.credit),
      feedback: Object.fromEntries(feedback),
    });
  }
  return (
    <div class="option-rows" id={fieldId("key.credit")} tabIndex={-1}>
      {it.options.map((option, i) => (
        <OptionRow
          key={option.id}
          {...props}
          option={option}
          index={i}
          setText={(text) => change1(it.options.with(i, { ...option, text }))}
          move={(by) => change1(moved(it.options, i, by))}
          remove={it.options.length > 2 ? () => remove(option.id) : undefined}
          next={() => {
            const path = `body.options.${i + 1}.text`;
            if (i + 1 === it.options.length) add();
            else document.getElementById(fieldId(path))?.focus();
          }}
        />
      ))}
      {it.options.length < MAX_OPTIONS && <AddButton onClick={add}>Add option</AddButton>}
    </div>
  );
}

/** Longest option and feedback, in UTF-16 code units. */
const MAX_OPTION = 2_000;
const MAX_FEEDBACK = 1_000;

interface OptionRowProps extends OptionRowsProps {
  option: Option;
  index: number;
  setText: (text: string) => void;
  move: (by: -1 | 1) => void;
  remove: (() => void) | undefined;
  next: () => void;
}

function OptionRow(props: OptionRowProps): VNode {
  const { option, index, type, isRight, setRight, move, remove, credits } = props;
  const name = `option ${index + 1}`;
  const path = `body.options.${index}.text`;
  const error = overText(option.text, MAX_OPTION) ?? props.error(path);
  const warning = error ? undefined : props.warning(path);
  const note = error ? "error" : warning ? "warning" : null;
  const right = isRight(option.id);
  return (
    <div class="option-row" onKeyDown={moveKeys(move)}>
      <RowHandle id={`option-${option.id}`} name={name} move={move} />
      <input
        type={type}
        name="right-option"
        class={type === "radio" ? "box box--round box--right" : "box box--right"}
        aria-label={`Option ${index + 1} is right`}
        checked={right}
        onChange={({ currentTarget }) => setRight(option.id, currentTarget.checked)}
      />
      <input
        id={fieldId(path)}
        class="input"
        aria-label={`Option ${index + 1}`}
        aria-invalid={error ? "true" : undefined}
        aria-describedby={note ? `${fieldId(path)}-${note}` : undefined}
        dir="auto"
        lang={props.lang ?? undefined}
        value={option.text}
        onInput={({ currentTarget }) => props.setText(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.isComposing) return;
          event.preventDefault();
          props.next();
        }}
      />
      {credits && <CreditBox {...props} />}
      <RemoveButton name={name} remove={remove} />
      {error && <p class="option-row__note bad" id={`${fieldId(path)}-error`}>{error}</p>}
      <FieldNotes id={fieldId(path)} warning={warning} />
      {props.feedback && <FeedbackBox {...props} />}
    </div>
  );
}

/** Part of the mark, typed in per cent. */
function CreditBox({ it, change, option, index }: OptionRowProps): VNode {
  return (
    <NumberBox
      path={`key.credit.${option.id}`}
      label={`Credit of option ${index + 1} in per cent`}
      text={`${percentText(it.credit[option.id] ?? 0)}%`}
      onText={(text) => {
        const part = Number(text.replace("%", "") || Number.NaN) / 100;
        if (!(Math.abs(part) <= 1)) return false;
        change({ ...it, credit: { ...it.credit, [option.id]: part } });
        return true;
      }}
    />
  );
}

function FeedbackBox({ it, change, option, index }: OptionRowProps): VNode {
  const words = it.feedback[option.id] ?? "";
  const over = overText(words, MAX_FEEDBACK);
  const id = fieldId(`key.feedback.${option.id}`);
  return (
    <>
      <input
        id={id}
        class="input option-row__note"
        aria-label={`Feedback for option ${index + 1}`}
        placeholder={`Shown to whoever chose option ${index + 1}`}
        aria-invalid={over ? "true" : undefined}
        aria-describedby={over ? `${id}-error` : undefined}
        value={words}
        onInput={({ currentTarget: { value } }) => {
          const rest = Object.entries(it.feedback).filter(([id]) => id !== option.id);
          const own = value === "" ? [] : [[option.id, value]];
          change({ ...it, feedback: Object.fromEntries([...rest, ...own]) });
        }}
      />
      {over && <p class="option-row__note bad" id={`${id}-error`}>{over}</p>}
    </>
  );
}
