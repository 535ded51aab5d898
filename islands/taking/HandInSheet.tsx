import type { RefObject, VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import { Dialog } from "../../components/Dialog.tsx";
import { cloudOff, flag } from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { isBlank } from "../../lib/model/attempts/response.ts";
import { CutTexts } from "./CutTexts.tsx";
import { NumberButtons } from "./Navigator.tsx";
import type { TakingPage } from "./page.ts";
import { minutes } from "./words.ts";

/** Asks before handing in, and shows what is open. */
export function HandInSheet(
  { page, dialogRef }: { page: TakingPage; dialogRef: RefObject<HTMLDialogElement> },
): VNode {
  const { taking, facts } = page;
  const { answers, flagged, unsent, handingIn, online } = taking.state;
  const slots = facts.sections.flatMap((section) => section.slots);
  const isAnswered = (id: string) => !isBlank(answers.get(id) ?? null);
  const missing = slots.filter(({ slotId }) => !isAnswered(slotId));
  const marked = slots.filter(({ slotId }) => flagged.has(slotId));
  const offline = online === "offline";
  const stuck = offline && unsent.length > 0;
  const place = taking.isDurable ? "device" : "page";
  const close = () => dialogRef.current?.close();
  const cuts = slots.flatMap(({ slotId, number }) => {
    const long = taking.state.long.get(slotId);
    return long ? [{ slotId, number, cut: long.cut }] : [];
  });
  const seen = useRef("");
  const [unseen, setUnseen] = useState(false);
  const handIn = () => {
    const toSee = cuts.map(({ cut }) => cut).join();
    const isSeen = cuts.length === 0 || seen.current === toSee;
    setUnseen(!isSeen);
    if (isSeen) taking.handIn();
  };
  const list = {
    isAnswered,
    isFlagged: () => false,
    currentSlot: null,
    onGo: (slotId: string) => {
      close();
      page.goTo(slotId);
    },
  };
  return (
    <Dialog
      id="hand-in"
      title="Hand in your test?"
      dialogRef={dialogRef}
      onClose={() => taking.keepWriting()}
      actions={
        <HandInButtons
          open={missing.length > 0 || stuck || cuts.length > 0}
          busy={handingIn}
          offline={offline}
          onKeep={close}
          onHandIn={handIn}
        />
      }
    >
      <p>
        <TimeWords leftMs={() => taking.leftMs()} />After handing in you cannot change your answers.
      </p>
      {cuts.length > 0 && (
        <CutTexts
          cuts={cuts}
          locale={facts.style.locale}
          seen={seen}
          unseen={unseen}
          onGo={list.onGo}
        />
      )}
      {missing.length > 0 && (
        <section>
          <h3 class="hand-in__title">{missing.length} not answered yet</h3>
          <NumberButtons {...list} slots={missing} />
        </section>
      )}
      {marked.length > 0 && (
        <section>
          <h3 class="hand-in__title">
            <Glyph of={flag} class="flag" /> {marked.length} flagged by you
          </h3>
          <NumberButtons {...list} slots={marked} />
        </section>
      )}
      {stuck && (
        <Banner tone="warn" icon={<Glyph of={cloudOff} />}>
          {unsent.length === 1
            ? `1 answer is still on this ${place}. It is sent first.`
            : `${unsent.length} answers are still on this ${place}. They are sent first.`}
        </Banner>
      )}
    </Dialog>
  );
}

/** How much time there is, also while the sheet stays open. */
function TimeWords({ leftMs }: { leftMs: () => number | null }): VNode {
  const [words, setWords] = useState(timeWords(leftMs()));
  useEffect(() => {
    const timer = setInterval(() => setWords(timeWords(leftMs())), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <>{words}</>;
}

function timeWords(leftMs: number | null): string {
  if (leftMs === null) return "";
  if (leftMs < 60_000) return "You have less than a minute. ";
  // A window of days is no time to tell.
  if (leftMs >= 86_400_000) return "";
  return `You still have ${minutes(Math.floor(leftMs / 60_000) * 60_000)}. `;
}

function HandInButtons(
  { open, busy, offline, onKeep, onHandIn }: {
    /** Something is not answered or not sent: writing on is the better choice. */
    open: boolean;
    busy: boolean;
    offline: boolean;
    onKeep: () => void;
    onHandIn: () => void;
  },
): VNode {
  const handIn = (
    <Button
      key="hand-in"
      type="button"
      look={open ? "plain" : "primary"}
      busy={busy}
      onClick={onHandIn}
    >
      {busy && offline ? "Waiting for the network" : offline ? "Hand in when online" : "Hand in"}
    </Button>
  );
  const keep = (
    <Button key="keep" type="button" look={open ? "primary" : "plain"} onClick={onKeep}>
      Keep writing
    </Button>
  );
  return <>{open ? [keep, handIn] : [handIn, keep]}</>;
}
