import { randomBytes } from "node:crypto";

const COUNTER_LIMIT = 4096;

let lastMs = 0;
let counter = 0;

/**
 * A new story id: a UUIDv7 that is greater than every one that this process made before, so that stories of one instant
 * are listed in the order in which they came. Source: RFC 9562, section 6.2, method 1 (12-bit counter).
 */
export function newStoryId(): string {
  const nowMs = Date.now();
  if (nowMs > lastMs) {
    lastMs = nowMs;
    // The half that is left leaves room to count; the rest is random, so that nodes differ.
    counter = randomBytes(2).readUInt16BE() % (COUNTER_LIMIT / 2);
  } else counter += 1;
  if (counter >= COUNTER_LIMIT) {
    lastMs += 1;
    counter = 0;
  }
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
  const hex = bytes.toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}
