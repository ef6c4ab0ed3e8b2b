import { hash, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import type { PageCacheStats } from "#platform/cache/page-cache.ts";
import type { ClientAddresses } from "./client-address.ts";
import type { Shedding } from "./shedding.ts";

/** What is measured, in a registry of its own. */
export type Metrics = {
  readonly registry: Registry;
  /** Notes an answer. Cheap enough for each cached page. */
  answered(kind: string, status: number): void;
  /** Notes what the page cache did for a request. */
  cached(state: "hit" | "made" | "updating" | "error" | "passed"): void;
  /** Notes how long a request took that was not answered from memory. */
  took(kind: string, seconds: number): void;
  /** Beacons of views by what became of them. */
  readonly views: Counter<"outcome">;
  /** Reports `read` at each scrape. */
  watchCache(read: () => PageCacheStats): void;
  /** Reports the requests turned away by class, and how late the event loop is. */
  watchShedding(shedding: Pick<Shedding, "turnedAway" | "delayMs">): void;
  /** Reports whether forwarding headers came that are not believed. */
  watchForwarding(areSeen: () => boolean): void;
  /** The page that Prometheus reads. */
  page(): Promise<{ readonly contentType: string; readonly text: string }>;
};

/** Empty metrics of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const answers = new Map<string, Map<number, number>>();
  const states = { hit: 0, made: 0, updating: 0, error: 0, passed: 0 };

  // Counted in plain numbers and handed over at a scrape: a labelled counter costs more than finding a cached page.
  function countAtScrape(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: () => Iterable<readonly [Readonly<Record<string, string>>, number]>,
  ): Counter {
    return new Counter({
      name,
      help,
      labelNames: [...labelNames],
      registers,
      collect() {
        this.reset();
        for (const [labels, count] of read()) this.inc(labels, count);
      },
    });
  }
  countAtScrape(
    "warraq_http_requests_total",
    "Answers by class of request and status",
    ["class", "status"],
    function* read() {
      for (const [kind, byStatus] of answers)
        for (const [status, count] of byStatus)
          yield [{ class: kind, status: String(status) }, count];
    },
  );
  countAtScrape(
    "warraq_page_cache_requests_total",
    "Requests for pages by what the cache did",
    ["state"],
    () => Object.entries(states).map(([state, count]) => [{ state }, count] as const),
  );
  const durations = new Histogram({
    name: "warraq_http_duration_seconds",
    help: "Time to answer requests that were not answered from memory",
    labelNames: ["class"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  // prom-client's own collection of the process watches each garbage collection, which cached pages pay for.
  function gaugeAtScrape(name: string, help: string, read: () => number): Gauge {
    return new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  }
  gaugeAtScrape("warraq_process_resident_memory_bytes", "Resident memory of the process", () =>
    process.memoryUsage.rss(),
  );
  gaugeAtScrape(
    "warraq_process_heap_bytes",
    "JavaScript heap in use",
    () => process.memoryUsage().heapUsed,
  );
  gaugeAtScrape("warraq_process_uptime_seconds", "Time since the process began", () =>
    process.uptime(),
  );
  gaugeAtScrape("warraq_process_cpu_seconds", "Processor time used since the process began", () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  });
  const views = new Counter({
    name: "warraq_views_total",
    help: "Beacons of views by what became of them",
    labelNames: ["outcome"] as const,
    registers,
  });

  return {
    registry,
    views,
    answered: (kind, status) => {
      const byStatus = answers.get(kind) ?? new Map<number, number>();
      answers.set(kind, byStatus);
      byStatus.set(status, (byStatus.get(status) ?? 0) + 1);
    },
    cached: (state) => {
      states[state] += 1;
    },
    took: (kind, seconds) => durations.observe({ class: kind }, seconds),
    watchCache: (read) => {
      const gauge = (name: string, help: string, value: (stats: PageCacheStats) => number): Gauge =>
        gaugeAtScrape(`warraq_page_cache_${name}`, help, () => value(read()));
      gauge("pages", "Pages in memory", (stats) => stats.pages);
      gauge("bytes", "Bytes of pages in memory", (stats) => stats.sizeBytes);
      gauge("disk_pages", "Copies of pages on disk", (stats) => stats.diskPages);
      gauge("disk_bytes", "Bytes of copies on disk", (stats) => stats.diskBytes);
      gauge("renders", "Renders since the start", (stats) => stats.renders);
      gauge(
        "failed_renders",
        "Renders that failed since the start",
        (stats) => stats.failedRenders,
      );
    },
    watchShedding: (shedding) => {
      countAtScrape(
        "warraq_http_shed_total",
        "Requests turned away under load by class",
        ["class"],
        () =>
          Object.entries(shedding.turnedAway).map(
            ([kind, count]) => [{ class: kind }, count] as const,
          ),
      );
      gaugeAtScrape(
        "warraq_event_loop_delay_seconds",
        "Mean delay of the event loop lately",
        () => shedding.delayMs() / 1000,
      );
    },
    watchForwarding: (areSeen) => {
      gaugeAtScrape(
        "warraq_forwarding_headers_ignored",
        "1 since forwarding headers came from an address that TRUST_PROXY does not name",
        () => (areSeen() ? 1 : 0),
      );
    },
    page: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}

/**
 * Whether `request` may read the metrics: with the token, or, where there is none, from this machine without any sign
 * of a proxy before it.
 */
export function mayReadMetrics(
  request: IncomingMessage,
  clients: ClientAddresses,
  token: string | undefined,
): boolean {
  if (token === undefined) return clients.isFromThisMachine(request);
  const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? "";
  return timingSafeEqual(hash("sha256", given, "buffer"), hash("sha256", token, "buffer"));
}
