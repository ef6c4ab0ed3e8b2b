import { writeSurrogateKey } from "#platform/cache/surrogate-key.ts";
import { problemResponse } from "#platform/http/problem.ts";
import type { Refusal } from "#platform/refusal.ts";

/** How long caches may keep an answer, and under which tags it is dropped. */
export type Keeping = {
  readonly maxAgeSeconds: number;
  readonly staleSeconds: number;
  readonly tags: readonly string[];
};

const WEEK_SECONDS = 604_800;

/** Every program may read the API, from any page. */
export const FOR_EVERYONE = { "Access-Control-Allow-Origin": "*" } as const;

/** Headers of an answer that caches keep, and serve for up to 7 days while the database is away. */
export function keptHeaders({
  maxAgeSeconds,
  staleSeconds,
  tags,
}: Keeping): Record<string, string> {
  return {
    ...FOR_EVERYONE,
    "CDN-Cache-Control": `max-age=${maxAgeSeconds}, stale-while-revalidate=${staleSeconds}, stale-if-error=${WEEK_SECONDS}`,
    "Surrogate-Key": writeSurrogateKey(tags),
  };
}

/** An answer in JSON that caches may keep. */
export function keptJson(body: unknown, keeping: Keeping): Response {
  return Response.json(body, { headers: keptHeaders(keeping) });
}

/** A refusal as a problem, readable from any page. */
export function refusedJson(refusal: Refusal): Response {
  const response = problemResponse(refusal);
  response.headers.set("Access-Control-Allow-Origin", "*");
  return response;
}
