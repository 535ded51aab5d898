import type { VNode } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { Button } from "../components/Button.tsx";
import { chevronLeft, flag } from "../components/glyphs.ts";
import { Glyph } from "../components/Glyph.tsx";
import { Kbd } from "../components/Kbd.tsx";
import { Progress } from "../components/Progress.tsx";
import { island } from "../lib/islands/island.ts";
import { type MarkingAction, markingAction } from "../lib/model/marking/marking_keys.ts";
import type { TimeStyle } from "../lib/model/text/format.ts";
import { AnswerCard } from "./marking/AnswerCard.tsx";
import { DeskSession, type DeskStart } from "./marking/desk_session.ts";
import { shownSheet } from "./marking/desk_state.ts";
import { focusLevel, focusOn, focusRow, isTyping, setPoints } from "./marking/desk_focus.ts";
import { MarkPanel } from "./marking/MarkPanel.tsx";
import { UnsavedAnswers } from "./marking/UnsavedAnswers.tsx";

export interface MarkingDeskProps {
  start: DeskStart;
  style: TimeStyle;
  /** Of the page; the form's goal without script. */
  action: string;
  /** When everything is marked. */
  doneHref: string;
}

/** Answer by answer through one question's queue. */
function MarkingDesk({ start, style, action, doneHref }: MarkingDeskProps): VNode {
  const session = useMemo(() => new DeskSession(start), []);
  const [desk, setDesk] = useState(session.desk);
  const root = useRef<HTMLDivElement>(null);
  const shown = useRef(start.answer?.attemptId);
  const sheet = shownSheet(desk);

  useEffect(() => {
    session.onDesk = setDesk;
    const close = () => session.close();
    const warn = (event: BeforeUnloadEvent) => session.wouldLose && event.preventDefault();
    const onKey = (event: KeyboardEvent) => {
      session.do({ is: "touched" });
      const rows = start.rubric?.length ?? 0;
      const action = markingAction(event, { typing: isTyping(event), rows });
      if (action && run(session, root.current, action)) event.preventDefault();
    };
    addEventListener("beforeunload", warn);
    addEventListener("pagehide", close);
    addEventListener("keydown", onKey);
    session.open();
    return () => {
      removeEventListener("beforeunload", warn);
      removeEventListener("pagehide", close);
      removeEventListener("keydown", onKey);
    };
  }, []);

  // Before anybody can press the next key.
  useLayoutEffect(() => {
    if (desk.shown === null || shown.current === desk.shown) return;
    shown.current = desk.shown;
    focusRow(root.current, 0);
  }, [desk.shown]);

  return (
    <div class="desk__live" ref={root} onPointerDown={() => session.do({ is: "touched" })}>
      <div class="desk__progress">
        <Progress done={desk.marked} of={start.total} unit="marked" />
        <span class="desk__note" role="status">{desk.note}</span>
        <UnsavedAnswers desk={desk} session={session} />
      </div>
      <div class="desk__answer">
        {sheet ? <AnswerCard answer={sheet.answer} style={style} /> : (
          <div class="empty">
            <p>
              {desk.marked === start.total ? "All marked." : "Colleagues are marking the rest."}
            </p>
            <a class="button" href={doneHref}>Results</a>
          </div>
        )}
        <div class="buttons no-script">
          <Button type="button" onClick={() => session.do({ is: "move", by: -1 })}>
            <Glyph of={chevronLeft} size={18} /> Previous
          </Button>
          <Button type="button" look="quiet" onClick={() => session.do({ is: "later" })}>
            <Glyph of={flag} size={18} /> Come back later
          </Button>
        </div>
      </div>
      {sheet && <MarkPanel session={session} sheet={sheet} rules={start} action={action} />}
      <p class="desk__keys">
        {start.rubric
          ? (
            <span>
              <Kbd>A</Kbd> <Kbd>B</Kbd> <Kbd>C</Kbd> row
            </span>
          )
          : null}
        <span>
          <Kbd>0</Kbd> to <Kbd>9</Kbd> points
        </span>
        <span>
          <Kbd>T</Kbd> comment, <Kbd>Esc</Kbd> leaves it
        </span>
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> next, previous
        </span>
        <span>
          <Kbd>L</Kbd> later
        </span>
        <span>
          <Kbd>U</Kbd> undo
        </span>
      </p>
    </div>
  );
}

/** @returns Whether the key was taken. */
function run(session: DeskSession, root: HTMLElement | null, action: MarkingAction): boolean {
  switch (action.do) {
    case "row":
      return focusRow(root, action.row);
    case "points":
      return focusLevel(root, action.points) || setPoints(root, session, action.points);
    case "comment":
      return focusOn(root, "#comment");
    case "leave":
      return isTyping({ target: document.activeElement }) && focusOn(root, "#answer-title");
    case "next":
      session.do({ is: "move", by: 1 });
      return true;
    case "previous":
      session.do({ is: "move", by: -1 });
      return true;
    case "save":
    case "later":
    case "undo":
      session.do({ is: action.do });
      return true;
    case "help":
      return focusOn(root, ".desk__keys");
  }
}

export default island("MarkingDesk", MarkingDesk);
