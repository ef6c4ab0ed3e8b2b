import { open, type FileHandle } from "node:fs/promises";
import process from "node:process";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { outboundFetch } from "#platform/outbound-fetch.ts";
import { whyNot } from "./output.ts";

/** Largest answer that is imported straight from an address; anything larger is downloaded first. */
const MAX_FETCHED_BYTES = 200_000_000;
const FETCH_TIMEOUT_MS = 300_000;

/** Bytes to read, and how many there are where that is known. */
export type OpenedInput = {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly sizeBytes: number | undefined;
};

/**
 * Opens what a user named: a file, an http or https address, or `-` for standard input. What ends in .gz is unpacked as
 * it is read.
 * @throws Error when it can't be opened
 */
export async function openInput(
  name: string,
  onRaw: (bytes: number) => void,
): Promise<OpenedInput> {
  const { stream, sizeBytes } = await openRaw(name);
  stream.on("data", (chunk: Uint8Array) => onRaw(chunk.length));
  stream.pause();
  return { bytes: /\.gz$/i.test(name) ? unpack(stream) : stream, sizeBytes };
}

/** Begins when it is read from: an error before that would meet nobody who waits for it. */
async function* unpack(packed: Readable): AsyncGenerator<Uint8Array> {
  const unpacked = createGunzip();
  packed.on("error", (error) => unpacked.destroy(error));
  yield* packed.pipe(unpacked);
}

async function openRaw(name: string): Promise<{ stream: Readable; sizeBytes: number | undefined }> {
  if (name === "-") return { stream: process.stdin, sizeBytes: undefined };
  if (/^https?:\/\//i.test(name)) {
    const answer = await outboundFetch(name, {
      maxBytes: MAX_FETCHED_BYTES,
      timeoutMs: FETCH_TIMEOUT_MS,
    });
    if (answer.status !== 200)
      throw new Error(`Cannot read ${name}: need status 200, got ${answer.status}`);
    return { stream: Readable.from([answer.body]), sizeBytes: answer.body.length };
  }
  const file = await openFile(name);
  const found = await file.stat();
  if (found.isDirectory()) {
    await file.close();
    throw new Error(`Cannot read ${name}: need a file, it is a folder`);
  }
  return {
    stream: file.createReadStream({ highWaterMark: 256 * 1024 }),
    sizeBytes: found.isFile() ? found.size : undefined,
  };
}

async function openFile(name: string): Promise<FileHandle> {
  try {
    return await open(name);
  } catch (error) {
    throw new Error(`Cannot read ${name}: ${whyNot(error)}`, { cause: error });
  }
}
