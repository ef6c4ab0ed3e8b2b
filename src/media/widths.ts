/** Widths in pixels that a picture is offered in; a rendition is never wider than its original. */
export const WIDTHS = [160, 320, 480, 640, 800, 1200, 1600] as const;
/** A width that is offered, in pixels. */
export type Width = (typeof WIDTHS)[number];

/** Formats that a picture is offered in: WebP for pages, JPEG for programs that know nothing newer. */
export const FORMATS = ["webp", "jpg"] as const;
/** A format that is offered, as its file extension. */
export type RenditionFormat = (typeof FORMATS)[number];
