import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { CheckField } from "../../components/CheckField.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import type { ContentOf } from "../../lib/model/questions/question_schema.ts";
import { OptionRows, type Options } from "./OptionRows.tsx";
import { fieldId, GroupError, type KindFields } from "./parts.tsx";

/** Choose one: options, of which one is worth the full mark. */
export function ChoiceOneFields(
  { content, change, error, warning }: KindFields<"choice_one">,
): VNode {
  const { body, key } = content;
  const [feedback, setFeedback] = useState(Object.keys(key.feedback).length > 0);
  function set({ options, ...rest }: Options): void {
    change({ ...content, body: { ...body, options }, key: { ...key, ...rest } });
  }
  function setRight(id: string): void {
    const others = Object.entries(key.credit).filter(([, credit]) => credit !== 1);
    set({ ...key, options: body.options, credit: { ...Object.fromEntries(others), [id]: 1 } });
  }
  return (
    <Group legend="Options" note="Tick the right one" credit>
      <OptionRows
        it={{ options: body.options, ...key }}
        change={set}
        error={error}
        warning={warning}
        type="radio"
        isRight={(id) => key.credit[id] === 1}
        setRight={setRight}
        credits
        feedback={feedback}
        lang={content.locale}
      />
      <GroupError
        path="key.credit"
        error={error("key.credit") ?? error("body.options")}
        warning={warning("key.credit")}
      />
      <Switches
        shuffle={body.shuffle}
        setShuffle={(shuffle) => change({ ...content, body: { ...body, shuffle } })}
        feedback={feedback}
        setFeedback={setFeedback}
      />
    </Group>
  );
}

const RULES = [
  { value: "right_minus_wrong", label: "Right ones minus wrong ones" },
  { value: "set", label: "All or nothing" },
  { value: "sum", label: "Credit per option" },
];

/** Choose any number: each option right or wrong, or worth its own part. */
export function ChoiceManyFields(
  { content, change, error, warning }: KindFields<"choice_many">,
): VNode {
  const { body, key } = content;
  const [feedback, setFeedback] = useState(Object.keys(key.feedback).length > 0);
  const isRight = (id: string) => (key.credit[id] ?? 0) > 0;
  function set({ options, ...rest }: Options): void {
    change({ ...content, body: { ...body, options }, key: { ...key, ...rest } });
  }
  function setRight(id: string, right: boolean): void {
    const ids = body.options.map((option) => option.id).filter((it) =>
      it === id ? right : isRight(it)
    );
    change({ ...content, key: { ...key, credit: equalCredit(ids) } });
  }
  return (
    <Group legend="Options" note="Tick every right one" credit={key.rule === "sum"}>
      <OptionRows
        it={{ options: body.options, credit: key.credit, feedback: key.feedback }}
        change={set}
        error={error}
        warning={warning}
        type="checkbox"
        isRight={isRight}
        setRight={setRight}
        credits={key.rule === "sum"}
        feedback={feedback}
        lang={content.locale}
      />
      <GroupError
        path="key.credit"
        error={error("key.credit") ?? error("body.options")}
        warning={warning("key.credit")}
      />
      <Switches
        shuffle={body.shuffle}
        setShuffle={(shuffle) => change({ ...content, body: { ...body, shuffle } })}
        feedback={feedback}
        setFeedback={setFeedback}
      />
      <div class="form__row">
        <SelectField
          name={fieldId("key.rule")}
          label="Marks for a part"
          options={RULES}
          value={key.rule}
          onChange={({ currentTarget: { value } }) => {
            const rule = value as typeof key.rule;
            const right = body.options.map(({ id }) => id).filter(isRight);
            const credit = rule === "sum" ? key.credit : equalCredit(right);
            change({ ...content, key: { ...key, rule, credit } });
          }}
        />
        <Limit name="min" label="Choose at least" {...{ content, change, error, warning }} />
        <Limit name="max" label="Choose at most" {...{ content, change, error, warning }} />
      </div>
    </Group>
  );
}

/** Parts that add up to a full mark, kept to 7 decimals. */
function equalCredit(ids: readonly string[]): Record<string, number> {
  const part = Math.round(1e7 / ids.length) / 1e7;
  return Object.fromEntries(ids.map((id) => [id, part]));
}

function Limit(
  { name, label, content, change, error }: KindFields<"choice_many"> & {
    name: "min" | "max";
    label: string;
  },
): VNode {
  const { body } = content;
  const value = body[name];
  const counts = body.options.map((_, i) => ({ value: String(i + 1), label: String(i + 1) }));
  return (
    <SelectField
      name={fieldId(`body.${name}`)}
      label={label}
      optional
      error={error(`body.${name}`)}
      options={counts}
      empty="Any number"
      value={value === null ? "" : String(value)}
      onChange={({ currentTarget }) => {
        const count = currentTarget.value === "" ? null : Number(currentTarget.value);
        change({ ...content, body: { ...body, [name]: count } });
      }}
    />
  );
}

function Group(
  { legend, note, credit, children }: {
    legend: string;
    note: string;
    credit: boolean;
    children: VNode[];
  },
): VNode {
  return (
    <fieldset class="fieldset options">
      <legend class="fieldset__legend options__legend">
        <span>
          {legend} <small>{note}</small>
        </span>
        {credit && <small class="options__credit" aria-hidden="true">Credit</small>}
      </legend>
      {children}
    </fieldset>
  );
}

function Switches(
  { shuffle, setShuffle, feedback, setFeedback }: {
    shuffle: ContentOf<"choice_one">["body"]["shuffle"];
    setShuffle: (shuffle: boolean) => void;
    feedback: boolean;
    setFeedback: (feedback: boolean) => void;
  },
): VNode {
  return (
    <div class="row">
      <CheckField
        name="shuffle"
        label="Shuffle for each student"
        checked={shuffle}
        onChange={({ currentTarget }) => setShuffle(currentTarget.checked)}
      />
      <CheckField
        name="feedback"
        label="Feedback per option"
        checked={feedback}
        onChange={({ currentTarget }) => setFeedback(currentTarget.checked)}
      />
    </div>
  );
}
