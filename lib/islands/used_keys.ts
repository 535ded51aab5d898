/**
 * Stands in a page with forms that make something. A page that the browser kept alive, shown again by "Back", makes another
 * thing once the first was made; where that is not known it keeps its key, so that nothing is made twice.
 *
 * @module
 */

const KEY_BYTES = 16;

addEventListener("pageshow", ({ persisted }) => {
  if (!persisted) return;
  const made = document.cookie.split("; ").find((it) => it.startsWith("made="))?.slice(5);
  for (const field of document.querySelectorAll<HTMLInputElement>("input[name=once]")) {
    if (field.value !== made) continue;
    const bytes = [...crypto.getRandomValues(new Uint8Array(KEY_BYTES))];
    field.value = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
});
