import { Hono } from "hono";
import { z } from "zod";
import { takeTry } from "#accounts/limits.ts";
import { Email } from "#accounts/people.ts";
import { listOwnComments } from "#conversation/comments/own-comments.ts";
import {
  changeDigest,
  changeReaderName,
  deleteReader,
  exportReader,
} from "#conversation/readers/account.ts";
import { findUnsubscribe, unsubscribe } from "#conversation/readers/digest.ts";
import { makeLink, peekAtLink, useLink } from "#conversation/readers/links.ts";
import { linkMail } from "#conversation/readers/mails.ts";
import { readNotices } from "#conversation/readers/notices.ts";
import { setReaderPassword, signInReader } from "#conversation/readers/passwords.ts";
import { cleanName } from "#conversation/readers/reader-names.ts";
import { endReaderSession } from "#conversation/readers/sessions.ts";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";
import { findStoryById } from "#stories/read.ts";
import { freshPage } from "../frame/respond.ts";
import {
  deleteAccountPage,
  noticesPage,
  ownCommentsPage,
  settingsPage,
  unsubscribePage,
} from "./account-pages.tsx";
import { linkPage, signInPage, type Draft } from "./sign-in-pages.tsx";
import { writeHref } from "./addresses.ts";
import { accountStrings } from "./strings.ts";
import {
  Back,
  demandReader,
  fieldsOf,
  readerOf,
  toldOf,
  type TalkContext,
  type TalkEnv,
} from "./talk-env.ts";
import { saidPage, writePage } from "./write-pages.tsx";

const draftFields = {
  story: z.uuid().optional(),
  parent: z.uuid().optional(),
  text: z.string().max(20_000).default(""),
  quote: z.string().max(20_000).default(""),
};
const Entering = z.strictObject({ email: Email, back: Back, ...draftFields });

const draftOf = (fields: {
  readonly story?: string | undefined;
  readonly parent?: string | undefined;
  readonly text: string;
  readonly quote: string;
}): Draft | undefined =>
  fields.story === undefined || fields.text === ""
    ? undefined
    : { story: fields.story, parent: fields.parent, text: fields.text, quote: fields.quote };

const groupOf = (c: TalkContext): string => c.env.client?.group ?? "";
const agentOf = (c: TalkContext): string => c.req.header("user-agent") ?? "";
const siteOf = (c: TalkContext): string => c.var.frame.edition.name;

const Token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const tokenOf = (c: TalkContext): string => Token.catch("").parse(c.req.param("token"));

const retryOf = (error: Refusal): Record<string, string> =>
  error.retryAfterSeconds === undefined ? {} : { "Retry-After": String(error.retryAfterSeconds) };

async function askForLink(c: TalkContext): Promise<Response> {
  const { deps, now, frame } = c.var;
  const fields = await fieldsOf(c, Entering);
  await takeTry(deps.pool, "readerLinkAddress", groupOf(c), now);
  const { siteUrl } = deps.context;
  // Whether there is such an account takes no longer to answer than that there is none: the mail follows the answer.
  deps.mailer.sendLater(async () => {
    const link = await makeLink(deps.pool, { ...fields, draft: draftOf(fields) }, now);
    return link === undefined
      ? undefined
      : linkMail({
          to: link.email,
          siteName: siteOf(c),
          link: `${siteUrl}/account/link/${link.token}`,
        });
  });
  return freshPage(
    saidPage(frame, {
      title: accountStrings.sentTitle,
      text: accountStrings.sent,
      on: frame.edition.name,
      href: "/",
    }),
    200,
  );
}

/** Where somebody goes on who has just signed in: to what they wrote, or to where they were. */
async function goOn(
  c: TalkContext,
  token: string,
  to: { readonly back: string; readonly draft: Draft | undefined; readonly name: string },
): Promise<Response> {
  const { cookie, deps, frame } = c.var;
  const headers = { "Set-Cookie": cookie.set(token) };
  const story = to.draft === undefined ? undefined : await findStoryById(deps.pool, to.draft.story);
  if (to.draft === undefined || story === undefined)
    return new Response(null, { status: 303, headers: { ...headers, Location: to.back } });
  const { text, quote } = to.draft;
  if (to.draft.parent !== undefined)
    return new Response(null, {
      status: 303,
      headers: { ...headers, Location: writeHref(story.id, to.draft.parent) },
    });
  const writing = { story, parent: undefined, text, quote };
  return freshPage(writePage(frame, writing, { name: to.name, isReview: true }), 200, headers);
}

