import { DatabaseSync } from "node:sqlite";
import { setTimeout as delay } from "node:timers/promises";

/** The lock of a data folder, until it is released. */
export type FolderLock = { release(): void };

/** SQLITE_BUSY */
const BUSY = 5;
/** Another process that only asks `isLocked` holds the file for well under a millisecond. */
const PATIENCE_MS = 300;

/** Takes the lock, or gives undefined when another process, or this one, has it.
 *  The lock is the kernel's (SQLite's fcntl lock on an empty file): it ends with its process, however that
 *  ends, zombies included, so there is no stale one to break and no race between two starts.
 *  NOTE: such a lock is lost when its own process opens and closes the file by other means. */
export async function takeLock(path: string): Promise<FolderLock | undefined> {
  for (const deadline = performance.now() + PATIENCE_MS; ; await delay(15)) {
    const database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec("BEGIN EXCLUSIVE");
      return { release: () => database.close() };
    } catch (error) {
      database.close();
      if (!isBusy(error)) throw error;
      if (performance.now() > deadline) return undefined;
    }
  }
}

/** Whether some process has the lock. The file must be there. */
export function isLocked(path: string): boolean {
  const database = new DatabaseSync(path, { timeout: 0, readOnly: true });
  try {
    database.prepare("SELECT count(*) FROM sqlite_schema").get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === BUSY;
}
