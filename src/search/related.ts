import type { Pool } from "pg";
import { tokensOf } from "#arabic/analysis/analyse.ts";
import { isStopWord } from "#arabic/analysis/stop-words.ts";
import { stemKeys } from "#arabic/analysis/stem.ts";
import { fold } from "#arabic/fold.ts";
import { listCardsById } from "#stories/read.ts";
import { readPostings } from "./querying/read-postings.ts";
import { scoreStories, type Scores } from "./querying/score.ts";
import { selectStories } from "./querying/select.ts";
import type { Snapshot } from "./querying/snapshot.ts";
import { countForms, findForms } from "./querying/word-forms.ts";
import type { QueryContext } from "./query-stories.ts";

/** Words by which related stories are found, and letters of the body that they are taken from. */
const TELLING_WORDS = 12;
const LETTERS = 4000;
/** What a word of the headline counts, beside one of the body. */
const HEADLINE_WORD = 3;
/** What each topic that two stories share adds, beside the words. */
const TOPIC_WEIGHT = 1.5;
/** A related story must have words that tell this share of what all telling words do. */
const ENOUGH = 0.15;
/** More than are shown, since stories of one headline count once and some may be unpublished later. */
const KEPT = 8;

type StoryRow = {
  headline: string;
  standfirst: string;
  body: string;
  topics: number[] | null;
};

/**
 * Stories to read beside a published one: those that share its topics and its most telling words, the best first. Never
 * itself, and none whose headline is that of another.
 */
export async function chooseRelated(context: QueryContext, storyId: string): Promise<string[]> {
  const { pool, snapshot, lexicon } = context;
  const { rows } = await pool.query<StoryRow>({
    name: "search_related_story",
    text: `SELECT headline, standfirst, left(body_text, ${LETTERS}) AS body,
             (SELECT array_agg(topic_id) FROM story_topic WHERE story_id = story.id) AS topics
           FROM story WHERE id = $1 AND state = 'published'`,
    values: [storyId],
  });
  const [story] = rows;
  if (story === undefined) return [];
  const telling = await tellingWords(pool, snapshot, story);
  const words = telling.map((exact) => {
    const folded = fold(exact);
    return { exact, folded, keys: stemKeys(folded, lexicon), isLast: false };
  });
  const forms = await findForms(pool, words);
  const postings = await readPostings(
    pool,
    snapshot,
    new Set(forms.flatMap(({ tiers }) => [...tiers.keys()])),
    new Set(),
  );
  const parts = forms.map((one) => ({ kind: "word", forms: one }) as const);
  const scores = scoreStories(snapshot, parts, postings);
  addTopics(snapshot, scores, new Set(story.topics ?? []));
  const { page } = selectStories(snapshot, scores, {
    demand: { share: ENOUGH },
    excluded: new Uint8Array(snapshot.documents),
    narrowing: {},
    byScore: true,
    after: undefined,
    limit: KEPT * 3,
    now: context.now,
    zone: context.edition.zone,
  });
  const cards = await listCardsById(
    pool,
    page.map((position) => position.storyId),
  );
  const seen = new Set([fold(story.headline)]);
  return cards
    .filter(({ id, headline }) => {
      const key = fold(headline);
      if (id === storyId || seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .slice(0, KEPT)
    .map(({ id }) => id);
}

/** The words of a story that few others have. */
async function tellingWords(
  pool: Pool,
  { documents }: Snapshot,
  { headline, standfirst, body }: StoryRow,
): Promise<string[]> {
  const counts = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    for (const { exact } of tokensOf(text))
      if (exact.length > 2 && !isStopWord(fold(exact)))
        counts.set(exact, (counts.get(exact) ?? 0) + weight);
  };
  add(headline, HEADLINE_WORD);
  add(`${standfirst}\n${body}`, 1);
  const frequencies = await countForms(pool, [...counts.keys()]);
  return [...counts]
    .flatMap(([exact, count]): [string, number][] => {
      const frequency = frequencies.get(exact) ?? 0;
      // What no other story has leads nowhere.
      return frequency < 2 ? [] : [[exact, count * Math.log(1 + documents / frequency)]];
    })
    .sort(([, one], [, other]) => other - one)
    .slice(0, TELLING_WORDS)
    .map(([exact]) => exact);
}

function addTopics(snapshot: Snapshot, scores: Scores, topics: ReadonlySet<number>): void {
  if (topics.size === 0) return;
  for (const { base, documents, columns } of snapshot.segments)
    for (let ordinal = 0; ordinal < documents; ordinal += 1) {
      const end = columns.topicStarts[ordinal + 1] ?? 0;
      for (let at = columns.topicStarts[ordinal] ?? 0; at < end; at += 1)
        if (topics.has(columns.topics[at] ?? 0)) {
          const number = base + ordinal;
          scores.total[number] = (scores.total[number] ?? 0) + TOPIC_WEIGHT;
        }
    }
}
