import { slugKey } from "#arabic/slugs.ts";
import { z } from "zod";
import { Refusal } from "#platform/refusal.ts";
import { parseBody } from "../body/parse.ts";
import { BOUNDS } from "../bounds.ts";
import {
  contentPicture,
  languageTag,
  lineOfText,
  storyFields,
  whyRefused,
  type ContentPicture,
} from "../content.ts";
import { whyRefusedInArabic } from "./refused-in-arabic.ts";

/** A node of a body as JSON (ProseMirror's form), checked against the one schema. */
export type BodyJson = {
  readonly type: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly unknown[];
  readonly text?: string;
  readonly content?: readonly BodyJson[];
};

/**
 * A story while it is written: as `StoryContent`, but any field may still be empty and the body is JSON. Every field is
 * bounded as that of a published story.
 */
export type DraftContent = {
  readonly headline: string;
  readonly standfirst: string;
  readonly body: BodyJson;
  readonly section: string;
  readonly topics: readonly string[];
  readonly authors: readonly string[];
  readonly agency: string;
  readonly place: string;
  readonly lang: string;
  readonly slug: string;
  readonly picture?: ContentPicture | undefined;
};

const EMPTY_BODY: BodyJson = {
  type: "doc",
  content: [{ type: "paragraph", attrs: { dir: null } }],
};

const isNode = (value: unknown): value is BodyJson =>
  typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";

const body = z.unknown().transform((json, context): BodyJson => {
  if (json === undefined || json === null) return EMPTY_BODY;
  const parsed = parseBody(json);
  if (parsed.kind === "body") {
    const clean: unknown = parsed.body.toJSON();
    if (isNode(clean)) return clean;
  }
  context.addIssue({
    code: "custom",
    message: parsed.kind === "refused" ? parsed.why.replace(/^body: /, "") : "no document",
    params: { rule: parsed.kind === "refused" ? parsed.rule : "shape" },
  });
  return z.NEVER;
});

const Draft = z.strictObject({
  headline: lineOfText(BOUNDS.headline).default(""),
  standfirst: storyFields.standfirst.default(""),
  body: body.optional().transform((json) => json ?? EMPTY_BODY),
  section: lineOfText(BOUNDS.label)
    .refine((name) => name === "" || slugKey(name) !== "", "a name without letters")
    .default(""),
  topics: storyFields.topics.default([]),
  authors: storyFields.authors.default([]),
  agency: storyFields.agency.default(""),
  place: storyFields.place.default(""),
  lang: languageTag,
  slug: storyFields.slug.default(""),
  picture: contentPicture
    .nullish()
    .transform((picture): ContentPicture | undefined => picture ?? undefined),
});

/** An empty draft in `lang` (BCP 47). */
export function emptyDraft(lang: string): DraftContent {
  return parseDraft({}, lang);
}

/**
 * The draft that a JSON value holds, checked and cleaned: unknown fields, unknown nodes, addresses that may not be linked
 * and texts over their bounds are refused, whatever the editor that sends it has checked.
 * @param lang language tag where none is given
 * @throws Refusal `invalid`, with what to tell the person in both languages
 */
export function parseDraft(json: unknown, lang: string): DraftContent {
  const given =
    typeof json === "object" && json !== null && !Array.isArray(json) ? { lang, ...json } : json;
  const parsed = Draft.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new Refusal("invalid", `Cannot keep the draft: ${whyRefused(parsed.error)}`, {
    told: { ar: whyRefusedInArabic(parsed.error), en: whyRefused(parsed.error) },
  });
}
