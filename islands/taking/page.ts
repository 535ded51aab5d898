import { useEffect, useState } from "preact/hooks";
import { deviceKind } from "../../lib/browser/screen.ts";
import { tabStore } from "../../lib/browser/stores.ts";
import { ticks } from "../../lib/browser/ticks.ts";
import type { TimeStyle } from "../../lib/model/text/format.ts";
import type { AttemptSheet } from "../../lib/model/attempts/student_attempt_schema.ts";
import { live } from "../live/socket.ts";
import { loadHeads, openTaking, type TakingController } from "./controller.ts";
import { DeviceJournal } from "./device_journal.ts";
import { indexedJournal } from "./indexed_journal.ts";
import { httpNet } from "./net.ts";
import { Paper } from "./paper.ts";
import { otherTabs } from "./tabs.ts";
import { attemptApi } from "../../lib/model/process/paths.ts";

export interface PageSection {
  title: string;
  slots: { slotId: string; number: number }[];
}

/** What a taking page knows from the server besides its answers. */
export interface PageFacts {
  title: string;
  sections: PageSection[];
  totalMarks: number;
  style: TimeStyle;
  graceMs: number;
  hideTimer: boolean;
}

/** The one running test of this tab: its controller, and which question is shown. */
export class TakingPage {
  readonly facts: PageFacts;
  readonly taking: TakingController;
  readonly slotIds: readonly string[];
  readonly #paper: Paper;
  readonly #listeners = new Set<() => void>();
  readonly #placeKey: string;
  #current: number;
  /** The student does not want to see the time. */
  timeHidden: boolean;

  constructor(facts: PageFacts, taking: TakingController, attemptId: string) {
    this.facts = facts;
    this.timeHidden = facts.hideTimer;
    this.taking = taking;
    this.slotIds = facts.sections.flatMap(({ slots }) => slots.map(({ slotId }) => slotId));
    this.#placeKey = `place-${attemptId}`;
    const kept = Number(tabStore.get(this.#placeKey) ?? "0");
    this.#current = kept >= 0 && kept < this.slotIds.length ? kept : 0;
    this.#paper = new Paper(taking, facts.style, (what) => this.#onKey(what));
    taking.subscribe(() => this.#changed());
    this.#paper.show(this.currentSlot);
  }

  get current(): number {
    return this.#current;
  }

  get currentSlot(): string {
    return this.slotIds[this.#current]!;
  }

  get isLast(): boolean {
    return this.#current === this.slotIds.length - 1;
  }

  /** Shows the question at `index`, counted from 0, and takes the reader there. */
  go(index: number): void {
    if (index < 0 || index >= this.slotIds.length) return;
    this.#current = index;
    tabStore.set(this.#placeKey, String(index));
    this.#paper.show(this.currentSlot);
    this.#paper.focus(this.currentSlot);
    this.#changed();
  }

  goTo(slotId: string): void {
    this.go(this.slotIds.indexOf(slotId));
  }

  toggleTime(): void {
    this.timeHidden = !this.timeHidden;
    this.#changed();
  }

  /** @returns A function that stops. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Opens a dialog of the page by its name. */
  ask(what: "hand_in" | "keys" | "all"): void {
    document.dispatchEvent(new CustomEvent("taking-ask", { detail: what }));
  }

  #onKey(what: "next" | "previous" | "flag" | "keys"): void {
    if (what === "keys") return this.ask("keys");
    const { taking, currentSlot } = this;
    if (what === "flag") return taking.flag(currentSlot, !taking.state.flagged.has(currentSlot));
    if (what === "next" && this.isLast) return this.ask("hand_in");
    this.go(this.#current + (what === "next" ? 1 : -1));
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

let page: TakingPage | null = null;
const waiting = new Set<(page: TakingPage) => void>();

/** Opens the test once the page is there. Called by one island; the other takes the page when it is ready. */
export async function startPage(facts: PageFacts, sheet: AttemptSheet): Promise<void> {
  const attempt = { ...sheet };
  const net = httpNet(attemptApi(sheet.id), null, ticks);
  const tabs = await otherTabs(sheet.id);
  const names = pagesOfTab(sheet.id);
  const taking = await openTaking({
    attempt,
    journal: new DeviceJournal(indexedJournal),
    net,
    device: deviceKind(),
    live: tabs.live,
    earlier: names.earlier,
    limits: answerLimits(),
    ticks,
  });
  names.add(taking.writerId);
  tabs.answerAs(taking.writerId);
  followWindow(taking);
  followSocket(taking, sheet.id);
  page = new TakingPage(facts, taking, sheet.id);
  for (const ready of waiting) ready(page);
  waiting.clear();
  // What hand-in needs is fetched while there is network, after everything else.
  setTimeout(loadHeads, 5_000);
}

/** The running test, drawn anew at every change; `null` until it is open. */
export function usePage(): TakingPage | null {
  const [, draw] = useState(0);
  useEffect(() => {
    let stop = () => {};
    const ready = (it: TakingPage) => {
      stop = it.subscribe(() => draw((n) => n + 1));
      draw((n) => n + 1);
    };
    if (page) ready(page);
    else waiting.add(ready);
    return () => {
      waiting.delete(ready);
      stop();
    };
  }, []);
  return page;
}

function followWindow(taking: TakingController): void {
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") taking.hide();
    else taking.retry();
  });
  addEventListener("pagehide", () => taking.leave());
  // Back from the browser's cache the page is old: another may have carried on.
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  addEventListener("online", () => taking.retry());
  addEventListener("beforeunload", (event) => {
    if (taking.wouldLose) event.preventDefault();
  });
}

function followSocket(taking: TakingController, attemptId: string): void {
  const socket = live();
  socket.onState((open) => taking.setSocket(open));
  socket.onEvent((event) => event.type === "attempt.state" && taking.receive(event));
  socket.follow({ type: "attempt.open", attemptId });
}

/** The pages of this tab that showed the test, also where the browser's database does not answer. */
function pagesOfTab(attemptId: string): { earlier: string[]; add(writerId: string): void } {
  const name = `pages-${attemptId}`;
  const earlier = (tabStore.get(name) ?? "").split(" ").filter((it) => it !== "");
  return {
    earlier,
    add: (writerId) => void tabStore.set(name, [...earlier, writerId].slice(-20).join(" ")),
  };
}

/** Longest answer by slot, as the server wrote it into the page. */
function answerLimits(): Map<string, number> {
  const slots = [...document.querySelectorAll<HTMLElement>("[data-slot][data-most]")];
  return new Map(slots.map(({ dataset }) => [dataset["slot"]!, Number(dataset["most"])]));
}
