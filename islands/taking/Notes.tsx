import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Banner } from "../../components/Banner.tsx";
import { Button } from "../../components/Button.tsx";
import {
  clockPlus,
  cloudOff,
  messageSquare,
  pause,
  smartphone,
  wifiOff,
} from "../../components/glyphs.ts";
import { Glyph } from "../../components/Glyph.tsx";
import { formatTime } from "../../lib/model/text/format.ts";
import type { TakingPage } from "./page.ts";
import { deviceWords, noticeWords } from "./words.ts";

/** What the student must know now, above the question. */
export function Notes(
  { page, onCompare }: { page: TakingPage; onCompare: () => void },
): VNode {
  const { taking } = page;
  const { phase, online, full, changedElsewhere, journalled } = taking.state;
  return (
    <>
      {phase === "paused" && (
        <Banner tone="warn" alert icon={<Glyph of={pause} />}>
          Your teacher has paused the test. Your time stands still.
        </Banner>
      )}
      {phase === "elsewhere" && <Elsewhere page={page} />}
      {(phase === "time_up" || phase === "over") && <TimeUp page={page} />}
      {phase !== "time_up" && phase !== "over" && online === "offline" && <Offline page={page} />}
      {full !== null && (
        <Banner tone="bad" alert>
          {full}. What you write stays on this device.
        </Banner>
      )}
      {online === "back" && <Banner tone="good">Back online. All answers are saved.</Banner>}
      <Keeping page={page} />
      {journalled && online !== "offline" && (
        <Banner tone="warn" icon={<Glyph of={cloudOff} />}>
          The school's database is not reachable. Keep writing: your answers are kept, and added to
          it when it is back.
        </Banner>
      )}
      {changedElsewhere && (
        <Banner tone="warn">
          Your answers changed on another device. Look at them again, then hand in.
        </Banner>
      )}
      <TeacherNotices page={page} />
      {phase === "writing" && <OtherVersion page={page} onCompare={onCompare} />}
    </>
  );
}

/** Said politely, also when the page begins so: the place where it is said is there before the words. */
function Keeping({ page: { taking } }: { page: TakingPage }): VNode {
  const [isSaid, say] = useState(false);
  const { phase, online } = taking.state;
  const writes = phase === "writing" || phase === "paused";
  const loose = writes && online !== "offline" && !taking.isDurable;
  useEffect(() => say(loose), [loose]);
  return (
    <div role="status" class={isSaid ? undefined : "vh"}>
      {isSaid && (
        <Banner tone="warn">
          This browser keeps no copy of what you write. Your answers go to the server while you
          write; what is not sent yet is lost if you reload or close this page.
        </Banner>
      )}
    </div>
  );
}

function Elsewhere({ page: { taking } }: { page: TakingPage }): VNode {
  return (
    <Banner
      tone="warn"
      icon={<Glyph of={smartphone} />}
      action={
        <Button type="button" size="small" onClick={() => taking.claim()}>Continue here</Button>
      }
    >
      {taking.wasWriting
        ? "You are writing on another device. This page only shows your answers."
        : "You have this test open on another device."}
    </Banner>
  );
}

function TimeUp({ page: { taking } }: { page: TakingPage }): VNode {
  const { online, unsent } = taking.state;
  const stuck = online === "offline" && unsent.length > 0;
  return (
    <Banner tone="warn" alert>
      {stuck
        ? "Keep this page open. It sends your answers when the network is back."
        : "Time is up. Your answers are being handed in."}
    </Banner>
  );
}

function Offline({ page: { taking } }: { page: TakingPage }): VNode {
  return (
    <Banner tone="warn" icon={<Glyph of={wifiOff} />}>
      {taking.isDurable
        ? "No network. Keep writing: your answers are kept on this device."
        : "No network. Leave this page open: this browser keeps nothing once it is closed."}
    </Banner>
  );
}

function TeacherNotices({ page: { taking, facts } }: { page: TakingPage }): VNode {
  const { notices, deadlineAt } = taking.state;
  const shown = notices.flatMap((notice) => {
    const words = noticeWords(notice, deadlineAt, facts.style);
    return words === null ? [] : [{ ...words, notice }];
  });
  return (
    <>
      {shown.map(({ notice, title, text }) => (
        <Banner
          key={notice.id}
          tone={notice.kind === "message" ? "info" : "warn"}
          icon={<Glyph of={notice.kind === "message" ? messageSquare : clockPlus} />}
          title={title}
          alert
          action={
            <Button
              type="button"
              look="quiet"
              size="small"
              onClick={() => taking.closeNotice(notice.id)}
            >
              Close
            </Button>
          }
        >
          {text}
        </Banner>
      ))}
    </>
  );
}

function OtherVersion(
  { page: { taking, currentSlot, facts }, onCompare }: {
    page: TakingPage;
    onCompare: () => void;
  },
): VNode | null {
  const other = taking.state.others.get(currentSlot)?.at(-1);
  if (other === undefined) return null;
  return (
    <Banner
      action={<Button type="button" size="small" onClick={onCompare}>Compare</Button>}
    >
      You wrote another version on {deviceWords(other.device)} at{" "}
      {formatTime(other.at, facts.style)}.
    </Banner>
  );
}
