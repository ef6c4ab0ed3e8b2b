// Turns the news of ../shared/data (for measuring only) into the import format of the product:
//   node scripts/convert-news.ts [file.jsonl.gz] > news.jsonl
// Its times sometimes lack their colons (2017-01-22T170000), and half of its dates have no time at all.
import { createReadStream } from "node:fs";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { createGunzip } from "node:zlib";
import { z } from "zod";

const NEWS = fileURLToPath(new URL("../../shared/data/news/ant-jawhara.jsonl.gz", import.meta.url));

const NewsStory = z.object({
  id: z.string(),
  url: z.string(),
  source: z.string().nullable(),
  category_ar: z.string(),
  title: z.string(),
  summary: z.string(),
  body: z.string(),
  published_at: z.string(),
});

/** A story of the news set in the import format. A day alone stays one: the product reads it in its own zone. */
export function converted(json: unknown): Record<string, unknown> {
  const story = NewsStory.parse(json);
  return {
    id: story.id,
    headline: story.title,
    ...(story.summary === "" ? {} : { standfirst: story.summary }),
    body_text: story.body,
    section: story.category_ar,
    ...(story.source === null ? {} : { source: story.source }),
    published_at: story.published_at.replace(/T(\d\d)(\d\d)(\d\d)$/, "T$1:$2:$3"),
    lang: "ar",
    url: story.url,
  };
}

if (import.meta.main) {
  const lines = createInterface({
    input: createReadStream(process.argv[2] ?? NEWS).pipe(createGunzip()),
  });
  for await (const line of lines) {
    const story: unknown = JSON.parse(line);
    if (!process.stdout.write(`${JSON.stringify(converted(story))}\n`))
      await once(process.stdout, "drain");
  }
}
