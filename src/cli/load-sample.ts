import type { Pool } from "pg";
import type { Actor } from "#accounts/authoriser.ts";
import { keepPicture, type Media } from "#media/pictures.ts";
import { addSampleViews } from "#readership/sample-views.ts";
import { createPage, publishPage } from "#site/pages.ts";
import { bodyFromHtml } from "#stories/body/from-html.ts";
import {
  describeAuthor,
  describeEdition,
  describeSection,
  describeTopic,
} from "#stories/describe.ts";
import { correctStory, publishStory, updateStory } from "#stories/publish.ts";
import type { Edition } from "#stories/story.ts";
import {
  readSample,
  readSamplePicture,
  type Sample,
  type SampleStory,
} from "./sample/sample-files.ts";

const BY: Actor = { kind: "product", name: "sample" };

/** True when nothing was ever written into this database: only then the sample edition may come in. */
export async function isNewDatabase(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query("SELECT FROM story LIMIT 1");
  return rows.length === 0;
}

/**
 * Fills a new database with the sample edition: sections, stories with their pictures, authors, topics, corrections, and
 * invented views, so that every list is alive on the first start. Its times are counted back from `now`.
 * @returns how many stories were published
 */
export async function loadSample(
  pool: Pool,
  media: Media,
  edition: Edition,
  now: Date,
): Promise<number> {
  const sample = await readSample();
  await describeEdition(pool, edition.code, { ...sample.edition, hijriOffset: 0 });
  for (const [index, section] of sample.sections.entries())
    await describeSection(pool, edition, { ...section, position: index + 1 });
  const ago = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

  const pictures = await keepPictures(media, sample, now);
  const published = new Map<string, { id: string; path: string }>();
  // The oldest first, as a newsroom would have done it.
  const stories = [...sample.stories].sort(
    (a, b) => b.published_minutes_ago - a.published_minutes_ago,
  );
  const contentOf = (story: SampleStory): unknown => {
    const pictureId = story.image === undefined ? undefined : pictures.get(story.image.file);
    const { alt = "", caption = "", credit = "" } = story.image ?? {};
    return {
      headline: story.headline,
      standfirst: story.standfirst,
      body: bodyOf(story, published),
      section: story.section,
      topics: story.topics,
      authors: story.authors,
      agency: story.source,
      place: story.place,
      lang: story.lang,
      slug: story.slug,
      ...(pictureId === undefined ? {} : { picture: { id: pictureId, alt, caption, credit } }),
    };
  };
  for (const story of stories) {
    const publishedAt = ago(story.published_minutes_ago);
    published.set(
      story.id,
      await publishStory(
        pool,
        { edition, content: contentOf(story), publishedAt, sourceId: story.id },
        BY,
        publishedAt,
      ),
    );
  }
  // Links between stories can be written once every address is known.
  for (const story of stories) {
    const { id } = published.get(story.id) ?? { id: "" };
    const { updated_minutes_ago: updated, correction } = story;
    if (updated !== undefined || story.body_html.includes('href="story:'))
      await updateStory(
        pool,
        { edition, id, content: contentOf(story), matters: updated !== undefined },
        BY,
        ago(updated ?? story.published_minutes_ago),
      );
    if (correction !== undefined)
      await correctStory(
        pool,
        { edition, id, note: correction.note },
        BY,
        ago(correction.minutes_ago),
      );
  }
  for (const { name, bio } of sample.people) await describeAuthor(pool, name, bio);
  for (const { name, description } of sample.topics) await describeTopic(pool, name, description);
  await addPages(pool, sample, edition, now);
  await addViews(pool, stories, published, edition, now);
  return stories.length;
}

async function addPages(pool: Pool, sample: Sample, edition: Edition, now: Date): Promise<void> {
  for (const { slug, title, description, body_html: html } of sample.pages) {
    const parsed = bodyFromHtml(html, "rtl");
    if (parsed.kind === "refused") throw new Error(`Cannot load page ${slug}: ${parsed.why}`);
    const content = { title, description, body: parsed.body.toJSON(), inFooter: true };
    await createPage(pool, { edition, slug, content }, BY, now);
    await publishPage(pool, { edition, slug, base: 1 }, BY, now);
  }
}

async function keepPictures(media: Media, sample: Sample, now: Date): Promise<Map<string, string>> {
  // One after the other: the decoder works on two at once, and a database under load must not be waited for in a crowd.
  const kept = new Map<string, string>();
  for (const [name, { file, focus }] of Object.entries(sample.pictures)) {
    const { id } = await keepPicture(media, await readSamplePicture(file), now, { focus });
    kept.set(name, id);
  }
  return kept;
}

function bodyOf(story: SampleStory, published: ReadonlyMap<string, { path: string }>): unknown {
  const parsed = bodyFromHtml(withAddresses(story.body_html, published), "rtl");
  if (parsed.kind === "refused") throw new Error(`Cannot load ${story.id}: ${parsed.why}`);
  return parsed.body.toJSON();
}

const withAddresses = (html: string, published: ReadonlyMap<string, { path: string }>): string =>
  html.replaceAll(
    /href="story:([a-z0-9-]+)"/g,
    (_, id: string) => `href="${encodeURI(published.get(id)?.path ?? "/")}"`,
  );

async function addViews(
  pool: Pool,
  stories: readonly SampleStory[],
  published: ReadonlyMap<string, { id: string }>,
  edition: Edition,
  now: Date,
): Promise<void> {
  const clock = new Intl.DateTimeFormat("en", {
    timeZone: edition.zone,
    hour: "numeric",
    hourCycle: "h23",
  });
  await addSampleViews(
    pool,
    stories.map((story) => ({
      storyId: published.get(story.id)?.id ?? "",
      publishedAt: new Date(now.getTime() - story.published_minutes_ago * 60_000),
      weight: story.views_weight,
    })),
    now,
    (instant) => Number(clock.format(instant)),
  );
}
