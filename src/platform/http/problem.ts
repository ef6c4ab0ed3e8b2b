import { STATUS_CODES } from "node:http";
import type { Refusal } from "#platform/refusal.ts";

/** A problem of RFC 9457: what machines are told when a request fails. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
};

/** Media type of a problem. */
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";

/** The problem of `status`; `detail` only where it says nothing about the inside. */
export function problemOf(status: number, detail?: string): Problem {
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    ...(detail === undefined ? {} : { detail }),
  };
}

/** The problem of a refusal, with its reason. */
export function problemOfRefusal(refusal: Refusal): Problem {
  return problemOf(refusal.status, refusal.message);
}

/** The answer to an API client whose request was refused. */
export function problemResponse(refusal: Refusal): Response {
  const retry = refusal.retryAfterSeconds;
  return new Response(JSON.stringify(problemOfRefusal(refusal)), {
    status: refusal.status,
    headers: {
      "content-type": PROBLEM_TYPE,
      "cache-control": "no-store",
      ...(retry === undefined ? {} : { "retry-after": String(retry) }),
    },
  });
}
