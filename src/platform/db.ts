import { Pool, type PoolClient, type PoolConfig } from "pg";

/** Where a PostgreSQL server is: an address, or the socket folder of the embedded one. */
export type DatabaseAddress =
  | { readonly url: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

const poolSettings = (address: DatabaseAddress): PoolConfig =>
  "url" in address ? { connectionString: address.url } : { ...address };

/**
 * Opens a pool on `address`. A connection that takes over 2 s counts as failed, so that a cut is noticed in time to
 * answer; statements end on the server's
 * side after 30 s or the time given.
 * @param options.max connections at most, default 10
 * @param options.onBroken told when a connection breaks, which is what a database that went away looks like
 */
export function openPool(
  address: DatabaseAddress,
  options: {
    max?: number;
    onBroken?: (error: Error) => void;
    applicationName?: string;
    statementTimeoutMs?: number;
  } = {},
): Pool {
  const pool = new Pool({
    ...poolSettings(address),
    max: options.max ?? 10,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? "warraq",
    options: `-c timezone=UTC -c statement_timeout=${options.statementTimeoutMs ?? 30_000} -c idle_in_transaction_session_timeout=60s`,
  });
  const onBroken = options.onBroken ?? (() => {});
  pool.on("error", onBroken);
  // A client that is checked out has no listener of the pool: without one of ours a cut connection ends the process.
  pool.on("connect", (client) => client.on("error", onBroken));
  return pool;
}

/** A query that is prepared by name on each connection (docs/decisions/0005). */
export type PreparedQuery<Row> = {
  /** Runs the query with `values` for its $1, $2, … */
  run(pool: Pool | PoolClient, values: readonly unknown[]): Promise<Row[]>;
};

/**
 * Prepares the SQL of `query` under `name`, which must be unique in the product.
 * @typeParam Row what the statement selects, as the driver gives it
 */
export function prepareQuery<Row extends object>(
  name: string,
  query: { readonly sql: string },
): PreparedQuery<Row> {
  return {
    run: async (pool, values) =>
      (await pool.query<Row>({ name, text: query.sql, values: [...values] })).rows,
  };
}

/** Runs `work` in one transaction on a client of `pool`: commits its result, or rolls back what it threw. */
export async function inTransaction<T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    client.release();
    return result;
  } catch (error) {
    // A connection whose ROLLBACK fails is in an unknown state: it is thrown away, not handed to the next caller.
    const broken = await client.query("ROLLBACK").then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/** Runs `work` in the transaction of the caller where `db` is its client; else in one of its own. */
export function within<T>(
  db: Pool | PoolClient,
  work: (client: PoolClient) => Promise<T>,
): Promise<T> {
  return db instanceof Pool ? inTransaction(db, work) : work(db);
}
