import { WIDTHS, type RenditionFormat, type Width } from "#media/widths.ts";

/** Root-relative address of a rendition. Its bytes never change, since a changed picture gets another id. */
export function pictureUrl(
  pictureId: string,
  width: Width,
  format: RenditionFormat = "webp",
): string {
  return `/media/${pictureId}/${width}.${format}`;
}

/** Widths worth offering for an original of `originalWidth` pixels: those that are not wider, at least the smallest. */
export function offeredWidths(originalWidth: number): Width[] {
  const offered = WIDTHS.filter((width) => width <= originalWidth);
  return offered.length > 0 ? offered : [WIDTHS[0]];
}

/** Value of `srcset` for a picture whose original is `originalWidth` pixels wide. */
export function pictureSrcset(
  pictureId: string,
  originalWidth: number,
  maxWidth: Width = 1600,
): string {
  return offeredWidths(originalWidth)
    .filter((width) => width <= maxWidth)
    .map((width) => `${pictureUrl(pictureId, width)} ${width}w`)
    .join(", ");
}
