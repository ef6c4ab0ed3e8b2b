import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const FOLDER = new URL("../../../../../shared/data/", import.meta.url);

/** A file of the test data beside the repository, unpacked; undefined where this machine has none. */
export function findTestData(name: string): Buffer | undefined {
  const path = fileURLToPath(new URL(name, FOLDER));
  if (!existsSync(path)) return undefined;
  const bytes = readFileSync(path);
  return name.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

/** The files of an unpacked tar archive. Source: POSIX.1-2001, ustar. */
export function filesOfTar(tar: Buffer): { name: string; text: string }[] {
  const files: { name: string; text: string }[] = [];
  for (let at = 0; at + 512 <= tar.length;) {
    const name = tar.toString("utf8", at, at + 100).replace(/\0.*$/s, "");
    if (name === "") break;
    const sizeBytes = Number.parseInt(tar.toString("latin1", at + 124, at + 136), 8) || 0;
    if (tar[at + 156] === 48 || tar[at + 156] === 0)
      files.push({ name, text: tar.toString("utf8", at + 512, at + 512 + sizeBytes) });
    at += 512 + Math.ceil(sizeBytes / 512) * 512;
  }
  return files;
}
