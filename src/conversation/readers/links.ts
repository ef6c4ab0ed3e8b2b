import { randomUUID } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { z } from "zod";
import { takeTry } from "#accounts/limits.ts";
import { listStaffNames } from "#accounts/names.ts";
import { emailKey } from "#accounts/people.ts";
import { deadLink, newToken, tokenHash } from "#accounts/sessions.ts";
import { inTransaction } from "#platform/db.ts";
import { Refusal } from "#platform/refusal.ts";
import { cleanName, demandGoodName, nameKey, wrongName } from "./reader-names.ts";
import { beginReaderSession } from "./sessions.ts";

/** A mailed link opens for half an hour. */
export const LINK_MS = 30 * 60_000;

/**
 * Makes the link that is mailed to an address; undefined when it has got enough mails for now. Whoever asks is told the
 * same whether the address has an account or not. An older link of the address stops working.
 */
export async function makeLink(
  db: Pool,
  input: { readonly email: string; readonly back: string; readonly draft?: LinkDraft | undefined },
  now: Date,
): Promise<{ email: string; token: string } | undefined> {
  const key = emailKey(input.email);
  try {
    await takeTry(db, "readerLinkAccount", key, now);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  const token = newToken();
  await db.query(
    `INSERT INTO reader_link (token_hash, email, email_key, back, created_at, draft) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (email_key) DO UPDATE SET token_hash = $1, email = $2, back = $4, created_at = $5, draft = $6`,
    [
      tokenHash(token),
      input.email,
      key,
      input.back,
      now,
      input.draft === undefined ? null : JSON.stringify(input.draft),
    ],
  );
  return { email: input.email, token };
}

/** What somebody wanted to post before they were signed in. */
const Draft = z.object({
  story: z.string(),
  parent: z.string().optional(),
  text: z.string(),
  quote: z.string(),
});
export type LinkDraft = z.infer<typeof Draft>;

type Link = {
  email: string;
  email_key: string;
  back: string;
  draft: unknown;
  reader: string | null;
};

async function findLink(db: Pool | PoolClient, token: string, now: Date): Promise<Link> {
  const { rows } = await db.query<Link>(
    `SELECT l.email, l.email_key, l.back, l.draft, r.id AS reader FROM reader_link l
     LEFT JOIN reader r ON r.email_key = l.email_key WHERE l.token_hash = $1 AND l.created_at > $2`,
    [tokenHash(token), new Date(now.getTime() - LINK_MS)],
  );
  const [link] = rows;
  if (link === undefined) throw deadLink();
  return link;
}

/**
 * What a link would do, without using it up: programs that look into mails open links too.
 * @throws Refusal `notFound` for a link that is used, too old or never was
 */
export async function peekAtLink(
  db: Pool,
  token: string,
  now: Date,
): Promise<{ email: string; back: string; hasAccount: boolean }> {
  const { email, back, reader } = await findLink(db, token, now);
  return { email, back, hasAccount: reader !== null };
}

/**
 * Uses a link up: signs in its reader, or makes the account under `name` where the address has none yet.
 * @throws Refusal `notFound` for a dead link, `invalid` for a name that may not be taken
 */
export async function useLink(
  db: Pool,
  input: {
    readonly token: string;
    readonly name: string | undefined;
    readonly site: string;
    readonly agent: string;
    readonly before?: string | undefined;
  },
  now: Date,
): Promise<{ token: string; back: string; draft: LinkDraft | undefined }> {
  const staff = await listStaffNames(db);
  return inTransaction(db, async (client) => {
    await client.query("SELECT FROM reader_link WHERE token_hash = $1 FOR UPDATE", [
      tokenHash(input.token),
    ]);
    const link = await findLink(client, input.token, now);
    const reader = link.reader ?? (await insertReader(client, link, { ...input, staff }, now));
    await client.query("DELETE FROM reader_link WHERE token_hash = $1", [tokenHash(input.token)]);
    const token = await beginReaderSession(client, { ...input, reader }, now);
    const draft = link.draft === null ? undefined : Draft.parse(link.draft);
    return { token, back: link.back, draft };
  });
}

async function insertReader(
  client: PoolClient,
  link: Link,
  input: {
    readonly name: string | undefined;
    readonly site: string;
    readonly staff: readonly string[];
  },
  now: Date,
): Promise<string> {
  const name = cleanName(input.name ?? "");
  await demandGoodName(client, name, input);
  const id = randomUUID();
  const { rowCount } = await client.query(
    `INSERT INTO reader (id, name, name_key, email, email_key, created_at, name_changed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $6) ON CONFLICT (name_key) DO NOTHING`,
    [id, name, nameKey(name), link.email, link.email_key, now],
  );
  if (rowCount === 0) throw wrongName("taken");
  return id;
}
