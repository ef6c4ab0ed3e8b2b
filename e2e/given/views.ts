import { randomUUIDv7 } from "node:crypto";

/** A browser that counts as a reader's. */
export const READER_AGENT =
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36";

/** A fresh id of a page view, as a page makes it (UUIDv7). */
export function newViewId(): string {
  return randomUUIDv7();
}
