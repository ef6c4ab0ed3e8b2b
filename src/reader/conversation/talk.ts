import { Hono } from "hono";
import { createRateLimit } from "#platform/http/rate-limit.ts";
import { demandSameOrigin, siteOrigins } from "#platform/http/same-origin.ts";
import { Refusal } from "#platform/refusal.ts";
import { createFrames } from "../frame/frame.ts";
import { freshPage } from "../frame/respond.ts";
import { signInPage } from "./sign-in-pages.tsx";
import { answerTransparency, moderationRoutes } from "./moderation/moderation-routes.ts";
import { accountRoutes } from "./account-routes.tsx";
import { commentRoutes, toldJson } from "./comment-routes.tsx";
import { createLive } from "./live.ts";
import { accountStrings, talkStrings } from "./strings.ts";
import {
  isOfIsland,
  readerCookie,
  toldOf,
  type TalkBindings,
  type TalkDeps,
  type TalkEnv,
} from "./talk-env.ts";
import { saidPage } from "./write-pages.tsx";

/** What readers do: everything below `/conversation` and `/account`. Nothing of it is kept by anyone. */
export type Talk = {
  answer(request: Request, bindings: TalkBindings): Promise<Response>;
  /** Ends the streams of those who follow. */
  stop(): void;
};

/** Forms that one address may send in a minute: many readers may share one. */
const FORMS_A_MINUTE = 60;
/** Mail programs end mails for their people by such a request, from no page of ours (RFC 8058). */
const ONE_CLICK = "/account/unsubscribe/";

/** Puts the conversation's face together. */
export function createTalk(deps: TalkDeps): Talk {
  const { context } = deps;
  const { siteUrl, clock, log } = context;
  const origins = siteOrigins(siteUrl);
  const cookie = readerCookie(siteUrl);
  const frameOf = createFrames(context);
  const forms = createRateLimit({ requests: FORMS_A_MINUTE, seconds: 60 });
  const live = createLive({ ...deps, edition: context.edition, log });
  const app = new Hono<TalkEnv>();

  app.use(async (c, next) => {
    const { method, path } = c.req;
    if (method !== "GET" && method !== "HEAD") {
      if (!path.startsWith(ONE_CLICK)) demandSameOrigin(c.req.raw, origins);
      await forms.take(c.env.client?.group ?? "");
    }
    c.set("deps", deps);
    c.set("now", clock.now());
    c.set("cookie", cookie);
    c.set("token", cookie.tokenIn(c.req.header("cookie")));
    c.set("frame", await frameOf(c.req.raw));
    await next();
  });
  app.get("/transparency", (c) => answerTransparency(c));
  app.route("/conversation", moderationRoutes());
  app.route("/conversation", commentRoutes(live));
  app.route("/account", accountRoutes);
  app.notFound(() => {
    throw new Refusal("notFound", "nothing is at this address");
  });
  app.onError((error, c) => {
    if (!(error instanceof Refusal)) throw error;
    log.info({ refused: error.kind, detail: error.message }, "the conversation refused a request");
    if (isOfIsland(c)) return toldJson(error);
    const { frame } = c.var;
    // Without a frame the request never came as far as a page: the front answers.
    if (frame === undefined) throw error;
    const headers: Record<string, string> =
      error.retryAfterSeconds === undefined
        ? {}
        : { "Retry-After": String(error.retryAfterSeconds) };
    if (error.kind === "signedOut") {
      const back = c.req.method === "GET" ? c.req.path : "/account";
      return freshPage(signInPage(frame, { back, email: "", told: toldOf(error) }), 401, headers);
    }
    const said = {
      title: accountStrings.wrong,
      text: toldOf(error),
      on: frame.edition.name || talkStrings.join,
      href: "/",
    };
    return freshPage(saidPage(frame, said), error.status, headers);
  });

  return {
    answer: async (request, bindings) => app.fetch(request, bindings),
    stop: () => live.stop(),
  };
}
