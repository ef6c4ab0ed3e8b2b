import type { Pool } from "pg";
import { learnForms } from "#arabic/analysis/lexicon.ts";
import { bringUpToDate } from "./bring-up-to-date.ts";
import { currentLexicon } from "./current-lexicon.ts";
import { saveLearnedForms } from "./learned-forms.ts";

/** What a lesson gave. */
export type Learned = {
  readonly stories: number;
  /** Words that were counted. */
  readonly words: number;
  /** Different forms that were seen more than once, which are kept. */
  readonly forms: number;
};

const PAGE = 500;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** Beyond it forms seen once are dropped on the way, so that memory stays bounded. */
const MOST_FORMS = 1_000_000;

/**
 * Counts the words of all published stories, keeps the counts for the stems of search in place of what was learned
 * before, and brings the keys of the index up to date. Searches go on meanwhile.
 * @param options.onProgress told how many stories were read so far
 */
export async function learnArchive(
  pool: Pool,
  options: { onProgress?: (stories: number) => void } = {},
): Promise<Learned> {
  const counts = new Map<string, number>();
  let [stories, words, after] = [0, 0, FIRST_ID];
  for (;;) {
    const { rows } = await pool.query<{ id: string; text: string }>(
      `SELECT id, concat_ws(E'\\n', headline, standfirst, body_text) AS text FROM story
       WHERE state = 'published' AND id > $1 ORDER BY id LIMIT ${PAGE}`,
      [after],
    );
    for (const [form, count] of learnForms(rows.map(({ text }) => text))) {
      counts.set(form, (counts.get(form) ?? 0) + count);
      words += count;
    }
    if (counts.size > MOST_FORMS) dropRare(counts);
    stories += rows.length;
    options.onProgress?.(stories);
    after = rows.at(-1)?.id ?? after;
    if (rows.length < PAGE) break;
  }
  dropRare(counts);
  await saveLearnedForms(pool, counts);
  await bringUpToDate(pool, await currentLexicon(pool));
  return { stories, words, forms: counts.size };
}

function dropRare(counts: Map<string, number>): void {
  for (const [form, count] of counts) if (count < 2) counts.delete(form);
}
