import { randomBytes } from "node:crypto";

/** 30 signs that nobody takes for another: no 0, 1, i, l, o, u. */
const SIGNS = "23456789abcdefghjkmnpqrstvwxyz";
const LENGTH = 8;
/** The greatest byte below this is spread evenly over the signs. */
const FAIR_BELOW = Math.floor(256 / SIGNS.length) * SIGNS.length;

/**
 * A random short id: 8 of 30 signs, 656,100,000,000 of them. The writer makes sure that it is not taken yet, and the
 * database's unique index has the last word.
 */
export function newShortId(): string {
  let id = "";
  while (id.length < LENGTH)
    for (const byte of randomBytes(16))
      if (byte < FAIR_BELOW && id.length < LENGTH) id += SIGNS[byte % SIGNS.length];
  return id;
}
