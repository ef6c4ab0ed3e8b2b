import { noPicture } from "#media/refused-pictures.ts";

/** Formats that are taken, by what the first bytes say. */
export type PictureFormat = "jpeg" | "png" | "webp" | "avif" | "gif";

/** Ends of names that fit a format. */
const EXTENSIONS: Readonly<Record<string, PictureFormat>> = {
  jpg: "jpeg",
  jpeg: "jpeg",
  jfif: "jpeg",
  png: "png",
  webp: "webp",
  avif: "avif",
  gif: "gif",
};

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * The format of a picture by its first bytes; nothing is decoded.
 * @throws Refusal `invalid` for all that is not taken, with a reason that names what it is where that is known
 */
export function sniffPicture(bytes: Uint8Array): PictureFormat {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data[0] === 0xff && data[1] === 0xd8 && data[2] === 0xff) return "jpeg";
  if (data.subarray(0, 8).equals(PNG)) return "png";
  const start = data.toString("latin1", 0, 16);
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return "gif";
  if (start.startsWith("RIFF") && start.slice(8, 12) === "WEBP") return "webp";
  if (start.slice(4, 8) === "ftyp") {
    const brands = data.toString("latin1", 8, Math.min(data.readUInt32BE(0), 64));
    if (/avi[fs]/.test(brands)) return "avif";
    if (/hei[cxms]|hev[cx]|mif1/.test(brands)) throw noPicture("heic", "this is HEIC");
  }
  const text = data.toString("utf8", 0, 4096).replace(/^\ufeff/, "");
  if (/<svg[\s>]|<!DOCTYPE\s+svg/i.test(text)) throw noPicture("svg", "this is SVG");
  const isDocument = /^%PDF-|^\s*<(?:!doctype|html|\?xml)|^\{\\rtf/i.test(text);
  if (isDocument || ARCHIVES.some((mark) => text.startsWith(mark)))
    throw noPicture("document", "this is a document");
  throw noPicture("unknown", "the first bytes are those of no picture that is taken");
}

const formatOfName = (name: string): PictureFormat => {
  const extension = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const named = Object.hasOwn(EXTENSIONS, extension) ? EXTENSIONS[extension] : undefined;
  if (named !== undefined) return named;
  if (extension === "svg") throw noPicture("svg", "the name says SVG");
  if (extension === "heic" || extension === "heif") throw noPicture("heic", "the name says HEIC");
  throw noPicture("extension", `need the name of a picture, got .${extension}`);
};

/** Lets pass a name that ends like a picture's. @throws Refusal `invalid` for all others */
export function demandPictureName(name: string): void {
  formatOfName(name);
}

/**
 * Lets pass a name whose end fits the format of the file.
 * @throws Refusal `invalid` for all others
 */
export function demandFittingName(name: string, format: PictureFormat): void {
  const named = formatOfName(name);
  if (named !== format)
    throw noPicture("mismatch", `the name says ${named}, the bytes say ${format}`);
}

/** What a browser, an interpreter or an archiver would take for its own in the middle of another file. */
const PROGRAMS = [/<script[\s>/]/i, /<\?php\s/i, /<!doctype\s/i, /<html[\s>]/i, /<svg[\s>]/i];
const ARCHIVES = ["PK\u0003\u0004", "PK\u0005\u0006", "Rar!\u001a\u0007", "7z\u00bc\u00af'\u001c"];
/** Readers of PDF look for its mark in so many bytes from the beginning. */
const PDF_WITHIN_BYTES = 1024;
/** An archive's directory ends within so many bytes of the file's end. */
const ARCHIVE_END_BYTES = 66_000;

/**
 * What is hidden in the comments of a picture or behind its end: a page, program, document or archive; undefined for a
 * picture that is nothing else besides. Trailers of cameras, such as the film of a moving photo, may stay. It reads the
 * file several times over: the decoder's process does it.
 */
export function findSmuggled(bytes: Uint8Array): string | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = data.toString("latin1");
  const program = PROGRAMS.find((mark) => mark.test(text));
  if (program !== undefined) return `there is ${program.source} in it`;
  if (text.slice(0, PDF_WITHIN_BYTES).includes("%PDF-")) return "there is a PDF in it";
  const end = text.slice(-ARCHIVE_END_BYTES);
  if (end.includes("PK\u0005\u0006") && text.includes("PK\u0003\u0004"))
    return "there is an archive in it";
  const tail = text.slice(endOfPicture(data));
  return ARCHIVES.some((mark) => tail.includes(mark)) || tail.includes("%PDF-")
    ? "there is another file behind its end"
    : undefined;
}

/** Where the picture itself ends, as far as its own marks tell; else the end of the file. */
function endOfPicture(data: Buffer): number {
  if (data.subarray(0, 8).equals(PNG)) {
    const end = data.indexOf("IEND", 8, "latin1");
    return end === -1 ? data.length : end + 8;
  }
  if (data.toString("latin1", 0, 4) === "RIFF")
    return Math.min(data.length, data.readUInt32LE(4) + 8);
  if (data[0] === 0xff && data[1] === 0xd8) {
    const end = data.lastIndexOf(Buffer.from([0xff, 0xd9]));
    return end === -1 ? data.length : end + 2;
  }
  return data.length;
}
