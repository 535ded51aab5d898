import type { GiveBack, Limiter } from "../process/limits.ts";
import { DomainError } from "../model/process/errors.ts";
import type { Person } from "../model/people/people_schema.ts";
import { keyOf } from "../store/store.ts";

export interface Guess {
  /** Whose name it is; `null` for nobody's. */
  person: Person | null;
  /** As typed, folded. */
  name: string;
  network: string;
  /** Of a browser in which this person signed in before, else `null`. */
  device: string | null;
}

/** What a guess took. */
export interface TakenGuess {
  /** Nobody looked at the password: all is as before. */
  giveBack: GiveBack;
  /** It was right: as before, and the browser that is theirs begins anew. */
  forgive: GiveBack;
}

/**
 * Takes what a guess at a password costs, before it is looked at, so that parallel guesses count. A browser in which the
 * person signed in before is counted by itself: what strangers do elsewhere does not reach it.
 *
 * @throws {DomainError} `rate`; then nothing was taken.
 */
export async function takeGuess(limiter: Limiter, guess: Guess): Promise<TakenGuess> {
  const who = whoOf(guess);
  if (guess.device !== null) {
    const key = `${who} on ${guess.device}`;
    const giveBack = await limiter.take("signInName", key);
    return { giveBack, forgive: () => limiter.clear("signInName", key) };
  }
  const taken: GiveBack[] = [];
  const giveBack = async () => {
    for (const it of taken) await it();
  };
  try {
    taken.push(await limiter.take("signInName", `${who} from ${guess.network}`));
    taken.push(await limiter.take("signInNameAll", who));
    taken.push(await takeFromNetwork(limiter, guess.network, who));
  } catch (error) {
    await giveBack();
    throw error;
  }
  return { giveBack, forgive: giveBack };
}

/** Of another password, role or name the count begins anew: a new password from the office lets in at once. */
function whoOf({ person, name }: Guess): string {
  return person === null ? `name ${name}` : `person ${keyOf(person)} ${person.rev}`;
}

/** A network that used up its points has a few left for each name, so that nobody shuts it for a whole school. */
async function takeFromNetwork(limiter: Limiter, network: string, who: string): Promise<GiveBack> {
  try {
    return await limiter.take("signInAddress", network);
  } catch (error) {
    if (!isRate(error)) throw error;
    try {
      return await limiter.take("signInScarce", `${who} from ${network}`);
    } catch (second) {
      // Of the two times to wait, that of the network is over first.
      throw isRate(second) ? error : second;
    }
  }
}

function isRate(error: unknown): boolean {
  return error instanceof DomainError && error.code === "rate";
}
