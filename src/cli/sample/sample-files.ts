import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const FOLDER = new URL("../../../fixtures/sample/", import.meta.url);

const text = z.string().min(1);

const StoryFile = z.strictObject({
  id: text,
  headline: text,
  standfirst: text,
  body_html: text,
  section: text,
  topics: z.array(text),
  authors: z.array(text),
  source: z.string().default(""),
  place: z.string().default(""),
  slug: z.string().default(""),
  lang: z.string().default("ar"),
  published_minutes_ago: z.number().min(0),
  updated_minutes_ago: z.number().min(0).optional(),
  correction: z.strictObject({ note: text, minutes_ago: z.number().min(0) }).optional(),
  image: z
    .strictObject({ file: text, alt: z.string(), caption: z.string(), credit: z.string() })
    .optional(),
  views_weight: z.number().min(0).max(1000).default(1),
});
/** A story of the sample edition, its times in minutes before now. */
export type SampleStory = z.infer<typeof StoryFile>;

const Named = z.array(z.strictObject({ name: text, description: z.string() }));
const People = z.array(z.strictObject({ name: text, bio: z.string() }));
const Sections = z.array(z.strictObject({ slug: text, name: text, description: z.string() }));
const Pages = z.array(
  z.strictObject({ slug: text, title: text, description: text, body_html: text }),
);
const EditionFile = z.strictObject({ name: text, tagline: text, description: text });
const Pictures = z.record(
  z.string(),
  z.looseObject({
    file: text,
    focus: z.strictObject({ x: z.number().min(0).max(1), y: z.number().min(0).max(1) }),
    alt: z.string(),
  }),
);

/** Everything that the sample edition is made of. */
export type Sample = {
  readonly stories: readonly SampleStory[];
  readonly people: z.infer<typeof People>;
  readonly sections: z.infer<typeof Sections>;
  readonly topics: z.infer<typeof Named>;
  readonly edition: z.infer<typeof EditionFile>;
  readonly pictures: z.infer<typeof Pictures>;
  readonly pages: z.infer<typeof Pages>;
};

/** Reads the files of `fixtures/sample`. @throws Error when one is not of its form */
export async function readSample(): Promise<Sample> {
  const read = (name: string): Promise<string> => readFile(new URL(name, FOLDER), "utf8");
  const json = async (name: string): Promise<unknown> => JSON.parse(await read(name));
  const lines = (await read("stories.jsonl")).split("\n").filter((line) => line !== "");
  return {
    stories: lines.map((line) => StoryFile.parse(JSON.parse(line))),
    people: People.parse(await json("people.json")),
    sections: Sections.parse(await json("sections.json")),
    topics: Named.parse(await json("topics.json")),
    edition: EditionFile.parse(await json("edition.json")),
    pictures: Pictures.parse(await json("pictures.json")),
    pages: Pages.parse(await json("pages.json")),
  };
}

/** The bytes of a picture of the sample edition. */
export function readSamplePicture(file: string): Promise<Buffer> {
  return readFile(fileURLToPath(new URL(`pictures/${file}`, FOLDER)));
}
