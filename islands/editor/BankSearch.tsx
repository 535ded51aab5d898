import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { CheckField } from "../../components/CheckField.tsx";
import { SelectField } from "../../components/SelectField.tsx";
import { TextField } from "../../components/TextField.tsx";
import type { QuestionRow } from "../../lib/model/questions/authoring_schema.ts";
import { kindName, KINDS } from "../../lib/model/questions/kind_names.ts";
import { type Answer, ask, failureText } from "./api.ts";
import { API_QUESTIONS_PATH } from "../../lib/model/process/paths.ts";

interface Found {
  items: QuestionRow[];
  next: string | null;
}

const WAIT_MS = 300;

export interface BankSearchProps {
  /** Questions of the test's subject first, unless all are wanted. */
  subjectId: string | null;
  chosen: readonly QuestionRow[];
  setChosen: (rows: readonly QuestionRow[]) => void;
}

/** Finished questions that may be taken, by words and kind. */
export function BankSearch({ subjectId, chosen, setChosen }: BankSearchProps): VNode {
  const [q, setQ] = useState("");
  const [kind, setKind] = useState("");
  const [inSubject, setInSubject] = useState(subjectId !== null);
  const [found, setFound] = useState<Found | null>(null);
  const [failure, setFailure] = useState("");

  function take(answer: Answer<Found>, before: readonly QuestionRow[]): void {
    if (answer.kind !== "ok") return setFailure(failureText(answer));
    setFailure("");
    const finished = answer.body.items.filter(({ headVersion }) => headVersion > 0);
    setFound({ items: [...before, ...finished], next: answer.body.next });
  }
  function search(after?: string): Promise<Answer<Found>> {
    const query = new URLSearchParams({ limit: "20" });
    if (q.trim()) query.set("q", q.trim());
    if (kind) query.set("kind", kind);
    if (inSubject && subjectId !== null) query.set("subjectId", subjectId);
    if (after !== undefined) query.set("after", after);
    return ask<Found>({ method: "GET", path: `${API_QUESTIONS_PATH}?${query}` });
  }
  useEffect(() => {
    let overtaken = false;
    const timer = setTimeout(async () => {
      const answer = await search();
      if (!overtaken) take(answer, []);
    }, found === null ? 0 : WAIT_MS);
    return () => {
      overtaken = true;
      clearTimeout(timer);
    };
  }, [q, kind, inSubject]);

  const next = found?.next ?? null;
  return (
    <div class="stack bank-search">
      <div class="form__row">
        <TextField
          name="bank-q"
          type="search"
          label="Words"
          optional
          most={200}
          value={q}
          onInput={({ currentTarget }) => setQ(currentTarget.value)}
        />
        <SelectField
          name="bank-kind"
          label="Kind"
          optional
          options={KINDS}
          empty="All kinds"
          value={kind}
          onChange={({ currentTarget }) => setKind(currentTarget.value)}
        />
      </div>
      {subjectId !== null && (
        <CheckField
          name="bank-subject"
          label="Only the test's subject"
          checked={inSubject}
          onChange={({ currentTarget }) => setInSubject(currentTarget.checked)}
        />
      )}
      {failure && <p class="bad" role="alert">{failure}</p>}
      <Results rows={found?.items ?? null} chosen={chosen} setChosen={setChosen} />
      {next !== null && (
        <Button
          type="button"
          onClick={async () => take(await search(next), found?.items ?? [])}
        >
          Show more
        </Button>
      )}
    </div>
  );
}

function Results(
  { rows, chosen, setChosen }: Pick<BankSearchProps, "chosen" | "setChosen"> & {
    rows: readonly QuestionRow[] | null;
  },
): VNode {
  if (rows === null) return <p class="hint">Searching...</p>;
  if (rows.length === 0) return <p role="status">No question matches.</p>;
  const isChosen = (row: QuestionRow) => chosen.some(({ id }) => id === row.id);
  return (
    <ul role="list" class="bank-search__rows">
      {rows.map((row) => (
        <li key={row.id}>
          <CheckField
            name="bank-question"
            label={<span dir="auto">{row.title}</span>}
            hint={[
              kindName(row.kind),
              `${row.defaultMark} ${row.defaultMark === 1 ? "mark" : "marks"}`,
              ...row.tags,
            ].join(", ")}
            checked={isChosen(row)}
            onChange={({ currentTarget }) =>
              setChosen(
                currentTarget.checked ? [...chosen, row] : chosen.filter(({ id }) => id !== row.id),
              )}
          />
        </li>
      ))}
    </ul>
  );
}
