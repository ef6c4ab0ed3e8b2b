import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type { Page } from "playwright-core";
import { judge } from "#conversation/moderation/judge.ts";
import { loadPolicy } from "#conversation/moderation/policy.ts";
import { givenReader } from "#conversation/testing/given-readers.ts";
import type { Site } from "./site.ts";

/** A reader of a journey, signed in. */
export type JourneyReader = { readonly id: string; readonly name: string; readonly token: string };

/** Somebody with an account who has been here for a while, or has just come. */
export async function reader(pool: Pool, name: string, isNew = false): Promise<JourneyReader> {
  return { ...(await givenReader(pool, name, new Date(), { isNew })), name };
}

/** Posts as the page does, and gives the comment's id and state. */
export async function post(
  site: Pick<Site, "url">,
  by: JourneyReader,
  story: string,
  text: string,
): Promise<{ id: string; state: string }> {
  const answer = await fetch(`${site.url}/conversation/comments`, {
    method: "POST",
    headers: {
      accept: "application/json",
      "content-type": "application/json",
      origin: site.url,
      cookie: `warraq-reader=${by.token}`,
      "idempotency-key": randomUUID(),
    },
    body: JSON.stringify({ story, text }),
  });
  if (!answer.ok) throw new Error(`not posted: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as { id: string; state: string };
}

/** Signs a browser in as a reader. */
export async function signInReader(page: Page, site: Pick<Site, "url">, by: JourneyReader) {
  await page
    .context()
    .addCookies([{ name: "warraq-reader", value: by.token, url: site.url, httpOnly: true }]);
}

/** Comments that wait, straight into the tables, as the phases judge their texts. */
export async function waitingComments(
  pool: Pool,
  story: string,
  rows: readonly { readonly reader: string; readonly text: string }[],
): Promise<string[]> {
  const policy = await loadPolicy(pool, "ar");
  const ids: string[] = [];
  for (const [at, { reader, text }] of rows.entries()) {
    const id = randomUUID();
    const { verdicts, similarity } = judge(
      {
        text,
        story: { isClosed: false, ageDays: 1, closesAfterDays: null, mode: "before", risk: "none" },
        reader: {
          accountAgeHours: 1,
          approved: 0,
          rejectedRecently: 0,
          decidedRecently: 0,
          isTrusted: false,
          mustWait: false,
        },
        recentTexts: [],
        isEdit: false,
      },
      policy,
    );
    await pool.query(
      `INSERT INTO comment (id, story_id, reader_id, root_id, state, body, created_at, verdicts, similarity)
       VALUES ($1, $2, $3, $1, 'held', $4, $5, $6, $7)`,
      [
        id,
        story,
        reader,
        text,
        new Date(Date.now() - (rows.length - at) * 60_000),
        JSON.stringify(verdicts),
        similarity,
      ],
    );
    ids.push(id);
  }
  return ids;
}
