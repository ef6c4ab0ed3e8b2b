import type { JournalEntry } from "./journal-entry.ts";

/** The journal of this browser: text that the server does not have yet. */
export type Journal = {
  /** Resolves once the entry is on disk. */
  readonly put: (entry: JournalEntry) => Promise<void>;
  /** Takes off the entry of a window, unless it holds more than `upTo` changes. */
  readonly forget: (story: string, window: string, upTo: number) => Promise<void>;
  readonly list: (story: string) => Promise<JournalEntry[]>;
};

const DATABASE = "warraq-journal";
const STORE = "entries";

const asked = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.addEventListener("success", () => resolve(request.result));
    request.addEventListener("error", () =>
      reject(request.error ?? new Error("Cannot read the journal")),
    );
  });

const done = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    const fail = (): void =>
      reject(transaction.error ?? new Error("Cannot write the journal: the browser gave it up"));
    transaction.addEventListener("complete", () => resolve());
    transaction.addEventListener("abort", fail);
    transaction.addEventListener("error", fail);
  });

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.addEventListener("upgradeneeded", () => {
    request.result.createObjectStore(STORE, { keyPath: ["story", "window"] });
  });
  return asked(request);
}

/** The journal in the database of this browser. */
export function browserJournal(): Journal {
  let opening: Promise<IDBDatabase> | undefined;
  const database = async (): Promise<IDBDatabase> => {
    opening ??= openDatabase();
    try {
      const opened = await opening;
      // The browser closes it when its data is cleared: the next write opens it anew.
      opened.addEventListener("close", () => {
        opening = undefined;
      });
      return opened;
    } catch (error) {
      opening = undefined;
      throw error;
    }
  };
  return {
    put: async (entry) => {
      const opened = await database();
      const transaction = opened.transaction(STORE, "readwrite", { durability: "strict" });
      transaction.objectStore(STORE).put(entry);
      await done(transaction);
    },
    forget: async (story, window, upTo) => {
      const opened = await database();
      const transaction = opened.transaction(STORE, "readwrite");
      const store = transaction.objectStore(STORE);
      const request: IDBRequest<JournalEntry | undefined> = store.get([story, window]);
      request.addEventListener("success", () => {
        if (request.result !== undefined && request.result.changes <= upTo)
          store.delete([story, window]);
      });
      await done(transaction);
    },
    list: async (story) => {
      const opened = await database();
      const store = opened.transaction(STORE).objectStore(STORE);
      const all: IDBRequest<JournalEntry[]> = store.getAll(
        IDBKeyRange.bound([story], [story, "\uffff"]),
      );
      return asked(all);
    },
  };
}
