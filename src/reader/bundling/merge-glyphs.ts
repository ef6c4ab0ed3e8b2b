/** Tables of a TrueType file by their tags. */
type Tables = ReadonlyMap<string, Buffer>;

const tablesOf = (font: Buffer): Tables =>
  new Map(
    Array.from({ length: font.readUInt16BE(4) }, (_, index) => {
      const at = 12 + 16 * index;
      const start = font.readUInt32BE(at + 8);
      return [
        font.toString("latin1", at, at + 4),
        font.subarray(start, start + font.readUInt32BE(at + 12)),
      ] as const;
    }),
  );

function table(tables: Tables, tag: string): Buffer {
  const found = tables.get(tag);
  if (found === undefined) throw new Error(`Cannot merge fonts: need a table ${tag}, found none`);
  return found;
}

type Metric = { readonly advance: number; readonly bearing: number };
type Outline = { readonly data: Buffer; readonly metric: Metric };

/** Outlines and metrics by glyph number. */
function glyphsOf(tables: Tables): Outline[] {
  const count = table(tables, "maxp").readUInt16BE(4);
  const loca = table(tables, "loca");
  const isLong = table(tables, "head").readInt16BE(50) === 1;
  const offset = (index: number) =>
    isLong ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2;
  const glyf = table(tables, "glyf");
  const hmtx = table(tables, "hmtx");
  const full = table(tables, "hhea").readUInt16BE(34);
  return Array.from({ length: count }, (_, index) => ({
    data: glyf.subarray(offset(index), offset(index + 1)),
    metric: {
      advance: hmtx.readUInt16BE(Math.min(index, full - 1) * 4),
      bearing:
        index < full
          ? hmtx.readInt16BE(index * 4 + 2)
          : hmtx.readInt16BE(full * 4 + (index - full) * 2),
    },
  }));
}

/** Glyph number of each code point, from a cmap of format 4 or 12. */
function charactersOf(tables: Tables): Map<number, number> {
  const cmap = table(tables, "cmap");
  const characters = new Map<number, number>();
  for (let index = 0; index < cmap.readUInt16BE(2); index += 1) {
    const at = cmap.readUInt32BE(4 + index * 8 + 4);
    const format = cmap.readUInt16BE(at);
    if (format === 12)
      for (let group = 0; group < cmap.readUInt32BE(at + 12); group += 1) {
        const from = at + 16 + group * 12;
        const first = cmap.readUInt32BE(from);
        for (let code = first; code <= cmap.readUInt32BE(from + 4); code += 1)
          characters.set(code, cmap.readUInt32BE(from + 8) + code - first);
      }
    if (format === 4) readSegments(cmap, at, characters);
  }
  return characters;
}

function readSegments(cmap: Buffer, at: number, characters: Map<number, number>): void {
  const doubled = cmap.readUInt16BE(at + 6);
  for (let index = 0; index < doubled; index += 2) {
    const last = cmap.readUInt16BE(at + 14 + index);
    const first = cmap.readUInt16BE(at + 16 + doubled + index);
    const delta = cmap.readUInt16BE(at + 16 + 2 * doubled + index);
    const rangeAt = at + 16 + 3 * doubled + index;
    const rangeOffset = cmap.readUInt16BE(rangeAt);
    for (let code = first; code <= last && code !== 0xffff; code += 1) {
      const listed =
        rangeOffset === 0 ? code : cmap.readUInt16BE(rangeAt + rangeOffset + 2 * (code - first));
      if (listed !== 0) characters.set(code, (listed + delta) & 0xffff);
    }
  }
}

/** A copy of a glyph made of others, its parts renumbered by `shift`. */
function renumbered(data: Buffer, shift: number): Buffer {
  if (data.length < 10 || data.readInt16BE(0) >= 0) return data;
  const copy = Buffer.from(data);
  let at = 10;
  for (;;) {
    const flags = copy.readUInt16BE(at);
    copy.writeUInt16BE(copy.readUInt16BE(at + 2) + shift, at + 2);
    const words = (flags & 1) === 0 ? 2 : 4;
    const scale = (flags & 8) !== 0 ? 2 : (flags & 64) !== 0 ? 4 : (flags & 128) !== 0 ? 8 : 0;
    at += 4 + words + scale;
    if ((flags & 32) === 0) return copy;
  }
}

