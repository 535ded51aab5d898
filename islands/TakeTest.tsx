import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Banner } from "../components/Banner.tsx";
import { Button } from "../components/Button.tsx";
import { Logo } from "../components/Logo.tsx";
import { island } from "../lib/islands/island.ts";
import { formatMax } from "../lib/model/text/format_number.ts";
import { isBlank } from "../lib/model/attempts/response.ts";
import type { AttemptSheet } from "../lib/model/attempts/student_attempt_schema.ts";
import { useLater } from "./taking/later.ts";
import { Notes } from "./taking/Notes.tsx";
import { type PageFacts, startPage, type TakingPage, usePage } from "./taking/page.ts";
import { SaveState } from "./taking/SaveState.tsx";
import { TimeLeft } from "./taking/TimeLeft.tsx";
import { attemptPath } from "../lib/model/process/paths.ts";

export interface TakeTestProps {
  facts: PageFacts;
  sheet: AttemptSheet;
}

/** Head of a running test, with everything that is said and asked while it runs. The questions are the form after it. */
function TakeTest({ facts, sheet }: TakeTestProps): VNode {
  const page = usePage();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    startPage(facts, sheet).catch((error) => {
      setFailed(true);
      reportError(error);
    });
  }, []);
  const hidden = page?.timeHidden ?? facts.hideTimer;
  const { deadlineAt, state, now } = sheet.push.clock;
  const answered = answeredIn(page, sheet);
  const slots = facts.sections.flatMap((section) => section.slots);
  useLeaving(page, sheet.id);
  return (
    <>
      <header class="taking__head">
        <div class="taking__names">
          <span class="taking__logo">
            <Logo size={30} />
          </span>
          <div class="taking__title">
            <h1>{facts.title}</h1>
            <p class="taking__progress">{answered.size} of {slots.length} answered</p>
            <p class="taking__marks">
              {slots.length} {slots.length === 1 ? "question" : "questions"},{" "}
              {formatMax(facts.totalMarks, facts.style.locale)}
            </p>
          </div>
        </div>
        <div class="taking__clock">
          <TimeLeft
            firstMs={deadlineAt === null ? null : Math.max(0, deadlineAt - now)}
            leftMs={page && (() => page.taking.leftMs())}
            deadlineAt={page ? page.taking.state.deadlineAt : deadlineAt}
            paused={page ? page.taking.state.phase === "paused" : state === "paused"}
            hidden={hidden}
            style={facts.style}
          />
          {deadlineAt !== null && (
            <Button
              type="button"
              look="link"
              size="small"
              onClick={() => page?.toggleTime()}
            >
              {hidden ? "Show time" : "Hide time"}
            </Button>
          )}
        </div>
        <div class="taking__acts">
          <span class="taking__save">
            {page && <SaveState saving={page.taking.savingOfAll()} style={facts.style} />}
          </span>
          <Button type="button" onClick={() => page?.ask("hand_in")}>Hand in</Button>
        </div>
        <Strip
          page={page}
          answered={answered}
          sheet={sheet}
          slotIds={slots.map((it) => it.slotId)}
        />
      </header>
      <section class="taking__notes" aria-label="Notes">
        {page && <Open page={page} />}
        {failed && (
          <Banner
            tone="bad"
            alert
            action={
              <Button type="button" size="small" onClick={() => location.reload()}>
                Load again
              </Button>
            }
          >
            The test could not be opened in this browser. What was saved is on the server. If
            loading again does not help, tell your teacher.
          </Banner>
        )}
      </section>
    </>
  );
}

/** What is drawn once the test is open: notes and dialogs. */
function Open({ page }: { page: TakingPage }): VNode {
  const handIn = useRef<HTMLDialogElement>(null);
  const [asked, setAsked] = useState<"keys" | "compare" | null>(null);
  const [handsIn, setHandsIn] = useState<"no" | "soon" | "asked">("no");
  const sheet = useLater(handsIn !== "no", () => import("./taking/HandInSheet.tsx"));
  useEffect(() => {
    // While there is network, after everything that is needed at once.
    const timer = setTimeout(() => setHandsIn((it) => it === "no" ? "soon" : it), 3_000);
    return () => clearTimeout(timer);
  }, []);
  useEffect(() => {
    if (handsIn !== "asked" || sheet === null) return;
    handIn.current?.showModal();
    setHandsIn("soon");
  }, [handsIn, sheet]);
  useEffect(() => {
    const show = ({ detail }: CustomEventInit) => {
      if (detail === "hand_in") setHandsIn("asked");
      if (detail === "keys") setAsked("keys");
    };
    document.addEventListener("taking-ask", show);
    return () => document.removeEventListener("taking-ask", show);
  }, []);
  const close = () => setAsked(null);
  const keys = useLater(asked === "keys", () => import("./taking/KeysDialog.tsx"));
  const compare = useLater(asked === "compare", () => import("./taking/CompareDialog.tsx"));
  const { signedOut } = page.taking.state;
  const signIn = useLater(signedOut, () => import("./taking/SignInPanel.tsx"));
  return (
    <>
      <Notes page={page} onCompare={() => setAsked("compare")} />
      <p class="vh" role="status">{spokenState(page)}</p>
      {sheet && <sheet.HandInSheet page={page} dialogRef={handIn} />}
      {asked === "keys" && keys && <keys.KeysDialog onClose={close} />}
      {asked === "compare" && compare && <compare.CompareDialog page={page} onClose={close} />}
      {signedOut && signIn && <signIn.SignInPanel onSignedIn={() => page.taking.retry()} />}
    </>
  );
}

/** A mark per question. */
function Strip(
  { page, answered, sheet, slotIds }: {
    page: TakingPage | null;
    answered: ReadonlySet<string>;
    sheet: AttemptSheet;
    slotIds: readonly string[];
  },
): VNode {
  const flagged = page?.taking.state.flagged ?? new Set(sheet.flagged);
  const current = page?.currentSlot ?? slotIds[0];
  return (
    <div class="strip" aria-hidden="true">
      {slotIds.map((id) => {
        const looks = ["strip__mark"];
        if (answered.has(id)) looks.push("strip__mark--done");
        if (flagged.has(id)) looks.push("strip__mark--flag");
        if (id === current) looks.push("strip__mark--current");
        return <span key={id} class={looks.join(" ")} />;
      })}
    </div>
  );
}

function answeredIn(page: TakingPage | null, sheet: AttemptSheet): Set<string> {
  const answers = page?.taking.state.answers ??
    new Map(sheet.answers.map(({ slotId, response }) => [slotId, response]));
  return new Set([...answers].filter(([, response]) => !isBlank(response)).map(([id]) => id));
}

/** Said politely as it changes: where the answer of the question shown is. */
function spokenState(page: TakingPage): string {
  const saving = page.taking.saving(page.currentSlot);
  if (saving.kind === "saved") return "Saved";
  if (saving.kind === "device") return "Kept on this device";
  if (saving.kind === "over") return "Too long. Only the beginning is saved.";
  return saving.kind === "unsaved" ? "Not saved. Copy your answer." : "";
}

/** Leaves for the receipt once handed in, or to what the server says of an ended test. */
function useLeaving(page: TakingPage | null, attemptId: string): void {
  const state = page?.taking.state;
  const done = page?.taking.isSettled ?? false;
  useEffect(() => {
    if (!done) return;
    if (state?.receipt) location.assign(attemptPath(attemptId, "receipt"));
    else location.reload();
  }, [done]);
}

export default island("TakeTest", TakeTest);
