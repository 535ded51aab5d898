import type { Stores } from "../lib/process/assemble.ts";
import type { Bus } from "../lib/process/bus.ts";
import type { MongoSettings } from "../lib/process/config_mongo.ts";
import type { Contents } from "../lib/store/contents.ts";
import type { Log } from "../lib/process/log.ts";
import { away } from "../lib/store/outage/away.ts";
import type { Claims } from "../lib/store/outage/claims.ts";
import { Guard } from "../lib/store/outage/guard.ts";
import { type Connection, healthLog } from "../lib/store/outage/health.ts";
import type { OutageJournal } from "../lib/store/outage/journal.ts";
import { protectedStores } from "../lib/store/outage/stores.ts";
import type { SessionStore } from "../lib/access/sessions.ts";

export interface ProtectedMongo extends AsyncDisposable {
  stores: Stores;
  contents: Contents;
  connection: Connection;
  /** Resolves once the database has been reached and found usable. @throws what says that it must not be used. */
  opened: Promise<{ fresh: boolean }>;
  /** Whether the first question was answered, as soon as that is known. */
  contact: Promise<boolean>;
  /** Resolves when connecting has failed; it goes on trying. */
  refused: Promise<void>;
  /** Resolves, saying why, when the data is kept elsewhere from now on. */
  left: Promise<string>;
  takeSchool(from: Contents): Promise<void>;
}

export interface MongoDeps {
  settings: MongoSettings;
  journal: (OutageJournal & Partial<AsyncDisposable>) | null;
  /** What processes agree on; `null` where there is one. */
  claims: Claims | null;
  /** To other processes. */
  wire: Bus | null;
  /** Whether this database may be used. @throws {Error} when not. */
  admit: (contents: Contents) => Promise<void>;
  /** Why it must not be used any more; `null`: it may. Asked all the time. */
  left: (contents: Contents) => Promise<string | null>;
  /** What stands before the sessions. */
  sessions: (primary: SessionStore) => SessionStore;
  log: Log;
}

const TICK_MS = 1_000;

/** A MongoDB database behind its guard; the driver is loaded where it is needed alone. */
export async function protectedMongo(
  { settings, journal, claims, wire, admit, left, sessions, log }: MongoDeps,
): Promise<ProtectedMongo> {
  const { mongoStore } = await import("./mongo/open.ts");
  const { isOutage, isPoolFull } = await import("./mongo/outages.ts");
  const store = mongoStore(settings);
  const { promise: opened, resolve, reject } = Promise.withResolvers<{ fresh: boolean }>();
  const contact = Promise.withResolvers<boolean>();
  const leaving = Promise.withResolvers<string>();
  // Any failure: told to whoever waits for it; nobody has to.
  opened.catch(() => {});
  let found: { fresh: boolean } | null = null;
  const logHealth = healthLog(log, "mongodb");
  const open = async () => {
    await store.ping();
    contact.resolve(true);
    await admit(store.contents);
    found = await store.open();
  };
  const lookAgain = async () => {
    await store.ping();
    const why = await left(store.contents).catch((error) => {
      // The pool is full: it is looked at again with the next question.
      if (isPoolFull(error)) return null;
      throw error;
    });
    if (why !== null) leaving.resolve(why);
  };
  const guard = new Guard({
    name: "mongodb",
    isOutage,
    isBusy: isPoolFull,
    probe: () =>
      found !== null ? lookAgain() : open().catch((error) => {
        if (!isOutage(error) && !isPoolFull(error)) reject(error);
        throw error;
      }),
  }, {
    now: Date.now,
    changed: (health) => {
      logHealth(health);
      if (health.state !== "up" || found === null) return;
      resolve(found);
      ticking.now();
    },
  });
  const kept = protectedStores(store.stores, {
    guard,
    journal,
    claims,
    bus: wire,
    log,
    now: Date.now,
    sessions,
  });
  const ticking = startTicking(kept.tick, log);
  await kept.begin();
  guard.start().then(contact.resolve);
  return {
    stores: kept.stores,
    contents: store.contents,
    connection: {
      name: "mongodb",
      health: () => guard.health,
      primary: true,
      waiting: kept.waiting,
      parked: kept.parked,
      journalled: () => journal?.isOpen() ?? false,
    },
    opened,
    contact: contact.promise,
    refused: store.refused,
    left: leaving.promise,
    takeSchool: (from) =>
      store.takeSchool(from).catch((error) => {
        throw isOutage(error) ? away(error) : error;
      }),
    async [Symbol.asyncDispose]() {
      await ticking.stop();
      await guard.stop();
      await store[Symbol.asyncDispose]();
      await journal?.[Symbol.asyncDispose]?.();
    },
  };
}

interface Ticking {
  /** Without waiting for the next second. */
  now(): void;
  /** Waits for what is under way. */
  stop(): Promise<void>;
}

function startTicking(tick: () => Promise<void>, log: Log): Ticking {
  let running = Promise.resolve();
  let busy = false;
  const now = () => {
    if (busy) return;
    busy = true;
    running = tick().catch((error) => {
      // Any failure: logged, and tried again at the next tick.
      log({ event: "fault", requestId: null, where: "outage journal", error });
    }).finally(() => busy = false);
  };
  const timer = setInterval(now, TICK_MS);
  return {
    now,
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
