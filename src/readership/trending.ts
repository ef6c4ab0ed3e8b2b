import type { Pool } from "pg";
import { quarterOf } from "#arabic/zone-days.ts";
import { prepareQuery } from "#platform/db.ts";
import type { Edition } from "#stories/story.ts";
import { lastFinalDay } from "./lists/final-days.ts";

/** A topic that readers turn to, or one of the newest stories where readers tell too little. */
export type TrendingTopic = {
  readonly slug: string;
  readonly name: string;
  readonly basis: "readers" | "newest";
  /** Its stories that were read in the last three hours. */
  readonly stories: number;
  /** Its counted views in the last three hours. */
  readonly counted: number;
};

/** Trending topics, the strongest first. */
export type Trending = {
  /** `readers` when at least the first topic is there for its readers. */
  readonly basis: "readers" | "newest";
  readonly topics: readonly TrendingTopic[];
};

/** Topics of a list at most. */
export const MOST_TOPICS = 20;

const RECENT_MS = 3 * 3_600_000;
const BASELINE_DAYS = 7;
const ENOUGH_BEHIND = 3;
/** Views by which the baseline of a topic is drawn to its share of the published stories. */
const PRIOR_VIEWS = 50;

/** Views of a topic: now, and in its own past. */
export type TopicViews = {
  readonly recent: number;
  readonly recentTotal: number;
  readonly baseline: number;
  readonly baselineTotal: number;
  /** Its share of the published stories, from 0 to 1. */
  readonly shareOfStories: number;
};

/**
 * How much more a topic is read now than its own past lets expect: the lower bound of the information component,
 * IC = log2((O + ½) / (E + ½)), that is IC − 3.3 (O + ½)^−½ − 2 (O + ½)^−3⁄2 (about the 2.5 % quantile). Over 0: more,
 * and not by chance. The halves draw topics with few views to 0.
 *
 * O is its counted views of the last three hours. E is what it would have at the share of all views that it had in the
 * seven days before; where that past is short, its share of the published stories stands in (as if for 50 views).
 * Shares and not sums, so that the hour of day, and a site that grows, play no part.
 *
 * Source: Norén, Hopstadius, Bate: Shrinkage observed-to-expected ratios for robust and transparent large-scale pattern
 * discovery. Statistical Methods in Medical Research 22 (1), 2013, 57–69.
 */
export function trendingStrength(views: TopicViews): number {
  const { recent, recentTotal, baseline, baselineTotal, shareOfStories } = views;
  const share = (baseline + PRIOR_VIEWS * shareOfStories) / (baselineTotal + PRIOR_VIEWS);
  const observed = recent + 0.5;
  const expected = recentTotal * share + 0.5;
  return Math.log2(observed / expected) - 3.3 * observed ** -0.5 - 2 * observed ** -1.5;
}

type TopicRow = {
  slug: string;
  name: string;
  recent: number;
  stories: number;
  desks: number;
  baseline: number;
  published: number;
  recentTotal: number;
  baselineTotal: number;
  publishedTotal: number;
};

