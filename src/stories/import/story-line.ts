import { createHash } from "node:crypto";
import { slugKey } from "#arabic/slugs.ts";
import { z } from "zod";
import { bodyFromHtml } from "../body/from-html.ts";
import { bodyFromText, isEmptyBody } from "../body/from-text.ts";
import { MAX_BODY_BYTES, type ParsedBody } from "../body/parse.ts";
import { lineOfText, storyFields, whyRefused, type StoryContent } from "../content.ts";
import { directionOfLanguage } from "../rendering.ts";
import { parseInstant } from "./dates.ts";

/** A story of the import format, checked, ready to be written but for its pictures. */
export type StoryLine = {
  readonly number: number;
  readonly sourceId: string | undefined;
  /** Without its lead picture, and with body pictures still at their old addresses. */
  readonly content: StoryContent;
  readonly publishedAt: Date;
  readonly updatedAt: Date | undefined;
  readonly oldAddress: string | undefined;
  readonly image:
    | {
        readonly url: string;
        readonly alt: string;
        readonly caption: string;
        readonly credit: string;
      }
    | undefined;
  /** Hash of all that the line says. */
  readonly sha256: Buffer;
};

/** What `parseStoryLine` says. `source` is the line's id where it could be read. */
export type ParsedStoryLine =
  | { readonly kind: "story"; readonly line: StoryLine }
  | { readonly kind: "refused"; readonly source: string | undefined; readonly why: string };

/** How far ahead a date may be, for clocks that are not set well. */
const AHEAD_MS = 10 * 60_000;

/** A section for stories that name none. */
const DEFAULT_SECTION = "أخبار";

const absent = (value: unknown): unknown => (value === null || value === "" ? undefined : value);
const optional = <T extends z.ZodType>(schema: T) => z.preprocess(absent, schema.optional());

const encoder = new TextEncoder();
const bodyField = z
  .string()
  .refine(
    (text) => text.length <= MAX_BODY_BYTES && encoder.encode(text).length <= MAX_BODY_BYTES,
    `more than ${MAX_BODY_BYTES} bytes`,
  );

/** A text that is kept as it is: an id or an address. */
const plainText = (maxLetters: number) =>
  z
    .string()
    .max(maxLetters, `more than ${maxLetters} letters`)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), "control characters in it");

/** The import format (contract, section 4). */
const Line = z.strictObject({
  id: optional(plainText(200)),
  headline: storyFields.headline,
  standfirst: optional(storyFields.standfirst),
  body_html: optional(bodyField),
  body_text: optional(bodyField),
  section: optional(storyFields.section),
  topics: z.preprocess(absent, storyFields.topics.optional()),
  authors: z.preprocess(absent, storyFields.authors.optional()),
  source: optional(storyFields.agency),
  place: optional(storyFields.place),
  slug: optional(storyFields.slug),
  published_at: z.string(),
  updated_at: optional(z.string()),
  lang: optional(storyFields.lang),
  url: optional(plainText(2048)),
  image: optional(
    z.strictObject({
      url: z.string().max(2048, "more than 2,048 letters"),
      alt: optional(lineOfText(1000)),
      caption: optional(lineOfText(2000)),
      credit: optional(lineOfText(300)),
    }),
  ),
});

type LineFields = z.infer<typeof Line>;

const Identified = z.looseObject({ id: z.string().max(200) });

/**
 * The story that a line of JSON holds, or why it holds none.
 * @param options.zone of the edition, for dates without an offset
 * @param options.lang of the edition, for stories that name none
 */
export function parseStoryLine(
  text: string,
  number: number,
  options: { zone: string; lang: string; now: Date },
): ParsedStoryLine {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { kind: "refused", source: undefined, why: "not JSON" };
  }
  const identified = Identified.safeParse(json);
  const source = identified.success ? identified.data.id : undefined;
  const refused = (why: string): ParsedStoryLine => ({ kind: "refused", source, why });
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return refused("need a JSON object");
  const parsed = Line.safeParse(json, { error: missing });
  if (!parsed.success) return refused(whyRefused(parsed.error));
  const fields = parsed.data;
  const publishedAt = parseInstant(fields.published_at, options.zone);
  if (publishedAt === undefined)
    return refused(
      `published_at: ${quoted(fields.published_at)} is no date; need ISO 8601 such as 2026-11-23T14:30:00+03:00`,
    );
  if (publishedAt.getTime() > options.now.getTime() + AHEAD_MS)
    return refused(
      `published_at: ${quoted(fields.published_at)} is in the future; need a date of the past`,
    );
  const updatedAt =
    fields.updated_at === undefined ? undefined : parseInstant(fields.updated_at, options.zone);
  if (fields.updated_at !== undefined && updatedAt === undefined)
    return refused(`updated_at: ${quoted(fields.updated_at)} is no date; need ISO 8601`);
  if (updatedAt !== undefined && updatedAt.getTime() > options.now.getTime() + AHEAD_MS)
    return refused(
      `updated_at: ${quoted(fields.updated_at ?? "")} is in the future; need a date of the past`,
    );
  const lang = fields.lang ?? options.lang;
  const body = bodyOf(fields, directionOfLanguage(lang));
  if (body.kind === "refused") return refused(body.why);
  if (isEmptyBody(body.body)) return refused("body: nothing to read in it");
  return {
    kind: "story",
    line: {
      number,
      sourceId: fields.id,
      content: {
        headline: fields.headline,
        standfirst: fields.standfirst ?? "",
        body: body.body,
        section: fields.section ?? DEFAULT_SECTION,
        topics: withoutTwins(fields.topics ?? []),
        authors: withoutTwins(fields.authors ?? []),
        agency: fields.source ?? "",
        place: fields.place ?? "",
        lang,
        slug: fields.slug ?? "",
        picture: undefined,
      },
      publishedAt,
      // An update from before the publication was no update of what readers saw.
      updatedAt:
        updatedAt !== undefined && updatedAt.getTime() > publishedAt.getTime()
          ? updatedAt
          : undefined,
      oldAddress: fields.url,
      image:
        fields.image === undefined
          ? undefined
          : {
              url: fields.image.url,
              alt: fields.image.alt ?? "",
              caption: fields.image.caption ?? "",
              credit: fields.image.credit ?? "",
            },
      sha256: createHash("sha256").update(JSON.stringify(fields)).digest(),
    },
  };
}

/** Says of a field that is not there that it is needed, in place of the library's words about types. */
const missing: z.core.$ZodErrorMap = (issue) =>
  issue.code === "invalid_type" && issue.input === undefined ? "missing" : undefined;

const quoted = (text: string): string => JSON.stringify(text.slice(0, 60));

function bodyOf(fields: LineFields, direction: "rtl" | "ltr"): ParsedBody {
  const refused = (why: string): ParsedBody => ({ kind: "refused", why, rule: "shape" });
  const { body_html: html, body_text: text } = fields;
  if (html !== undefined && text !== undefined)
    return refused("body_html and body_text: need one of them, not both");
  if (html !== undefined) return bodyFromHtml(html, direction);
  if (text === undefined) return refused("body_html or body_text: missing");
  return { kind: "body", body: bodyFromText(text, direction) };
}

/** Names in their order, each once: of two spellings of one name the first. */
function withoutTwins(names: readonly string[]): string[] {
  const byKey = new Map<string, string>();
  for (const name of names) {
    const key = slugKey(name);
    if (!byKey.has(key)) byKey.set(key, name);
  }
  return [...byKey.values()];
}
