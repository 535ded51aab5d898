import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import type { DeskSession } from "./desk_session.ts";
import { type Desk, numberOf, unsavedOf } from "./desk_state.ts";

/** Answers other than the one shown that have something which is not saved, each with the way to it. */
export function UnsavedAnswers(
  { desk, session }: { desk: Desk; session: DeskSession },
): VNode | null {
  const others = unsavedOf(desk).filter((id) => id !== desk.shown);
  if (others.length === 0) return null;
  return (
    <p class="desk__unsaved">
      <span>Not saved yet:</span>
      {others.map((id) => (
        <Button
          key={id}
          type="button"
          look="link"
          size="small"
          onClick={() => session.do({ is: "go", attemptId: id })}
        >
          {`Answer ${numberOf(desk, id)}${desk.sheets[id]?.sending ? " (saving)" : ""}`}
        </Button>
      ))}
    </p>
  );
}
