import type { PoolClient } from "pg";
import type { WorkingStory } from "./working-story.ts";

/** Why a revision was kept (docs/decisions/0040). */
export type RevisionReason =
  | "published"
  | "updated"
  | "corrected"
  | "imported"
  | "saved"
  | "moved"
  | "scheduled"
  | "restored"
  | "previewed";

/**
 * Keeps the draft of a story as an immutable revision, by whom and when it was saved, unless this version is one already.
 * The story's row must be locked.
 * @returns the number of the revision that holds the draft
 */
export async function keepRevision(
  client: PoolClient,
  story: WorkingStory,
  reason: RevisionReason,
): Promise<number> {
  if (story.version === story.liveVersion && story.liveRevision !== undefined)
    return story.liveRevision;
  const { rows } = await client.query<{ number: number }>(
    `WITH last AS (SELECT coalesce(max(number), 0) AS number FROM story_revision WHERE story_id = $1),
     added AS (
       INSERT INTO story_revision (story_id, number, content, created_at, created_by, reason, draft_version)
       SELECT d.story_id, last.number + 1, d.content, d.saved_at, d.saved_by, $2, d.version
       FROM story_draft d, last WHERE d.story_id = $1 AND d.kept_version < d.version RETURNING number),
     marked AS (
       UPDATE story_draft SET kept_version = version, kept_at = saved_at
       WHERE story_id = $1 AND EXISTS (SELECT FROM added))
     SELECT coalesce((SELECT number FROM added),
       (SELECT max(number) FROM story_revision WHERE story_id = $1 AND draft_version = $3), last.number) AS number FROM last`,
    [story.id, reason, story.version],
  );
  const number = rows[0]?.number;
  if (number === undefined || number === 0)
    throw new Error(`Cannot keep a revision of story ${story.id}: nothing was written`);
  return number;
}
