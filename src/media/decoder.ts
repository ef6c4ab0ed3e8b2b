import sharp from "sharp";
import { z } from "zod";
import { CardDesign } from "#media/card-design.ts";
import { drawCard } from "#media/draw-card.ts";
import type { WhyNoPicture } from "#media/refused-pictures.ts";
import { findSmuggled } from "#media/sniff.ts";
import { FORMATS, WIDTHS } from "#media/widths.ts";

/**
 * The decoder: a process of its own that looks into pictures from outside and draws their renditions, so that a picture
 * that breaks the decoder, or eats the memory, does not take the product with it. Started by `media/decode.ts`.
 */

/** Larger pictures are refused before they are decoded (reliability notes: 196 megapixels cost 689 MB). */
const MAX_PIXELS = 50_000_000;
/** Of a moving picture; the pixels of all of them count together. Only the first is drawn. */
const MAX_FRAMES = 100;
/** A picture that makes the process larger than this ends it; the parent starts another one. */
const MAX_MEMORY_BYTES = 900_000_000;
const LOOK_EVERY_MS = 25;

const Request = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("inspect"),
    id: z.int(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.strictObject({
    kind: z.literal("render"),
    id: z.int(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    width: z.literal(WIDTHS),
    format: z.enum(FORMATS),
  }),
  z.strictObject({ kind: z.literal("card"), id: z.int(), design: CardDesign }),
  z.strictObject({
    kind: z.literal("cut"),
    id: z.int(),
    bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
    /** Pixels of the picture as it is looked at. */
    left: z.int().min(0),
    top: z.int().min(0),
    width: z.int().min(1),
    height: z.int().min(1),
  }),
]);

export type DecoderRequest = z.infer<typeof Request>;
/** What the decoder says of a picture: size in pixels as it is looked at, mean colour as `#rrggbb`. */
export type Inspected = {
  readonly format: string;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
};
/** What the decoder answers to the request with that id. */
export type DecoderAnswer =
  | { readonly id: number; readonly kind: "inspected"; readonly picture: Inspected }
  | { readonly id: number; readonly kind: "rendered"; readonly bytes: Uint8Array }
  | {
      readonly id: number;
      readonly kind: "refused";
      readonly why: WhyNoPicture;
      readonly detail: string;
    };

const KNOWN = new Set(["jpeg", "png", "webp", "gif", "heif"]);

sharp.cache(false);
sharp.concurrency(1);
// What libvips can read but nobody sends as a news picture stays closed: vector formats, documents, raw dumps.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadJpeg",
    "VipsForeignLoadPng",
    "VipsForeignLoadWebp",
    "VipsForeignLoadNsgif",
    "VipsForeignLoadHeif",
  ],
});

const open = (bytes: Uint8Array) =>
  sharp(bytes, {
    limitInputPixels: MAX_PIXELS,
    failOn: "error",
    pages: 1,
    sequentialRead: true,
  }).autoOrient();

class Unfit extends Error {
  readonly why: WhyNoPicture;
  constructor(why: WhyNoPicture, detail: string) {
    super(detail);
    this.why = why;
  }
}

async function inspect(bytes: Uint8Array): Promise<Inspected> {
  const smuggled = findSmuggled(bytes);
  if (smuggled !== undefined) throw new Unfit("smuggled", smuggled);
  const metadata = await open(bytes).metadata();
  const { format, autoOrient, pages = 1 } = metadata;
  if (!KNOWN.has(format)) throw new Unfit("unknown", `${format} is not taken`);
  if (pages > MAX_FRAMES || pages * autoOrient.width * autoOrient.height > MAX_PIXELS)
    throw new Unfit("frames", `${pages} frames of ${autoOrient.width}x${autoOrient.height}`);
  // Decoding it whole once, small, proves that it is not broken further down.
  const { data } = await open(bytes)
    .flatten({ background: "#ffffff" })
    .resize(1, 1, { fit: "fill" })
    .removeAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  const colour = `#${[data[0], data[1], data[2]].map((part) => (part ?? 0).toString(16).padStart(2, "0")).join("")}`;
  return { format, width: autoOrient.width, height: autoOrient.height, colour };
}

async function render(request: Extract<DecoderRequest, { kind: "render" }>): Promise<Uint8Array> {
  const picture = open(request.bytes).resize({ width: request.width, withoutEnlargement: true });
  switch (request.format) {
    case "webp":
      return picture.webp({ quality: 78, effort: 3, smartSubsample: true }).toBuffer();
    case "jpg":
      return picture
        .flatten({ background: "#ffffff" })
        .jpeg({ quality: 80, mozjpeg: true })
        .toBuffer();
  }
}

/** A part of a picture as a picture of its own, without loss beside that of one more encoding. */
async function cut(request: Extract<DecoderRequest, { kind: "cut" }>): Promise<Uint8Array> {
  const { left, top, width, height } = request;
  // Turned first: the cut is told in what the eye sees.
  const turned = await open(request.bytes).png({ compressionLevel: 1 }).toBuffer();
  const part = sharp(turned, { limitInputPixels: MAX_PIXELS }).extract({
    left,
    top,
    width,
    height,
  });
  const { isOpaque } = await part.clone().stats();
  return isOpaque
    ? part.jpeg({ quality: 92, mozjpeg: true, chromaSubsampling: "4:4:4" }).toBuffer()
    : part.png().toBuffer();
}

function whyOf(error: unknown): WhyNoPicture {
  if (error instanceof Unfit) return error.why;
  const said = error instanceof Error ? error.message : "";
  if (/pixel limit|exceeds/i.test(said)) return "pixels";
  return /unsupported image format/i.test(said) ? "unknown" : "broken";
}

async function answer(request: DecoderRequest): Promise<DecoderAnswer> {
  const { id } = request;
  try {
    switch (request.kind) {
      case "inspect":
        return { id, kind: "inspected", picture: await inspect(request.bytes) };
      case "render":
        return { id, kind: "rendered", bytes: await render(request) };
      case "card":
        return { id, kind: "rendered", bytes: await drawCard(request.design) };
      case "cut":
        return { id, kind: "rendered", bytes: await cut(request) };
    }
  } catch (error) {
    return {
      id,
      kind: "refused",
      why: whyOf(error),
      detail: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    };
  }
}

process.on("message", (message) => {
  void answer(Request.parse(message)).then((result) => process.send?.(result));
});
setInterval(() => {
  if (process.memoryUsage.rss() > MAX_MEMORY_BYTES) process.exit(3);
}, LOOK_EVERY_MS).unref();
// The parent's end closes the channel: nothing is left behind.
process.on("disconnect", () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when the decoder ends.
process.on("SIGINT", () => {});