// A desk is who is behind a story: its authors, or its section where it names none.
const topicViews = prepareQuery<TopicRow>("views_of_topics", {
  sql: `WITH read AS MATERIALIZED (
    SELECT story_id, sum(counted)::integer AS counted FROM story_views
    WHERE quarter >= $2 AND quarter < $3 GROUP BY 1 HAVING sum(counted) > 0
  ), recent AS MATERIALIZED (
    SELECT r.story_id, r.counted, s.section_id FROM read r, LATERAL (
      SELECT section_id FROM story
      WHERE story.id = r.story_id AND story.state = 'published' AND story.edition_code = $1 OFFSET 0
    ) s
  ), baseline AS MATERIALIZED (
    SELECT story_id, sum(counted)::integer AS counted FROM story_day
    WHERE edition_code = $1 AND day > $4::date - ${BASELINE_DAYS} AND day <= $4::date GROUP BY 1
  ), recent_topic AS (
    SELECT st.topic_id, sum(r.counted)::integer AS counted, count(*)::integer AS stories
    FROM recent r JOIN story_topic st ON st.story_id = r.story_id GROUP BY 1
  ), desk AS (
    SELECT st.topic_id, count(DISTINCT coalesce('author ' || sa.author_id, 'section ' || r.section_id))::integer AS desks
    FROM recent r JOIN story_topic st ON st.story_id = r.story_id
    LEFT JOIN story_author sa ON sa.story_id = r.story_id GROUP BY 1
  ), baseline_topic AS (
    SELECT st.topic_id, sum(b.counted)::integer AS counted
    FROM baseline b JOIN story_topic st ON st.story_id = b.story_id GROUP BY 1
  ), totals AS (
    SELECT (SELECT coalesce(sum(counted), 0) FROM recent)::integer AS recent,
      (SELECT coalesce(sum(counted), 0) FROM baseline)::integer AS baseline,
      (SELECT count(*) FROM story WHERE state = 'published' AND edition_code = $1)::integer AS published
  )
  SELECT t.slug, t.name, r.counted AS recent, r.stories, d.desks, coalesce(b.counted, 0) AS baseline,
    (SELECT count(*) FROM story_topic st WHERE st.topic_id = t.id AND st.published_at IS NOT NULL)::integer AS published,
    totals.recent AS "recentTotal", totals.baseline AS "baselineTotal", totals.published AS "publishedTotal"
  FROM recent_topic r JOIN topic t ON t.id = r.topic_id JOIN desk d ON d.topic_id = r.topic_id
  LEFT JOIN baseline_topic b ON b.topic_id = r.topic_id, totals
  WHERE r.stories >= ${ENOUGH_BEHIND} OR d.desks >= ${ENOUGH_BEHIND}`,
});

const newestTopics = prepareQuery<{ slug: string; name: string }>("topics_of_newest_stories", {
  sql: `SELECT t.slug, t.name FROM (
      SELECT id, published_at FROM story WHERE state = 'published' AND edition_code = $1
      ORDER BY published_at DESC, id DESC LIMIT 100
    ) s JOIN story_topic st ON st.story_id = s.id JOIN topic t ON t.id = st.topic_id
    GROUP BY t.id ORDER BY max(s.published_at) DESC, min(st.position), t.id LIMIT $2`,
});

/**
 * The topics that readers turn to now, each against its own past; at least three stories, or three authors or desks,
 * must be behind one. Filled up with the topics of the newest stories, so that the list is only empty where no story has
 * a topic. Two queries.
 */
export async function findTrending(pool: Pool, edition: Edition, now: Date): Promise<Trending> {
  const recent = quarterOf(new Date(now.getTime() - RECENT_MS));
  const end = new Date(now.getTime() + 3_600_000);
  const [rows, newest] = await Promise.all([
    topicViews.run(pool, [edition.code, recent, end, lastFinalDay(now, edition.zone)]),
    newestTopics.run(pool, [edition.code, MOST_TOPICS]),
  ]);
  const byReaders = rows
    .map((row) => ({
      row,
      strength: trendingStrength({
        ...row,
        shareOfStories: row.published / Math.max(1, row.publishedTotal),
      }),
    }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || (a.row.slug < b.row.slug ? -1 : 1))
    .slice(0, MOST_TOPICS)
    .map(({ row }): TrendingTopic => ({
      slug: row.slug,
      name: row.name,
      basis: "readers",
      stories: row.stories,
      counted: row.recent,
    }));
  const chosen = new Set(byReaders.map(({ slug }) => slug));
  const known = new Map(rows.map((row) => [row.slug, row]));
  const others = newest
    .filter(({ slug }) => !chosen.has(slug))
    .map(({ slug, name }): TrendingTopic => ({
      slug,
      name,
      basis: "newest",
      stories: known.get(slug)?.stories ?? 0,
      counted: known.get(slug)?.recent ?? 0,
    }));
  return {
    basis: byReaders.length > 0 ? "readers" : "newest",
    topics: [...byReaders, ...others].slice(0, MOST_TOPICS),
  };
}
