import type { VNode } from "preact";
import { Bar } from "../Progress.tsx";

export interface RoomBarProps {
  answered: number;
  total: number;
  handedIn: boolean;
}

/** One student's answers so far: "14/18", read as "14 of 18 answered". */
export function RoomBar({ answered, total, handedIn }: RoomBarProps): VNode {
  return (
    <span class="progress progress--room">
      <Bar share={total > 0 ? answered / total : 0} tone={handedIn ? "good" : "accent"} />
      <span class="progress__words" aria-hidden="true">{`${answered}/${total}`}</span>
      <span class="vh">{`${answered} of ${total} answered`}</span>
    </span>
  );
}
