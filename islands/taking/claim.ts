/** Which of all pages that show the attempt is the one that writes. */
export class Claim {
  readonly #earlier: Set<string>;
  readonly #live: ReadonlySet<string>;
  readonly #isMine: (writerId: string) => boolean;
  #writerId: string | null;
  #seq: number;
  #had = false;

  /**
   * @param earlier Pages of this browser; carried on without asking unless they are still open.
   * @param live Those of them in another tab now.
   * @param isMine Whether a name is this page's.
   */
  constructor(
    { writerId, seq }: { writerId: string | null; seq: number },
    { earlier, live, isMine }: {
      earlier: readonly string[];
      live: readonly string[];
      isMine: (writerId: string) => boolean;
    },
  ) {
    this.#earlier = new Set(earlier);
    this.#live = new Set(live);
    this.#isMine = isMine;
    this.#writerId = writerId;
    this.#seq = seq;
  }

  /** Nobody writes, or a page of this browser that is gone: this one may take over by itself. */
  get isFree(): boolean {
    if (this.#live.size > 0 || this.#had) return false;
    return this.#writerId === null || this.#earlier.has(this.#writerId);
  }

  /** The server made this the page that writes. */
  get isHeld(): boolean {
    return this.#had;
  }

  /** Another page writes. */
  get isElsewhere(): boolean {
    if (this.#writerId === null || this.#isMine(this.#writerId)) return false;
    return !this.isFree;
  }

  /** Further pages of this browser. */
  know(earlier: readonly string[]): void {
    for (const writerId of earlier) this.#earlier.add(writerId);
  }

  granted(seq: number, writerId: string | null): void {
    this.#had = true;
    this.receive(seq, writerId);
  }

  /** What the server says; of two answers the one with the higher `seq` counts. */
  receive(seq: number, writerId: string | null): void {
    if (seq < this.#seq) return;
    this.#seq = seq;
    this.#writerId = writerId;
  }
}
