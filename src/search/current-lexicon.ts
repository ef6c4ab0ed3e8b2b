import type { Pool } from "pg";
import { grownLexicon, shippedLexicon, type Lexicon } from "#arabic/analysis/lexicon.ts";
import { readLearnedForms } from "./learned-forms.ts";

/** The lexicon that words are analysed by: the shipped one, and what the archive has taught. */
export async function currentLexicon(pool: Pool): Promise<Lexicon> {
  const learned = await readLearnedForms(pool);
  return learned.size === 0 ? shippedLexicon() : grownLexicon(learned);
}
