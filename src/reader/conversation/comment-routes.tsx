import { Hono } from "hono";
import { z } from "zod";
import { appreciate, deleteComment, editComment } from "#conversation/comments/change-comment.ts";
import { findOwnComment, marksOf } from "#conversation/comments/own-comments.ts";
import { StandingRefusal } from "#conversation/comments/judging.ts";
import { postComment } from "#conversation/comments/post-comment.ts";
import { findPlace, listComments } from "#conversation/comments/threads.ts";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";
import { findStoryById } from "#stories/read.ts";
import { freshPage } from "../frame/respond.ts";
import { htmlOf } from "../frame/html-text.ts";
import { signInPage } from "./sign-in-pages.tsx";
import { commentHref, talkHref, writeHref } from "./addresses.ts";
import { Comment } from "./comment-view.tsx";
import type { Live } from "./live.ts";
import { accountStrings, talkStrings, writeStrings } from "./strings.ts";
import {
  demandReader,
  fieldsOf,
  idOf,
  isOfIsland,
  readerOf,
  toldOf,
  type TalkContext,
  type TalkEnv,
} from "./talk-env.ts";
import { deletePage, editPage, postedPage, saidPage, writePage } from "./write-pages.tsx";

const Text = z.string().max(20_000);
const optionalId = z
  .union([z.uuid(), z.literal("")])
  .nullish()
  .transform((id) => (id === "" || id === null ? undefined : id));
const Written = z.strictObject({
  key: z.string().min(8).max(100).optional(),
  story: z.uuid(),
  parent: optionalId,
  text: Text.default(""),
  quote: Text.default(""),
});
type Written = z.infer<typeof Written>;

const noStory = (): Refusal =>
  new Refusal("notFound", "no story of this id is published", {
    told: { ar: "هذه المادة لم تعد منشورة.", en: "This story is no longer published." },
  });

/** The page on which something is written, with what was typed so far and what was wrong with it. */
async function writingPage(
  c: TalkContext,
  written: Written,
  look: { readonly name: string; readonly isReview: boolean; readonly told?: string },
): Promise<string> {
  const { deps, frame } = c.var;
  const story = await findStoryById(deps.pool, written.story);
  if (story === undefined) throw noStory();
  const [parent] =
    written.parent === undefined ? [] : await listComments(deps.pool, [written.parent]);
  const { text, quote, key } = written;
  return writePage(frame, { story, parent: parent?.comment, text, quote, key }, look);
}

/** What somebody wrote without being signed in is kept until they are. */
function signInToPost(c: TalkContext, written: Written): Response {
  const { story, parent, text, quote } = written;
  return freshPage(
    signInPage(c.var.frame, {
      back: writeHref(story, parent),
      email: "",
      draft: { story, parent, text, quote },
      title: writeStrings.mustSignIn,
      intro: text === "" ? accountStrings.signInIntro : writeStrings.mustSignInText,
    }),
    200,
  );
}

const retryOf = (error: Refusal): Record<string, string> =>
  error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(error.retryAfterSeconds) };

/** What the island is told of a refusal. */
export function toldJson(error: Refusal): Response {
  return Response.json(
    { told: toldOf(error), retryAfterSeconds: error.retryAfterSeconds ?? null },
    { status: error.status, headers: { "Cache-Control": "no-store", ...retryOf(error) } },
  );
}

async function writeGet(c: TalkContext): Promise<Response> {
  const query = parseQuery(
    new URL(c.req.url),
    z.strictObject({
      story: z.uuid(),
      parent: optionalId,
      quote: z.string().max(1000).default(""),
    }),
  );
  const written = { ...query, text: "" };
  const reader = await readerOf(c);
  if (reader === undefined) return signInToPost(c, written);
  return freshPage(await writingPage(c, written, { name: reader.name, isReview: false }), 200);
}

async function writePost(c: TalkContext): Promise<Response> {
  const written = await fieldsOf(c, Written);
  const reader = await readerOf(c);
  if (reader === undefined) return signInToPost(c, written);
  return freshPage(await writingPage(c, written, { name: reader.name, isReview: true }), 200);
}

async function post(c: TalkContext): Promise<Response> {
  const { deps, now } = c.var;
  const forIsland = isOfIsland(c);
  const written = await fieldsOf(c, Written);
  const reader = forIsland ? await demandReader(c) : await readerOf(c);
  if (reader === undefined) return signInToPost(c, written);
  const key = c.req.header("idempotency-key") ?? written.key;
  if (key === undefined || !/^[\w-]{8,100}$/.test(key))
    throw new Refusal("invalid", "Cannot post: need an Idempotency-Key of 8 to 100 signs");
  try {
    const { id, state } = await postComment(
      deps.pool,
      { ...written, key, parent: written.parent ?? null },
      reader.id,
      now,
    );
    if (!forIsland) return c.redirect(`/conversation/posted/${id}`, 303);
    return Response.json(
      { id, state, html: await htmlOfOwn(c, id, reader) },
      { status: 201, headers: { "Cache-Control": "no-store" } },
    );
  } catch (error) {
    if (!(error instanceof Refusal) || forIsland) throw error;
    if (error instanceof StandingRefusal) return c.redirect("/conversation/standing", 303);
    const look = { name: reader.name, isReview: true, told: toldOf(error) };
    return freshPage(await writingPage(c, { ...written, key }, look), error.status, retryOf(error));
  }
}

