import type { Collection, Db } from "mongodb";
import { newId } from "../../lib/process/ids.ts";
import type { Leases } from "../../lib/store/leases.ts";
import type { CollectionLayout } from "./layout.ts";
import { isDuplicate } from "./races.ts";

interface LeaseDocument {
  _id: string;
  holder: string;
  untilAt: number;
}

export const LEASES: CollectionLayout = {
  name: "leases",
  indexes: [],
  schema: { bsonType: "object", required: ["_id", "holder", "untilAt"] },
};

/** Leases in MongoDB, a document each. */
export class MongoLeases implements Leases {
  readonly #leases: Collection<LeaseDocument>;

  constructor(db: Db) {
    this.#leases = db.collection("leases");
  }

  async take(
    name: string,
    holder: string,
    { now, untilAt }: { now: number; untilAt: number },
  ): Promise<boolean> {
    const mineOrOver = { _id: name, $or: [{ holder }, { untilAt: { $lte: now } }] };
    const { matchedCount } = await this.#leases.updateOne(mineOrOver, {
      $set: { holder, untilAt },
    });
    if (matchedCount === 1) return true;
    try {
      await this.#leases.insertOne({ _id: name, holder, untilAt });
      return true;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      return false;
    }
  }
}

const LEASE_MS = 15_000;
const RENEW_MS = 4_000;
const ASK_MS = 250;

/**
 * Does `work` while no other process does the same, and waits for one that does.
 *
 * @param what As in "copying a school".
 * @param work Calls `held` before each step: it throws once the lease could not be renewed.
 * @throws {Error} when another process is not done after `waitMs`.
 */
export async function alone<T>(
  leases: Leases,
  { what, waitMs = 120_000 }: { what: string; waitMs?: number },
  work: (held: () => void) => Promise<T>,
): Promise<T> {
  const holder = newId();
  const giveUpAt = Date.now() + waitMs;
  let untilAt = 0;
  const take = async (ms = LEASE_MS) => {
    const now = Date.now();
    const isMine = await leases.take(what, holder, { now, untilAt: now + ms });
    untilAt = isMine ? now + ms : 0;
    return isMine;
  };
  while (!await take()) {
    if (Date.now() > giveUpAt) throw new Error(`Cannot go on: another process is still ${what}`);
    await new Promise((wait) => setTimeout(wait, ASK_MS));
  }
  let renewal: Promise<unknown> = Promise.resolve();
  // Any failure: one that fails leaves the lease to run out, which `held` tells.
  const timer = setInterval(() => renewal = take().catch(() => {}), RENEW_MS);
  try {
    return await work(() => {
      if (Date.now() >= untilAt) throw new Error(`Cannot go on: lost the lease for ${what}`);
    });
  } finally {
    clearInterval(timer);
    await renewal;
    // Any failure: not given back, it ends by itself.
    await take(0).catch(() => {});
  }
}
