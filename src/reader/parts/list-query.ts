import { z } from "zod";
import { parseQuery } from "#platform/http/query.ts";

const Query = z.strictObject({ cursor: z.string().min(1).max(300).optional() });

/** Where a list goes on, from the address of its page. */
export function cursorOf(url: URL): string | undefined {
  return parseQuery(url, Query).cursor;
}

/** Stories on the first page of a list and on each page after it. */
export const FIRST_PAGE = 19;
export const NEXT_PAGE = 24;
