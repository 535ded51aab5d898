import type { VNode } from "preact";
import { CheckField } from "../../components/CheckField.tsx";
import { Fieldset } from "../../components/Field.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { ContentOf } from "../../lib/model/questions/question_schema.ts";
import { focusAdded, shortId } from "./device.ts";
import {
  AddButton,
  fieldId,
  GroupError,
  type KindFields,
  NumberBox,
  percentText,
  RemoveButton,
} from "./parts.tsx";

type Fields = KindFields<"numerical">;
type Range = ContentOf<"numerical">["key"]["accept"][number];

const TOLERANCES = [
  { value: "absolute", label: "Within" },
  { value: "relative", label: "Within a part of it" },
  { value: "geometric", label: "Within a factor" },
  { value: "figures", label: "Significant figures" },
];
const SIZE_LABELS = {
  absolute: "Plus or minus",
  relative: "Part, such as 0.05",
  geometric: "Factor less 1, such as 0.05",
  figures: "Figures",
};

/** A number: accepted values with their tolerance, and units. */
export function NumericalFields(props: Fields): VNode {
  const { content, change } = props;
  const { key } = content;
  const set = (accept: Range[]) => change({ ...content, key: { ...key, accept } });
  const another: Range = { value: "", tolerance: { rule: "absolute", size: "0" }, credit: 0.5 };
  return (
    <>
      <Fieldset
        id={fieldId("key.accept")}
        legend="Accepted numbers"
        note="The first that fits counts"
      >
        {key.accept.map((row, i) => (
          <RangeRow
            key={i}
            {...props}
            row={row}
            index={i}
            set={(changed) => set(key.accept.with(i, changed))}
            remove={key.accept.length > 1 ? () => set(key.accept.toSpliced(i, 1)) : undefined}
          />
        ))}
        {key.accept.length < 10 && (
          <AddButton
            onClick={() => {
              set([...key.accept, another]);
              focusAdded(`key.accept.${key.accept.length}.value`);
            }}
          >
            Accept another number
          </AddButton>
        )}
        <CheckField
          name={fieldId("key.percent")}
          label="50% is read as 0.5"
          checked={key.percent === "allow"}
          onChange={({ currentTarget }) => {
            const percent = currentTarget.checked ? "allow" : "refuse";
            change({ ...content, key: { ...key, percent } });
          }}
        />
        <CheckField
          name={fieldId("key.expressions")}
          label="π, √ and \frac are read, as in 2√3 or π/4"
          checked={key.expressions === "allow"}
          onChange={({ currentTarget }) => {
            const expressions = currentTarget.checked ? "allow" : "refuse";
            change({ ...content, key: { ...key, expressions } });
          }}
        />
      </Fieldset>
      <Units {...props} />
    </>
  );
}

function RangeRow(
  { row, index, set, remove, error, warning }: Fields & {
    row: Range;
    index: number;
    set: (row: Range) => void;
    remove: (() => void) | undefined;
  },
): VNode {
  const path = `key.accept.${index}`;
  const { tolerance } = row;
  return (
    <div class="range-row">
      <TextField
        name={fieldId(`${path}.value`)}
        label="Number"
        hint="-2.5, 7/20 or π/4"
        error={error(`${path}.value`)}
        warning={warning(`${path}.value`)}
        inputMode="text"
        most={40}
        value={row.value}
        onInput={({ currentTarget }) => set({ ...row, value: currentTarget.value })}
      />
      <SelectField
        name={fieldId(`${path}.tolerance.rule`)}
        label="Tolerance"
        options={TOLERANCES}
        value={tolerance.rule}
        onChange={({ currentTarget }) => {
          const rule = currentTarget.value as typeof tolerance.rule;
          const size = rule === "figures"
            ? "3"
            : tolerance.rule === "figures"
            ? "0"
            : tolerance.size;
          set({ ...row, tolerance: { rule, size } });
        }}
      />
      <TextField
        name={fieldId(`${path}.tolerance.size`)}
        label={SIZE_LABELS[tolerance.rule]}
        error={error(`${path}.tolerance.size`)}
        inputMode="decimal"
        most={30}
        value={tolerance.size}
        onInput={({ currentTarget }) =>
          set({ ...row, tolerance: { ...tolerance, size: currentTarget.value } })}
      />
      <div class="range-row__end">
        <NumberBox
          path={`${path}.credit`}
          label={`Credit of number ${index + 1} in per cent`}
          text={`${percentText(row.credit)}%`}
          onText={(text) => {
            const credit = Number(text.replace("%", "") || Number.NaN) / 100;
            if (!(credit >= 0 && credit <= 1)) return false;
            set({ ...row, credit });
            return true;
          }}
        />
        <RemoveButton name={`number ${index + 1}`} remove={remove} />
      </div>
      <GroupError path={`${path}-note`} error={error(path)} />
    </div>
  );
}

