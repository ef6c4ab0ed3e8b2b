import sharp, { type OverlayOptions } from "sharp";
import { CARD_SIZE, type CardDesign } from "#media/card-design.ts";

const PAPER = "#fbfaf6";
const INK = "#16181d";
const FAMILY = "IBM Plex Sans Arabic Bold";
const PICTURE_WIDTH = 500;
const BAR = 12;
const MARGIN = 52;
/** Between the name of the section and the headline, and between the headline and the foot. */
const GAP = 30;
const FOOT = { rule: 2, plate: 70 };
const SIZES = {
  beside: [84, 78, 72, 67, 62, 58, 54, 50, 46, 42, 38, 34],
  alone: [120, 110, 102, 94, 88, 82, 76, 70, 64, 58, 52, 46, 40],
} as const;
/** Share of the face's own line height, which is made for running text: tight, but vowel marks do not touch. */
const LEADING = 0.94;
const LETTERS_AT_MOST = 320;

type Words = { readonly bytes: Buffer; readonly width: number; readonly height: number };

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

// oxlint-disable-next-line no-control-regex -- control characters are what goes
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\p{Cs}\ufffe\uffff]+/gu;

/** Pango refuses to set a text of which nothing shows. */
const SHOWN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Text for Pango's markup, which knows five entities and no control characters. */
const markupOf = (text: string): string =>
  text.replace(UNFIT, " ").replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);

/** A paragraph begins with a mark of its direction: one that begins with a Latin name would run the other way. */
const MARK = { rtl: "\u200f", ltr: "\u200e" } as const;

async function setWords(
  text: string,
  design: CardDesign,
  look: { size: number; colour: string; width: number; lineHeight?: number },
): Promise<Words | undefined> {
  const words = markupOf(text).trim();
  if (!SHOWN.test(words)) return undefined;
  const lines = look.lineHeight === undefined ? "" : ` line_height="${look.lineHeight}"`;
  const { data, info } = await sharp({
    text: {
      text: `<span foreground="${look.colour}"${lines}>${MARK[design.direction]}${words}</span>`,
      font: `${FAMILY} ${look.size}`,
      fontfile: design.fontFile,
      width: look.width,
      // Left is where a line begins: right-to-left text is set at the right.
      align: "left",
      wrap: "word-char",
      rgba: true,
      dpi: 72,
    },
  })
    .png()
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}

const cutAtWord = (text: string, letters: number): string => {
  const all = Array.from(text);
  if (all.length <= letters) return text;
  const cut = all.slice(0, letters).join("");
  const end = cut.lastIndexOf(" ");
  return `${(end > letters / 2 ? cut.slice(0, end) : cut).replace(/[\s،,:؛.-]+$/u, "")}…`;
};

/** The headline as large as it fits; one that does not fit at the smallest size is cut at a word. */
async function fitHeadline(
  design: CardDesign,
  room: { width: number; height: number; sizes: readonly number[] },
): Promise<Words | undefined> {
  const set = (text: string, size: number) =>
    setWords(text, design, { size, colour: INK, width: room.width, lineHeight: LEADING });
  const fits = (words: Words | undefined): boolean =>
    words === undefined || (words.height <= room.height && words.width <= room.width);
  let text = cutAtWord(design.headline, LETTERS_AT_MOST);
  let [low, high] = [0, room.sizes.length - 1];
  let best: Words | undefined;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const words = await set(text, room.sizes[middle] ?? 40);
    if (fits(words)) {
      best = words;
      high = middle - 1;
    } else low = middle + 1;
  }
  const smallest = room.sizes.at(-1) ?? 40;
  for (let letters = Array.from(text).length; best === undefined && letters > 10;) {
    letters = Math.floor(letters * 0.85);
    text = cutAtWord(design.headline, letters);
    const words = await set(text, smallest);
    if (words === undefined) return undefined;
    if (fits(words)) best = words;
  }
  return best;
}

