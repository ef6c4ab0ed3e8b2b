import { createServer } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemClock } from "#platform/clock.ts";
import { openPool } from "#platform/db.ts";
import { openFileStore } from "#platform/file-store.ts";
import { createClientAddresses } from "#platform/http/client-address.ts";
import { createLog } from "#platform/log.ts";
import { createViewsHandler } from "#reader/views/handler.ts";
import { createReadership } from "#readership/readership.ts";
import { ensureEdition } from "#stories/edition.ts";

/**
 * The server of the views bench, in a process of its own: the product's handler, ledger, visitors and ranking behind
 * `node:http`. Prints its port; ends on SIGTERM when everything is written.
 * Arguments: address of a migrated database.
 */
const [databaseUrl = ""] = process.argv.slice(2);
const log = createLog("warn");
const pool = openPool({ url: databaseUrl });
const edition = await ensureEdition(pool, "Asia/Riyadh");
const folder = mkdtempSync(join(tmpdir(), "warraq-views-"));
const readership = await createReadership({
  pool,
  log,
  clock: systemClock,
  node: "bench",
  store: openFileStore(folder),
  edition: () => edition,
  purge: () => {},
});
readership.start();
// Each connection of the bench stands for many readers behind proxies, so addresses come as a proxy would send them.
const clients = createClientAddresses(["loopback"]);
const handler = createViewsHandler({
  ledger: readership.ledger,
  knownStories: readership.known,
  visitors: readership.visitors,
  clientOf: (request) => clients.of(request),
  isStaff: () => false,
  siteOrigins: () => [],
  clock: systemClock,
  log,
});
const server = createServer((request, response) => void handler(request, response));
server.keepAliveTimeout = 60_000;
await readership.ranking.mostRead();
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(address === null || typeof address === "string" ? "" : address.port);
});
process.once("SIGTERM", () => {
  server.close();
  server.closeAllConnections();
  void readership.stop().then(async () => {
    await pool.end();
    rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
});
