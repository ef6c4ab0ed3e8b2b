import type { Pool, PoolClient } from "pg";
import { recordAct } from "#accounts/audit.ts";
import { actorName, type Actor } from "#accounts/authoriser.ts";
import { inTransaction } from "#platform/db.ts";
import { announceAll } from "#platform/notices.ts";
import { publishStories } from "../../publish.ts";
import type { Edition } from "../../story.ts";
import { lockWriters } from "../../writing/existing.ts";
import { publicationTime } from "./publication-time.ts";

/** Publications of one transaction: enough that their cost is shared, few enough that it is short. */
export const BATCH = 25;

type Due = {
  id: string;
  due_at: Date;
  published_at: Date | null;
  live: string;
  live_revision: number | null;
  content: unknown;
  headline: string;
  draft_version: number | null;
  now: Date;
};

/** What is due by the database's clock, can be shown without more ado, and nobody else is at. */
const CLAIM = `SELECT s.id FROM story_schedule w JOIN story s ON s.id = w.story_id
  WHERE w.failed_at IS NULL AND w.try_at <= clock_timestamp() AND s.state IN ('draft', 'unpublished')
  ORDER BY w.due_at, s.id LIMIT ${BATCH} FOR NO KEY UPDATE OF s SKIP LOCKED`;

/** Read again now that the stories are ours: what was called off or changed meanwhile is not among them. */
const READ = `SELECT s.id, w.due_at, s.published_at, s.state AS live, s.revision AS live_revision, r.content,
    coalesce(d.content->>'headline', '') AS headline, r.draft_version, clock_timestamp() AS now
  FROM story_schedule w JOIN story s ON s.id = w.story_id
  JOIN story_revision r ON r.story_id = w.story_id AND r.number = w.revision
  JOIN story_draft d ON d.story_id = s.id
  WHERE s.id = ANY($1) AND w.failed_at IS NULL AND w.try_at <= clock_timestamp() AND s.state IN ('draft', 'unpublished')
    AND (d.embargo_at IS NULL OR d.embargo_at <= clock_timestamp())
  ORDER BY w.due_at, s.id`;

/**
 * Publishes several stories whose time has come, in one transaction: claimed, shown and crossed off together.
 * @returns how many; 0 where nothing is due that is as simple as that
 * @throws what the first that cannot be published throws; then none of them is
 */
export async function publishBatch(
  pool: Pool,
  edition: Pick<Edition, "code" | "zone">,
  by: Actor,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await lockWriters(client);
    const { rows: claimed } = await client.query<{ id: string }>(CLAIM);
    if (claimed.length === 0) return 0;
    const { rows: due } = await client.query<Due>(READ, [claimed.map(({ id }) => id)]);
    const now = due[0]?.now;
    if (now === undefined) return 0;
    const ids = due.map(({ id }) => id);
    await client.query("UPDATE story_draft SET live_version = NULL WHERE story_id = ANY($1)", [
      ids,
    ]);
    await client.query("DELETE FROM story_schedule WHERE story_id = ANY($1)", [ids]);
    const written = await publishStories(
      client,
      {
        edition,
        stories: due.map(({ id, content, published_at: before, due_at: dueAt }) => ({
          id,
          content,
          publishedAt: before ?? publicationTime(dueAt, now),
        })),
      },
      by,
      now,
    );
    await settle(client, due, by, now);
    for (const [index, { path, revision }] of written.entries()) {
      const story = due[index];
      if (story === undefined) throw new Error("Cannot log a publication: none was due");
      await recordAct(
        client,
        {
          by,
          act: "story.publish",
          subject: { kind: "story", id: story.id },
          before: {
            headline: story.headline,
            work: "scheduled",
            live: story.live === "draft" ? null : story.live,
            revision: story.live_revision,
          },
          after: { work: "published", live: "published", revision, path },
        },
        now,
      );
    }
    return due.length;
  });
}

/** Marks the drafts as shown and tells all nodes, in one statement each. */
async function settle(
  client: PoolClient,
  due: readonly Due[],
  by: Actor,
  now: Date,
): Promise<void> {
  const name = actorName(by);
  await client.query(
    `UPDATE story_draft d SET live_version = coalesce(r.version, d.version),
       kept_version = greatest(d.kept_version, coalesce(r.version, d.version)), kept_at = $2,
       work_state = 'published', worked_at = $2, worked_by = $3
     FROM json_to_recordset($1) AS r (id uuid, version integer) WHERE d.story_id = r.id`,
    [JSON.stringify(due.map((one) => ({ id: one.id, version: one.draft_version }))), now, name],
  );
  await announceAll(
    client,
    due.map(({ id }) => ({
      kind: "story.moved",
      story: id,
      act: "story.publish",
      work: "published",
      by: name,
    })),
  );
}
