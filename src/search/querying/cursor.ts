import { Refusal } from "#platform/refusal.ts";

/** Where a page of results begins: after this story. */
export type ResultPosition = {
  /** Undefined where the newest come first. */
  readonly score: number | undefined;
  readonly time: number;
  readonly storyId: string;
};

const PLAIN =
  /^(n|\d{1,6}(?:\.\d{1,20})?(?:e-\d{1,3})?)_(-?\d{1,15})_([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})$/;

/** A position as an opaque text for addresses (base64url). */
export function resultCursor({ score, time, storyId }: ResultPosition): string {
  return Buffer.from(`${score ?? "n"}_${time}_${storyId}`).toString("base64url");
}

/**
 * The position that a cursor stands for.
 * @param byScore whether results are in the order of their scores
 * @throws Refusal `invalid` when the text is no cursor of ours, or one of the other order
 */
export function parseResultCursor(cursor: string, byScore: boolean): ResultPosition {
  const match =
    cursor.length <= 200 ? PLAIN.exec(Buffer.from(cursor, "base64url").toString("latin1")) : null;
  const [, score, time, storyId] = match ?? [];
  if (
    score === undefined ||
    time === undefined ||
    storyId === undefined ||
    (score !== "n") !== byScore
  )
    throw new Refusal("invalid", "parameter cursor: need a cursor as the page before gave it");
  return { score: byScore ? Number(score) : undefined, time: Number(time), storyId };
}