async function enterByPassword(c: TalkContext): Promise<Response> {
  const { deps, now, frame, token: before } = c.var;
  const fields = await fieldsOf(c, Entering.extend({ password: z.string().max(1024) }));
  const draft = draftOf(fields);
  try {
    const place = { group: groupOf(c), agent: agentOf(c), before };
    const token = await signInReader(deps.pool, deps.hasher, { ...fields, ...place }, now);
    return await goOn(c, token, { back: fields.back, draft, name: fields.email });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const look = { ...fields, draft, told: toldOf(error), hasPassword: true };
    return freshPage(signInPage(frame, look), error.status, retryOf(error));
  }
}

async function openLink(c: TalkContext): Promise<Response> {
  const { deps, now, frame } = c.var;
  const token = tokenOf(c);
  try {
    const { email, hasAccount } = await peekAtLink(deps.pool, token, now);
    return freshPage(linkPage(frame, { token, email, hasAccount, name: "" }), 200, {
      "Referrer-Policy": "same-origin",
    });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const look = { back: "/account", email: "", told: toldOf(error) };
    return freshPage(signInPage(frame, look), error.status);
  }
}

async function useMailedLink(c: TalkContext): Promise<Response> {
  const { deps, now, frame, token: before } = c.var;
  const link = tokenOf(c);
  const { name } = await fieldsOf(c, z.strictObject({ name: z.string().max(200).optional() }));
  try {
    const used = await useLink(
      deps.pool,
      { token: link, name, site: siteOf(c), agent: agentOf(c), before },
      now,
    );
    return await goOn(c, used.token, { back: used.back, draft: used.draft, name: name ?? "" });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    if (error.kind === "notFound") {
      const look = { back: "/account", email: "", told: toldOf(error) };
      return freshPage(signInPage(frame, look), error.status);
    }
    const { email, hasAccount } = await peekAtLink(deps.pool, link, now);
    const look = { token: link, email, hasAccount, name: name ?? "", told: toldOf(error) };
    return freshPage(linkPage(frame, look), error.status, retryOf(error));
  }
}

/** Answers with the settings: what was saved, or what was wrong. */
async function settingsAfter(c: TalkContext, work: () => Promise<void>): Promise<Response> {
  const reader = await demandReader(c);
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const look = { told: toldOf(error) };
    return freshPage(settingsPage(c.var.frame, reader, look), error.status, retryOf(error));
  }
  return c.redirect("/account?saved=1", 303);
}

async function deleteAccount(c: TalkContext): Promise<Response> {
  const { deps, frame, cookie } = c.var;
  const reader = await demandReader(c);
  const fields = await fieldsOf(
    c,
    z.strictObject({ name: z.string().max(200), comments: z.enum(["delete", "keep"]) }),
  );
  if (cleanName(fields.name) !== reader.name)
    return freshPage(deleteAccountPage(frame, reader, accountStrings.wrongName), 400);
  await deleteReader(deps.pool, { reader: reader.id, comments: fields.comments });
  return freshPage(
    saidPage(frame, {
      title: accountStrings.deletedTitle,
      text: accountStrings.deletedText,
      on: frame.edition.name,
      href: "/",
    }),
    200,
    { "Set-Cookie": cookie.none },
  );
}

async function exportAccount(c: TalkContext): Promise<Response> {
  const reader = await demandReader(c);
  const all = await exportReader(c.var.deps.pool, reader.id);
  return new Response(JSON.stringify(all, null, 2), {
    headers: {
      "Content-Type": "application/json; charset=utf-8",
      "Content-Disposition": 'attachment; filename="warraq-account.json"',
      "Cache-Control": "no-store",
    },
  });
}

const Page = z.strictObject({ page: z.coerce.number().int().min(1).max(1000).default(1) });

