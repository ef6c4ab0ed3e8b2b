import sharp from "sharp";
import { renderScene, type Piece } from "./draw/canvas.ts";

export const PICTURE = { widthPx: 1600, heightPx: 1067, maximumBytes: 110_000 } as const;

const QUALITIES = [86, 84, 82, 80, 78, 76, 74, 72, 70, 67, 64, 60, 56];

/** The picture as a JPEG of at most `PICTURE.maximumBytes`, at the best quality that fits. */
export async function renderJpeg(
  name: string,
  pieces: readonly Piece[],
): Promise<{ jpeg: Buffer; quality: number }> {
  const svg = renderScene(pieces, PICTURE.widthPx, PICTURE.heightPx);
  const { data, info } = await sharp(Buffer.from(svg), { limitInputPixels: 4_000_000 })
    .flatten({ background: "#f4ecdd" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  for (const quality of QUALITIES) {
    const jpeg = await sharp(data, { raw: { width: info.width, height: info.height, channels: 3 } })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer();
    if (jpeg.length <= PICTURE.maximumBytes) return { jpeg, quality };
  }
  throw new RangeError(
    `Cannot fit ${name} into ${PICTURE.maximumBytes} bytes: need less detail, got more at quality ${QUALITIES.at(-1)}`,
  );
}
