import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import type { Snapshot } from "./snapshot.ts";

/** Postings of one form in one segment. */
export type PostingRow = {
  readonly form: number;
  readonly segment: number;
  readonly documents: number;
  readonly postings: Buffer;
  /** Undefined where places were not asked for. */
  readonly positions?: Buffer;
};

const withoutPlaces = prepareQuery<PostingRow>("search_postings", {
  sql: `SELECT form, segment, documents, postings FROM search_posting
        WHERE form = ANY($1::integer[]) AND segment = ANY($2::integer[])`,
});
const withPlaces = prepareQuery<PostingRow>("search_postings_and_places", {
  sql: `SELECT form, segment, documents, postings, positions FROM search_posting
        WHERE form = ANY($1::integer[]) AND segment = ANY($2::integer[])`,
});

/** Postings by the number of their form, in the segments of a snapshot. */
export type Postings = ReadonlyMap<number, readonly PostingRow[]>;

/** Reads the postings of these forms. One query, or two where phrases need places. */
export async function readPostings(
  pool: Pool,
  snapshot: Snapshot,
  forms: ReadonlySet<number>,
  formsOfPhrases: ReadonlySet<number>,
): Promise<Postings> {
  const segments = snapshot.segments.map(({ id }) => id);
  const plain = [...forms].filter((form) => !formsOfPhrases.has(form));
  const [one, other] = await Promise.all([
    plain.length === 0 ? [] : withoutPlaces.run(pool, [plain, segments]),
    formsOfPhrases.size === 0 ? [] : withPlaces.run(pool, [[...formsOfPhrases], segments]),
  ]);
  const byForm = new Map<number, PostingRow[]>();
  for (const row of [...one, ...other]) {
    const rows = byForm.get(row.form);
    if (rows === undefined) byForm.set(row.form, [row]);
    else rows.push(row);
  }
  return byForm;
}
