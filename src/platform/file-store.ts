import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Where files are kept: the one module that turns a key into a path. */
export type FileStore = {
  /**
   * Keeps `bytes` under `key`; a reader sees the old file or the new one, never a part.
   * @param options.durable false for what can be made again: it is not waited until it would survive a power cut
   * @param options.mode permissions of the file, default 0640
   */
  write(
    key: string,
    bytes: Uint8Array,
    options?: { durable?: boolean; mode?: number },
  ): Promise<void>;
  /** The bytes kept under `key`; undefined when there are none. */
  read(key: string): Promise<Buffer | undefined>;
  /** Forgets `key`; nothing happens when it is not there. */
  remove(key: string): Promise<void>;
};

/** Lower-case letters, digits, hyphens; at most five folders; one extension. Never made from a name that came from outside. */
const KEY = /^(?:[a-z0-9][a-z0-9-]{0,63}\/){0,5}[a-z0-9][a-z0-9-]{0,63}(?:\.[a-z0-9]{1,8})?$/;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ENOENT";

/** Opens a new file; its folder is only made when it is not there, which is seldom. */
async function openNew(path: string, mode: number): Promise<FileHandle> {
  try {
    return await open(path, "wx", mode);
  } catch (error) {
    if (!isMissing(error)) throw error;
    await mkdir(dirname(path), { recursive: true });
    return open(path, "wx", mode);
  }
}

/**
 * Lets pass a key of the store's own form: never one made from a name that came from outside.
 * @throws RangeError for all others
 */
export function demandFileKey(key: string): void {
  if (!KEY.test(key))
    throw new RangeError(
      `Cannot keep a file under ${JSON.stringify(key)}: need a key such as pictures/ab/cd.webp`,
    );
}

/**
 * Files below `folder`.
 * @throws RangeError from each function when a key is not of the store's own form
 */
export function openFileStore(folder: string): FileStore {
  const pathOf = (key: string): string => {
    demandFileKey(key);
    return join(folder, key);
  };
  return {
    write: async (key, bytes, options) => {
      const path = pathOf(key);
      const draft = `${path}.${randomBytes(6).toString("hex")}.tmp`;
      try {
        const file = await openNew(draft, options?.mode ?? 0o640);
        try {
          await file.writeFile(bytes);
          if (options?.durable !== false) await file.sync();
        } finally {
          await file.close();
        }
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
    },
    read: async (key) => {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}
