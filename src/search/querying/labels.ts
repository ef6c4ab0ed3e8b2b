import type { Pool } from "pg";

/** A topic or a person whose page a reader may want. */
export type Label = {
  readonly kind: "topic" | "person";
  readonly slug: string;
  readonly name: string;
  /** Folded. */
  readonly words: readonly string[];
  readonly stories: number;
};

const LIVE_MS = 60_000;
/** Labels of each kind that are kept, the most used. */
const MOST = 20_000;

type Row = { kind: Label["kind"]; slug: string; name: string; key: string; stories: number };
const READ = `(SELECT 'topic' AS kind, t.slug, t.name, t.key, count(*)::integer AS stories
    FROM story_topic st JOIN topic t ON t.id = st.topic_id WHERE st.published_at IS NOT NULL
    GROUP BY t.id ORDER BY stories DESC LIMIT ${MOST})
  UNION ALL (SELECT 'person', a.slug, a.name, a.key, count(*)::integer AS stories
    FROM story_author sa JOIN author a ON a.id = sa.author_id WHERE sa.published_at IS NOT NULL
    GROUP BY a.id ORDER BY stories DESC LIMIT ${MOST})`;

/** Topics and authors that have published stories, read at most once a minute. */
export function createLabels(pool: Pool): { now(): Promise<readonly Label[]> } {
  let labels: readonly Label[] | undefined;
  let readAt = -Infinity;
  let reading: Promise<readonly Label[]> | undefined;
  const read = async (): Promise<readonly Label[]> => {
    const { rows } = await pool.query<Row>({ name: "search_labels", text: READ });
    labels = rows.map(({ key, ...label }) => ({ ...label, words: key.split(/[\s_-]+/) }));
    readAt = performance.now();
    return labels;
  };
  return {
    now: async () => {
      if (labels !== undefined && performance.now() - readAt < LIVE_MS) return labels;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      // Nobody who types waits for a list that is only a minute old.
      if (labels === undefined) return reading;
      reading.catch(() => {});
      return labels;
    },
  };
}

/** The labels that have every one of these folded words, the last of them as a beginning; the most used first. */
export function matchingLabels(
  labels: readonly Label[],
  kind: Label["kind"],
  typed: readonly string[],
  most: number,
): Label[] {
  const last = typed.at(-1);
  if (last === undefined) return [];
  const found: Label[] = [];
  // The most used come first, so the first that fit are the ones to show.
  for (const label of labels) {
    if (label.kind !== kind) continue;
    const fits = typed.every((word, index) =>
      label.words.some((one) =>
        index === typed.length - 1
          ? one.startsWith(word) || one.startsWith(`ال${word}`)
          : one === word || one === `ال${word}` || `ال${one}` === word,
      ),
    );
    if (fits) found.push(label);
    if (found.length === most) break;
  }
  return found;
}
