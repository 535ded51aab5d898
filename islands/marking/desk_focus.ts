import type { DeskSession } from "./desk_session.ts";

/** Whether a key pressed there is text. */
export function isTyping({ target }: { target: unknown }): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return target.type === "text";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Moves the focus. @returns Whether there was something to focus. */
export function focusOn(root: HTMLElement | null, selector: string): boolean {
  const element = root?.querySelector<HTMLElement>(selector);
  element?.focus();
  return Boolean(element);
}

/** A rubric row's chosen level, else its first; without a rubric the mark field. */
export function focusRow(root: HTMLElement | null, row: number): boolean {
  const fieldset = root?.querySelector(`[data-row="${row}"]`);
  const radio = fieldset?.querySelector<HTMLElement>("input:checked") ??
    fieldset?.querySelector<HTMLElement>("input");
  radio?.focus();
  return Boolean(radio) || focusOn(root, "#mark");
}

/** Chooses the level with these points in the row that has the focus, else in the first. */
export function focusLevel(root: HTMLElement | null, points: number): boolean {
  const row = document.activeElement?.closest("[data-row]") ?? root?.querySelector("[data-row]");
  const radio = row?.querySelector<HTMLInputElement>(`input[data-points="${points}"]`);
  if (!radio) return Boolean(row);
  radio.focus();
  radio.click();
  return true;
}

/** Starts the mark with a digit; what is typed next follows it. */
export function setPoints(root: HTMLElement | null, session: DeskSession, points: number): boolean {
  const { shown } = session.desk;
  if (shown === null) return false;
  session.do({ is: "edited", attemptId: shown, change: { mark: String(points) } });
  return focusOn(root, "#mark");
}
