import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { CardDesign } from "#media/card-design.ts";
import type { DecoderAnswer, DecoderRequest, Inspected } from "#media/decoder.ts";
import type { RenditionFormat, Width } from "#media/widths.ts";
import { noPicture } from "#media/refused-pictures.ts";
import { Refusal } from "#platform/refusal.ts";

const PROGRAM = fileURLToPath(new URL("decoder.ts", import.meta.url));
const AT_ONCE = 2;
const WAITING_AT_MOST = 200;
const TIMEOUT_MS = 20_000;
const IDLE_MS = 15_000;

/** The face of the decoder process. It is started when first needed and ends after 15 s without work. */
export type Decoder = {
  /** Format, size in pixels and mean colour of a picture. @throws Refusal `invalid` when it is none that we take */
  inspect(bytes: Uint8Array): Promise<Inspected>;
  /** A rendition `width` pixels wide, or as wide as the original where that is narrower. @throws Refusal */
  render(bytes: Uint8Array, width: Width, format: RenditionFormat): Promise<Buffer>;
  /** A social card as JPEG. @throws Refusal `invalid` when its picture is none that we take */
  drawCard(design: CardDesign): Promise<Buffer>;
  /** A part of a picture as a picture of its own; pixels as it is looked at. @throws Refusal */
  cut(bytes: Uint8Array, part: PicturePart): Promise<Buffer>;
  /** Ends the process. */
  stop(): Promise<void>;
};

/** A part of a picture, in pixels as it is looked at. */
export type PicturePart = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

type Order =
  | { kind: "inspect"; bytes: Uint8Array }
  | { kind: "render"; bytes: Uint8Array; width: Width; format: RenditionFormat }
  | { kind: "card"; design: CardDesign }
  | ({ kind: "cut"; bytes: Uint8Array } & PicturePart);
type Job = {
  order: Order;
  resolve: (answer: DecoderAnswer) => void;
  reject: (error: Error) => void;
};

/** Two pictures are decoded at once, the rest wait in line; a line that is too long is refused as `busy`. */
export function createDecoder(): Decoder {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let nextId = 1;
  const waiting: Job[] = [];
  const running = new Map<number, Job & { timer: NodeJS.Timeout }>();

  function started(): ChildProcess {
    if (child !== undefined) return child;
    const process = fork(PROGRAM, [], {
      serialization: "advanced",
      execArgv: ["--max-old-space-size=192"],
      stdio: ["ignore", "ignore", "ignore", "ipc"],
      env: { MALLOC_ARENA_MAX: "2" },
    });
    process.on("message", (answer: DecoderAnswer) => {
      const job = running.get(answer.id);
      if (job === undefined) return;
      clearTimeout(job.timer);
      running.delete(answer.id);
      job.resolve(answer);
      pump();
    });
    const ended = (error?: Error): void => {
      if (child !== process) return;
      child = undefined;
      for (const [id, job] of running) {
        clearTimeout(job.timer);
        running.delete(id);
        job.reject(noPicture("broken", `the decoder ended: ${error?.message ?? "by itself"}`));
      }
      pump();
    };
    process.on("error", ended);
    process.on("exit", () => ended());
    child = process;
    return process;
  }

  function pump(): void {
    clearTimeout(idle);
    while (running.size < AT_ONCE) {
      const job = waiting.shift();
      if (job === undefined) break;
      const id = nextId++;
      const process = started();
      running.set(id, { ...job, timer: setTimeout(() => process.kill("SIGKILL"), TIMEOUT_MS) });
      process.send({ ...job.order, id } satisfies DecoderRequest);
    }
    if (running.size === 0 && child !== undefined) {
      idle = setTimeout(() => child?.disconnect(), IDLE_MS);
      idle.unref();
      child.unref();
      child.channel?.unref();
    } else {
      child?.ref();
      child?.channel?.ref();
    }
  }

  function decode(order: Order): Promise<DecoderAnswer> {
    if (waiting.length >= WAITING_AT_MOST)
      return Promise.reject(
        new Refusal("busy", "too many pictures wait for the decoder", { retryAfterSeconds: 2 }),
      );
    const { promise, resolve, reject } = Promise.withResolvers<DecoderAnswer>();
    waiting.push({ order, resolve, reject });
    pump();
    return promise;
  }

  const refused = (answer: DecoderAnswer): Refusal =>
    answer.kind === "refused"
      ? noPicture(answer.why, answer.detail)
      : noPicture("broken", `unexpected answer ${answer.kind}`);

  async function drawn(order: Order): Promise<Buffer> {
    const answer = await decode(order);
    if (answer.kind !== "rendered") throw refused(answer);
    return Buffer.from(answer.bytes.buffer, answer.bytes.byteOffset, answer.bytes.byteLength);
  }

  return {
    inspect: async (bytes) => {
      const answer = await decode({ kind: "inspect", bytes });
      if (answer.kind !== "inspected") throw refused(answer);
      return answer.picture;
    },
    render: (bytes, width, format) => drawn({ kind: "render", bytes, width, format }),
    drawCard: (design) => drawn({ kind: "card", design }),
    cut: (bytes, part) => drawn({ kind: "cut", bytes, ...part }),
    stop: async () => {
      clearTimeout(idle);
      const process = child;
      child = undefined;
      for (const job of waiting.splice(0))
        job.reject(new Refusal("busy", "the decoder is stopping"));
      if (process === undefined || process.exitCode !== null) return;
      process.ref();
      const exited = new Promise<void>((resolve) => {
        process.once("exit", () => resolve());
      });
      process.kill("SIGKILL");
      await exited;
      for (const [id, job] of running) {
        clearTimeout(job.timer);
        running.delete(id);
        job.reject(new Refusal("busy", "the decoder is stopping"));
      }
    },
  };
}
