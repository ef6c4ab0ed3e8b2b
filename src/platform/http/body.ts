import type { IncomingMessage } from "node:http";
import { Refusal } from "#platform/refusal.ts";

/**
 * Reads the body of `request`, whatever its headers say about its length.
 * @throws Refusal `tooLarge` once it is over `maxBytes`, `invalid` when the client breaks off
 */
export function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = (): Refusal =>
    new Refusal("tooLarge", `Cannot read the body: it is over ${maxBytes} bytes`);
  const length = request.headers["content-length"];
  if (length !== undefined && Number(length) > maxBytes) {
    dropRest(request);
    return Promise.reject(tooLarge());
  }
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let sizeBytes = 0;
    const end = (): void => {
      request.off("data", onData).off("end", onEnd).off("error", onBroken).off("close", onBroken);
    };
    const onData = (part: Buffer): void => {
      sizeBytes += part.length;
      parts.push(part);
      if (sizeBytes <= maxBytes) return;
      end();
      parts.length = 0;
      dropRest(request);
      reject(tooLarge());
    };
    const onEnd = (): void => {
      end();
      resolve(parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts));
    };
    const onBroken = (): void => {
      end();
      reject(new Refusal("invalid", "Cannot read the body: the client broke off"));
    };
    request.on("data", onData).on("end", onEnd).on("error", onBroken).on("close", onBroken);
  });
}

/** The rest is read and thrown away, so that the client gets to its answer; who goes on and on is cut off. */
const MAX_DROPPED_BYTES = 4_000_000;

function dropRest(request: IncomingMessage): void {
  let sizeBytes = 0;
  request.on("error", () => {});
  request.on("data", (part: Buffer) => {
    sizeBytes += part.length;
    if (sizeBytes > MAX_DROPPED_BYTES) request.socket.destroy();
  });
  request.resume();
}

/**
 * The bytes of a web request's body.
 * @throws Refusal `tooLarge` once it is over `maxBytes`
 */
export async function readRequestBody(request: Request, maxBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  if (request.body === null) return Buffer.alloc(0);
  for await (const part of request.body) {
    sizeBytes += part.length;
    if (sizeBytes > maxBytes)
      throw new Refusal("tooLarge", `Cannot read the body: it is over ${maxBytes} bytes`);
    parts.push(part);
  }
  return Buffer.concat(parts);
}
