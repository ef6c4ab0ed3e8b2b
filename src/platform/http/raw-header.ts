import type { IncomingMessage } from "node:http";

/** The first header `name` (in lower case) of `request`, without making Node build an object of all of them. */
export function rawHeader(request: IncomingMessage, name: string): string | undefined {
  const { rawHeaders } = request;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const given = rawHeaders[at];
    if (given !== undefined && given.length === name.length && given.toLowerCase() === name)
      return rawHeaders[at + 1];
  }
  return undefined;
}