function Units({ content, change, error, warning }: Fields): VNode {
  const { body, key } = content;
  function set(units: typeof body.units, unitFactors: typeof key.unitFactors): void {
    change({ ...content, body: { units }, key: { ...key, unitFactors } });
  }
  function add(): void {
    const id = shortId();
    set([...body.units, { id, label: "" }], {
      ...key.unitFactors,
      [id]: body.units.length === 0 ? "1" : "",
    });
    focusAdded(`body.units.${body.units.length}.label`);
  }
  function remove(id: string): void {
    const factors = Object.entries(key.unitFactors).filter(([unitId]) => unitId !== id);
    const units = body.units.filter((unit) => unit.id !== id);
    const first = units[0] ? { [units[0].id]: "1" } : {};
    set(units, { ...Object.fromEntries(factors), ...first });
  }
  return (
    <Fieldset
      id={fieldId("body.units")}
      legend="Units"
      note="(optional)"
      hint={body.units.length > 1 ? "The accepted numbers are in the first unit." : undefined}
    >
      {body.units.map(({ id, label }, i) => (
        <div class="unit-row" key={id}>
          <TextField
            name={fieldId(`body.units.${i}.label`)}
            label={`Unit ${i + 1}`}
            error={error(`body.units.${i}.label`)}
            warning={warning(`body.units.${i}.label`)}
            most={20}
            value={label}
            onInput={({ currentTarget }) =>
              set(body.units.with(i, { id, label: currentTarget.value }), key.unitFactors)}
          />
          {i > 0 && (
            <TextField
              name={fieldId(`key.unitFactors.${id}`)}
              label={`Times ${body.units[0]?.label || "the first"}`}
              error={error(`key.unitFactors.${id}`)}
              inputMode="decimal"
              most={40}
              value={key.unitFactors[id] ?? ""}
              onInput={({ currentTarget }) =>
                set(body.units, { ...key.unitFactors, [id]: currentTarget.value })}
            />
          )}
          <RemoveButton name={`unit ${i + 1}`} remove={() => remove(id)} />
        </div>
      ))}
      {body.units.length < 10 && <AddButton onClick={add}>Add unit</AddButton>}
      {body.units.length > 1 && <Penalties content={content} change={change} />}
    </Fieldset>
  );
}

/** What a wrong and a missing unit cost, with answers that show it. With a single unit, which stands beside the field, there is neither. */
function Penalties({ content, change }: Pick<Fields, "content" | "change">): VNode {
  const { body: { units }, key } = content;
  const { unitPenalty, missingUnitPenalty = unitPenalty } = key;
  const set = (penalties: { unitPenalty: number; missingUnitPenalty: number }) =>
    change({ ...content, key: { ...key, ...penalties } });
  const number = key.accept[0]?.value || "44";
  const samples = [
    { typed: `${number} ${units[0]?.label ?? ""}`, lost: 0 },
    { typed: number, lost: missingUnitPenalty },
    { typed: `${number} ${units[1]?.label ?? ""}`, lost: unitPenalty },
  ];
  return (
    <>
      <PenaltyBox
        path="key.unitPenalty"
        label="Lost for a wrong unit"
        part={unitPenalty}
        set={(part) => set({ unitPenalty: part, missingUnitPenalty })}
      />
      <PenaltyBox
        path="key.missingUnitPenalty"
        label="Lost for a missing unit"
        part={missingUnitPenalty}
        set={(part) => set({ unitPenalty, missingUnitPenalty: part })}
      />
      <ul class="hint" role="list" aria-label="What such answers earn">
        {samples.map(({ typed, lost }) => (
          <li key={typed}>
            <b>{typed}</b> earns {percentText(1 - lost)}% of the credit
          </li>
        ))}
      </ul>
    </>
  );
}

function PenaltyBox(
  { path, label, part, set }: {
    path: string;
    label: string;
    part: number;
    set: (part: number) => void;
  },
): VNode {
  return (
    <label class="inline-field">
      {label}
      <NumberBox
        path={path}
        label={`${label}, in per cent`}
        text={`${percentText(part)}%`}
        onText={(text) => {
          const typed = Number(text.replace("%", "") || Number.NaN) / 100;
          if (!(typed >= 0 && typed <= 1)) return false;
          set(typed);
          return true;
        }}
      />
    </label>
  );
}
