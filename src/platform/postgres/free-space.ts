import { statfs } from "node:fs/promises";

/** Room on the disk of the data folder, in bytes. */
export type FreeSpace = { level: "ok" | "low" | "critical"; freeBytes: number; sizeBytes: number };

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/** Below this no server is started: PostgreSQL panics in a loop when its disk is full. */
export const NEEDED_TO_START_BYTES = 512 * MIB;

/** Free space on the disk of `dataDir`. low: refuse uploads; critical: take no new writes. */
export async function freeSpace(dataDir: string): Promise<FreeSpace> {
  const { bavail, blocks, bsize } = await statfs(dataDir);
  const freeBytes = bavail * bsize;
  const sizeBytes = blocks * bsize;
  return { level: levelOf(freeBytes, sizeBytes), freeBytes, sizeBytes };
}

/** A share of the disk, but on large disks a fixed amount: 5 % of a terabyte is no emergency. */
export function levelOf(freeBytes: number, sizeBytes: number): FreeSpace["level"] {
  if (freeBytes < clamp(sizeBytes * 0.05, NEEDED_TO_START_BYTES, 2 * GIB)) return "critical";
  if (freeBytes < clamp(sizeBytes * 0.1, GIB, 4 * GIB)) return "low";
  return "ok";
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
