import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "#platform/clock.ts";
import { readBody } from "#platform/http/body.ts";
import type { Client } from "#platform/http/client-address.ts";
import { PROBLEM_TYPE, problemOf } from "#platform/http/problem.ts";
import type { Log } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import { isBotAgent, isPrefetch } from "#readership/bots.ts";
import type { KnownStories } from "#readership/known-stories.ts";
import type { ViewLedger } from "#readership/ledger.ts";
import { ID_TOLERANCE_MS } from "#readership/view.ts";
import type { Visitors } from "#readership/visitors.ts";
import { isCrossSite } from "./cross-site.ts";
import { parseBeacon, type Beacon } from "./parse-beacon.ts";

/** What the handler of the view beacon needs. */
export type ViewsDeps = {
  readonly ledger: Pick<ViewLedger, "record" | "isOpen">;
  readonly knownStories: Pick<KnownStories, "isPublished">;
  readonly visitors: Pick<Visitors, "visitorOf">;
  readonly clientOf: (request: IncomingMessage) => Pick<Client, "group">;
  /** Whether the sender is signed-in staff. */
  readonly isStaff: (request: IncomingMessage) => boolean | Promise<boolean>;
  /** Public origins of the site, such as https://news.example; a page may also send to the host that it came from. */
  readonly siteOrigins: () => readonly string[];
  readonly clock: Clock;
  readonly log: Log;
  /** Told what became of each beacon; for metrics. */
  readonly onAnswered?: (answer: ViewAnswer) => void;
};

/** Who sent a beacon, where that was found out before. */
type Sender = { readonly client: Pick<Client, "group"> };

/** What became of a beacon: on disk, to be sent again, or refused for good. */
export type ViewAnswer = "committed" | "busy" | "refused";

const MAX_BODY_BYTES = 2048;
const JSON_TYPES = /^(?:application\/json|text\/plain)\s*(?:;|$)/i;
const KEPT_BY_NOBODY = ["Cache-Control", "no-store"];

/** Seconds after which a page tries again, spread so that not all come back together. */
const retryAfter = (): number => 1 + Math.floor(Math.random() * 5);

type Refused = {
  readonly status: number;
  readonly detail: string;
  readonly headers?: readonly string[];
  readonly members?: Readonly<Record<string, string>>;
};

const busy = (seconds: number): Refused => ({
  status: 503,
  detail: "views cannot be written now: send the same view again later",
  headers: ["Retry-After", String(seconds)],
});

/**
 * The handler of `POST /views`: checks the beacon, says whether the view may count, hands it to the ledger and answers
 * 204 when it is on disk. It goes past the framework; what it refuses it refuses as a problem of RFC 9457.
 */
export function createViewsHandler(
  deps: ViewsDeps,
): (request: IncomingMessage, response: ServerResponse, info?: Sender) => Promise<void> {
  const { ledger, knownStories, visitors, clock } = deps;

  function findRefusal(request: IncomingMessage): Refused | undefined {
    const { headers } = request;
    if (request.method !== "POST")
      return { status: 405, detail: "need POST", headers: ["Allow", "POST"] };
    if (isCrossSite(headers, deps.siteOrigins()))
      return { status: 403, detail: "need a page of this site" };
    if (
      headers["content-encoding"] !== undefined ||
      !JSON_TYPES.test(headers["content-type"] ?? "application/json")
    )
      return { status: 415, detail: "need application/json or text/plain, not encoded" };
    if (!ledger.isOpen) return busy(retryAfter());
    return undefined;
  }

  function mayCount(request: IncomingMessage): boolean {
    const { headers } = request;
    if (isBotAgent(headers["user-agent"])) return false;
    return !isPrefetch([
      headers["sec-purpose"],
      headers["purpose"],
      headers["x-purpose"],
      headers["x-moz"],
    ]);
  }

  async function record(
    request: IncomingMessage,
    beacon: Beacon,
    info: Sender | undefined,
  ): Promise<Refused | undefined> {
    const now = clock.now();
    if (Math.abs(beacon.atMs - now.getTime()) > ID_TOLERANCE_MS)
      return {
        status: 409,
        detail: "the time of the view is over 10 minutes off",
        members: { server_time: now.toISOString() },
      };
    const known = beacon.story === undefined ? false : knownStories.isPublished(beacon.story);
    if (beacon.story === undefined || !(typeof known === "boolean" ? known : await known))
      return { status: 404, detail: "no published story has this id" };
    const staff = deps.isStaff(request);
    const isCounted = mayCount(request) && !(typeof staff === "boolean" ? staff : await staff);
    const outcome = await ledger.record({
      id: beacon.view,
      story: beacon.story,
      atMs: beacon.atMs,
      visitor: isCounted
        ? visitors.visitorOf(beacon.story, beacon.atMs, {
            address: (info?.client ?? deps.clientOf(request)).group,
            agent: request.headers["user-agent"] ?? "",
            visitor: beacon.visitor,
          })
        : undefined,
    });
    return outcome.kind === "committed" ? undefined : busy(outcome.retryAfterSeconds);
  }

  async function handle(
    request: IncomingMessage,
    info: Sender | undefined,
  ): Promise<Refused | undefined> {
    const refusal = findRefusal(request);
    if (refusal !== undefined) {
      request.resume();
      return refusal;
    }
    const beacon = parseBeacon(await readBody(request, MAX_BODY_BYTES));
    return typeof beacon === "string"
      ? { status: 400, detail: beacon }
      : record(request, beacon, info);
  }

  function refusedBy(error: unknown): Refused {
    if (error instanceof Refusal) return { status: error.status, detail: error.message };
    deps.log.warn({ error }, "a view could not be taken");
    return busy(retryAfter());
  }

  return async (request, response, info) => {
    const refused = await handle(request, info).catch(refusedBy);
    answer(response, refused);
    deps.onAnswered?.(
      refused === undefined ? "committed" : refused.status === 503 ? "busy" : "refused",
    );
  };
}

function answer(response: ServerResponse, refused: Refused | undefined): void {
  if (response.destroyed) return;
  if (refused === undefined) {
    response.writeHead(204, KEPT_BY_NOBODY);
    response.end();
    return;
  }
  const { status, detail, headers = [], members } = refused;
  const body = Buffer.from(JSON.stringify({ ...problemOf(status, detail), ...members }));
  response.writeHead(status, [
    ...KEPT_BY_NOBODY,
    "Content-Type",
    PROBLEM_TYPE,
    "X-Content-Type-Options",
    "nosniff",
    "Content-Length",
    String(body.length),
    ...headers,
  ]);
  response.end(body);
}
