import type { AttemptNotice } from "../../lib/model/live/live.ts";
import type { Net } from "./net.ts";

/** What the teacher sent and the student has not closed; each is told to the server as shown. */
export class Notices {
  readonly #net: Pick<Net, "seen">;
  readonly #shown = new Set<string>();
  readonly #telling = new Set<string>();
  #open: readonly AttemptNotice[] = [];

  constructor(net: Pick<Net, "seen">) {
    this.#net = net;
  }

  get open(): readonly AttemptNotice[] {
    return this.#open;
  }

  /** @param unseen What the server believes was not shown yet. */
  receive(unseen: readonly AttemptNotice[]): void {
    for (const notice of unseen) {
      if (!this.#shown.has(notice.id)) this.#open = [...this.#open, notice];
      this.#shown.add(notice.id);
      this.#tell(notice.id);
    }
  }

  close(id: string): void {
    this.#open = this.#open.filter((it) => it.id !== id);
  }

  async #tell(id: string): Promise<void> {
    if (this.#telling.has(id)) return;
    this.#telling.add(id);
    await this.#net.seen(id);
    this.#telling.delete(id);
  }
}
