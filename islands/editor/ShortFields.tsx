import type { VNode } from "preact";
import { overText } from "../../lib/model/text/text_limit.ts";
import { CheckField, RadioField } from "../../components/CheckField.tsx";
import { Fieldset } from "../../components/Field.tsx";
import { TextField } from "../../components/TextField.tsx";
import { focusAdded } from "./device.ts";
import {
  AddButton,
  fieldId,
  GroupError,
  type KindFields,
  moved,
  moveKeys,
  NumberBox,
  percentText,
  RemoveButton,
  RowHandle,
} from "./parts.tsx";

/** Longest accepted answer, in UTF-16 code units. */
const MAX_PATTERN = 200;

/** True or false, with words for whoever chose either. */
export function TrueFalseFields({ content, change, error }: KindFields<"true_false">): VNode {
  const { key } = content;
  const feedback = (id: "true" | "false", label: string) => (
    <TextField
      name={fieldId(`key.feedback.${id}`)}
      label={label}
      optional
      most={1_000}
      value={key.feedback[id] ?? ""}
      onInput={({ currentTarget: { value } }) =>
        change({ ...content, key: { ...key, feedback: { ...key.feedback, [id]: value } } })}
    />
  );
  return (
    <>
      <RadioField
        name={fieldId("key.answer")}
        legend="The right answer"
        error={error("key.answer")}
        options={[{ value: "true", label: "True" }, { value: "false", label: "False" }]}
        value={String(key.answer)}
        onChange={({ target }) => {
          if (!(target instanceof HTMLInputElement)) return;
          change({ ...content, key: { ...key, answer: target.value === "true" } });
        }}
      />
      <div class="form__row">
        {feedback("true", "Feedback to true")}
        {feedback("false", "Feedback to false")}
      </div>
    </>
  );
}

/** Short text: the answers that are accepted, each with its part of the mark. */
export function ShortFields({ content, change, error, warning }: KindFields<"short">): VNode {
  const { key } = content;
  const set = (accept: typeof key.accept) => change({ ...content, key: { ...key, accept } });
  return (
    <Fieldset
      id={fieldId("key.accept")}
      legend="Accepted answers"
      hint="* stands for any run of characters: photo* takes photosynthesis too."
    >
      {key.accept.map((row, i) => {
        const path = `key.accept.${i}.pattern`;
        const name = `answer ${i + 1}`;
        const wrong = overText(row.pattern, MAX_PATTERN) ?? error(path);
        const odd = wrong ? undefined : warning(path);
        const note = wrong ? "error" : odd ? "warning" : null;
        const move = (by: -1 | 1) => set(moved(key.accept, i, by));
        return (
          <div class="option-row" key={i} onKeyDown={moveKeys(move)}>
            <RowHandle id={`accept-${i}`} name={name} move={move} />
            <input
              id={fieldId(path)}
              class="input"
              aria-label={`Accepted answer ${i + 1}`}
              aria-invalid={wrong ? "true" : undefined}
              aria-describedby={note ? `${fieldId(`${path}-note`)}-${note}` : undefined}
              dir="auto"
              lang={content.locale ?? undefined}
              value={row.pattern}
              onInput={({ currentTarget }) =>
                set(key.accept.with(i, { ...row, pattern: currentTarget.value }))}
            />
            <NumberBox
              path={`key.accept.${i}.credit`}
              label={`Credit of answer ${i + 1} in per cent`}
              text={`${percentText(row.credit)}%`}
              onText={(text) => {
                const credit = Number(text.replace("%", "") || Number.NaN) / 100;
                if (!(credit >= 0 && credit <= 1)) return false;
                set(key.accept.with(i, { ...row, credit }));
                return true;
              }}
            />
            <RemoveButton
              name={name}
              remove={key.accept.length > 1 ? () => set(key.accept.toSpliced(i, 1)) : undefined}
            />
            <GroupError path={`${path}-note`} error={wrong} warning={odd} />
          </div>
        );
      })}
      {key.accept.length < 30 && (
        <AddButton
          onClick={() => {
            set([...key.accept, { pattern: "", credit: 1 }]);
            focusAdded(`key.accept.${key.accept.length}.pattern`);
          }}
        >
          Accept another answer
        </AddButton>
      )}
      <div class="row">
        <CheckField
          name={fieldId("key.caseSensitive")}
          label="Capital letters count"
          checked={key.caseSensitive}
          onChange={({ currentTarget }) =>
            change({ ...content, key: { ...key, caseSensitive: currentTarget.checked } })}
        />
        <CheckField
          name={fieldId("key.accents")}
          label="Accents count"
          checked={key.accents === "strict"}
          onChange={({ currentTarget }) => {
            const accents = currentTarget.checked ? "strict" : "fold";
            change({ ...content, key: { ...key, accents } });
          }}
        />
      </div>
    </Fieldset>
  );
}
