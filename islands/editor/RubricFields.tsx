import type { VNode } from "preact";
import { overText } from "../../lib/model/text/text_limit.ts";
import { Button } from "../../components/Button.tsx";
import { Fieldset } from "../../components/Field.tsx";
import type { DraftRubric } from "../../lib/model/questions/question_draft_schema.ts";
import { isMark } from "../../lib/model/marking/marks.ts";
import { focusAdded, shortId } from "./device.ts";
import {
  AddButton,
  fieldId,
  GroupError,
  moved,
  moveKeys,
  NumberBox,
  RemoveButton,
  RowHandle,
} from "./parts.tsx";

export interface RubricFieldsProps {
  rubric: DraftRubric;
  change: (rubric: DraftRubric) => void;
  error: (path: string) => string | undefined;
  mark: number;
  setMark: (mark: number) => void;
}

type Row = DraftRubric[number];

/** Longest name of a rubric's row and text of its level, in UTF-16 code units. */
const MAX_ROW_TITLE = 200;
const MAX_LEVEL = 500;
/** Rows of a rubric; together their best levels are the marks the question suggests. */
export function RubricFields(props: RubricFieldsProps): VNode {
  const { rubric, change, mark, setMark } = props;
  const best = (row: Row) => Math.max(0, ...row.levels.map(({ points }) => points));
  const total = Math.round(rubric.reduce((sum, row) => sum + best(row), 0) * 100) / 100;
  function add(): void {
    const levels = [["Not yet", 0], ["In part", 1], ["Fully", 2]].map(([text, points]) => ({
      ...{ id: shortId(), text: String(text), points: Number(points) },
    }));
    change([...rubric, { id: shortId(), title: "", levels }]);
    focusAdded(`rubric.${rubric.length}.title`);
  }
  return (
    <Fieldset
      id={fieldId("rubric")}
      legend="Rubric"
      note={rubric.length === 0 ? "(optional)" : `${total} points`}
      hint={rubric.length === 0 ? "Markers choose a level in each row." : undefined}
    >
      {rubric.map((row, i) => (
        <RubricRow
          key={row.id}
          row={row}
          index={i}
          error={props.error}
          set={(changed) => change(rubric.with(i, changed))}
          move={(by) => change(moved(rubric, i, by))}
          remove={() => change(rubric.toSpliced(i, 1))}
        />
      ))}
      {rubric.length < 20 && <AddButton onClick={add}>Add row</AddButton>}
      {rubric.length > 0 && total !== mark && (
        <p class="row small warn">
          The question is worth {mark}, the rubric {total}.
          <Button type="button" look="link" size="small" onClick={() => setMark(total)}>
            Make it {total}
          </Button>
        </p>
      )}
    </Fieldset>
  );
}

interface RubricRowProps {
  row: Row;
  index: number;
  error: (path: string) => string | undefined;
  set: (row: Row) => void;
  move: (by: -1 | 1) => void;
  remove: () => void;
}

function RubricRow({ row, index, error, set, move, remove }: RubricRowProps): VNode {
  const path = `rubric.${index}`;
  const name = `row ${index + 1}`;
  const titleError = overText(row.title, MAX_ROW_TITLE) ?? error(`${path}.title`);
  const levelError = (i: number) =>
    overText(row.levels[i]?.text ?? "", MAX_LEVEL) ?? error(`${path}.levels.${i}.text`);
  return (
    <div class="rubric-row">
      <div class="option-row" onKeyDown={moveKeys(move)}>
        <RowHandle id={`rubric-${row.id}`} name={name} move={move} />
        <input
          id={fieldId(`${path}.title`)}
          class="input"
          aria-label={`Name of row ${index + 1}`}
          placeholder="What is marked, such as Reasoning"
          aria-invalid={titleError ? "true" : undefined}
          aria-describedby={titleError ? `${fieldId(`${path}.title-note`)}-error` : undefined}
          value={row.title}
          onInput={({ currentTarget }) => set({ ...row, title: currentTarget.value })}
        />
        <RemoveButton name={name} remove={remove} />
        <GroupError
          path={`${path}.title-note`}
          error={titleError ?? error(`${path}.levels`)}
        />
      </div>
      <ul role="list" class="rubric-row__levels">
        {row.levels.map((level, i) => (
          <li key={level.id} class="level-row">
            <NumberBox
              path={`${path}.levels.${i}.points`}
              label={`Points of level ${i + 1}`}
              text={String(level.points)}
              onText={(text) => {
                const points = text === "" ? Number.NaN : Number(text);
                if (!(points >= 0 && points <= 100 && isMark(points))) return false;
                set({ ...row, levels: row.levels.with(i, { ...level, points }) });
                return true;
              }}
            />
            <input
              id={fieldId(`${path}.levels.${i}.text`)}
              class="input"
              aria-label={`What level ${i + 1} means`}
              aria-invalid={levelError(i) ? "true" : undefined}
              value={level.text}
              onInput={({ currentTarget }) =>
                set({
                  ...row,
                  levels: row.levels.with(i, { ...level, text: currentTarget.value }),
                })}
            />
            <RemoveButton
              name={`level ${i + 1}`}
              remove={row.levels.length > 2
                ? () => set({ ...row, levels: row.levels.toSpliced(i, 1) })
                : undefined}
            />
            <GroupError path={`${path}.levels.${i}.text-note`} error={levelError(i)} />
          </li>
        ))}
      </ul>
      {row.levels.length < 10 && (
        <AddButton
          onClick={() => {
            set({ ...row, levels: [...row.levels, { id: shortId(), points: 0, text: "" }] });
            focusAdded(`${path}.levels.${row.levels.length}.text`);
          }}
        >
          Add level
        </AddButton>
      )}
    </div>
  );
}
