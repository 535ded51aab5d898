/**
 * Stands in a page with forms that make something. A page that the browser kept alive, shown again by "Back", makes another
 * thing once the first was made; where that is not known it keeps its key, so that nothing is made twice.
 *
 * @module
 */

import { randomId } from "../browser/random.ts";

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  const made = madeKey();
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=once]")) {
    if (field.value !== made) continue;
    field.value = randomId();
  }
});

/** The key of what was made last; `undefined` where the browser does not show its cookies. */
function madeKey(): string | undefined {
  try {
    return document.cookie.split("; ").find((it) => it.startsWith("made="))?.slice(5);
  } catch {
    // Any failure: the page keeps its key, and nothing is made twice.
    return undefined;
  }
}
