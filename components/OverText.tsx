import type { VNode } from "preact";

export interface OverTextProps {
  /** Of the element, which its field names in `aria-describedby`. */
  id: string;
  /** From `overText()`; `null` while all of it fits. */
  over: string | null;
}

/** Says of a text that is too long how much is over; nothing of it is taken away. */
export function OverText({ id, over }: OverTextProps): VNode {
  return (
    <div class="field__error" id={id} role="status" hidden={over === null}>
      {over === null ? "" : `Too long. ${over}.`}
    </div>
  );
}
