import type { Pool } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { indexStories, listStale } from "./indexing/index-stories.ts";
import { rekeyVocabulary } from "./indexing/vocabulary.ts";

const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** One transaction or a few, so that a stop is heard soon. */
const CHUNK = 1000;

/**
 * Brings the whole index up to date: keys of the vocabulary by the present lexicon, stories that were missed, changed, or
 * parted into words by older rules. What is found stays found meanwhile. Can be stopped and goes on where it was.
 * @param options.onProgress told how many stories were written so far
 */
export async function bringUpToDate(
  pool: Pool,
  lexicon: Lexicon,
  options: { signal?: AbortSignal; onProgress?: (stories: number) => void } = {},
): Promise<{ stories: number }> {
  const { rows } = await pool.query<{ keys_version: string }>(
    "SELECT keys_version FROM search_state",
  );
  if (rows[0]?.keys_version !== lexicon.version) await rekeyVocabulary(pool, lexicon);
  const isStopped = (): boolean => options.signal?.aborted === true;
  let stories = 0;
  let after = FIRST_ID;
  while (!isStopped()) {
    const ids = await listStale(pool, after, CHUNK);
    const last = ids.at(-1);
    if (last === undefined) break;
    stories += await indexStories(pool, ids, lexicon);
    options.onProgress?.(stories);
    after = last;
  }
  return { stories };
}

/** Makes `bringUpToDate` write every story anew. What is found stays found until then. */
export async function forgetIndexed(pool: Pool): Promise<void> {
  await pool.query("UPDATE search_document SET tokens = ''");
  await pool.query("UPDATE search_state SET keys_version = ''");
}

/** Stories that the index has not, has in an older form, or should have no more. */
export { countStale } from "./indexing/index-stories.ts";
