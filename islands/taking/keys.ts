import { deviceStore } from "../../lib/browser/stores.ts";

export type KeyCommand = "next" | "previous" | "flag" | "keys";

const OFF = "single-keys-off";
const COMMANDS: Readonly<Record<string, KeyCommand>> = {
  n: "next",
  p: "previous",
  f: "flag",
  "?": "keys",
};

/** Single keys can be turned off, for those whose voice or hands press them by mistake. */
export function singleKeysOn(): boolean {
  return deviceStore.get(OFF) === null;
}

export function setSingleKeys(on: boolean): void {
  if (on) deviceStore.remove(OFF);
  else deviceStore.set(OFF, "1");
}

/** Ctrl+Enter everywhere; 1 to 9 in a group of choices; N, P, F and ? outside text. */
export function followKeys(onKey: (what: KeyCommand) => void): void {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || document.querySelector("dialog[open]")) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      return onKey("next");
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !singleKeysOn()) return;
    if (isText(event.target)) return;
    if (/^[1-9]$/.test(event.key) && choose(event.target, Number(event.key))) {
      return event.preventDefault();
    }
    const command = COMMANDS[event.key.toLowerCase()];
    if (command === undefined) return;
    event.preventDefault();
    onKey(command);
  });
}

function isText(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return target instanceof HTMLInputElement && target.type !== "radio" &&
    target.type !== "checkbox";
}

/** Chooses the nth option of the group that has the focus. */
function choose(target: EventTarget | null, nth: number): boolean {
  if (!(target instanceof Element)) return false;
  const boxes = target.closest("fieldset")?.querySelectorAll<HTMLInputElement>(".choice input");
  const box = boxes?.[nth - 1];
  if (box === undefined || box.disabled) return false;
  box.focus();
  box.click();
  return true;
}
