import type { VNode } from "preact";
import { Button } from "../../components/Button.tsx";
import type { DeskSession } from "./desk_session.ts";
import type { OtherMark } from "./desk_state.ts";

export interface StaleMarkProps {
  other: OtherMark;
  mine: number | null;
  session: DeskSession;
}

/** Two people marked one answer: both marks side by side, and a person decides. */
export function StaleMark({ other, mine, session }: StaleMarkProps): VNode {
  return (
    <div class="stale" role="alert">
      <p>
        <bdi>{other.name}</bdi> marked this answer meanwhile.
      </p>
      <dl class="stale__marks">
        <div>
          <dt>{other.name}</dt>
          <dd>{other.mark ?? "No mark"}</dd>
          {other.comment && <dd class="small" dir="auto">{other.comment}</dd>}
        </div>
        <div>
          <dt>You</dt>
          <dd>{mine ?? "No mark"}</dd>
        </div>
      </dl>
      <div class="buttons">
        <Button
          type="button"
          size="small"
          onClick={() => session.do({ is: "settle", keep: "theirs" })}
        >
          Keep that mark
        </Button>
        <Button
          type="button"
          size="small"
          onClick={() => session.do({ is: "settle", keep: "mine" })}
        >
          Use mine
        </Button>
      </div>
    </div>
  );
}