async function plateOf(design: CardDesign): Promise<Words | undefined> {
  const { plate, accent } = design;
  if (plate.kind === "letters")
    return setWords(plate.name, design, { size: 46, colour: accent, width: 480 });
  const shape = await sharp(plate.file)
    .resize({ height: FOOT.plate, fit: "inside" })
    .ensureAlpha()
    .png()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = shape.info;
  const bytes = await sharp({ create: { width, height, channels: 4, background: accent } })
    .composite([{ input: shape.data, blend: "dest-in" }])
    .png()
    .toBuffer();
  return { bytes, width, height };
}

/** The picture cut to its place around its focus, in the pixels of the place. */
async function cutPicture(
  picture: NonNullable<CardDesign["picture"]>,
  width: number,
  height: number,
): Promise<Buffer> {
  const { data, info } = await sharp(picture.bytes, {
    failOn: "error",
    limitInputPixels: 50_000_000,
  })
    .autoOrient()
    .flatten({ background: PAPER })
    .resize({ width, height, fit: "outside" })
    .toColourspace("srgb")
    .png({ compressionLevel: 1 })
    .toBuffer({ resolveWithObject: true });
  const within = (share: number, whole: number, part: number): number =>
    Math.round(Math.min(Math.max(share * whole - part / 2, 0), whole - part));
  return sharp(data)
    .extract({
      left: within(picture.focus.x, info.width, width),
      top: within(picture.focus.y, info.height, height),
      width,
      height,
    })
    .png({ compressionLevel: 1 })
    .toBuffer();
}

const block = (width: number, height: number, background: string) => ({
  create: { width, height, channels: 3 as const, background },
});

/** Draws a social card as JPEG: section, headline and nameplate on paper, the picture at the far end. */
export async function drawCard(design: CardDesign): Promise<Buffer> {
  const { width, height } = CARD_SIZE;
  const isRtl = design.direction === "rtl";
  const far = design.picture === undefined ? 0 : PICTURE_WIDTH;
  const room = width - far - BAR - 2 * MARGIN;
  /** Where something `wide` begins whose near edge is `inset` away from the edge at which lines begin. */
  const startAt = (inset: number, wide: number): number => (isRtl ? width - inset - wide : inset);
  const near = BAR + MARGIN;
  const section = await setWords(cutAtWord(design.section, 40), design, {
    size: 32,
    colour: design.accent,
    width: room,
  });
  const plate = await plateOf(design);
  const top = MARGIN - 4 + (section === undefined ? 0 : section.height + GAP);
  const footTop = height - MARGIN - FOOT.plate;
  const roomHeight = footTop - 2 * GAP - top;
  const headline = await fitHeadline(design, {
    width: room,
    height: roomHeight,
    sizes: design.picture === undefined ? SIZES.alone : SIZES.beside,
  });
  const layers: OverlayOptions[] = [
    { input: block(BAR, height, design.accent), left: startAt(0, BAR), top: 0 },
    {
      input: block(room, FOOT.rule, "#d8d3c6"),
      left: startAt(near, room),
      top: footTop - GAP + 4,
    },
  ];
  const place = (words: Words | undefined, at: number): void => {
    if (words !== undefined)
      layers.push({ input: words.bytes, left: startAt(near, words.width), top: Math.round(at) });
  };
  place(section, MARGIN - 4);
  place(headline, top + (roomHeight - (headline?.height ?? 0)) / 2);
  place(plate, footTop + (FOOT.plate - (plate?.height ?? 0)) / 2);
  if (design.picture !== undefined)
    layers.push({
      input: await cutPicture(design.picture, PICTURE_WIDTH, height),
      left: isRtl ? 0 : width - PICTURE_WIDTH,
      top: 0,
    });
  return sharp({ create: { width, height, channels: 3, background: PAPER } })
    .composite(layers)
    .jpeg({ quality: 84, mozjpeg: true, chromaSubsampling: "4:4:4" })
    .toBuffer();
}
