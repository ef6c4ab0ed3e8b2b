import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { getRequestListener } from "@hono/node-server";
import {
  ROUTES,
  encodePath,
  readTarget,
  type RouteRule,
  type Target,
} from "#platform/cache/cache-key.ts";
import { acceptedEncoding } from "#platform/cache/encodings.ts";
import type { PageCache } from "#platform/cache/page-cache.ts";
import type { Config } from "#platform/config.ts";
import type { Log } from "#platform/log.ts";
import { assetAnswer, sendAnswer, sendUnchanged, sendText } from "./answers.ts";
import type { Asset } from "./assets.ts";
import { createClientAddresses, type Client, type ClientAddresses } from "./client-address.ts";
import {
  CONNECTION_LIMITS,
  answerUnreadable,
  limitConnections,
  type ConnectionLimits,
} from "./connections.ts";
import type { ErrorPage } from "./error-pages.ts";
import { createFailures, type FailedRequest } from "./failures.ts";
import { createProbes, type Health } from "./health.ts";
import type { Metrics } from "./metrics.ts";
import { createPageServer, type Pages } from "./page-server.ts";
import { createRateLimit } from "./rate-limit.ts";
import { rawHeader } from "./raw-header.ts";
import { securityHeaders, securityHeadersOfAssets } from "./security-headers.ts";
import { createShedding, type Shedding } from "./shedding.ts";

/** What a handler that goes past pages and cache is given beside Node's own objects. */
export type DirectInfo = { readonly client: Client };

/** A handler that goes past pages and cache. What it throws is answered as a problem. */
export type DirectHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  info: DirectInfo,
) => Promise<void> | void;

/** What the front needs. */
export type FrontOptions = {
  readonly pages: Pages;
  /** Where the story lives that had this address (path and query) in another system; undefined when none had. */
  readonly findMoved?: (oldAddress: string) => Promise<string | undefined>;
  /** Handlers by method and path, such as `POST /views`. */
  readonly direct?: ReadonlyMap<string, DirectHandler>;
  /** Files by exact path. */
  readonly assets?: ReadonlyMap<string, Asset>;
  readonly cache: PageCache;
  readonly config: Pick<Config, "siteUrl" | "trustProxy" | "metricsToken">;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly health: Health;
  readonly errorPage?: ErrorPage;
  readonly routes?: readonly RouteRule[];
  /** Hashes of the inline scripts that pages carry, each like `sha256-…`. */
  readonly scriptHashes?: readonly string[];
  readonly frameSources?: readonly string[];
  readonly limits?: Partial<ConnectionLimits>;
  readonly shedding?: Shedding;
  readonly apiPerSecond?: number;
};

/** A front: the server, not yet listening, and its end. */
export type Front = {
  readonly server: Server;
  readonly clients: ClientAddresses;
  /** From now on not ready, but still answering: what a balancer needs to look elsewhere. */
  announceStop(): void;
  /** Takes no more connections, finishes what is in flight for at most `timeoutMs` (8 s), then cuts the rest. */
  stop(timeoutMs?: number): Promise<void>;
};

type PageTarget = Extract<Target, { kind: "page" }>;

const READING = new Set(["GET", "HEAD"]);
const UNCACHED_METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];
/** Twice what is promised (50), so that a promise kept to the second does not hang on when a second begins. */
const API_PER_SECOND = 100;
const MAX_TARGETS = 5000;
const MAX_TARGET_LENGTH = 600;

