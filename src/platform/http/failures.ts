import type { IncomingMessage, ServerResponse } from "node:http";
import { isConnectionFailure } from "#platform/database-breaker.ts";
import type { Log } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import { sendText, type FixedHeaders } from "./answers.ts";
import { errorHtml, type ErrorPage } from "./error-pages.ts";
import { PROBLEM_TYPE, problemOf, problemOfRefusal } from "./problem.ts";

/** Whom an error is for, and what was asked. */
export type FailedRequest = { readonly path: string; readonly forPrograms: boolean };

/** Answers requests that failed: people get a page, programs a problem. */
export type Failures = {
  /** Answers with `status`. */
  send(
    request: IncomingMessage,
    response: ServerResponse,
    status: number,
    failed: FailedRequest,
    headers?: readonly (readonly [string, string])[],
  ): Promise<void>;
  /** Answers for what was thrown: a refusal with its own status, all else with 500 and a line in the log. */
  sendError(
    request: IncomingMessage,
    response: ServerResponse,
    error: unknown,
    failed: FailedRequest,
  ): Promise<number>;
  /** The same as a web response. */
  responseOf(error: unknown, failed: FailedRequest): Promise<Response>;
};

type Text = {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers: readonly (readonly [string, string])[];
};

/** Seconds after which a client that was turned away may come back, where the refusal does not say. */
const RETRY_SECONDS = 5;

const retryHeaders = (refusal: Refusal): readonly (readonly [string, string])[] =>
  refusal.kind === "busy" || refusal.kind === "tooMany"
    ? [["Retry-After", String(refusal.retryAfterSeconds ?? RETRY_SECONDS)]]
    : [];

/** Failures whose pages `errorPage` makes. */
export function createFailures(options: {
  readonly fixed: FixedHeaders;
  readonly errorPage: ErrorPage | undefined;
  readonly log: Log;
}): Failures {
  const { fixed, errorPage, log } = options;

  async function textOf(
    status: number,
    failed: FailedRequest,
    headers: Text["headers"],
    refusal?: Refusal,
  ): Promise<Text> {
    if (failed.forPrograms) {
      const problem = refusal === undefined ? problemOf(status) : problemOfRefusal(refusal);
      return { status, contentType: PROBLEM_TYPE, body: JSON.stringify(problem), headers };
    }
    const body = await errorHtml(errorPage, status, failed.path, log);
    return { status, contentType: "text/html; charset=utf-8", body, headers };
  }

  function textOfError(error: unknown, failed: FailedRequest): Promise<Text> {
    if (error instanceof Refusal) return textOf(error.status, failed, retryHeaders(error), error);
    if (isConnectionFailure(error)) {
      log.warn({ error, path: failed.path }, "a request needed the database, which is away");
      return textOf(503, failed, [["Retry-After", String(RETRY_SECONDS)]]);
    }
    log.error({ error, path: failed.path }, "a request failed");
    return textOf(500, failed, []);
  }

  return {
    send: async (request, response, status, failed, headers = []) =>
      sendText(request, response, fixed, await textOf(status, failed, headers)),
    sendError: async (request, response, error, failed) => {
      const text = await textOfError(error, failed);
      if (response.headersSent) response.destroy();
      else sendText(request, response, fixed, text);
      return text.status;
    },
    responseOf: async (error, failed) => {
      const { status, contentType, body, headers } = await textOfError(error, failed);
      return new Response(body, {
        status,
        headers: Object.fromEntries([
          ["content-type", contentType],
          ["cache-control", "no-store"],
          ...headers,
        ]),
      });
    },
  };
}
