import type { Pool } from "pg";
import { composeCopies, type BulkMailer } from "./bulk-mail.ts";
import type { Clock } from "#platform/clock.ts";
import { inTransaction } from "#platform/db.ts";
import { listCardsById } from "#stories/read.ts";
import { countCopies, giveUpLostCopies, nextCopyAt, type CopyOutcome } from "../dispatch/copies.ts";
import { runDispatch } from "../dispatch/run-dispatch.ts";
import { getIssue } from "./issues.ts";
import { renderIssue, type IssueLook, type RenderedIssue } from "./render-issue.ts";
import { endSubscription, type NewsletterKind } from "./subscribers.ts";
import { makeToken } from "./tokens.ts";

/** What sending an issue needs. */
export type SendingDeps = {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly bulk: BulkMailer;
  readonly look: () => IssueLook;
  readonly from: () => { readonly name: string; readonly address: string };
  readonly perSecond: number;
  /** Secret of the links in mails. */
  readonly key: () => Promise<string>;
};

/** Senders side by side, and copies that each has in hand: at most their product may be unknown after a crash. */
export const SENDERS = 4;
const AT_ONCE = 5;
/** Minutes before each next try of a copy that the server did not take yet. */
const WAIT_MINUTES = [2, 10, 60, 240] as const;
/** So many in a row that were not taken: the server is away, and the rest waits for the next look. */
const AWAY_AFTER = 20;

/** An issue as it is sent, with its stories as they are now; those that are no longer published are left out. */
export async function renderNow(
  pool: Pool,
  look: IssueLook,
  id: string,
): Promise<{ readonly kind: NewsletterKind; readonly rendered: RenderedIssue }> {
  const { kind, content } = await getIssue(pool, id);
  const cards = await listCardsById(pool, content.stories);
  const { subject, intro, title, note } = content;
  const parts = { id, kind, subject, intro, note, cards };
  return {
    kind,
    rendered: renderIssue(
      { ...parts, title: title === "" ? subject : title, isRanked: kind !== "issues" },
      look,
    ),
  };
}

/**
 * Begins a scheduled issue whose time has come: what it says is fixed, and every subscriber of its kind gets a copy that
 * waits, in one transaction.
 */
export async function beginIssue(
  pool: Pool,
  look: IssueLook,
  id: string,
  now: Date,
): Promise<void> {
  const { kind, rendered } = await renderNow(pool, look, id);
  await inTransaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE newsletter_issue SET state = 'sending', begun_at = $2, rendered = $3
       WHERE id = $1 AND state = 'scheduled' AND send_at <= $2`,
      [id, now, JSON.stringify(rendered)],
    );
    if (rowCount !== 1) return;
    await client.query(
      `INSERT INTO dispatch_copy (dispatch_id, recipient_id, due_at)
       SELECT $1, id, $3 FROM subscriber WHERE state = 'active' AND $2 = ANY (kinds)`,
      [id, kind, now],
    );
  });
}

type Recipient = { readonly id: string; readonly email: string };

async function findRecipients(
  pool: Pool,
  ids: readonly string[],
  kind: NewsletterKind,
): Promise<Map<string, Recipient>> {
  const { rows } = await pool.query<Recipient>({
    name: "newsletter_recipients",
    text: "SELECT id, email FROM subscriber WHERE id = ANY($1::uuid[]) AND state = 'active' AND $2 = ANY (kinds)",
    values: [ids, kind],
  });
  return new Map(rows.map((row) => [row.id, row]));
}

const isRendered = (value: unknown): value is RenderedIssue =>
  typeof value === "object" && value !== null && "html" in value && "links" in value;

/**
 * Sends the copies of an issue that are due, and ends it when none is left. Each copy is claimed before it is sent: one
 * whose sender dies, or whose connection breaks in the middle of it, is unknown and never sent again.
 */
export async function sendIssue(deps: SendingDeps, id: string, signal: AbortSignal): Promise<void> {
  const { pool, clock, bulk } = deps;
  const { rows } = await pool.query<{ kind: NewsletterKind; rendered: unknown }>(
    "SELECT kind, rendered FROM newsletter_issue WHERE id = $1 AND state = 'sending'",
    [id],
  );
  const [row] = rows;
  if (row === undefined) return;
  if (!isRendered(row.rendered)) throw new Error(`Cannot send issue ${id}: it is not rendered`);
  const { siteUrl } = deps.look();
  const key = await deps.key();
  const from = deps.from();
  const host = from.address.split("@")[1] ?? "localhost";
  const leaveAt = `${siteUrl}/newsletter/unsubscribe/`;
  const copyOf = await composeCopies({
    from,
    ...row.rendered,
    headers: {
      "List-Id": `<newsletter-${row.kind}.${host}>`,
      // RFC 2369 and RFC 8058: programs for mail show a button, which asks with POST and no cookie.
      "List-Unsubscribe": `<${leaveAt}zz-place-token-zz>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      Precedence: "bulk",
      "Auto-Submitted": "auto-generated",
    },
  });
  const away = new AbortController();
  let inARow = 0;

  async function send({ id: subscriber, email }: Recipient, tries: number): Promise<CopyOutcome> {
    const token = makeToken(key, "keep", subscriber);
    const places = {
      token,
      leave: leaveAt + token,
      change: `${siteUrl}/newsletter/preferences/${token}`,
    };
    const outcome = await bulk.send({
      to: email,
      bounceTo: `bounce+${makeToken(key, "bounce", subscriber)}@${host}`,
      message: copyOf({ to: email, places }),
    });
    const { kind, answer } = outcome;
    inARow = kind === "later" ? inARow + 1 : 0;
    if (inARow >= AWAY_AFTER) away.abort();
    if (kind === "sent") return { kind };
    if (kind === "unknown") return { kind, answer };
    const now = clock.now();
    if (outcome.isNoAddress)
      await endSubscription(pool, { id: subscriber, kind: "bounced", why: answer }, now);
    const minutes = kind === "later" ? WAIT_MINUTES[tries - 1] : undefined;
    if (minutes === undefined) return { kind: "refused", answer };
    return { kind: "waiting", at: new Date(now.getTime() + minutes * 60_000), answer };
  }

  if (await bulk.isThere())
    await runDispatch(
      deps,
      {
        dispatch: id,
        findRecipients: (ids) => findRecipients(pool, ids, row.kind),
        send,
        senders: SENDERS,
        atOnce: AT_ONCE,
        perSecond: deps.perSecond,
      },
      AbortSignal.any([signal, away.signal]),
    );
  await endIssue(pool, id, clock.now());
}

/** Ends an issue of which no copy is left to send. */
async function endIssue(pool: Pool, id: string, now: Date): Promise<void> {
  await giveUpLostCopies(pool, id, now);
  if (!(await nextCopyAt(pool, id)).isDone) return;
  const counts = (await countCopies(pool, [id]))(id);
  await pool.query(
    `UPDATE newsletter_issue SET state = 'sent', ended_at = $2, results = $3 WHERE id = $1 AND state = 'sending'`,
    [id, now, JSON.stringify(counts)],
  );
}
