import { lookup as systemLookup } from "node:dns";
import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";

/** Why nothing was fetched; `detail` names the address or the bound. */
export class OutboundFetchError extends Error {
  override name = "OutboundFetchError";
}

/** What a server outside answered. */
export type OutboundAnswer = {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
  /** Address after the redirects. */
  readonly url: string;
  /** When to come again, as the server wrote it: seconds or a date. */
  readonly retryAfter: string | undefined;
};

/** Bounds of one fetch. */
export type OutboundOptions = {
  /** Largest body in bytes, default 10 MB. */
  readonly maxBytes?: number;
  /** For the whole of it, redirects included; default 5 s. */
  readonly timeoutMs?: number;
  readonly accept?: string;
  /** Which hosts and ports may be asked; tests let it reach their own server on loopback. */
  readonly policy?: OutboundPolicy;
};

/** A message, and its bounds. Redirects are not followed: a message goes where it was meant to go, or nowhere. */
export type OutboundMessage = Omit<OutboundOptions, "accept"> & {
  readonly body: string | Uint8Array;
  readonly contentType: string;
  /** Headers beside our own, such as a signature. */
  readonly headers?: Readonly<Record<string, string>>;
  /** True: the connection stays open for the next message, for servers that are sent many. */
  readonly keepsOpen?: boolean;
};

/** Which addresses and ports may be asked. */
export type OutboundPolicy = {
  mayReachAddress(address: string): boolean;
  mayUsePort(port: number): boolean;
};

const MAX_REDIRECTS = 3;

/**
 * True for addresses of the public internet. All else is refused: loopback, private, link-local (cloud metadata lives
 * there), carrier-grade, multicast, documentation, and IPv6 forms that carry an IPv4 address within.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  return parsed.range() === "unicast";
}

/** The rule of the product: public addresses, ports 80 and 443. */
export const publicInternet: OutboundPolicy = {
  mayReachAddress: isPublicAddress,
  mayUsePort: (port) => port === 80 || port === 443,
};

/**
 * Asks a server outside with GET: the one module that does. The address is checked inside the socket's own look-up, so
 * that a name cannot be re-pointed between check and use; every record of the name must be public; redirects are
 * checked again; no cookies, no credentials.
 * @throws OutboundFetchError when the address is not allowed, the answer is too large, too slow or broken
 */
export async function outboundFetch(
  address: string,
  options: OutboundOptions = {},
): Promise<OutboundAnswer> {
  const policy = options.policy ?? publicInternet;
  const deadline = AbortSignal.timeout(options.timeoutMs ?? 5000);
  let current = address;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const url = allowedUrl(current, policy);
    const answer = await ask(url, policy, deadline, options);
    if (typeof answer !== "string") return answer;
    current = URL.canParse(answer, url) ? new URL(answer, url).href : answer;
  }
  throw new OutboundFetchError(`Cannot fetch ${address}: more than ${MAX_REDIRECTS} redirects`);
}

/**
 * Sends a message to a server outside with POST, under the same guard as `outboundFetch`. An answer of any status is an
 * answer, a redirect too.
 * @throws OutboundFetchError when the address is not allowed, the answer is too large, too slow or broken
 */
export async function outboundPost(
  address: string,
  message: OutboundMessage,
): Promise<OutboundAnswer> {
  const policy = message.policy ?? publicInternet;
  const deadline = AbortSignal.timeout(message.timeoutMs ?? 5000);
  const answer = await ask(allowedUrl(address, policy), policy, deadline, message, message);
  if (typeof answer !== "string") return answer;
  throw new OutboundFetchError(`Cannot send to ${address}: it redirects to ${answer}`);
}

function allowedUrl(address: string, policy: OutboundPolicy): URL {
  if (address.length > 2048 || !URL.canParse(address))
    throw new OutboundFetchError(
      `Cannot fetch ${JSON.stringify(address.slice(0, 200))}: need an http or https address`,
    );
  const url = new URL(address);
  if (url.protocol !== "http:" && url.protocol !== "https:")
    throw new OutboundFetchError(`Cannot fetch ${url.protocol}//…: need http or https`);
  if (url.username !== "" || url.password !== "")
    throw new OutboundFetchError(
      `Cannot fetch from ${url.host}: need an address without a user name`,
    );
  const port = url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);
  if (!policy.mayUsePort(port))
    throw new OutboundFetchError(`Cannot fetch from ${url.host}: need port 80 or 443`);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (ipaddr.isValid(host) && !policy.mayReachAddress(host))
    throw new OutboundFetchError(`Cannot fetch from ${url.host}: need a public address`);
  return url;
}

const guardedLookup =
  (policy: OutboundPolicy): LookupFunction =>
  (hostname, options, callback) => {
    systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, "", 0);
      const first = addresses[0];
      if (first === undefined || !addresses.every(({ address }) => policy.mayReachAddress(address)))
        return callback(
          new OutboundFetchError(`Cannot fetch from ${hostname}: need a public address`),
          "",
          0,
        );
      if (options.all === true) return callback(null, addresses);
      return callback(null, first.address, first.family);
    });
  };

