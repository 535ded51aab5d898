import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import type { QuestionRow } from "../../lib/model/questions/authoring_schema.ts";
import { KINDS } from "../../lib/model/questions/kind_names.ts";
import type { QuestionKind } from "../../lib/model/questions/question_schema.ts";
import { BankSearch } from "./BankSearch.tsx";

export interface AddDialogProps {
  subjectId: string | null;
  onKind: (kind: QuestionKind) => void;
  onRows: (rows: QuestionRow[]) => void;
  onClose: () => void;
}

/** A new question of some kind, or questions from the bank. */
export function AddDialog({ subjectId, onKind, onRows, onClose }: AddDialogProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const [chosen, setChosen] = useState<readonly QuestionRow[]>([]);
  useEffect(() => dialog.current?.showModal(), []);
  const n = chosen.length;
  return (
    <Dialog
      id="add-dialog"
      title="Add question"
      wide
      dialogRef={dialog}
      onClose={onClose}
      actions={
        <>
          {n > 0 && (
            <Button
              type="button"
              look="primary"
              onClick={() => {
                onRows([...chosen]);
                dialog.current?.close();
              }}
            >
              Add {n} {n === 1 ? "question" : "questions"}
            </Button>
          )}
          <Button type="button" onClick={() => dialog.current?.close()}>Cancel</Button>
        </>
      }
    >
      <div class="stack">
        <section aria-labelledby="add-new">
          <h3 id="add-new">New</h3>
          <div class="kind-buttons">
            {KINDS.map(({ value, label }) => (
              <Button
                key={value}
                type="button"
                onClick={() => {
                  onKind(value);
                  dialog.current?.close();
                }}
              >
                {label}
              </Button>
            ))}
          </div>
        </section>
        <section aria-labelledby="add-bank">
          <h3 id="add-bank">From the bank</h3>
          <BankSearch subjectId={subjectId} chosen={chosen} setChosen={setChosen} />
        </section>
      </div>
    </Dialog>
  );
}
