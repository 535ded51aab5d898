/** Longest wait for a page to be drawn, milliseconds: hidden pages are not. */
const DRAWN_MS = 100;

/** Acts once what was changed is drawn, or when that takes too long. */
export function afterDraw(act: () => void): void {
  let done = false;
  const once = () => {
    if (done) return;
    done = true;
    clearTimeout(timer);
    act();
  };
  const timer = setTimeout(once, DRAWN_MS);
  try {
    requestAnimationFrame(once);
  } catch {
    // Any failure: the timer is there.
  }
}

/** What the device seems to be, by pointer and size; a computer where the browser does not say. */
export function deviceKind(): "phone" | "tablet" | "computer" {
  try {
    if (!matchMedia("(pointer: coarse)").matches) return "computer";
    return Math.min(screen.width, screen.height) < 600 ? "phone" : "tablet";
  } catch {
    // Any failure: the browser does not say.
    return "computer";
  }
}

/** Says in the address what the page shows. A browser that allows no more of it shows the page all the same. */
export function showAddress(query: string): void {
  try {
    history.replaceState(null, "", query);
  } catch {
    // Any failure: the address alone stays behind. Safari takes 100 in half a minute.
  }
}

/**
 * Copies a text the old way, which needs no secure page.
 *
 * @returns Whether it is on the clipboard, as far as the browser says.
 */
export function copyText(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  try {
    return document.execCommand("copy");
  } catch {
    // Any failure: it is not copied, which is said.
    return false;
  } finally {
    area.remove();
  }
}
