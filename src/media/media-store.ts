import { join } from "node:path";
import { demandFileKey, openFileStore, type FileStore } from "#platform/file-store.ts";
import { openS3Files, parseS3Url } from "./s3/s3-files.ts";

/**
 * Where pictures are kept: in the bucket that `s3Url` names, else in the data folder.
 * @throws RangeError for an address that names no bucket
 */
export function openMediaStore(config: {
  readonly dataDir: string;
  readonly s3Url: string | undefined;
}): FileStore {
  if (config.s3Url === undefined) return openFileStore(join(config.dataDir, "media"));
  const files = openS3Files(parseS3Url(config.s3Url));
  return {
    write: async (key, bytes) => {
      demandFileKey(key);
      await files.put(key, bytes);
    },
    read: async (key) => {
      demandFileKey(key);
      return files.get(key);
    },
    remove: async (key) => {
      demandFileKey(key);
      await files.delete(key);
    },
  };
}
