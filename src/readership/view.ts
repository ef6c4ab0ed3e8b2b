/** A view as the ledger takes it: the door has checked it, and said whether it may count. */
export type View = {
  /** UUIDv7 that the page made for this view, in lower case. */
  readonly id: string;
  /** Id of a published story, in lower case. */
  readonly story: string;
  /** When it happened, by its id: milliseconds since 1970. */
  readonly atMs: number;
  /** Who viewed; undefined for a view that is only in the raw total (bot, prefetch, staff). */
  readonly visitor: Visitor | undefined;
};

/** A visitor of one story as salted hashes of 48 bits, which mean nothing after the day, nor for another story. */
export type Visitor = {
  /** yyyy-mm-dd: the edition's day that the salt belongs to. */
  readonly day: string;
  /** Hash of the network address. */
  readonly address: number;
  /** Hash of address, user agent and the visitor's own random text where one was sent. */
  readonly visitor: number;
};

/** How far the time of an id may be from the server's, either way. */
export const ID_TOLERANCE_MS = 10 * 60_000;

/** A visitor's view of a story counts again this long after the last one that was counted. */
export const REPEAT_MS = 30 * 60_000;

/** Most counted views of one story from one address in an hour. */
export const ADDRESS_LIMIT = 60;

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/**
 * The time inside a UUIDv7, in milliseconds since 1970; undefined when `text` is no UUIDv7.
 *
 * Source: RFC 9562, section 5.7 (48 bits of Unix time in milliseconds, version 7, variant 10).
 */
export function findIdTime(text: string): number | undefined {
  if (!UUID_V7.test(text)) return undefined;
  return Number.parseInt(text.slice(0, 8) + text.slice(9, 13), 16);
}

/** The smallest UUID that a UUIDv7 of `timeMs` or later can be: a bound between ids of before and after. */
export function firstIdAt(timeMs: number): string {
  const hex = timeMs.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
