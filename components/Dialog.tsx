import type { ComponentChildren, VNode } from "preact";
import type { RefObject } from "preact";

export interface DialogProps {
  id: string;
  title: string;
  /** Buttons, the primary first; it stands last on laptops and on top on phones. */
  actions?: ComponentChildren;
  wide?: boolean;
  /** For an island that calls `showModal()`. */
  dialogRef?: RefObject<HTMLDialogElement>;
  onClose?: (event: Event) => void;
  children?: ComponentChildren;
}

/** Native dialog: Esc closes it, focus returns. On phones it rises as a sheet. A button opens it with `command="show-modal" commandfor={id}`. */
export function Dialog(
  { id, title, actions, wide, dialogRef, onClose, children }: DialogProps,
): VNode {
  return (
    <dialog
      id={id}
      class={wide ? "dialog dialog--wide" : "dialog"}
      aria-labelledby={`${id}-title`}
      {...(dialogRef ? { ref: dialogRef } : {})}
      {...(onClose ? { onClose } : {})}
    >
      <h2 class="dialog__title" id={`${id}-title`}>{title}</h2>
      <div class="dialog__body">{children}</div>
      {actions && <div class="dialog__actions">{actions}</div>}
    </dialog>
  );
}
