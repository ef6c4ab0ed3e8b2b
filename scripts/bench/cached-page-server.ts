import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { openPageCache } from "../../src/platform/cache/open-page-cache.ts";
import { systemClock } from "../../src/platform/clock.ts";
import { createFront } from "../../src/platform/http/front.ts";
import { createMetrics } from "../../src/platform/http/metrics.ts";
import { createLog } from "../../src/platform/log.ts";

/**
 * A server for the bench of cached pages, in a process of its own: `front <data folder>` or `bare <file>`, where the
 * file holds the headers and body that the front sent. Says its port to the parent.
 */

const SYLLABLES = "با تي سو من لا در قم عي فر هد نو شك".split(" ");

/** A page of the size of a story's, some 10 kB in brotli: words that differ, from a sequence that is always the same. */
function html(): string {
  let seed = 1;
  const next = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const word = (): string =>
    Array.from({ length: 2 + next(3) }, () => SYLLABLES[next(SYLLABLES.length)]).join("");
  const paragraphs = Array.from(
    { length: 60 },
    (_, at) => `<p id="p${at}">${Array.from({ length: 60 }, word).join(" ")}.</p>`,
  );
  return `<!doctype html><html lang="ar" dir="rtl"><meta charset="utf-8"><title>خبر</title><main>${paragraphs.join("")}</main></html>`;
}

async function frontServer(dataDir: string) {
  const log = createLog("warn");
  const cache = await openPageCache({ dataDir, clock: systemClock, log });
  const body = html();
  const headers = {
    "content-type": "text/html; charset=utf-8",
    "cdn-cache-control": "max-age=3600, stale-while-revalidate=300, stale-if-error=604800",
    "surrogate-key": "chrome ranking story:0197b6f2-0000-7000-8000-000000000000 section:news",
  };
  const front = createFront({
    pages: async () => new Response(body, { headers }),
    cache,
    log,
    metrics: createMetrics(),
    config: { siteUrl: "https://news.example", trustProxy: [], metricsToken: undefined },
    health: { ready: async () => ({ isReady: true, parts: {} }) },
  });
  return front.server;
}

function bareServer(file: string) {
  const { headers, body } = JSON.parse(readFileSync(file, "utf8"));
  const bytes = Buffer.from(body, "base64");
  return createServer((_, response) => {
    response.writeHead(200, headers);
    response.end(bytes);
  });
}

const [kind = "", place = ""] = process.argv.slice(2);
const server = kind === "front" ? await frontServer(place) : bareServer(place);
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.send?.(typeof address === "object" ? address?.port : undefined);
});
process.on("disconnect", () => process.exit(0));
