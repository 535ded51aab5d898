import {
  type Journal,
  type JournalEntry,
  memoryJournal,
  opening,
  type OpenJournal,
  type WriterRow,
} from "./journal.ts";

const NAME = "plp-tests";
const ENTRIES = "entries";
const WRITERS = "writers";

/** The browser's own database; in memory where it has none, or refuses. */
export async function browserJournal(): Promise<Journal> {
  if (typeof indexedDB === "undefined") return memoryJournal();
  try {
    return indexedJournal(await openDatabase());
  } catch {
    return memoryJournal();
  }
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
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
    request.onblocked = () =>
      reject(new Error("Cannot open the journal: another version holds it"));
  });
}

function indexedJournal(database: IDBDatabase): Journal {
  database.onversionchange = () => database.close();
  /** Resolves once the browser says the change is on disk. */
  function change(stores: string[], make: (transaction: IDBTransaction) => void): Promise<void> {
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