async function ownComments(c: TalkContext): Promise<Response> {
  const { deps, now, frame } = c.var;
  const reader = await demandReader(c);
  const { page } = parseQuery(new URL(c.req.url), Page);
  const list = await listOwnComments(deps.pool, { reader: reader.id, page }, now);
  const older = list.hasMore ? `/account/comments?page=${page + 1}` : undefined;
  return freshPage(ownCommentsPage(frame, reader, { comments: list.comments, older }), 200);
}

async function settings(c: TalkContext): Promise<Response> {
  const { frame } = c.var;
  const { saved } = parseQuery(
    new URL(c.req.url),
    z.strictObject({ saved: z.literal("1").optional() }),
  );
  const reader = await readerOf(c);
  return reader === undefined
    ? freshPage(signInPage(frame, { back: "/account", email: "" }), 200)
    : freshPage(settingsPage(frame, reader, { isSaved: saved === "1" }), 200);
}

async function stopMails(c: TalkContext): Promise<Response> {
  await unsubscribe(c.var.deps.pool, tokenOf(c));
  return freshPage(
    saidPage(c.var.frame, {
      title: accountStrings.unsubscribeTitle,
      text: accountStrings.unsubscribed,
      on: accountStrings.title,
      href: "/account",
    }),
    200,
  );
}

/** Everything below `/account`. */
export const accountRoutes = new Hono<TalkEnv>()
  .get("/", (c) => settings(c))
  .get("/sign-in", async (c) => {
    const { back } = parseQuery(new URL(c.req.url), z.strictObject({ back: Back }));
    if ((await readerOf(c)) !== undefined) return c.redirect(back, 303);
    return freshPage(signInPage(c.var.frame, { back, email: "" }), 200);
  })
  .post("/sign-in", (c) => enterByPassword(c))
  .post("/link", (c) => askForLink(c))
  .get("/link/:token", (c) => openLink(c))
  .post("/link/:token", (c) => useMailedLink(c))
  .post("/sign-out", async (c) => {
    const { token, deps, cookie } = c.var;
    if (token !== undefined) await endReaderSession(deps.pool, token);
    return new Response(null, {
      status: 303,
      headers: { Location: "/", "Set-Cookie": cookie.none },
    });
  })
  .get("/comments", (c) => ownComments(c))
  .get("/notices", async (c) => {
    const reader = await demandReader(c);
    const notices = await readNotices(c.var.deps.pool, reader.id, c.var.now);
    return freshPage(noticesPage(c.var.frame, reader, notices), 200);
  })
  .post("/name", (c) =>
    settingsAfter(c, async () => {
      const reader = await demandReader(c);
      const { name } = await fieldsOf(c, z.strictObject({ name: z.string().max(200) }));
      await changeReaderName(c.var.deps.pool, { reader, name, site: siteOf(c) }, c.var.now);
    }),
  )
  .post("/digest", (c) =>
    settingsAfter(c, async () => {
      const reader = await demandReader(c);
      const { digest } = await fieldsOf(
        c,
        z.strictObject({ digest: z.literal("daily").optional() }),
      );
      await changeDigest(c.var.deps.pool, reader.id, digest ?? "off");
    }),
  )
  .post("/password", (c) =>
    settingsAfter(c, async () => {
      const { deps, now } = c.var;
      const reader = await demandReader(c);
      const fields = await fieldsOf(
        c,
        z.strictObject({
          username: z.string().max(300).optional(),
          old: z.string().max(1024).optional(),
          password: z.string().max(1024),
        }),
      );
      const { old, password } = fields;
      const input = { reader, old, password, site: siteOf(c) };
      await setReaderPassword(deps.pool, deps.hasher, input, now);
    }),
  )
  .get("/export", (c) => exportAccount(c))
  .get("/delete", async (c) =>
    freshPage(deleteAccountPage(c.var.frame, await demandReader(c)), 200),
  )
  .post("/delete", (c) => deleteAccount(c))
  .get("/unsubscribe/:token", async (c) => {
    const token = tokenOf(c);
    const isKnown = await findUnsubscribe(c.var.deps.pool, token);
    if (!isKnown) throw new Refusal("notFound", "no digest has this link");
    return freshPage(unsubscribePage(c.var.frame, token), 200);
  })
  .post("/unsubscribe/:token", (c) => stopMails(c));
