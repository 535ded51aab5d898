import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { formatTime } from "../../lib/model/text/format.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { useModal } from "./modal.ts";
import type { TakingPage } from "./page.ts";
import { deviceWords } from "./words.ts";

/** Two versions of one answer, to keep one of them. */
export function CompareDialog(
  { page, onClose }: { page: TakingPage; onClose: () => void },
): VNode | null {
  const dialogRef = useModal();
  const { taking, currentSlot, facts } = page;
  const { answers, others } = taking.state;
  const other = others.get(currentSlot)?.at(-1);
  const settle = (keepOther: boolean) => {
    dialogRef.current?.close();
    if (other) taking.settle(currentSlot, other.seq, keepOther);
  };
  return (
    <Dialog
      id="compare"
      title="Which answer counts?"
      wide
      dialogRef={dialogRef}
      onClose={onClose}
      actions={
        <>
          <Button type="button" onClick={() => settle(false)}>Keep the answer here</Button>
          <Button type="button" onClick={() => settle(true)}>Take the other</Button>
        </>
      }
    >
      {other && (
        <div class="compare">
          <section>
            <h3>Your answer here</h3>
            <p class="compare__text">{inWords(answers.get(currentSlot) ?? null)}</p>
          </section>
          <section>
            <h3>
              On {deviceWords(other.device)}, {formatTime(other.at, facts.style)}
            </h3>
            <p class="compare__text">{inWords(other.response)}</p>
          </section>
        </div>
      )}
    </Dialog>
  );
}

/** A response as it reads; options by the words on the page. */
function inWords(response: QuestionResponse): string {
  if (response === null) return "Not answered";
  if ("text" in response) return response.text === "" ? "Not answered" : response.text;
  const ids = "optionIds" in response ? response.optionIds : [response.optionId];
  return ids.map(optionText).join("; ") || "Not answered";
}

function optionText(id: string): string {
  const box = document.querySelector(`#paper .choice input[value="${CSS.escape(id)}"]`);
  return box?.closest(".choice")?.textContent?.trim() ?? id;
}