/** A reader's own comment as the thread shows it, also while only they see it. */
async function htmlOfOwn(
  c: TalkContext,
  id: string,
  reader: { readonly id: string; readonly name: string },
): Promise<string> {
  const { deps, now, frame } = c.var;
  const own = await findOwnComment(deps.pool, { comment: id, reader: reader.id }, now);
  if (own === undefined) return "";
  const comment = {
    id,
    root: own.parent ?? id,
    parent: own.parent,
    isShown: true,
    isDeleted: false,
    author: reader.name,
    text: own.text,
    quote: own.quote,
    createdAt: own.createdAt,
    editedAt: null,
    revision: own.revision,
    likes: own.likes,
    isFeatured: false,
    answers: null,
  };
  const level = own.parent === null ? 2 : 3;
  return htmlOf(Comment({ comment, place: { edition: frame.edition, story: own.story, level } }));
}

async function getOwn(c: TalkContext) {
  const reader = await demandReader(c);
  const { deps, now } = c.var;
  const own = await findOwnComment(deps.pool, { comment: idOf(c), reader: reader.id }, now);
  if (own === undefined) throw new Refusal("notFound", "the reader has no such comment");
  return { own, reader };
}

async function permalink(c: TalkContext): Promise<Response> {
  const id = idOf(c);
  const place = await findPlace(c.var.deps.pool, id);
  if (place !== undefined)
    return c.redirect(
      `${encodeURI(talkHref(place.path, { thread: place.root, page: place.page }))}#c-${id}`,
      302,
    );
  const { own } = await getOwn(c).catch(() => {
    throw new Refusal("notFound", "no such comment is published");
  });
  return freshPage(postedPage(c.var.frame, own), 200);
}

async function edit(c: TalkContext): Promise<Response> {
  const { deps, now, frame } = c.var;
  const id = idOf(c);
  const fields = await fieldsOf(
    c,
    z.strictObject({ revision: z.coerce.number().int().min(1), text: Text }),
  );
  const { own, reader } = await getOwn(c);
  try {
    await editComment(deps.pool, { ...fields, comment: id, reader: reader.id }, now);
  } catch (error) {
    if (!(error instanceof Refusal) || isOfIsland(c)) throw error;
    return freshPage(
      editPage(frame, own, { text: fields.text, told: toldOf(error) }),
      error.status,
    );
  }
  if (!isOfIsland(c)) return c.redirect(`/conversation/posted/${id}`, 303);
  return Response.json(
    { html: await htmlOfOwn(c, id, reader) },
    { headers: { "Cache-Control": "no-store" } },
  );
}

async function remove(c: TalkContext): Promise<Response> {
  const { own, reader } = await getOwn(c);
  await deleteComment(c.var.deps.pool, { comment: own.id, reader: reader.id });
  if (isOfIsland(c)) return new Response(null, { status: 204 });
  return freshPage(
    saidPage(c.var.frame, {
      title: writeStrings.deletedTitle,
      text: writeStrings.deleteSure,
      on: talkStrings.wholeConversation,
      href: talkHref(own.story.path),
    }),
    200,
  );
}

async function like(c: TalkContext): Promise<Response> {
  const id = idOf(c);
  const forIsland = isOfIsland(c);
  const reader = forIsland ? await demandReader(c) : await readerOf(c);
  if (reader === undefined)
    return freshPage(signInPage(c.var.frame, { back: commentHref(id), email: "" }), 200);
  const { on } = await fieldsOf(
    c,
    z.object({ on: z.union([z.boolean(), z.literal("off").transform(() => false)]).default(true) }),
  );
  const likes = await appreciate(c.var.deps.pool, { comment: id, reader: reader.id, isOn: on });
  if (!forIsland) return c.redirect(commentHref(id), 303);
  return Response.json({ likes }, { headers: { "Cache-Control": "no-store" } });
}

/** What the island must know of whoever reads. */
async function me(c: TalkContext): Promise<Response> {
  const { story } = parseQuery(new URL(c.req.url), z.strictObject({ story: z.uuid() }));
  const reader = await readerOf(c);
  const headers = { "Cache-Control": "no-store" };
  if (reader === undefined) return Response.json({ reader: null }, { headers });
  const marks = await marksOf(c.var.deps.pool, { reader: reader.id, story });
  return Response.json(
    { reader: { name: reader.name, unseen: reader.unseen }, ...marks },
    { headers },
  );
}

/** Everything below `/conversation`. */
export function commentRoutes(live: Live): Hono<TalkEnv> {
  const app = new Hono<TalkEnv>();
  app.get("/write", (c) => writeGet(c));
  app.post("/write", (c) => writePost(c));
  app.post("/comments", (c) => post(c));
  app.get("/comments/:id", (c) => permalink(c));
  app.get("/posted/:id", async (c) =>
    freshPage(postedPage(c.var.frame, (await getOwn(c)).own), 200),
  );
  app.get("/comments/:id/edit", async (c) => {
    const { own } = await getOwn(c);
    return freshPage(editPage(c.var.frame, own, { text: own.text }), 200);
  });
  app.post("/comments/:id/edit", (c) => edit(c));
  app.get("/comments/:id/delete", async (c) =>
    freshPage(deletePage(c.var.frame, (await getOwn(c)).own), 200),
  );
  app.post("/comments/:id/delete", (c) => remove(c));
  app.post("/comments/:id/appreciate", (c) => like(c));
  app.get("/me", (c) => me(c));
  app.get("/live", (c) =>
    live.open(parseQuery(new URL(c.req.url), z.strictObject({ story: z.uuid() })).story),
  );
  return app;
}
