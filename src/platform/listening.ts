import { setTimeout as delay } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";

const AGAIN_MS = 1000;

/**
 * Hears the notifications of a channel on a connection of its own until `signal` says to stop; a connection that broke
 * is made anew. What is said while it is away is not heard.
 * @param heard told what was said
 * @param options.onListening told each time that it begins to hear, since something may have been missed before
 */
export async function listenTo(
  pool: Pool,
  channel: string,
  heard: (payload: string) => void,
  options: {
    readonly signal: AbortSignal;
    readonly onAway: (error: unknown) => void;
    readonly onListening?: () => void;
  },
): Promise<void> {
  const { signal } = options;
  while (!signal.aborted) {
    let client: PoolClient | undefined;
    try {
      client = await pool.connect();
      // A signal that was given while connecting is not told again.
      if (signal.aborted) return;
      const connection = client;
      const lost = new Promise<void>((resolve) => {
        connection.once("error", () => resolve());
        connection.once("end", () => resolve());
        signal.addEventListener("abort", () => resolve(), { once: true });
      });
      connection.on("notification", ({ payload }) => heard(payload ?? ""));
      await connection.query(`LISTEN ${channel}`);
      options.onListening?.();
      await lost;
    } catch (error) {
      options.onAway(error);
    } finally {
      client?.release(true);
    }
    await delay(AGAIN_MS, undefined, { signal }).catch(() => {});
  }
}
