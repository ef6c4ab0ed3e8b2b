import sharp from "sharp";
import { z } from "zod";
import { CardDesign } from "#media/card-design.ts";
import { drawCard } from "#media/draw-card.ts";
import { FORMATS, WIDTHS } from "#media/widths.ts";

/**
 * The decoder: a process of its own that looks into pictures from outside and draws their renditions, so that a picture
 * that breaks the decoder, or eats the memory, does not take the product with it. Started by `media/decode.ts`.
 */

/** Larger pictures are refused before they are decoded (reliability notes: 196 megapixels cost 689 MB). */
const MAX_PIXELS = 50_000_000;

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
  | { readonly id: number; readonly kind: "refused"; readonly why: string };

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

async function inspect(bytes: Uint8Array): Promise<Inspected> {
  const { format, autoOrient } = await open(bytes).metadata();
  if (!KNOWN.has(format)) throw new RangeError(`need JPEG, PNG, WebP, GIF or AVIF, got ${format}`);
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
    }
  } catch (error) {
    return {
      id,
      kind: "refused",
      why: error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error),
    };
  }
}

process.on("message", (message) => {
  void answer(Request.parse(message)).then((result) => process.send?.(result));
});
// The parent's end closes the channel: nothing is left behind.
process.on("disconnect", () => process.exit(0));
// A Ctrl-C reaches the whole group; the parent decides when the decoder ends.
process.on("SIGINT", () => {});
