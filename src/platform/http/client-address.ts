import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import ipaddr from "ipaddr.js";

/** Who sent a request, as far as the way it came can be believed. */
export type Client = {
  /** Address of the client; IPv4 in its own form also when it came as IPv6. Empty when the connection is gone. */
  readonly address: string;
  /** What limits count: the address, or the /64 of an IPv6 address, since one reader has that many. */
  readonly group: string;
  readonly protocol: "http" | "https";
};

/** The one module that says who a client is. */
export type ClientAddresses = {
  /** The sender of `request`. */
  of(request: IncomingMessage): Client;
  /** What connections are counted by; undefined for proxies and for this machine, which speak for many. */
  groupOfPeer(socket: Socket): string | undefined;
  /** Whether `request` was made on this machine, without any sign of a proxy before it. */
  isFromThisMachine(request: IncomingMessage): boolean;
  /** Whether forwarding headers came that are not believed: a proxy that `TRUST_PROXY` does not name. */
  forwardingHeadersSeen(): boolean;
};

type Address = ReturnType<typeof ipaddr.process>;
type Network = readonly [Address, number];

const LOOPBACK = ["127.0.0.0/8", "::1/128"];
const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
];
const NAMED: Readonly<Record<string, readonly string[]>> = {
  loopback: LOOPBACK,
  private: [...LOOPBACK, ...PRIVATE],
};
const FORWARDING = [
  "x-forwarded-for",
  "x-forwarded-proto",
  "x-forwarded-host",
  "x-real-ip",
  "forwarded",
  "via",
  "cf-connecting-ip",
  "true-client-ip",
  "x-client-ip",
] as const;
const MAX_HOPS = 20;

function parseAddress(text: string | undefined): Address | undefined {
  if (text === undefined) return undefined;
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d{1,5})?$/, "$1")
    .replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, "$1")
    .replace(/%.*$/, "");
  // Without four parts "1" and "0x7f.1" would be addresses too.
  const isFourParts = /^\d{1,3}(?:\.\d{1,3}){3}$/.test(bare);
  return (isFourParts || bare.includes(":")) && ipaddr.isValid(bare)
    ? ipaddr.process(bare)
    : undefined;
}

function parseNetwork(text: string): Network {
  const [address, length] = text.includes("/")
    ? ipaddr.parseCIDR(text)
    : [ipaddr.process(text), undefined];
  const isMapped = address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress();
  if (isMapped && length !== undefined) return [address.toIPv4Address(), Math.max(0, length - 96)];
  return [address, length ?? (address.kind() === "ipv4" ? 32 : 128)];
}

const isWithin = (address: Address, networks: readonly Network[]): boolean =>
  networks.some(
    ([network, length]) => network.kind() === address.kind() && address.match([network, length]),
  );

const textOf = (address: Address): string =>
  address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();

/** What limits count `address` as: itself, or the /64 of an IPv6 address; what is no address counts as itself. */
export function addressGroup(address: string): string {
  const parsed = parseAddress(address);
  if (!(parsed instanceof ipaddr.IPv6)) return parsed === undefined ? address : textOf(parsed);
  const network = new ipaddr.IPv6([...parsed.parts.slice(0, 4), 0, 0, 0, 0]);
  return `${network.toRFC5952String()}/64`;
}

const header = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
};

/**
 * Reads addresses of clients, believing only the proxies of `trustProxy`: addresses, networks, `loopback`, `private`.
 * From the right, the first hop that is none of them is the client; what stands left of it anyone could have written.
 */
export function createClientAddresses(trustProxy: readonly string[]): ClientAddresses {
  const trusted = trustProxy.flatMap((entry) => NAMED[entry] ?? [entry]).map(parseNetwork);
  const loopback = LOOPBACK.map(parseNetwork);
  const groups = new Map<string, string>();
  let unbelieved = false;

  const isTrusted = (address: Address | undefined): boolean =>
    address !== undefined && trusted.length > 0 && isWithin(address, trusted);
  const isForwarded = (request: IncomingMessage): boolean =>
    FORWARDING.some((name) => request.headers[name] !== undefined);

  function clientOf(address: string, protocol: Client["protocol"]): Client {
    const group = groups.get(address) ?? addressGroup(address);
    if (groups.size > 5000) groups.clear();
    groups.set(address, group);
    return { address, group, protocol };
  }

  return {
    of: (request) => {
      const protocol =
        "encrypted" in request.socket && request.socket.encrypted === true ? "https" : "http";
      const peer = parseAddress(request.socket.remoteAddress);
      if (peer === undefined) return clientOf(request.socket.remoteAddress ?? "", protocol);
      if (!isTrusted(peer)) {
        unbelieved ||= isForwarded(request);
        return clientOf(textOf(peer), protocol);
      }
      let client = peer;
      const hops = (header(request, "x-forwarded-for") ?? "").split(",").slice(-MAX_HOPS);
      for (const hop of hops.reverse()) {
        const address = parseAddress(hop);
        // What the trusted hop wrote is no address: the last one that was is all that is known.
        if (address === undefined) break;
        client = address;
        if (!isTrusted(address)) break;
      }
      const said = (header(request, "x-forwarded-proto") ?? "")
        .split(",")
        .at(-1)
        ?.trim()
        .toLowerCase();
      return clientOf(textOf(client), said === "https" ? "https" : protocol);
    },
    groupOfPeer: (socket) => {
      const peer = parseAddress(socket.remoteAddress);
      if (peer === undefined || isTrusted(peer) || isWithin(peer, loopback)) return undefined;
      return addressGroup(textOf(peer));
    },
    isFromThisMachine: (request) => {
      const peer = parseAddress(request.socket.remoteAddress);
      return peer !== undefined && isWithin(peer, loopback) && !isForwarded(request);
    },
    forwardingHeadersSeen: () => unbelieved,
  };
}
