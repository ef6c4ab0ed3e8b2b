import { createHash } from "node:crypto";

/** Ten letters and digits that change with `bytes`: for the name of a file. */
export function shortHash(bytes: Buffer | string): string {
  return createHash("sha256")
    .update(bytes)
    .digest("base64url")
    .slice(0, 10)
    .replaceAll(/[-_]/g, "0");
}
