import type { Readable } from "node:stream";

/** A line of the input, numbered from 1: its text, or why it is none. */
export type InputLine =
  | { readonly kind: "text"; readonly number: number; readonly text: string }
  | { readonly kind: "refused"; readonly number: number; readonly why: string };

/** Longest line in bytes. */
export const MAX_LINE_BYTES = 8_000_000;

const LINE_FEED = 10;
const BLANK = /^[\s\ufeff]*$/;

/**
 * The lines of a stream of bytes, in bounded memory whatever its size: a line over 8 MB is refused, and skipped to its
 * end without being kept. CRLF and byte order marks (files that were joined have them inside) are taken; a line that is not UTF-8 is refused;
 * lines without anything on them are counted but not given.
 * @param onBytes told how many bytes each piece of the input had, for a progress bar
 */
export async function* linesOf(
  input: Readable | AsyncIterable<Uint8Array>,
  onBytes: (count: number) => void = () => {},
): AsyncGenerator<InputLine> {
  let number = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;

  const take = (end: Uint8Array): InputLine | undefined => {
    number += 1;
    const wasTooLong = isTooLong || heldBytes + end.length > MAX_LINE_BYTES;
    const bytes = held.length === 0 ? end : Buffer.concat([...held, end]);
    held = [];
    heldBytes = 0;
    isTooLong = false;
    if (wasTooLong) return { kind: "refused", number, why: `longer than ${MAX_LINE_BYTES} bytes` };
    return decode(bytes, number);
  };

  for await (const piece of input) {
    const chunk: Uint8Array = typeof piece === "string" ? Buffer.from(piece) : piece;
    onBytes(chunk.length);
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LINE_FEED, start);
      if (end === -1) break;
      const line = take(chunk.subarray(start, end));
      if (line !== undefined) yield line;
      start = end + 1;
    }
    const rest = chunk.subarray(start);
    if (heldBytes + rest.length > MAX_LINE_BYTES) {
      isTooLong = true;
      held = [];
      heldBytes = 0;
    }
    if (!isTooLong && rest.length > 0) {
      held.push(rest);
      heldBytes += rest.length;
    }
  }
  if (isTooLong || heldBytes > 0) {
    const line = take(new Uint8Array());
    if (line !== undefined) yield line;
  }
}

function decode(bytes: Uint8Array, number: number): InputLine | undefined {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { kind: "refused", number, why: "not UTF-8" };
  }
  return BLANK.test(text) ? undefined : { kind: "text", number, text };
}
