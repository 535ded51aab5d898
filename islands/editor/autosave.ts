import { deviceTime } from "../../lib/browser/ticks.ts";
import { type Merged, sameValue } from "../../lib/model/questions/draft_merge.ts";
import type { LocalDrafts } from "./local_drafts.ts";

/** What became of one save. */
export type Sent<T> =
  | { kind: "saved"; rev: number; savedAt: number }
  /** Someone saved before: what stands now. */
  | { kind: "stale"; rev: number; value: T; message: string }
  /** Signed out, no network or a server in trouble: tried again. */
  | { kind: "away" | "signed_out" }
  | { kind: "refused"; message: string };

export type SaveStatus =
  | { kind: "saved"; at: number | null }
  | { kind: "typing" | "saving" | "kept" | "signed_out" }
  /** Not sent, and nowhere but on the screen. */
  | { kind: "loose" }
  | { kind: "refused"; message: string }
  /** Two texts, and a person chooses. */
  | { kind: "clash"; message: string; theirs: unknown };

export interface AutosaveOptions<T> {
  value: T;
  rev: number;
  savedAt: number | null;
  /** @param last The page is closing: no answer will be read. */
  send: (value: T, rev: number, last: boolean) => Promise<Sent<T>>;
  merge: (base: T, mine: T, theirs: T) => Merged<T>;
  drafts: LocalDrafts<T>;
  onChange: () => void;
}

const TYPING_MS = 1_000;
const RETRY_MS = [1_000, 2_000, 4_000, 8_000, 15_000];

/**
 * Saves what is typed 1 s after the last key, keeps it on the device until the server has it, and merges what others
 * saved meanwhile.
 */
export class Autosave<T extends object> {
  value: T;
  status: SaveStatus;
  rev: number;
  readonly #it: AutosaveOptions<T>;
  /** What the server has, as far as we know. */
  #base: T;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #sending: Promise<void> | null = null;
  #tries = 0;
  /** The draft outlives the page. */
  #isKept = true;
  #savedAt: number | null;

  constructor(it: AutosaveOptions<T>) {
    this.#it = it;
    this.value = this.#base = it.value;
    this.rev = it.rev;
    this.#savedAt = it.savedAt;
    this.status = { kind: "saved", at: it.savedAt };
  }

  get dirty(): boolean {
    return !sameValue(this.value, this.#base);
  }

  /** Whether closing the page loses something. */
  get wouldLose(): boolean {
    return this.dirty && !this.#isKept;
  }

  set(value: T): void {
    this.value = value;
    this.#keep();
    if (this.status.kind !== "clash") this.#become({ kind: "typing" }, TYPING_MS);
    else this.#it.onChange();
  }

  /** Takes what closed pages left on this device. Returns whether there was anything new. */
  restore(): boolean {
    return this.#carry(this.#it.drafts.takeOthers());
  }

  /** Takes over what was typed into another `Autosave` of the same thing and is not saved there. */
  follow(other: Autosave<T>): void {
    other.stop();
    if (other.dirty) this.#carry([{ base: other.#base, value: other.value }]);
  }

  #carry(drafts: readonly { base: T; value: T }[]): boolean {
    const before = this.value;
    for (const { base, value } of drafts) {
      const merged = this.#it.merge(base, value, this.value);
      if (merged.clash && !sameValue(value, this.value)) {
        this.value = value;
        this.#clash("You wrote another text on this device", this.#base);
      } else this.value = merged.value;
    }
    if (sameValue(before, this.value)) return false;
    this.#keep();
    if (this.status.kind !== "clash") this.#become({ kind: "typing" }, 0);
    return true;
  }

  /** Something the server did itself, such as a question added: `value` and `rev` as it answered. */
  rebase(value: T, rev: number): void {
    const merged = this.#it.merge(this.#base, this.value, value);
    this.#base = value;
    this.rev = rev;
    this.value = merged.value;
    if (this.dirty) this.#keep();
    else this.#it.drafts.clear();
    this.#it.onChange();
  }

  /** Ends a clash. */
  choose(keep: "mine" | "theirs"): void {
    if (keep === "theirs") this.value = this.#base;
    this.#keep();
    this.#become({ kind: "typing" }, 0);
  }

  /** Sends now what is not saved. Returns whether everything is. */
  async flush(): Promise<boolean> {
    clearTimeout(this.#timer);
    await this.#sending;
    if (this.#maySend()) await this.#start();
    return !this.dirty;
  }

  /** The page is going away: one last try, whose answer nobody reads. The device keeps the draft. */
  leave(): void {
    if (!this.#maySend()) return;
    clearTimeout(this.#timer);
    this.#it.send(this.value, this.rev, true).catch(() => {});
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #maySend(): boolean {
    return this.dirty && this.status.kind !== "clash";
  }

  #keep(): void {
    if (!this.dirty) this.#it.drafts.clear();
    this.#isKept = !this.dirty ||
      this.#it.drafts.write({ base: this.#base, value: this.value, at: deviceTime() });
  }

  #become(status: SaveStatus, sendInMs: number | null): void {
    this.status = status;
    clearTimeout(this.#timer);
    if (sendInMs !== null) this.#timer = setTimeout(() => void this.#start(), sendInMs);
    this.#it.onChange();
  }

  #start(): Promise<void> {
    if (this.#sending !== null) return this.#sending;
    this.#sending = this.#send().finally(() => this.#sending = null);
    return this.#sending;
  }

  async #send(): Promise<void> {
    if (!this.#maySend()) {
      if (!this.dirty) this.#saved(this.#savedAt);
      return;
    }
    const sent = this.value;
    this.#become({ kind: "saving" }, null);
    const result = await this.#it.send(sent, this.rev, false).catch((): Sent<T> => ({
      kind: "away",
    }));
    if (result.kind === "saved") this.#acknowledged(sent, result);
    else if (result.kind === "stale") this.#overtaken(sent, result);
    else if (result.kind === "refused") this.#become(result, null);
    else this.#later(result.kind === "away" ? "kept" : "signed_out");
  }

  #acknowledged(sent: T, { rev, savedAt }: { rev: number; savedAt: number }): void {
    this.#base = sent;
    this.rev = rev;
    this.#tries = 0;
    this.#savedAt = savedAt;
    this.#keep();
    if (this.dirty) this.#become({ kind: "typing" }, TYPING_MS);
    else this.#saved(savedAt);
  }

  #overtaken(
    sent: T,
    { rev, value, message }: { rev: number; value: T; message: string },
  ): void {
    // What stands is what we sent before, and only its answer was lost on the way.
    const merged = sameValue(value, sent)
      ? { value: this.value, clash: false }
      : this.#it.merge(this.#base, this.value, value);
    this.#base = value;
    this.rev = rev;
    if (merged.clash) return this.#clash(message, value);
    this.value = merged.value;
    this.#keep();
    if (this.dirty) this.#become({ kind: "typing" }, 0);
    else this.#saved(deviceTime() || null);
  }

  #clash(message: string, theirs: T): void {
    this.#keep();
    this.#become({ kind: "clash", message, theirs }, null);
  }

  #saved(at: number | null): void {
    this.#savedAt = at;
    this.#become({ kind: "saved", at }, null);
  }

  #later(kind: "kept" | "signed_out"): void {
    const wait = RETRY_MS[Math.min(this.#tries++, RETRY_MS.length - 1)]!;
    this.#become(
      { kind: kind === "kept" && !this.#isKept ? "loose" : kind },
      wait * (.5 + Math.random() / 2),
    );
  }
}
