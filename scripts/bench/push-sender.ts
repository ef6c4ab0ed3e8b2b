import { systemClock } from "#platform/clock.ts";
import { openPool } from "#platform/db.ts";
import { createLog } from "#platform/log.ts";
import { createPush } from "#distribution/push/push.ts";
import { ensureEdition } from "#stories/edition.ts";

/**
 * The sender of the push bench, in a process of its own so that it can be killed: the product's alerts, allowed to reach
 * a push service on loopback. Argument: address of a migrated database.
 */
const [databaseUrl = "", perSecond = "1000"] = process.argv.slice(2);
const pool = openPool({ url: databaseUrl });
const edition = await ensureEdition(pool, "Asia/Riyadh");
const push = createPush({
  pool,
  clock: systemClock,
  log: createLog("warn"),
  edition: () => edition,
  siteUrl: "https://news.example",
  ranking: { mostReadOn: async () => undefined },
  perSecond: Number(perSecond),
  policy: { mayReachAddress: (address) => address === "127.0.0.1", mayUsePort: () => true },
});
push.start();
console.log("ready");
