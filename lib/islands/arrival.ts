/**
 * Stands in the page itself, before the scripts that it watches: one that does not arrive over a bad network would leave a
 * page that looks alive and keeps nothing. Until all are live, what is marked `data-waits` takes nothing; the page says
 * what it waits for, and is loaded again as soon as the scripts can be had.
 *
 * @module
 */

import { tabStore } from "../browser/stores.ts";
import { within } from "../browser/within.ts";
import { MISSING } from "./missing.ts";

const SAY_AFTER_MS = 5_000;
/** A file that has not come by then is asked for again. */
const COMES_MS = 15_000;
const ASK_MS = [1_000, 2_000, 4_000, 8_000, 15_000];
/** Loading again did not help so many times within the last minute: then people decide. */
const MOST_RELOADS = 3;
const RELOADS = "reloads";

const root = document.documentElement;
let note: HTMLElement | null = null;
let isMissing = false;

function isLive(): boolean {
  return root.dataset["scripts"] === "live";
}

/** Extensions of a browser put scripts into the page too. */
function isOurs(target: EventTarget | null): boolean {
  return target instanceof HTMLScriptElement && target.src.startsWith(`${location.origin}/assets/`);
}

function say(words: string, button?: string): void {
  note ??= document.createElement("div");
  note.className = "arrival";
  note.setAttribute("role", "status");
  note.replaceChildren(words);
  if (button) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = button;
    again.onclick = () => location.reload();
    note.append(again);
  }
  document.body.append(note);
}

function whenParsed(act: () => void): void {
  if (document.readyState !== "loading") return act();
  document.addEventListener("DOMContentLoaded", act);
}

/** Whether a field says something else than when the page came. */
function isTyped(): boolean {
  const fields = document.querySelectorAll<HTMLInputElement>("input, textarea");
  const options = document.querySelectorAll<HTMLOptionElement>("option[selected]");
  return [...options].some((it) => !it.selected) ||
    [...fields].some((it) => it.value !== it.defaultValue || it.checked !== it.defaultChecked);
}

async function canBeHad(): Promise<boolean> {
  const links = document.querySelectorAll<HTMLLinkElement>("link[rel=modulepreload]");
  const answers = await Promise.all(
    [...links].map(({ href }) => within(fileAt(href), COMES_MS)),
  );
  // After an update the page names other files.
  return answers.every((it) => it !== null && (it.ok || it.status === 404));
}

async function fileAt(href: string): Promise<Response> {
  const response = await fetch(href, { cache: "reload" });
  await response.arrayBuffer();
  return response;
}

/** Whether it may by itself: not without end, and nothing is sent again by it. */
function mayReload(): boolean {
  if (root.dataset["answers"] === "post") return false;
  try {
    const minuteAgo = Date.now() - 60_000;
    const before: number[] = JSON.parse(tabStore.get(RELOADS) ?? "[]");
    const lately = before.filter((at) => at > minuteAgo);
    // Where a page may keep nothing, nobody counts.
    return tabStore.set(RELOADS, JSON.stringify([...lately, Date.now()])) &&
      lately.length < MOST_RELOADS;
  } catch {
    // Any failure: it is not what this page wrote, or nobody tells the time.
    return false;
  }
}

async function comeAgain(): Promise<void> {
  if (isMissing || isLive()) return;
  isMissing = true;
  whenParsed(() => say("Part of this page has not arrived. Trying again."));
  for (let n = 0;; n++) {
    await new Promise((done) => setTimeout(done, ASK_MS[Math.min(n, ASK_MS.length - 1)]));
    if (await canBeHad()) break;
  }
  if (isLive()) return;
  if (!isTyped() && mayReload()) return location.reload();
  say("Part of this page has not arrived. Load it again to go on.", "Load again");
}

root.dataset["scripts"] = "coming";
addEventListener("error", ({ target }) => isOurs(target) && comeAgain(), true);
addEventListener(MISSING, () => comeAgain());
whenParsed(() => {
  if (isLive()) return;
  for (const part of document.querySelectorAll<HTMLElement>("[data-waits]")) part.inert = true;
});
setTimeout(() => {
  if (!isLive() && !isMissing) whenParsed(() => say("This page is still loading."));
}, SAY_AFTER_MS);
new MutationObserver((_, observer) => {
  if (!isLive()) return;
  observer.disconnect();
  note?.remove();
}).observe(root, { attributeFilter: ["data-scripts"] });
