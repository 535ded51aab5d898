import { sameValue } from "../../lib/model/questions/draft_merge.ts";
import type { DraftContent } from "../../lib/model/questions/question_draft_schema.ts";
import { ask } from "./api.ts";
import { API_TESTS_PREVIEW_PATH } from "../../lib/model/process/paths.ts";

/** What a student would see; the server renders it, so that neither Markdown nor maths ships to the browser. */
export interface PreviewOf {
  content: DraftContent;
  number: number;
  maxMark: number;
}

const WAIT_MS = 300;

/** Asks for the newest preview 300 ms after the last change; an answer that was overtaken is dropped. */
export class Preview {
  html: string | null;
  readonly #onChange: () => void;
  #of: PreviewOf | null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(html: string | null, of: PreviewOf | null, onChange: () => void) {
    this.html = html;
    this.#of = of;
    this.#onChange = onChange;
  }

  show(of: PreviewOf | null): void {
    if (sameValue(of, this.#of)) return;
    const another = of?.number !== this.#of?.number;
    this.#of = of;
    clearTimeout(this.#timer);
    if (of === null) this.html = null;
    else this.#timer = setTimeout(() => void this.#fetch(of), another ? 0 : WAIT_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #fetch(of: PreviewOf): Promise<void> {
    const answer = await ask<{ html: string }>({
      method: "POST",
      path: API_TESTS_PREVIEW_PATH,
      body: of,
    });
    if (of !== this.#of || answer.kind !== "ok") return;
    this.html = answer.body.html;
    this.#onChange();
  }
}
