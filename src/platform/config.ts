import { isIPv6 } from "node:net";
import { resolve } from "node:path";
import { z } from "zod";

const emptyIsUnset = (value: unknown): unknown => (value === "" ? undefined : value);

/** Whether `zone` is an IANA time zone with a name and rules. */
export const zoneExists = (zone: string): boolean => {
  // A bare offset such as +03:00 is a zone to the runtime, but has no name and no rules.
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
};

const isHost = (host: string): boolean =>
  /^[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?$/.test(host) || isIPv6(host);

const url = (need: string, ...protocols: readonly string[]) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), need);

/** Whether an address has what a bucket needs: key, secret, and the bucket's name in its path (s3: as its host). */
const namesBucket = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { username, password, protocol, pathname, host } = new URL(text);
  const hasBucket = protocol === "s3:" ? host !== "" : /[^/]/.test(pathname);
  return username !== "" && password !== "" && hasBucket;
};

/** Every setting of the product (contract, section 1), as it stands in the environment. */
const Environment = z.object({
  PORT: z.coerce
    .number("a port from 0 to 65535")
    .int("a whole port from 0 to 65535")
    .min(0, "a port from 0 to 65535")
    .max(65_535, "a port from 0 to 65535")
    .default(3000),
  HOST: z
    .string()
    .refine(isHost, "an address or a name of this machine, such as 127.0.0.1")
    .default("127.0.0.1"),
  SITE_URL: url("an http or https origin such as https://news.example", "http:", "https:")
    .refine(
      (text) => URL.canParse(text) && /^\/?$/.test(new URL(text).pathname + new URL(text).search),
      "an origin without a path",
    )
    .optional(),
  EDITION_ZONE: z
    .string()
    .refine(zoneExists, "an IANA time zone such as Asia/Riyadh")
    .default("Asia/Riyadh"),
  METRICS_TOKEN: z.string().min(16, "at least 16 letters").optional(),
  DATA_DIR: z.string().default("./data"),
  DATABASE_URL: url(
    "a URL such as postgres://user:password@host/database",
    "postgres:",
    "postgresql:",
  ).optional(),
  DATABASE_READ_URL: url(
    "a URL such as postgres://user:password@host/database",
    "postgres:",
    "postgresql:",
  ).optional(),
  VALKEY_URL: url("a URL such as redis://host:6379", "redis:", "rediss:", "valkey:").optional(),
  WEBSUB_HUB: url("a URL such as https://hub.example/", "http:", "https:").optional(),
  INDEXNOW: z.enum(["on", "off"], "on or off").optional(),
  S3_URL: url("a URL such as https://key:secret@host/bucket", "http:", "https:", "s3:")
    .refine(namesBucket, "key, secret and bucket: https://key:secret@host/bucket?region=…")
    .optional(),
  SMTP_URL: url("a URL such as smtp://user:password@host:587", "smtp:", "smtps:").optional(),
  NEWSLETTER_PER_SECOND: z.coerce
    .number("a whole number from 1 to 5000")
    .int("a whole number from 1 to 5000")
    .min(1, "a whole number from 1 to 5000")
    .max(5000, "a whole number from 1 to 5000")
    .default(100),
  PUSH_PER_SECOND: z.coerce
    .number("a whole number from 1 to 5000")
    .int("a whole number from 1 to 5000")
    .min(1, "a whole number from 1 to 5000")
    .max(5000, "a whole number from 1 to 5000")
    .default(500),
  TRUST_PROXY: z
    .string()
    .transform((text) =>
      text
        .split(",")
        .map((part) => part.trim())
        .filter((part) => part !== ""),
    )
    .pipe(
      z.array(
        z.union(
          [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6(), z.enum(["loopback", "private"])],
          "addresses or networks, parted by commas, or the words loopback and private",
        ),
      ),
    )
    .default([]),
  LOG_LEVEL: z
    .enum(
      ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
      "one of fatal, error, warn, info, debug, trace, silent",
    )
    .default("info"),
  SAMPLE: z.enum(["on", "off"], "on or off").default("on"),
});

/** The settings of a running product. Read once, frozen, passed as an argument. */
export type Config = Readonly<{
  port: number;
  host: string;
  /** Public origin without a slash at its end; undefined until the port is known, where it follows from the port. */
  siteUrl: string | undefined;
  editionZone: string;
  metricsToken: string | undefined;
  /** Absolute path of the data folder. */
  dataDir: string;
  databaseUrl: string | undefined;
  databaseReadUrl: string | undefined;
  valkeyUrl: string | undefined;
  /** Hub that is told of changes in feeds; undefined: none. */
  websubHub: string | undefined;
  /** Whether search engines are told of changes; undefined: unless the site is on loopback. */
  indexNow: boolean | undefined;
  s3Url: string | undefined;
  smtpUrl: string | undefined;
  /** Copies of the newsletter that this node hands to the mail server a second, at most. */
  newsletterPerSecond: number;
  /** Alerts that this node hands to push services a second, at most. */
  pushPerSecond: number;
  /** Addresses and networks of proxies whose forwarding headers are believed. */
  trustProxy: readonly string[];
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  loadSample: boolean;
}>;

/** One or more wrong settings; `lines` holds one line for each: its name, what was given, what is needed. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly lines: readonly string[];

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.lines = lines;
  }
}

const SECRET = new Set([
  "METRICS_TOKEN",
  "DATABASE_URL",
  "DATABASE_READ_URL",
  "VALKEY_URL",
  "S3_URL",
  "SMTP_URL",
]);

/**
 * Reads the settings from `environment`.
 * @throws ConfigError naming each wrong setting once
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const given = Object.fromEntries(
    Object.keys(Environment.shape).map((name) => [name, emptyIsUnset(environment[name])]),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) {
    const needs = new Map<string, string>();
    for (const issue of parsed.error.issues) {
      const name = String(issue.path[0]);
      if (!needs.has(name)) needs.set(name, issue.message);
    }
    throw new ConfigError(
      [...needs].map(([name, need]) => {
        const value = SECRET.has(name) ? "a value that is not shown" : JSON.stringify(given[name]);
        return `${name}: given ${value}, needed ${need}`;
      }),
    );
  }
  const settings = parsed.data;
  return Object.freeze({
    port: settings.PORT,
    host: settings.HOST,
    siteUrl: settings.SITE_URL === undefined ? undefined : new URL(settings.SITE_URL).origin,
    editionZone: settings.EDITION_ZONE,
    metricsToken: settings.METRICS_TOKEN,
    dataDir: resolve(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    databaseReadUrl: settings.DATABASE_READ_URL,
    valkeyUrl: settings.VALKEY_URL,
    websubHub: settings.WEBSUB_HUB,
    indexNow: settings.INDEXNOW === undefined ? undefined : settings.INDEXNOW === "on",
    s3Url: settings.S3_URL,
    smtpUrl: settings.SMTP_URL,
    newsletterPerSecond: settings.NEWSLETTER_PER_SECOND,
    pushPerSecond: settings.PUSH_PER_SECOND,
    trustProxy: settings.TRUST_PROXY,
    logLevel: settings.LOG_LEVEL,
    loadSample: settings.SAMPLE === "on",
  });
}

/** The settings as they stand in the environment, for a message about one that proved wrong. */
export function settingsAsGiven(): Readonly<Record<string, string | undefined>> {
  return process.env;
}