/** Makes the front: everything that comes in by HTTP passes here first. */
export function createFront(options: FrontOptions): Front {
  const { pages, cache, config, log, metrics, health } = options;
  const direct = options.direct ?? new Map<string, DirectHandler>();
  const assets = options.assets ?? new Map<string, Asset>();
  const routes = options.routes ?? ROUTES;
  const readsSaveData = routes.some((rule) => rule.saveData === true);
  const fixed = securityHeaders({ ...options, siteUrl: config.siteUrl });
  const fixedOfAssets = securityHeadersOfAssets(fixed);
  const fixedOfWorkers = securityHeadersOfAssets(fixed, { isWorker: true });
  const origin = config.siteUrl ?? "http://localhost";
  const clients = createClientAddresses(config.trustProxy);
  const shedding = options.shedding ?? createShedding();
  const apiLimit = createRateLimit({ requests: options.apiPerSecond ?? API_PER_SECOND });
  const failures = createFailures({ fixed, errorPage: options.errorPage, log });
  const pageServer = createPageServer({ pages, cache, shedding, metrics, fixed, origin });
  let isStopping = false;
  const probes = createProbes({
    fixed,
    health,
    metrics,
    clients,
    metricsToken: config.metricsToken,
    isStopping: () => isStopping,
  });
  metrics.watchCache(() => cache.stats());
  metrics.watchShedding(shedding);
  metrics.watchForwarding(() => clients.forwardingHeadersSeen());

  const targets = new Map<string, Target>();
  function targetOf(request: IncomingMessage): Target {
    const raw = request.url ?? "";
    const isSaving = readsSaveData && rawHeader(request, "save-data")?.toLowerCase() === "on";
    const name = isSaving ? `${raw} save-data` : raw;
    const before = targets.get(name);
    if (before !== undefined) return before;
    const target = readTarget(raw, routes, isSaving);
    if (raw.length > MAX_TARGET_LENGTH) return target;
    if (targets.size >= MAX_TARGETS) targets.clear();
    targets.set(name, target);
    return target;
  }

  function allowedAt(target: PageTarget): readonly string[] {
    const own = [...direct.keys()]
      .map((route) => route.split(" "))
      .flatMap(([method, path]) => (path === target.path && method !== undefined ? [method] : []));
    if (own.length > 0) return own;
    return target.rule.uncached === true && !assets.has(target.path)
      ? UNCACHED_METHODS
      : [...READING];
  }

  function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset): number {
    const wanted = acceptedEncoding(rawHeader(request, "accept-encoding"));
    const answer = assetAnswer(
      asset,
      wanted,
      asset.isWorker === true ? fixedOfWorkers : fixedOfAssets,
    );
    if (rawHeader(request, "if-none-match")?.includes(`"${asset.digest}-`) === true) {
      sendUnchanged(response, answer);
      return 304;
    }
    sendAnswer(request, response, 200, answer);
    return 200;
  }

  async function runDirect(
    handler: DirectHandler,
    request: IncomingMessage,
    response: ServerResponse,
    failed: FailedRequest,
  ): Promise<number> {
    for (const [name, value] of fixed) response.setHeader(name, value);
    try {
      const leave = await shedding.enter("view");
      try {
        await handler(request, response, { client: clients.of(request) });
      } finally {
        leave();
      }
      return response.statusCode;
    } catch (error) {
      return failures.sendError(request, response, error, { ...failed, forPrograms: true });
    }
  }

  const passing = new WeakMap<object, { readonly target: PageTarget; readonly client: Client }>();
  async function findMoved({ oldAddress, path }: PageTarget): Promise<string | undefined> {
    if (oldAddress === undefined || options.findMoved === undefined) return undefined;
    const leave = await shedding.enter("page");
    try {
      const moved = await options.findMoved(oldAddress);
      return moved === undefined || moved === path ? undefined : encodePath(moved);
    } finally {
      leave();
    }
  }

  function sendMoved(request: IncomingMessage, response: ServerResponse, to: string): number {
    sendText(request, response, fixed, {
      status: 301,
      contentType: "text/plain",
      body: "",
      headers: [["Location", to]],
    });
    return 301;
  }

  const passOn = getRequestListener(
    async (request, { incoming }) => {
      const passed = passing.get(incoming);
      try {
        return await pages(request, { client: passed?.client });
      } catch (error) {
        const path = passed?.target.path ?? "/";
        return failures.responseOf(error, { path, forPrograms: path.includes("/api/") });
      }
    },
    { overrideGlobalObjects: false },
  );

  async function passWhole(
    request: IncomingMessage,
    response: ServerResponse,
    target: PageTarget,
  ): Promise<number> {
    const leave = await shedding.enter(target.rule.class);
    for (const [name, value] of fixed) response.setHeader(name, value);
    // Pages learn the configured host and the address as it was read here, never what the client wrote.
    request.url = target.url;
    request.headers.host = new URL(origin).host;
    passing.set(request, { target, client: clients.of(request) });
    try {
      await passOn(request, response);
      return response.statusCode;
    } finally {
      leave();
    }
  }

  async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
  ): Promise<{ kind: string; status: number }> {
    if (target.kind === "refused") {
      const failed = { path: "/", forPrograms: request.url?.startsWith("/api") === true };
      await failures.send(request, response, target.status, failed);
      return { kind: "page", status: target.status };
    }
    const { path, rule } = target;
    const kind: string = rule.class;
    const failed = { path, forPrograms: rule.forPrograms === true };
    const method = request.method ?? "";
    if (target.kind === "redirect") {
      if (!READING.has(method)) {
        await failures.send(request, response, 404, failed);
        return { kind, status: 404 };
      }
      // An old address with a slash at its end leads to the story in one step.
      const clean = readTarget(target.to, routes, false);
      const moved =
        clean.kind === "page"
          ? ((await findMoved(clean)) ?? (await pageServer.movedTo(clean)))
          : undefined;
      return { kind, status: sendMoved(request, response, moved ?? target.to) };
    }
    const moved = READING.has(method) ? await findMoved(target) : undefined;
    if (moved !== undefined) return { kind, status: sendMoved(request, response, moved) };
    const handler = direct.get(`${method} ${path}`);
    if (handler !== undefined)
      return { kind: "view", status: await runDirect(handler, request, response, failed) };
    const allowed = allowedAt(target);
    if (!allowed.includes(method)) {
      const headers = [["Allow", [...allowed, "OPTIONS"].join(", ")] as const];
      if (method === "OPTIONS") {
        sendText(request, response, fixed, {
          status: 204,
          contentType: "text/plain",
          body: "",
          headers,
        });
        return { kind, status: 204 };
      }
      await failures.send(request, response, 405, failed, headers);
      return { kind, status: 405 };
    }
    const probe = probes.get(path);
    if (probe !== undefined) return { kind: "health", status: await probe(request, response) };
    const asset = assets.get(path);
    if (asset !== undefined) return { kind: "asset", status: sendAsset(request, response, asset) };
    if (rule.forPrograms === true) await apiLimit.take(clients.of(request).group);
    if (rule.uncached === true) return { kind, status: await passWhole(request, response, target) };
    return { kind, status: await pageServer.serve(request, response, target) };
  }

  let isProxyNoticed = false;
  /** A proxy that nobody trusts makes all its readers look like one: whoever runs the site must know. */
  function noticeProxy(request: IncomingMessage): void {
    clients.of(request);
    if (isProxyNoticed || !clients.forwardingHeadersSeen()) return;
    isProxyNoticed = true;
    log.warn(
      "forwarding headers come from an address that TRUST_PROXY does not name: not believed",
    );
  }

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: Target,
  ): Promise<void> {
    const begun = performance.now();
    noticeProxy(request);
    const failed = {
      path: target.kind === "refused" ? "/" : target.path,
      forPrograms: target.kind !== "refused" && target.rule.forPrograms === true,
    };
    try {
      const { kind, status } = await answer(request, response, target);
      metrics.answered(kind, status);
      metrics.took(kind, (performance.now() - begun) / 1000);
    } catch (error) {
      const kind = target.kind === "refused" ? "page" : target.rule.class;
      metrics.answered(kind, await failures.sendError(request, response, error, failed));
    }
  }

  const limits = { ...CONNECTION_LIMITS, ...options.limits };
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkEveryMs,
      keepAliveTimeout: limits.keepAliveMs,
      maxHeaderSize: limits.maxHeaderBytes,
      noDelay: true,
    },
    (request, response) => {
      if (isStopping) response.shouldKeepAlive = false;
      const target = targetOf(request);
      const isReading = request.method === "GET" || request.method === "HEAD";
      if (
        isReading &&
        target.kind === "page" &&
        target.rule.forPrograms !== true &&
        target.oldAddress === undefined &&
        pageServer.tryFresh(request, response, target)
      )
        return;
      handle(request, response, target).catch((error: unknown) => {
        log.error({ error }, "an answer could not be sent");
        response.destroy();
      });
    },
  );
  limitConnections(server, limits, clients);
  answerUnreadable(server, {
    fixed,
    onAnswer: (status) => metrics.answered("page", status),
    encodedAddress: (raw) => {
      const target = readTarget(raw, routes);
      if (target.kind === "refused") return undefined;
      return target.kind === "redirect" ? target.to : target.url;
    },
  });

  return {
    server,
    clients,
    announceStop: () => {
      isStopping = true;
    },
    stop: async (timeoutMs = 8000) => {
      isStopping = true;
      shedding.stop();
      if (!server.listening) return;
      const closed = new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
      const deadline = performance.now() + timeoutMs;
      // Connections whose last answer still said keep-alive become idle one by one.
      for (;;) {
        server.closeIdleConnections();
        const isClosed = await Promise.race([
          closed.then(() => true),
          delay(Math.max(1, Math.min(50, deadline - performance.now()))).then(() => false),
        ]);
        if (isClosed) return;
        if (performance.now() >= deadline) break;
      }
      server.closeAllConnections();
      await closed;
    },
  };
}
