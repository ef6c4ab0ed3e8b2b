import { slugKey } from "#arabic/slugs.ts";
import { visibleText } from "#arabic/visible-text.ts";
import { z } from "zod";
import { BOUNDS } from "./bounds.ts";
import { isEmptyBody } from "./body/from-text.ts";
import { parseBody } from "./body/parse.ts";
import type { BodyDocument } from "./body/schema.ts";

/** Everything of a story that an editor can change. A revision keeps exactly this. */
export type StoryContent = {
  readonly headline: string;
  readonly standfirst: string;
  readonly body: BodyDocument;
  /** Slug or name; one that does not exist yet is made. */
  readonly section: string;
  /** Names, in the order shown. */
  readonly topics: readonly string[];
  /** Names, in the order shown. */
  readonly authors: readonly string[];
  readonly agency: string;
  readonly place: string;
  /** BCP 47 tag. */
  readonly lang: string;
  /** Wished slug; empty: from the headline. */
  readonly slug: string;
  readonly picture: ContentPicture | undefined;
};

/** The lead picture of a story: a kept picture and its words. */
export type ContentPicture = {
  readonly id: string;
  readonly alt: string;
  readonly caption: string;
  readonly credit: string;
};

const letters = (text: string): number => Array.from(text).length;

/** A text of one line, cleaned of what no reader sees, of at most `max` letters. */
export const lineOfText = (max: number) =>
  z
    .string()
    .max(4 * max + 1000, `more than ${max} letters`)
    .transform(visibleText)
    .refine((text) => letters(text) <= max, `more than ${max} letters`);

/** A name of a section, topic or author: a line with at least one letter or digit. */
export const nameOfLabel = lineOfText(BOUNDS.label).refine(
  (name) => slugKey(name) !== "",
  "a name without letters",
);

/** A language tag in its canonical form. */
export const languageTag = z
  .string()
  .max(35, "no language tag")
  .transform((tag, context) => {
    try {
      const [canonical] = Intl.getCanonicalLocales(tag);
      if (canonical !== undefined) return canonical;
    } catch {
      // Reported below: the only thing this function throws for is a tag that is none.
    }
    context.addIssue({ code: "custom", message: "no language tag (BCP 47) such as ar or en" });
    return z.NEVER;
  });

const body = z.unknown().transform((json, context) => {
  const parsed = parseBody(json);
  if (parsed.kind === "body" && !isEmptyBody(parsed.body)) return parsed.body;
  context.addIssue({
    code: "custom",
    message: parsed.kind === "refused" ? parsed.why : "a body without anything to read",
  });
  return z.NEVER;
});

/** Bounds of the lead picture's fields. */
export const contentPicture = z.strictObject({
  id: z.uuid(),
  alt: lineOfText(BOUNDS.alt).default(""),
  caption: lineOfText(BOUNDS.caption).default(""),
  credit: lineOfText(BOUNDS.credit).default(""),
});

/** Bounds of each field of a story, for every door that takes one. */
export const storyFields = {
  headline: lineOfText(BOUNDS.headline).refine((text) => text !== "", "an empty headline"),
  standfirst: lineOfText(BOUNDS.standfirst),
  section: nameOfLabel,
  topics: z.array(nameOfLabel).max(BOUNDS.topics, `more than ${BOUNDS.topics} topics`),
  authors: z.array(nameOfLabel).max(BOUNDS.authors, `more than ${BOUNDS.authors} authors`),
  agency: lineOfText(BOUNDS.agency),
  place: lineOfText(BOUNDS.place),
  lang: languageTag,
  slug: lineOfText(BOUNDS.slug),
};

const Content = z.strictObject({
  ...storyFields,
  standfirst: storyFields.standfirst.default(""),
  topics: storyFields.topics.default([]),
  authors: storyFields.authors.default([]),
  agency: storyFields.agency.default(""),
  place: storyFields.place.default(""),
  slug: storyFields.slug.default(""),
  body,
  picture: contentPicture.optional(),
});

/** What `parseContent` says: the content, or why it is none. */
export type ParsedContent =
  | { readonly kind: "content"; readonly content: StoryContent }
  | { readonly kind: "refused"; readonly why: string };

/** The content that a JSON value holds, checked and cleaned; the body as a ProseMirror document in JSON. */
export function parseContent(json: unknown): ParsedContent {
  const parsed = Content.safeParse(json);
  return parsed.success
    ? { kind: "content", content: { ...parsed.data, picture: parsed.data.picture } }
    : { kind: "refused", why: whyRefused(parsed.error) };
}

/** One line that says what was wrong with each field, at most three of them. */
export function whyRefused(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => {
      if (issue.code === "unrecognized_keys")
        return `unknown field ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(", ")}`;
      const where = issue.path.map(String).join(".");
      return where === "" ? issue.message : `${where}: ${issue.message}`;
    })
    .join("; ");
}

/** The content as a revision keeps it, for the database. */
export function contentJson(content: StoryContent): unknown {
  return { ...content, body: content.body.toJSON() };
}
