declare module "subset-font" {
  /** Makes a subset of a font (TTF, WOFF, WOFF2) that holds the characters of `text`. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: {
      targetFormat?: "sfnt" | "woff" | "woff2";
      keepFeatures?: readonly string[];
      variationAxes?: Readonly<Record<string, number>>;
      noHinting?: boolean;
    },
  ): Promise<Buffer>;
}
