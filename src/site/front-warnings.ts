import type { Pool, PoolClient } from "pg";
import type { StoryState } from "#stories/story.ts";
import type { Front, FrontContent } from "./fronts.ts";

/** After so many hours an arranged front is said to be stale. */
export const STALE_AFTER_HOURS = 12;

/** What an editor should know of a front; places count from 0, the headline of a story that is not there is empty. */
export type FrontWarning =
  | {
      readonly kind: "twice";
      readonly story: string;
      readonly headline: string;
      readonly places: readonly number[];
    }
  | {
      readonly kind: "notPublished";
      readonly story: string;
      readonly headline: string;
      readonly place: number;
      /** undefined: there is no such story. */
      readonly state: StoryState | undefined;
    }
  | {
      readonly kind: "pictureExpired";
      readonly story: string;
      readonly headline: string;
      readonly place: number;
    }
  | { readonly kind: "stale"; readonly hours: number };

type Row = { id: string; headline: string; state: StoryState; expires_at: Date | null };

/**
 * What is wrong with a front's draft: a story twice, one that readers can't see, a picture whose rights have ended; and
 * whether what readers see of it was arranged long ago. One query.
 */
export async function warningsOf(
  db: Pool | PoolClient,
  front: Front,
  now: Date,
): Promise<FrontWarning[]> {
  const places = placesOf(front.draft);
  const { rows } =
    places.size === 0
      ? { rows: [] }
      : await db.query<Row>(
          `SELECT s.id, s.headline, s.state, p.expires_at FROM story s LEFT JOIN picture p ON p.id = s.picture_id
           WHERE s.id = ANY($1)`,
          [[...places.keys()]],
        );
  const stories = new Map(rows.map((row) => [row.id, row]));
  const warnings: FrontWarning[] = [];
  for (const [story, at] of places) {
    const [place = 0] = at;
    const known = stories.get(story);
    const headline = known?.headline ?? "";
    if (at.length > 1) warnings.push({ kind: "twice", story, headline, places: at });
    if (known?.state !== "published")
      warnings.push({ kind: "notPublished", story, headline, place, state: known?.state });
    if (known !== undefined && known.expires_at !== null && known.expires_at <= now)
      warnings.push({ kind: "pictureExpired", story, headline, place });
  }
  const hours = staleHours(front, now);
  if (hours !== undefined) warnings.push({ kind: "stale", hours });
  return warnings;
}

function placesOf(content: FrontContent): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (const [place, { story }] of content.slots.entries())
    if (story !== null) places.set(story, [...(places.get(story) ?? []), place]);
  return places;
}

/** Only pinned stories grow old: what is filled by itself is always of today. */
function staleHours({ published, publishedAt }: Front, now: Date): number | undefined {
  if (publishedAt === undefined || !published?.slots.some((slot) => slot.story !== null))
    return undefined;
  const hours = Math.floor((now.getTime() - publishedAt.getTime()) / 3_600_000);
  return hours >= STALE_AFTER_HOURS ? hours : undefined;
}
