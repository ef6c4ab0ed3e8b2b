import { z } from "zod";

/** Size of a social card in pixels: what every network that unfurls links takes. */
export const CARD_SIZE = { width: 1200, height: 630 } as const;

const Colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Share = z.number().min(0).max(1);

/** What stands on a social card. */
export const CardDesign = z.strictObject({
  headline: z.string().max(2000),
  section: z.string().max(500),
  direction: z.enum(["rtl", "ltr"]),
  /** Of the bar, the nameplate and the name of the section; dark enough to be read on paper. */
  accent: Colour,
  /** The edition's name: a file of its drawn nameplate, whose shape is taken, or letters. */
  plate: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("drawn"), file: z.string() }),
    z.strictObject({ kind: z.literal("letters"), name: z.string().max(200) }),
  ]),
  /** Path of the TrueType file of the bold face; no other format works. */
  fontFile: z.string().endsWith(".ttf"),
  picture: z
    .strictObject({
      bytes: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
      focus: z.strictObject({ x: Share, y: Share }),
    })
    .optional(),
});
export type CardDesign = z.infer<typeof CardDesign>;
