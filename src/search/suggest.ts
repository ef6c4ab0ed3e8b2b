import { listCardsById } from "#stories/read.ts";
import { matchingLabels, type Label } from "./querying/labels.ts";
import { parseSearchText } from "./querying/parse-query.ts";
import { readPostings } from "./querying/read-postings.ts";
import { scoreStories } from "./querying/score.ts";
import { selectStories } from "./querying/select.ts";
import { completeWord, findForms } from "./querying/word-forms.ts";
import type { QueryContext } from "./query-stories.ts";
import { MAX_QUERY_LETTERS, type Suggestions } from "./search-result.ts";

const MOST_LABELS = 3;
const MOST_HEADLINES = 5;
/** Forms by which the last word is completed: it is asked with each letter that is typed. */
const MOST_COMPLETIONS = 12;
/** Words that are looked at: nobody needs suggestions for more. */
const MOST_WORDS = 5;

const NONE: Suggestions = { topics: [], people: [], headlines: [] };

/**
 * What a reader may mean by what was typed so far: topics and people of that name, headlines with those words, the last
 * of which may be unfinished.
 */
export async function suggest(
  context: QueryContext,
  labels: readonly Label[],
  text: string,
): Promise<Suggestions> {
  const { pool, snapshot, lexicon } = context;
  const { words } = parseSearchText(text.slice(0, MAX_QUERY_LETTERS), lexicon);
  const typed = words.slice(0, MOST_WORDS);
  const last = typed.at(-1);
  if (last === undefined || (typed.length === 1 && last.folded.length < 2)) return NONE;
  const folded = typed.map((word) => word.folded);
  const [known, completed] = await Promise.all([
    findForms(pool, typed.slice(0, -1)),
    completeWord(pool, last, MOST_COMPLETIONS),
  ]);
  const asked = [...known, completed];
  const postings = await readPostings(
    pool,
    snapshot,
    new Set(asked.flatMap(({ tiers }) => [...tiers.keys()])),
    new Set(),
  );
  const parts = asked.map((forms) => ({ kind: "word", forms }) as const);
  const { page } = selectStories(snapshot, scoreStories(snapshot, parts, postings, "headline"), {
    demand: { parts: parts.length },
    excluded: new Uint8Array(snapshot.documents),
    narrowing: {},
    byScore: true,
    after: undefined,
    limit: MOST_HEADLINES,
    now: context.now,
    zone: context.edition.zone,
  });
  const cards = await listCardsById(
    pool,
    page.map(({ storyId }) => storyId),
  );
  const named = (kind: Label["kind"]) =>
    matchingLabels(labels, kind, folded, MOST_LABELS).map(({ slug, name }) => ({ slug, name }));
  return {
    topics: named("topic"),
    people: named("person"),
    headlines: cards.map(({ path, headline }) => ({ path, headline })),
  };
}