/** A request to a server that the administrator has named in a setting. */
export type NamedServerRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** Largest answer in bytes. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
};

const keptOpen = {
  "http:": new http.Agent({ keepAlive: true, maxSockets: 16 }),
  "https:": new https.Agent({ keepAlive: true, maxSockets: 16 }),
};

/**
 * Asks a server that the administrator has named, such as a store of files: it may well be in the house, so its address
 * is not checked. Nothing from outside may reach `url`. Redirects are not followed.
 * @throws OutboundFetchError when there is no whole answer in time
 */
export function askNamedServer(
  url: URL,
  { method, headers, body, maxBytes, timeoutMs }: NamedServerRequest,
): Promise<{ readonly status: number; readonly body: Buffer }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: Buffer }>();
  const fail = (why: string, cause?: unknown): void =>
    reject(new OutboundFetchError(`Cannot reach ${url.host}: ${why}`, { cause }));
  const isSecure = url.protocol === "https:";
  const request = (isSecure ? https : http).request(
    url,
    {
      method,
      agent: isSecure ? keptOpen["https:"] : keptOpen["http:"],
      signal: AbortSignal.timeout(timeoutMs),
      headers: { ...headers, "content-length": String(body.byteLength) },
    },
    (response) => {
      const parts: Buffer[] = [];
      let sizeBytes = 0;
      response.on("data", (part: Buffer) => {
        sizeBytes += part.length;
        if (sizeBytes > maxBytes) {
          response.destroy();
          fail(`need at most ${maxBytes} bytes`);
        } else parts.push(part);
      });
      response.on("error", (error) => fail("the answer broke off", error));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts) }),
      );
    },
  );
  request.on("error", (error) => fail("no answer", error));
  request.end(body);
  return promise;
}

type OpenAgents = { readonly "http:": http.Agent; readonly "https:": https.Agent };

/** Connections that stay open were made under one policy, and serve only messages under that. */
const openAgents = new WeakMap<OutboundPolicy, OpenAgents>();

function openAgent({ protocol }: URL, policy: OutboundPolicy): http.Agent {
  const options = { keepAlive: true, maxSockets: 64, maxTotalSockets: 256, timeout: 30_000 };
  const agents = openAgents.get(policy) ?? {
    "http:": new http.Agent(options),
    "https:": new https.Agent(options),
  };
  openAgents.set(policy, agents);
  return protocol === "https:" ? agents["https:"] : agents["http:"];
}

/** One request: the answer, or where it redirects to; a message is never redirected. */
function ask(
  url: URL,
  policy: OutboundPolicy,
  signal: AbortSignal,
  options: OutboundOptions,
  message?: OutboundMessage,
): Promise<OutboundAnswer | string> {
  const maxBytes = options.maxBytes ?? 10_000_000;
  const { promise, resolve, reject } = Promise.withResolvers<OutboundAnswer | string>();
  const fail = (why: string, cause?: unknown): void =>
    reject(new OutboundFetchError(`Cannot fetch from ${url.host}: ${why}`, { cause }));
  const client = url.protocol === "https:" ? https : http;
  const request = client.request(
    url,
    {
      method: message === undefined ? "GET" : "POST",
      agent: message?.keepsOpen === true ? openAgent(url, policy) : false,
      signal,
      lookup: guardedLookup(policy),
      headers: {
        accept: options.accept ?? "*/*",
        "user-agent": "Warraq",
        "accept-encoding": "identity",
        ...message?.headers,
        ...(message === undefined
          ? {}
          : {
              "content-type": message.contentType,
              "content-length": String(Buffer.byteLength(message.body)),
            }),
      },
    },
    (response) => {
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (message === undefined && status >= 300 && status < 400 && location !== undefined) {
        response.destroy();
        return resolve(location);
      }
      if (Number(response.headers["content-length"] ?? 0) > maxBytes) {
        response.destroy();
        return fail(`need at most ${maxBytes} bytes`);
      }
      const chunks: Buffer[] = [];
      let sizeBytes = 0;
      response.on("data", (chunk: Buffer) => {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) {
          response.destroy();
          fail(`need at most ${maxBytes} bytes`);
          return;
        }
        chunks.push(chunk);
      });
      response.on("error", (error) => fail("the answer broke off", error));
      response.on("end", () =>
        resolve({
          status,
          contentType: response.headers["content-type"] ?? "",
          body: Buffer.concat(chunks),
          url: url.href,
          retryAfter: response.headers["retry-after"],
        }),
      );
      return undefined;
    },
  );
  request.on("error", (error) => {
    if (error instanceof OutboundFetchError) reject(error);
    else fail(signal.aborted ? "no answer in time" : "no answer", error);
  });
  request.end(message?.body);
  return promise;
}
