import { createHash, randomUUIDv7 } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { inTransaction } from "#platform/db.ts";
import { Refusal, type Told } from "#platform/refusal.ts";
import { DEFAULT_EDITION } from "#stories/edition.ts";
import { findStoryById } from "#stories/read.ts";
import { loadPolicy } from "../moderation/policy.ts";
import { cleanText, isOfStory, MAX_COMMENT_LETTERS, MAX_QUOTE_LETTERS } from "./comment-text.ts";
import { judgeWritten } from "./judging.ts";
import { demandPause } from "./posting-limits.ts";
import { announceShown, countShown, tellParent } from "./states.ts";

/** A comment that a reader wants to post. */
export type NewComment = {
  /** Made by the form or the page: the same post again has the same key, and makes nothing new for a day. */
  readonly key: string;
  readonly story: string;
  readonly parent: string | null;
  readonly text: string;
  /** Words of the story that it is about; empty: none. */
  readonly quote: string;
};

/** What became of a post. */
export type Posted = {
  readonly id: string;
  readonly state: "published" | "held";
};

const tellOf = (ar: string, en: string): { told: Told } => ({ told: { ar, en } });

const digestOf = (input: NewComment): Buffer =>
  createHash("sha256")
    .update(JSON.stringify([input.story, input.parent, cleanText(input.text), input.quote]))
    .digest();

/** @throws Refusal `invalid` for a text that is empty or too long */
export function demandText(text: string): string {
  const clean = cleanText(text);
  const letters = Array.from(clean).length;
  if (!/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(clean))
    throw new Refusal("invalid", "Cannot post: the comment is empty", {
      ...tellOf("التعليق فارغ: اكتب شيئًا أولًا.", "The comment is empty: write something first."),
    });
  if (letters > MAX_COMMENT_LETTERS || clean.length > 5000)
    throw new Refusal("invalid", `Cannot post: over ${MAX_COMMENT_LETTERS} letters`, {
      ...tellOf(
        `التعليق طويل: الحد ${MAX_COMMENT_LETTERS} حرف، وكتبت ${letters}.`,
        `The comment is long: ${MAX_COMMENT_LETTERS} letters at most, you wrote ${letters}.`,
      ),
    });
  return clean;
}

async function findPosted(
  client: PoolClient,
  reader: string,
  input: NewComment,
): Promise<Posted | undefined> {
  const { rows } = await client.query<{ comment_id: string; digest: Buffer; state: string }>({
    name: "comment_posted",
    text: `SELECT q.comment_id, q.digest, c.state FROM comment_request q JOIN comment c ON c.id = q.comment_id
           WHERE q.reader_id = $1 AND q.key = $2`,
    values: [reader, input.key],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  if (!row.digest.equals(digestOf(input)))
    throw new Refusal("conflict", "Cannot post: the key belongs to another post", {
      ...tellOf(
        "نُشر من هذه الصفحة تعليق آخر. افتح المحادثة واكتب من جديد.",
        "Another comment was posted from this page. Open the conversation and write anew.",
      ),
    });
  return { id: row.comment_id, state: row.state === "held" ? "held" : "published" };
}

/** Where a comment stands: below a story that readers see, below a comment that they see. */
type Place = { readonly root: string | null; readonly quote: string };

async function placeOf(
  client: PoolClient,
  input: Pick<NewComment, "story" | "parent" | "quote">,
): Promise<Place> {
  const story = await findStoryById(client, input.story);
  if (story === undefined)
    throw new Refusal("notFound", "no story of this id is published", {
      ...tellOf("هذه المادة لم تعد منشورة.", "This story is no longer published."),
    });
  const quote = cleanText(input.quote).slice(0, MAX_QUOTE_LETTERS);
  if (quote !== "" && !isOfStory(quote, story.bodyText))
    throw new Refusal("invalid", "Cannot quote: the words are not in the story", {
      ...tellOf(
        "الاقتباس ليس من نص المادة كما هو منشور الآن. اقتبس من جديد أو احذف الاقتباس.",
        "The quote is not in the story as it stands. Quote anew, or leave the quote out.",
      ),
    });
  if (input.parent === null) return { root: null, quote };
  const { rows } = await client.query<{ root_id: string }>({
    name: "comment_place",
    text: `SELECT root_id FROM comment WHERE id = $1 AND story_id = $2 AND state = 'published' FOR SHARE`,
    values: [input.parent, input.story],
  });
  const [parent] = rows;
  if (parent === undefined)
    throw new Refusal("notFound", "the comment that is answered is not there", {
      ...tellOf(
        "التعليق الذي تردّ عليه لم يعد موجودًا.",
        "The comment that you answer is no longer there.",
      ),
    });
  return { root: parent.root_id, quote };
}

/**
 * Posts a comment once, however often it is sent: one row, also when the answer to the first try got lost. What one
 * reader posts at the same time is done one after the other.
 * @throws Refusal `invalid`, `notFound` for what is not there, `tooMany` with the time to wait, `conflict`, `forbidden`
 */
export async function postComment(
  db: Pool,
  input: NewComment,
  reader: string,
  now: Date,
): Promise<Posted> {
  // Read before the transaction: inside it a second connection would be held while the first waits.
  const policy = await loadPolicy(db, DEFAULT_EDITION);
  return inTransaction(db, async (client) => {
    const { rows } = await client.query<{ created_at: Date }>({
      name: "comment_reader_lock",
      text: "SELECT created_at FROM reader WHERE id = $1 FOR NO KEY UPDATE",
      values: [reader],
    });
    const [row] = rows;
    if (row === undefined) throw new Refusal("signedOut", "the account is gone");
    const before = await findPosted(client, reader, input);
    if (before !== undefined) return before;
    const text = demandText(input.text);
    await demandPause(client, { id: reader, createdAt: row.created_at }, now);
    const place = await placeOf(client, input);
    const { state, verdicts, similarity } = await judgeWritten(
      client,
      { story: input.story, reader: { id: reader, createdAt: row.created_at }, text },
      policy,
      now,
    );
    const id = randomUUIDv7();
    await client.query({
      name: "comment_insert",
      text: `INSERT INTO comment (id, story_id, reader_id, parent_id, root_id, state, body, quote, created_at, shown_at, verdicts, similarity)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      values: [
        id,
        input.story,
        reader,
        input.parent,
        place.root ?? id,
        state,
        text,
        place.quote,
        now,
        state === "published" ? now : null,
        JSON.stringify(verdicts),
        similarity,
      ],
    });
    await client.query({
      name: "comment_request_insert",
      text: `INSERT INTO comment_request (reader_id, key, comment_id, digest, created_at) VALUES ($1, $2, $3, $4, $5)`,
      values: [reader, input.key, id, digestOf(input), now],
    });
    const made = {
      id,
      story_id: input.story,
      parent_id: input.parent,
      root_id: place.root ?? id,
      reader_id: reader,
    };
    if (state === "published") {
      await tellParent(client, made, now);
      await countShown(client, made, 1);
      await announceShown(client, input.story, id);
    }
    return { id, state };
  });
}
