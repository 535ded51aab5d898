import {
  adoption,
  type JournalEntry,
  type JournalStore,
  opening,
  type OpenJournal,
  type WriterRow,
} from "./journal.ts";

const NAME = "plp-tests";
const ENTRIES = "entries";
const WRITERS = "writers";

/** A journal in the browser's own database. It may never answer. @throws {Error} where there is none, or it refuses. */
export async function indexedJournal(): Promise<JournalStore> {
  return journalIn(await openDatabase());
}

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(ENTRIES, {
        keyPath: ["attemptId", "writerId", "event.n"],
      });
      request.result.createObjectStore(WRITERS, { keyPath: ["attemptId", "number"] });
    };
    request.onsuccess = () => {
      const database = request.result;
      database.onversionchange = () => database.close();
      resolve(database);
    };
    // Where another version holds it, it comes when that is gone.
    request.onerror = () => reject(request.error);
  });
}

function journalIn(first: IDBDatabase): JournalStore {
  let database = first;
  /** Browsers close what they lost, as after sleep: it is opened again once. */
  async function change(stores: string[], make: (it: IDBTransaction) => void): Promise<void> {
    try {
      await attempt(stores, make);
    } catch {
      database.close();
      database = await openDatabase();
      await attempt(stores, make);
    }
  }
  /** Resolves once the browser says the change is on disk. */
  function attempt(stores: string[], make: (transaction: IDBTransaction) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const transaction = database.transaction(stores, "readwrite", { durability: "strict" });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () =>
        reject(transaction.error ?? new Error("Cannot write the journal"));
      make(transaction);
    });
  }
  return {
    durable: true,
    async open(attemptId, live) {
      let opened: OpenJournal | undefined;
      await change([ENTRIES, WRITERS], (transaction) => {
        const writers = transaction.objectStore(WRITERS);
        const rows: IDBRequest<WriterRow[]> = writers.getAll(ofAttempt(attemptId));
        const entries: IDBRequest<JournalEntry[]> = transaction.objectStore(ENTRIES)
          .getAll(ofAttempt(attemptId));
        // Requests of one transaction are answered in order.
        entries.onsuccess = () => {
          const found = opening(attemptId, { rows: rows.result, entries: entries.result, live });
          opened = found.opened;
          writers.add(found.row);
        };
      });
      return opened!;
    },
    put: (entries) =>
      change([ENTRIES], (transaction) => {
        for (const entry of entries) transaction.objectStore(ENTRIES).put(entry);
      }),
    adopt: (attemptId, heir, names) =>
      change([WRITERS], (transaction) => {
        const writers = transaction.objectStore(WRITERS);
        const rows: IDBRequest<WriterRow[]> = writers.getAll(ofAttempt(attemptId));
        rows.onsuccess = () => {
          for (const row of adoption(rows.result, heir, names)) writers.put(row);
        };
      }),
    drop: (attemptId, writerId, upTo) =>
      change([ENTRIES], (transaction) => {
        const range = IDBKeyRange.bound([attemptId, writerId], [attemptId, writerId, upTo]);
        transaction.objectStore(ENTRIES).delete(range);
      }),
    wipe: (attemptId) =>
      change([ENTRIES, WRITERS], (transaction) => {
        transaction.objectStore(ENTRIES).delete(ofAttempt(attemptId));
        transaction.objectStore(WRITERS).delete(ofAttempt(attemptId));
      }),
  };
}

/** Every key that begins with the attempt: an array sorts after all numbers and texts. */
function ofAttempt(attemptId: string): IDBKeyRange {
  return IDBKeyRange.bound([attemptId], [attemptId, []]);
}
