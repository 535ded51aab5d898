import type { VNode } from "preact";
import { useState } from "preact/hooks";
import { Button } from "../../components/Button.tsx";
import { CheckField } from "../../components/CheckField.tsx";
import { formatThings } from "../../lib/model/text/format_number.ts";

export interface CutTextsProps {
  cuts: readonly { slotId: string; number: number; cut: string }[];
  locale: string;
  /** What the student said to have seen: the cut texts, joined. */
  seen: { current: string };
  /** Hand-in was pressed without the confirmation. */
  unseen: boolean;
  /** Back to the answer, to shorten it. */
  onGo: (slotId: string) => void;
}

/** Shows what would be cut off at hand-in, and lets the student say that it was seen. */
export function CutTexts(props: CutTextsProps): VNode {
  const { cuts, locale, seen, unseen, onGo } = props;
  const toSee = cuts.map(({ cut }) => cut).join();
  const [ticked, setTicked] = useState("");
  const confirmed = ticked === toSee;
  seen.current = ticked;
  return (
    <section class="cut-texts" aria-labelledby="cut-title">
      <h3 class="hand-in__title" id="cut-title">Too long: this would be cut off</h3>
      {cuts.map(({ slotId, number, cut }) => (
        <div key={slotId}>
          <p>
            Question {number}, the last{" "}
            {formatThings(cut.length, "character", "characters", locale)}:
          </p>
          <div
            class="cut-texts__text"
            dir="auto"
            tabIndex={0}
            role="group"
            aria-label={`What would be cut off from question ${number}`}
          >
            {cut}
          </div>
          <Button type="button" look="link" size="small" onClick={() => onGo(slotId)}>
            Shorten my answer to question {number}
          </Button>
        </div>
      ))}
      <CheckField
        name="cut-seen"
        label="I have seen it. Hand in without it."
        checked={confirmed}
        aria-invalid={unseen && !confirmed ? "true" : undefined}
        aria-describedby="cut-unseen"
        onChange={({ currentTarget }) => setTicked(currentTarget.checked ? toSee : "")}
      />
      <p class="field__error" id="cut-unseen" role="alert" hidden={!unseen || confirmed}>
        Shorten the answer, or tick the box.
      </p>
    </section>
  );
}