function cmapOf(characters: ReadonlyMap<number, number>): Buffer {
  const codes = [...characters].sort(([one], [other]) => one - other);
  const cmap = Buffer.alloc(12 + 16 + codes.length * 12);
  cmap.writeUInt16BE(1, 2);
  cmap.writeUInt16BE(3, 4);
  cmap.writeUInt16BE(10, 6);
  cmap.writeUInt32BE(12, 8);
  cmap.writeUInt16BE(12, 12);
  cmap.writeUInt32BE(16 + codes.length * 12, 16);
  cmap.writeUInt32BE(codes.length, 24);
  for (const [index, [code, glyph]] of codes.entries()) {
    const at = 28 + index * 12;
    cmap.writeUInt32BE(code, at);
    cmap.writeUInt32BE(code, at + 4);
    cmap.writeUInt32BE(glyph, at + 8);
  }
  return cmap;
}

const padded = (data: Buffer): Buffer<ArrayBuffer> =>
  Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)]);

function fontOf(tables: Tables): Buffer {
  const tags = [...tables].sort(([one], [other]) => (one < other ? -1 : 1));
  const head = Buffer.alloc(12 + tags.length * 16);
  head.writeUInt32BE(0x00010000, 0);
  head.writeUInt16BE(tags.length, 4);
  const parts: Buffer[] = [head];
  let at = head.length;
  for (const [index, [tag, data]] of tags.entries()) {
    const entry = 12 + index * 16;
    head.write(tag, entry, "latin1");
    head.writeUInt32BE(at, entry + 8);
    head.writeUInt32BE(data.length, entry + 12);
    const part = padded(data);
    parts.push(part);
    at += part.length;
  }
  return Buffer.concat(parts);
}

/**
 * The font `base` with the characters of `added` that it lacks. Both are TrueType files of one family and one size of
 * em; layout rules of `added` are left behind, checksums are left to whoever writes the file next.
 * @throws Error when a needed table is missing or the sizes differ
 */
export function mergeGlyphs(base: Buffer, added: Buffer): Buffer {
  const [tables, others] = [tablesOf(base), tablesOf(added)];
  const [em, otherEm] = [
    table(tables, "head").readUInt16BE(18),
    table(others, "head").readUInt16BE(18),
  ];
  if (em !== otherEm)
    throw new Error(`Cannot merge fonts: need one size of em, got ${em} and ${otherEm}`);
  const own = glyphsOf(tables);
  const characters = charactersOf(tables);
  const shift = own.length;
  for (const [code, glyph] of charactersOf(others))
    if (!characters.has(code)) characters.set(code, glyph + shift);
  const glyphs = [
    ...own,
    ...glyphsOf(others).map(({ data, metric }) => ({ data: renumbered(data, shift), metric })),
  ];

  const outlines = glyphs.map(({ data }) => padded(data));
  const loca = Buffer.alloc((glyphs.length + 1) * 4);
  let at = 0;
  for (const [index, outline] of outlines.entries()) {
    loca.writeUInt32BE(at, index * 4);
    at += outline.length;
  }
  loca.writeUInt32BE(at, glyphs.length * 4);
  const hmtx = Buffer.alloc(glyphs.length * 4);
  for (const [index, { metric }] of glyphs.entries()) {
    hmtx.writeUInt16BE(metric.advance, index * 4);
    hmtx.writeInt16BE(metric.bearing, index * 4 + 2);
  }
  const head = Buffer.from(table(tables, "head"));
  head.writeInt16BE(1, 50);
  const maxp = Buffer.from(table(tables, "maxp"));
  maxp.writeUInt16BE(glyphs.length, 4);
  for (const field of [6, 8, 10, 12, 28, 30])
    maxp.writeUInt16BE(
      Math.max(maxp.readUInt16BE(field), table(others, "maxp").readUInt16BE(field)),
      field,
    );
  const hhea = Buffer.from(table(tables, "hhea"));
  hhea.writeUInt16BE(glyphs.length, 34);
  const post = Buffer.from(table(tables, "post").subarray(0, 32));
  post.writeUInt32BE(0x00030000, 0);
  return fontOf(
    new Map<string, Buffer>([
      ...tables,
      ["glyf", Buffer.concat(outlines)],
      ["loca", loca],
      ["hmtx", hmtx],
      ["head", head],
      ["maxp", maxp],
      ["hhea", hhea],
      ["post", post],
      ["cmap", cmapOf(characters)],
    ]),
  );
}

/** The characters that a TrueType file has glyphs for. */
export function charactersIn(font: Buffer): ReadonlySet<string> {
  return new Set(
    [...charactersOf(tablesOf(font)).keys()].map((code) => String.fromCodePoint(code)),
  );
}
