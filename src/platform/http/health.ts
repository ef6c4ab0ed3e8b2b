import type { IncomingMessage, ServerResponse } from "node:http";
import { sendText, type FixedHeaders } from "./answers.ts";
import type { ClientAddresses } from "./client-address.ts";
import { mayReadMetrics, type Metrics } from "./metrics.ts";

/** Whether the product can serve. */
export type Health = {
  /** `isReady` with the reasons, each a short name and state, such as `database: "away, serving stale"`. */
  ready(): Promise<{ readonly isReady: boolean; readonly parts: Readonly<Record<string, string>> }>;
};

type Probe = (request: IncomingMessage, response: ServerResponse) => Promise<number>;

/** The addresses that machines watch: `/healthz`, `/readyz`, `/metrics`. */
export function createProbes(options: {
  readonly fixed: FixedHeaders;
  readonly health: Health;
  readonly metrics: Metrics;
  readonly clients: ClientAddresses;
  readonly metricsToken: string | undefined;
  readonly isStopping: () => boolean;
}): ReadonlyMap<string, Probe> {
  const { fixed, health, metrics, clients, metricsToken, isStopping } = options;
  const json = "application/json; charset=utf-8";

  async function readiness(): Promise<{
    isReady: boolean;
    parts: Readonly<Record<string, string>>;
  }> {
    if (isStopping()) return { isReady: false, parts: { process: "stopping" } };
    try {
      return await health.ready();
    } catch {
      return { isReady: false, parts: { process: "cannot tell" } };
    }
  }

  return new Map<string, Probe>([
    [
      "/healthz",
      async (request, response) => {
        sendText(request, response, fixed, {
          status: 200,
          contentType: json,
          body: '{"alive":true}',
        });
        return 200;
      },
    ],
    [
      "/readyz",
      async (request, response) => {
        const { isReady, parts } = await readiness();
        const status = isReady ? 200 : 503;
        const body = JSON.stringify({ ready: isReady, ...parts });
        const headers = isReady ? [] : [["Retry-After", "1"] as const];
        sendText(request, response, fixed, { status, contentType: json, body, headers });
        return status;
      },
    ],
    [
      "/metrics",
      async (request, response) => {
        if (!mayReadMetrics(request, clients, metricsToken)) {
          const status = metricsToken === undefined ? 403 : 401;
          const headers = status === 401 ? [["WWW-Authenticate", "Bearer"] as const] : [];
          sendText(request, response, fixed, { status, contentType: json, body: "{}", headers });
          return status;
        }
        const { contentType, text } = await metrics.page();
        sendText(request, response, fixed, { status: 200, contentType, body: text });
        return 200;
      },
    ],
  ]);
}
