import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { ClientAddresses } from "./client-address.ts";
import { plainErrorPage } from "./error-pages.ts";

/** Node's limits: slow and greedy clients are let go before they cost much. */
export type ConnectionLimits = {
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly checkEveryMs: number;
  readonly keepAliveMs: number;
  /** A client that reads nothing of its answer for this long. */
  readonly silenceMs: number;
  readonly maxHeaderBytes: number;
  readonly maxConnections: number;
  /** Connections of one address, or /64; phones behind one carrier share theirs, so this is generous. */
  readonly maxPerAddress: number;
  readonly maxRequestsPerConnection: number;
};

/** The limits of the product. Keep-alive outlasts the 60 s of a proxy before it. */
export const CONNECTION_LIMITS: ConnectionLimits = {
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  checkEveryMs: 2000,
  keepAliveMs: 65_000,
  silenceMs: 30_000,
  maxHeaderBytes: 16_384,
  maxConnections: 20_000,
  maxPerAddress: 1000,
  maxRequestsPerConnection: 100_000,
};

/** Sets the limits on `server` that are no options of its making. */
export function limitConnections(
  server: Server,
  limits: ConnectionLimits,
  clients: Pick<ClientAddresses, "groupOfPeer">,
): void {
  server.maxConnections = limits.maxConnections;
  server.maxRequestsPerSocket = limits.maxRequestsPerConnection;
  watchSlowReaders(server, limits);
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const group = clients.groupOfPeer(socket);
    if (group === undefined) return;
    const count = (open.get(group) ?? 0) + 1;
    if (count > limits.maxPerAddress) {
      socket.destroy();
      return;
    }
    open.set(group, count);
    socket.once("close", () => {
      const rest = (open.get(group) ?? 1) - 1;
      if (rest === 0) open.delete(group);
      else open.set(group, rest);
    });
  });
}

/**
 * Closes connections whose clients do not read. Node's own timeout for silent sockets would do, but it sets two timers
 * anew for each request, a tenth of what a cached page costs; so only those get one that have answers waiting.
 */
function watchSlowReaders(server: Server, limits: ConnectionLimits): void {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  const timer = setInterval(() => {
    for (const socket of sockets)
      if (socket.writableLength > 0 && socket.timeout !== limits.silenceMs)
        socket.setTimeout(limits.silenceMs);
  }, limits.checkEveryMs);
  timer.unref();
  server.once("close", () => clearInterval(timer));
}

const STATUS_OF: Readonly<Record<string, readonly [number, string]>> = {
  HPE_HEADER_OVERFLOW: [431, "Request Header Fields Too Large"],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, "Content Too Large"],
  ERR_HTTP_REQUEST_TIMEOUT: [408, "Request Timeout"],
};

/** A first line that takes all the room that a head has. */
const LONG_ADDRESS = /^[^\r\n]{16384}/;

const RAW_TARGET = /^(?:GET|HEAD) (\/[^ \r\n]*) HTTP\/1\.[01]\r\n/;

/**
 * Answers what Node could not read as a request, with the headers of every answer, and closes the connection.
 * @param options.encodedAddress the encoded form of an address that came as bare letters, which Node's parser refuses
 *   though people paste such addresses into programs: they are sent there
 */
export function answerUnreadable(
  server: Server,
  options: {
    readonly fixed: readonly (readonly [string, string])[];
    readonly onAnswer: (status: number) => void;
    readonly encodedAddress: (raw: string) => string | undefined;
  },
): void {
  server.on(
    "clientError",
    (error: Error & { code?: string; rawPacket?: Buffer }, socket: Socket) => {
      // In the middle of an answer an error page would be taken for a part of it.
      const isAnswering = Boolean(Reflect.get(socket, "_httpMessage"));
      if (error.code === "ECONNRESET" || !socket.writable || isAnswering) {
        socket.destroy();
        return;
      }
      const raw =
        error.code === "HPE_INVALID_URL"
          ? RAW_TARGET.exec(error.rawPacket?.toString("latin1") ?? "")?.[1]
          : undefined;
      const location = raw === undefined ? undefined : options.encodedAddress(raw);
      const isAddress =
        error.code === "HPE_HEADER_OVERFLOW" &&
        LONG_ADDRESS.test(error.rawPacket?.toString("latin1") ?? "");
      // What is too long is the address alone, such as a search for pages of text: the header fields are not to blame.
      const known = isAddress ? undefined : STATUS_OF[error.code ?? ""];
      const [status, reason] =
        location === undefined ? (known ?? [400, "Bad Request"]) : [301, "Moved Permanently"];
      options.onAnswer(status);
      const body = location === undefined ? plainErrorPage(status) : "";
      const headers = [
        ...options.fixed,
        ...(location === undefined ? [] : [["Location", location]]),
        ["Content-Type", "text/html; charset=utf-8"],
        ["Cache-Control", "no-store"],
        ["Content-Length", String(Buffer.byteLength(body))],
        ["Connection", "close"],
      ];
      const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
      socket.end(`HTTP/1.1 ${status} ${reason}\r\n${head}\r\n${body}`);
      // Who sent garbage may not read the answer either.
      socket.setTimeout(1000, () => socket.destroy());
    },
  );
}
