import type { PageStore } from "../../lib/browser/stores.ts";
import type { QuestionResponse } from "../../lib/model/questions/question_schema.ts";
import { partText } from "../../lib/model/text/text_limit.ts";

/** An answer that is longer than its question takes. */
export interface LongText {
  /** All of it, as it stands on the page. */
  whole: string;
  /** What the server takes no more. */
  cut: string;
  /** How much fits, in UTF-16 code units, as the server counts. */
  most: number;
  /** It outlives the page. */
  kept: boolean;
}

/**
 * Answers longer than their questions take. The server gets the beginning, which is safe there if time runs out; the whole is
 * kept on the page and on this device until the student shortens it or hands in.
 */
export class LongTexts {
  readonly #limits: ReadonlyMap<string, number>;
  readonly #store: PageStore;
  readonly #prefix: string;
  readonly #texts = new Map<string, LongText>();

  /** @param limits Longest answer by slot; slots without one are not looked at. */
  constructor(attemptId: string, limits: ReadonlyMap<string, number>, store: PageStore) {
    this.#limits = limits;
    this.#store = store;
    this.#prefix = `long/${attemptId}/`;
    for (const slotId of limits.keys()) {
      const whole = store.get(this.#prefix + slotId);
      if (whole !== null) this.#set(slotId, whole, true);
    }
  }

  /** Parts what was typed. @param shown What the page showed until now. @returns What the server gets. */
  take(slotId: string, typed: QuestionResponse, shown: QuestionResponse): QuestionResponse {
    const most = this.#limits.get(slotId);
    if (most === undefined) return typed;
    const text = textOf(typed) ?? "";
    if (typed !== null && "text" in typed && text.length > most) {
      this.#set(slotId, text, this.#store.set(this.#prefix + slotId, text));
      return { ...typed, text: partText(text, most).kept };
    }
    // One that is not shown belongs to another version of the answer, and stays with it.
    if (this.of(slotId, shown) !== null) this.#forget(slotId);
    return typed;
  }

  /** The whole of an answer that is the beginning of one; `null` where the answer is all there is. */
  of(slotId: string, answer: QuestionResponse): LongText | null {
    const long = this.#texts.get(slotId);
    if (long === undefined) return null;
    return partText(long.whole, long.most).kept === textOf(answer) ? long : null;
  }

  /** The test is over. */
  wipe(): void {
    for (const slotId of this.#texts.keys()) this.#forget(slotId);
  }

  #set(slotId: string, whole: string, kept: boolean): void {
    const most = this.#limits.get(slotId)!;
    this.#texts.set(slotId, { whole, cut: partText(whole, most).cut, most, kept });
  }

  #forget(slotId: string): void {
    this.#texts.delete(slotId);
    this.#store.remove(this.#prefix + slotId);
  }
}

function textOf(response: QuestionResponse): string | null {
  return response !== null && "text" in response ? response.text : null;
}
