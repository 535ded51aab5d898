import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { Dialog } from "../components/Dialog.tsx";
import { chevronLeft, chevronRight, flag, listChecks } from "../components/glyphs.ts";
import { Glyph } from "../components/Glyph.tsx";
import { Kbd } from "../components/Kbd.tsx";
import { island } from "../lib/islands/island.ts";
import { isBlank } from "../lib/model/attempts/response.ts";
import { Navigator } from "./taking/Navigator.tsx";
import { type PageSection, usePage } from "./taking/page.ts";

export interface TakeTestFootProps {
  sections: PageSection[];
  /** As rendered. */
  answered: string[];
  flagged: string[];
}

/** The way through a running test: back, all, on; and the navigator beside it on wide screens. */
function TakeTestFoot(props: TakeTestFootProps): VNode {
  const page = usePage();
  const all = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    document.documentElement.dataset["taking"] = page === null ? "opening" : "open";
    if (page === null) return;
    for (const question of document.querySelectorAll<HTMLElement>("[data-waits]")) {
      question.removeAttribute("data-waits");
      question.inert = false;
    }
  }, [page !== null]);
  const slots = props.sections.flatMap((section) => section.slots);
  const state = page?.taking.state;
  const isAnswered = (id: string) =>
    state ? !isBlank(state.answers.get(id) ?? null) : props.answered.includes(id);
  const isFlagged = (id: string) => state ? state.flagged.has(id) : props.flagged.includes(id);
  const done = slots.filter(({ slotId }) => isAnswered(slotId)).length;
  const flags = slots.filter(({ slotId }) => isFlagged(slotId)).length;
  const navigator = (
    <Navigator
      sections={props.sections}
      isAnswered={isAnswered}
      isFlagged={isFlagged}
      currentSlot={page?.currentSlot ?? slots[0]?.slotId ?? null}
      onGo={(slotId) => {
        all.current?.close();
        page?.goTo(slotId);
      }}
    />
  );
  const summary = `${done} of ${slots.length} answered${flags > 0 ? `, ${flags} flagged` : ""}`;
  return (
    <>
      <nav class="taking__foot" aria-label="Questions">
        <Button
          type="button"
          class="taking__previous"
          disabled={!page || page.current === 0}
          onClick={() => page?.go(page.current - 1)}
        >
          <Glyph of={chevronLeft} class="icon--turns" /> <span>Previous</span>
        </Button>
        <Button type="button" class="taking__all" onClick={() => all.current?.showModal()}>
          <Glyph of={listChecks} /> All {slots.length}
        </Button>
        <Next isLast={page?.isLast ?? slots.length === 1} page={page} />
      </nav>
      <aside class="taking__aside" aria-label="All questions">
        <section class="card taking__map">
          <h2>Questions</h2>
          <p class="taking__summary">{summary}</p>
          {navigator}
          <Legend />
        </section>
        <p class="taking__keys">
          <Kbd>Ctrl</Kbd> <Kbd>Enter</Kbd> goes to the next question.{" "}
          <Button type="button" look="link" size="small" onClick={() => page?.ask("keys")}>
            All keys
          </Button>
        </p>
      </aside>
      <Dialog
        id="all-questions"
        title="Questions"
        dialogRef={all}
        actions={
          <>
            <Button
              type="button"
              onClick={() => {
                all.current?.close();
                page?.ask("hand_in");
              }}
            >
              Hand in
            </Button>
            {page !== null && page.taking.leftMs() !== null && (
              <Button
                type="button"
                look="quiet"
                onClick={() => page.toggleTime()}
              >
                {page.timeHidden ? "Show time" : "Hide time"}
              </Button>
            )}
            <Button type="button" look="quiet" onClick={() => all.current?.close()}>Close</Button>
          </>
        }
      >
        <p class="taking__summary">{summary}</p>
        {navigator}
        <Legend />
      </Dialog>
    </>
  );
}

function Next(
  { isLast, page }: { isLast: boolean; page: ReturnType<typeof usePage> },
): VNode {
  const onClick = () => isLast ? page?.ask("hand_in") : page?.go(page.current + 1);
  return (
    <Button type="button" look="primary" class="taking__next" onClick={onClick}>
      {isLast ? "Hand in" : (
        <>
          Next <Glyph of={chevronRight} class="icon--turns" />
        </>
      )}
    </Button>
  );
}

function Legend(): VNode {
  return (
    <ul class="legend" role="list">
      <li>
        <span class="legend__mark legend__mark--done" /> Answered
      </li>
      <li>
        <span class="legend__mark" /> Not answered yet
      </li>
      <li>
        <Glyph of={flag} size={18} class="flag" /> Flagged by you
      </li>
    </ul>
  );
}

export default island("TakeTestFoot", TakeTestFoot);
