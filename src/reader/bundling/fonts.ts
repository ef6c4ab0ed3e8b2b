import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { mergeGlyphs } from "./merge-glyphs.ts";

/** A file of a face: its glyphs as woff2 for browsers or as TrueType for the drawing of cards, and where its letters stand. */
export type FontFile = {
  readonly name: string;
  readonly extension: "woff2" | "ttf";
  readonly bytes: Buffer;
};

const range = (first: number, last: number): string =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join(
    "",
  );

/** Letters, marks and digits of Arabic, the letters that Persian, Kurdish and Urdu names add, and Arabic punctuation. */
const ARABIC =
  range(0x621, 0x63a) +
  range(0x640, 0x655) +
  "\u0670\u0671\u0679\u067e\u0686\u0688\u0691\u0698\u06a4\u06a9\u06af\u06ba\u06be\u06c1\u06cc\u06d2\u06d5" +
  "\u060c\u061b\u061f\u066a\u066b\u066c" +
  range(0x660, 0x669) +
  range(0x6f0, 0x6f9) +
  "\u200c\u200d\u200e\u200f";
/** Punctuation and digits that Arabic text uses, which the family keeps in its Latin file. */
const SIGNS =
  " !\"%&'()*+,-./0123456789:;<=>?[]_|\u00a0\u00ab\u00b0\u00b7\u00bb\u00d7\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2212";
const LATIN = range(0x41, 0x5a) + range(0x61, 0x7a) + "#$@^`{}~\\€£©®éèêàçüöäñó";

const FEATURES = [
  "ccmp",
  "locl",
  "isol",
  "init",
  "medi",
  "fina",
  "rlig",
  "liga",
  "calt",
  "kern",
  "mark",
  "mkmk",
  "curs",
];

type Face = {
  readonly name: string;
  readonly arabic: string;
  readonly latin: string;
  readonly weight?: number;
};

const PLEX = "@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic";
const NASKH = "@fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic";
const FACES: readonly Face[] = [
  {
    name: "naskh",
    arabic: `${NASKH}-arabic-wght-normal.woff2`,
    latin: `${NASKH}-latin-wght-normal.woff2`,
    weight: 400,
  },
  {
    name: "plex",
    arabic: `${PLEX}-arabic-400-normal.woff2`,
    latin: `${PLEX}-latin-400-normal.woff2`,
  },
  {
    name: "plex-bold",
    arabic: `${PLEX}-arabic-700-normal.woff2`,
    latin: `${PLEX}-latin-700-normal.woff2`,
  },
];

/** The face of social cards: whole in one file, since the library that draws them takes one, as TrueType only. */
const CARD_FACE = "plex-bold";

/**
 * Subsets the faces: the first file of each holds Arabic, digits and punctuation, the second Latin letters. The family
 * keeps digits and punctuation in a file of its own, so their glyphs are merged into the first: one request less for
 * each face, and no seam between a word and its full stop.
 */
export async function buildFonts(): Promise<FontFile[]> {
  const { default: subsetFont } = await import("subset-font");
  const require = createRequire(import.meta.url);
  const files: FontFile[] = [];
  for (const face of FACES) {
    const variationAxes = face.weight === undefined ? undefined : { wght: face.weight };
    const subset = async (
      file: string,
      text: string,
      features: string[],
      format: "sfnt" | "woff2",
    ) =>
      subsetFont(await readFile(require.resolve(file)), text, {
        targetFormat: format,
        noHinting: true,
        keepFeatures: features,
        ...(variationAxes === undefined ? {} : { variationAxes }),
      });
    const arabic = await subset(face.arabic, ARABIC, FEATURES, "sfnt");
    const signs = await subset(face.latin, SIGNS, [], "sfnt");
    const merged = mergeGlyphs(arabic, signs);
    const whole = await subsetFont(merged, ARABIC + SIGNS, {
      targetFormat: "woff2",
      noHinting: true,
    });
    files.push({ name: face.name, extension: "woff2", bytes: whole });
    if (face.name === CARD_FACE) {
      const latin = await subset(face.latin, LATIN, [], "sfnt");
      files.push({
        name: "card-face",
        extension: "ttf",
        bytes: await subsetFont(mergeGlyphs(merged, latin), ARABIC + SIGNS + LATIN, {
          targetFormat: "sfnt",
          noHinting: true,
        }),
      });
    }
    files.push({
      name: `${face.name}-latin`,
      extension: "woff2",
      bytes: await subset(face.latin, LATIN, ["kern"], "woff2"),
    });
  }
  return files;
}
