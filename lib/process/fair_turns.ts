/** Who waits for a turn. */
export interface Place {
  /** Somebody the product knows: three of four turns are theirs while both kinds wait. */
  isKnown: boolean;
  /** Networks take turns, whatever each of them sends. */
  network: string;
  /** Within a network its names take turns. */
  name: string;
}

export interface FairTurnsOptions {
  /** Works under way at one time. */
  atOnce: number;
  mostWaiting: number;
  /** What they are told who are sent away because too many wait. */
  full: () => Error;
}

interface Waiter {
  start: () => void;
  refuse: (why: Error) => void;
}

/** Of four turns this many go to those who are known. */
const KNOWN_TURNS = 3;

/**
 * Lets a few works run at one time, and shares the turns out so that nobody who asks often keeps those out who ask once.
 * When too many wait, the newest of the network with most waiting is sent away.
 */
export class FairTurns {
  readonly #options: FairTurnsOptions;
  readonly #known = new Flow();
  readonly #strangers = new Flow();
  #running = 0;
  #turn = 0;

  constructor(options: FairTurnsOptions) {
    this.#options = options;
  }

  /** Runs `work` in its turn. @throws {Error} what `full` makes; what `work` throws. */
  async run<T>(place: Place, work: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.atOnce) await this.#wait(place);
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#next();
      if (next === null) this.#running--;
      // The place at work goes over to whoever is next.
      else next.start();
    }
  }

  #wait(place: Place): Promise<void> {
    const flow = place.isKnown ? this.#known : this.#strangers;
    const { promise, resolve: start, reject: refuse } = Promise.withResolvers<void>();
    flow.add(place, { start, refuse });
    if (this.#known.size + this.#strangers.size > this.#options.mostWaiting) {
      const from = this.#strangers.size > 0 ? this.#strangers : this.#known;
      from.dropNewest()?.refuse(this.#options.full());
    }
    return promise;
  }

  #next(): Waiter | null {
    const isKnownFirst = this.#turn++ % (KNOWN_TURNS + 1) < KNOWN_TURNS;
    const [first, second] = isKnownFirst
      ? [this.#known, this.#strangers]
      : [this.#strangers, this.#known];
    return first.next() ?? second.next();
  }
}

/** Who waits in one network, by name. */
interface Network {
  size: number;
  names: Map<string, Waiter[]>;
}

/** Networks in turn, in each its names in turn, in each the first who came. */
class Flow {
  readonly #networks = new Map<string, Network>();
  size = 0;

  add({ network, name }: Place, waiter: Waiter): void {
    const its = this.#networks.get(network) ?? { size: 0, names: new Map() };
    this.#networks.set(network, its);
    const line = its.names.get(name) ?? [];
    its.names.set(name, line);
    line.push(waiter);
    its.size++;
    this.size++;
  }

  next(): Waiter | null {
    for (const [network, its] of this.#networks) {
      for (const [name, line] of its.names) {
        const waiter = line.shift()!;
        its.names.delete(name);
        if (line.length > 0) its.names.set(name, line);
        this.#networks.delete(network);
        if (--its.size > 0) this.#networks.set(network, its);
        this.size--;
        return waiter;
      }
    }
    return null;
  }

  /** Takes the last of the longest line in the network with most waiting. */
  dropNewest(): Waiter | null {
    const [network, its] = longest(this.#networks, (it) => it.size) ?? [];
    if (network === undefined || its === undefined) return null;
    const [name, line] = longest(its.names, (it) => it.length)!;
    const waiter = line.pop()!;
    if (line.length === 0) its.names.delete(name);
    if (--its.size === 0) this.#networks.delete(network);
    this.size--;
    return waiter;
  }
}

/** The entry with the highest measure; of several the last. */
function longest<K, V>(all: ReadonlyMap<K, V>, measure: (value: V) => number): [K, V] | null {
  let found: [K, V] | null = null;
  for (const entry of all) {
    if (found === null || measure(entry[1]) >= measure(found[1])) found = entry;
  }
  return found;
}
