import type { Pool, PoolClient } from "pg";
import type { Lexicon } from "#arabic/analysis/lexicon.ts";
import { nameKeys } from "#arabic/analysis/names.ts";
import { stemKeys } from "#arabic/analysis/stem.ts";
import { fold } from "#arabic/fold.ts";

/** Keys of a list of forms, each list in the order of the forms, as the statements below take them. */
function keysOf(forms: readonly string[], lexicon: Lexicon): [string[], string[], string[]] {
  const folded = forms.map(fold);
  return [
    folded,
    folded.map((form) => stemKeys(form, lexicon).join("\n")),
    folded.map((form) => nameKeys(form).join("\n")),
  ];
}

/** The numbers of forms in the vocabulary; new ones are added with their keys. */
export async function numbersOfForms(
  client: PoolClient,
  forms: readonly string[],
  lexicon: Lexicon,
): Promise<Map<string, number>> {
  const numbers = new Map<string, number>();
  const read = async (wanted: readonly string[]): Promise<void> => {
    const { rows } = await client.query<{ id: number; form: string }>(
      "SELECT id, form FROM search_form WHERE form = ANY($1)",
      [wanted],
    );
    for (const { id, form } of rows) numbers.set(form, id);
  };
  await read(forms);
  const unknown = forms.filter((form) => !numbers.has(form)).sort();
  if (unknown.length === 0) return numbers;
  const { rows } = await client.query<{ id: number; form: string }>(
    `INSERT INTO search_form (form, folded, keys, name_keys)
     SELECT form, folded, string_to_array(keys, E'\\n'), string_to_array(names, E'\\n')
     FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new (form, folded, keys, names)
     ON CONFLICT (form) DO NOTHING RETURNING id, form`,
    [unknown, ...keysOf(unknown, lexicon)],
  );
  for (const { id, form } of rows) numbers.set(form, id);
  return numbers;
}

const CHUNK = 2000;

/**
 * Gives every form of the vocabulary the keys of `lexicon`, a few at a time: searches go on meanwhile, by the old keys or
 * the new.
 */
export async function rekeyVocabulary(
  pool: Pool,
  lexicon: Lexicon,
  onProgress: (forms: number) => void = () => {},
): Promise<void> {
  let after = 0;
  for (let done = 0; ;) {
    const { rows } = await pool.query<{ id: number; form: string }>(
      "SELECT id, form FROM search_form WHERE id > $1 ORDER BY id LIMIT $2",
      [after, CHUNK],
    );
    const last = rows.at(-1);
    if (last === undefined) break;
    await pool.query(
      `UPDATE search_form f SET folded = new.folded, keys = new.keys, name_keys = new.names
       FROM (SELECT id, folded, string_to_array(keys, E'\\n') AS keys, string_to_array(names, E'\\n') AS names
             FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[]) AS given (id, folded, keys, names)) AS new
       WHERE f.id = new.id AND (f.folded, f.keys, f.name_keys) IS DISTINCT FROM (new.folded, new.keys, new.names)`,
      [
        rows.map(({ id }) => id),
        ...keysOf(
          rows.map(({ form }) => form),
          lexicon,
        ),
      ],
    );
    after = last.id;
    done += rows.length;
    onProgress(done);
  }
  await pool.query(
    "UPDATE search_state SET keys_version = $1, generation = generation + 1 WHERE keys_version <> $1",
    [lexicon.version],
  );
}
