import { randomBytes } from "../../lib/browser/random.ts";
import { afterDraw } from "../../lib/browser/screen.ts";

const LETTERS = "abcdefghijkmnopqrstuvwxyz23456789";

/** 8 random characters, as the server makes them: options, slots, sections, rows. */
export function shortId(): string {
  return Array.from(
    randomBytes(8),
    (byte) => LETTERS[byte % LETTERS.length],
  ).join("");
}

/** As {@linkcode focusField}, once what was added is drawn. */
export function focusAdded(path: string): void {
  afterDraw(() => focusField(path));
}

/** Puts the cursor into the field of a path such as `body.options.0.text`, or into the nearest there is. */
export function focusField(path: string): void {
  const parts = path.split(".");
  for (let n = parts.length; n > 0; n--) {
    const field = document.getElementById(`f.${parts.slice(0, n).join(".")}`);
    if (field === null) continue;
    field.scrollIntoView({ block: "center" });
    field.focus();
    return;
  }
  document.getElementById("f.prompt")?.focus();
}
