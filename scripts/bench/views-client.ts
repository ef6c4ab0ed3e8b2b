import { randomBytes } from "node:crypto";
import { createConnection, type Socket } from "node:net";
import { z } from "zod";

/**
 * The clients of the views bench, in a process of their own: each connection sends one beacon, waits for its answer,
 * sends the next. A small client of our own, since it must cost little beside the server on the same two cores.
 * Argument: JSON as below. Prints one line of JSON with what it saw.
 */
const Task = z.object({
  port: z.number(),
  connections: z.number(),
  durationMs: z.number(),
  stories: z.array(z.string()),
});
const { port, connections, durationMs, stories } = Task.parse(JSON.parse(process.argv[2] ?? ""));

const AGENTS = [
  "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
];

let random = randomBytes(65_536).toString("hex");
let taken = 0;
function randomHex(length: number): string {
  if (taken + length > random.length) {
    random = randomBytes(65_536).toString("hex");
    taken = 0;
  }
  taken += length;
  return random.slice(taken - length, taken);
}

function newId(): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const rest = randomHex(18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(0, 3)}-8${rest.slice(3, 6)}-${rest.slice(6)}`;
}

/** Few stories are read by many: the chance of a story falls with its rank. */
const anyStory = (): string => stories[Math.floor(Math.random() ** 3 * stories.length)] ?? "";

function request(): string {
  const body = `{"story":"${anyStory()}","view":"${newId()}","visitor":"${randomHex(16)}"}`;
  const address = `10.${Math.floor(Math.random() * 4)}.${Math.floor(Math.random() * 250)}.${Math.floor(Math.random() * 250)}`;
  return (
    `POST /views HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n` +
    `User-Agent: ${AGENTS[Math.floor(Math.random() * AGENTS.length)]}\r\nX-Forwarded-For: ${address}\r\n\r\n${body}`
  );
}

const latencies: number[] = [];
const statuses = new Map<string, number>();
const end = performance.now() + durationMs;

function runConnection(): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket: Socket = createConnection({ port, host: "127.0.0.1", noDelay: true });
    let sentAt = 0;
    const send = (): void => {
      sentAt = performance.now();
      socket.write(request(), "latin1");
    };
    socket.on("connect", send);
    socket.on("error", reject);
    socket.on("data", (chunk: Buffer) => {
      // An answer is small and comes whole; 204 has no body.
      const now = performance.now();
      latencies.push(now - sentAt);
      const status = chunk.subarray(9, 12).toString("latin1");
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (now < end) send();
      else {
        socket.destroy();
        resolve();
      }
    });
  });
}

const begun = performance.now();
await Promise.all(Array.from({ length: connections }, runConnection));
const seconds = (performance.now() - begun) / 1000;
latencies.sort((a, b) => a - b);
const quantile = (share: number): number => latencies[Math.floor(latencies.length * share)] ?? 0;
console.log(
  JSON.stringify({
    acknowledged: statuses.get("204") ?? 0,
    others: latencies.length - (statuses.get("204") ?? 0),
    perSecond: (statuses.get("204") ?? 0) / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
  }),
);
