import { Refusal } from "#platform/refusal.ts";

/** Where a page of a list begins: after this story, newest first. */
export type ListPosition = { readonly publishedAt: Date; readonly id: string };

const PLAIN = /^(-?\d{1,15})\.([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;
const LAST_INSTANT_MS = 253_402_300_799_999; // the end of the year 9999

/** A position as an opaque text for addresses (base64url). */
export function cursorOf(position: ListPosition): string {
  return Buffer.from(`${position.publishedAt.getTime()}.${position.id}`).toString("base64url");
}

/**
 * The position that a cursor stands for.
 * @throws Refusal `invalid` when the text is no cursor of ours
 */
export function parseCursor(cursor: string): ListPosition {
  const match =
    cursor.length <= 100 ? PLAIN.exec(Buffer.from(cursor, "base64url").toString("latin1")) : null;
  const [, milliseconds, id] = match ?? [];
  if (
    milliseconds === undefined ||
    id === undefined ||
    Math.abs(Number(milliseconds)) > LAST_INSTANT_MS
  )
    throw new Refusal("invalid", "need a cursor as the page before gave it");
  return { publishedAt: new Date(Number(milliseconds)), id };
}
