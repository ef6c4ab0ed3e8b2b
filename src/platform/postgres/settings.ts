/** What the server runs with: nothing reachable from the network, every commit on disk, little memory. */
function settings(socketFolder: string): Record<string, string> {
  return {
    listen_addresses: "",
    unix_socket_directories: socketFolder,
    unix_socket_permissions: "0700",
    ssl: "off",
    max_connections: "40",
    superuser_reserved_connections: "1",
    reserved_connections: "0",
    timezone: "UTC",
    log_timezone: "UTC",
    lc_messages: "C",

    fsync: "on",
    full_page_writes: "on",
    synchronous_commit: "on",
    wal_level: "replica",
    max_wal_senders: "4",
    min_wal_size: "80MB",
    max_wal_size: "512MB",
    checkpoint_timeout: "10min",

    shared_buffers: "32MB",
    effective_cache_size: "256MB",
    work_mem: "4MB",
    maintenance_work_mem: "32MB",
    huge_pages: "off",
    jit: "off",
    io_method: "sync",
    max_worker_processes: "4",
    max_parallel_workers_per_gather: "0",
    autovacuum_max_workers: "2",
    autovacuum_worker_slots: "4",
    random_page_cost: "1.1",

    logging_collector: "off",
    log_destination: "stderr",
    log_line_prefix: "[%p] ",
    log_checkpoints: "off",
    // A query or a detail may hold what a reader wrote: neither goes into the log.
    log_min_error_statement: "panic",
    log_error_verbosity: "terse",
  };
}

/** Arguments of `postgres` for serving. */
export function serverArguments(folder: string, socketFolder: string): string[] {
  return [
    "-D",
    folder,
    ...Object.entries(settings(socketFolder)).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]),
  ];
}

/** No setting of ours leaks in: PGDATA or PGOPTIONS of the caller would change which server this is. */
export function serverEnvironment(home: string): NodeJS.ProcessEnv {
  return { LC_ALL: "C", TZ: "UTC", PATH: "/usr/local/bin:/usr/bin:/bin", HOME: home };
}

/** Arguments of `initdb`. */
export function initialArguments(folder: string): string[] {
  return [
    `--pgdata=${folder}`,
    `--username=${SUPERUSER}`,
    "--encoding=UTF8",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--locale=C",
    "--data-checksums",
    "--auth=reject",
  ];
}

/** One session without a server, in the database that new ones are copied from; the first error ends it. */
export function singleArguments(folder: string): string[] {
  const strict = ["-c", "exit_on_error=on", "-c", "log_min_error_statement=panic"];
  return ["--single", "-j", "-D", folder, ...strict, "template1"];
}

/** Nobody can sign in as this one; it is used in single-user mode only. */
export const SUPERUSER = "postgres";
/** The role that the product signs in as; no superuser. */
export const APPLICATION_ROLE = "warraq";
/** The product's database. */
export const DATABASE = "warraq";

/** Text of `pg_hba.conf`. */
export const HOST_RULES = `# Written by Warraq. Only its own role, only by the socket, only with its secret.
local all ${APPLICATION_ROLE} scram-sha-256
local all all reject
`;

/** The role that owns the database: no superuser, but it may take a backup and make databases. */
export function roleStatements(secret: string): string[] {
  return [
    `CREATE ROLE ${APPLICATION_ROLE} LOGIN CREATEDB PASSWORD '${secret}'`,
    `GRANT pg_monitor, pg_checkpoint TO ${APPLICATION_ROLE}`,
    `GRANT EXECUTE ON FUNCTION pg_backup_start(text, boolean), pg_backup_stop(boolean), pg_switch_wal(), pg_create_restore_point(text) TO ${APPLICATION_ROLE}`,
    `CREATE DATABASE ${DATABASE} OWNER ${APPLICATION_ROLE}`,
  ];
}

/** SQL that gives the application role its secret. */
export function secretStatement(secret: string): string {
  return `ALTER ROLE ${APPLICATION_ROLE} PASSWORD '${secret}'`;
}
