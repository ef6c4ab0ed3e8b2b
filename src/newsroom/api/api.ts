import { Hono } from "hono";
import type { Language } from "#accounts/people.ts";
import { findSession } from "#accounts/sessions.ts";
import { isConnectionFailure } from "#platform/database-breaker.ts";
import { demandSameOrigin, siteOrigins } from "#platform/http/same-origin.ts";
import { Refusal } from "#platform/refusal.ts";
import { auditRoutes } from "./audit-routes.ts";
import type { NewsroomDeps, NewsroomEnv } from "./context.ts";
import { tokenIn } from "./cookies.ts";
import { faultAnswer, refusedAnswer } from "./errors.ts";
import { labelRoutes } from "./labels/label-routes.ts";
import { sectionRoutes } from "./labels/section-routes.ts";
import { alertRoutes } from "./distribution/alert-routes.ts";
import { deliveryRoutes } from "./distribution/delivery-routes.ts";
import { newsletterRoutes } from "./distribution/newsletter-routes.ts";
import { webhookRoutes } from "./distribution/webhook-routes.ts";
import { pictureRoutes } from "./media/picture-routes.ts";
import { uploadRoutes } from "./media/upload-routes.ts";
import { declaredRoutes } from "./route.ts";
import { factorRoutes } from "./accounts/factor-routes.ts";
import { linkRoutes } from "./accounts/link-routes.ts";
import { meRoutes } from "./accounts/me-routes.ts";
import { peopleRoutes } from "./accounts/people-routes.ts";
import { sessionRoutes } from "./accounts/session-routes.ts";
import { moderationRoutes } from "./conversation/moderation-routes.ts";
import { moderationSettingsRoutes } from "./conversation/moderation-settings-routes.ts";
import { eventsRoutes } from "./events/events-routes.ts";
import { breakingRoutes } from "./site/breaking-routes.ts";
import { frontRoutes } from "./site/front-routes.ts";
import { pageRoutes } from "./site/page-routes.ts";
import { settingsRoutes } from "./site/settings-routes.ts";
import { deskRoutes } from "./stories/desk-routes.ts";
import { draftRoutes } from "./stories/draft-routes.ts";
import { previewRoutes } from "./stories/preview-routes.ts";
import { presenceRoutes } from "./stories/presence-routes.ts";
import { viewRoutes } from "./stories/view-routes.ts";
import { workflowRoutes } from "./stories/workflow-routes.ts";

/** Every route of the newsroom: each part of it hangs its own in here. */
export const newsroomRoutes = new Hono<NewsroomEnv>()
  .route("/", sessionRoutes)
  .route("/", linkRoutes)
  .route("/", meRoutes)
  .route("/", factorRoutes)
  .route("/", peopleRoutes)
  .route("/", auditRoutes)
  .route("/", eventsRoutes)
  .route("/", deskRoutes)
  .route("/", draftRoutes)
  .route("/", viewRoutes)
  .route("/", workflowRoutes)
  .route("/", presenceRoutes)
  .route("/", frontRoutes)
  .route("/", breakingRoutes)
  .route("/", settingsRoutes)
  .route("/", pageRoutes)
  .route("/", sectionRoutes)
  .route("/", labelRoutes)
  .route("/", uploadRoutes)
  .route("/", pictureRoutes)
  .route("/", previewRoutes)
  .route("/", deliveryRoutes)
  .route("/", newsletterRoutes)
  .route("/", webhookRoutes)
  .route("/", moderationRoutes)
  .route("/", moderationSettingsRoutes)
  .route("/", alertRoutes);

/** The routes as types, for the newsroom's client: `hc<NewsroomApi>("/newsroom/api")`. */
export type NewsroomApi = typeof newsroomRoutes;

/** The stream of events, which browsers open again and again by themselves. */
const EVENTS = "/newsroom/api/events";

const languageOf = (acceptLanguage: string | undefined): Language => {
  const first = (acceptLanguage ?? "").split(",").map((part) => part.trim().slice(0, 2));
  return first.find((code): code is Language => code === "ar" || code === "en") ?? "ar";
};

/** An address without the tokens of links, which open accounts. */
const pathForLog = (path: string): string => path.replaceAll(/[\w-]{43}/g, "…");

/**
 * The newsroom's API: everything below `/newsroom/api`. What it refuses it refuses as a problem of RFC 9457 with a
 * detail in the person's language. Nothing may be kept by anyone.
 * @throws Error when a route says not what it demands
 */
export function createNewsroomApi(deps: NewsroomDeps): Hono<NewsroomEnv> {
  declaredRoutes(newsroomRoutes);
  const origins = siteOrigins(deps.siteUrl);
  const app = new Hono<NewsroomEnv>();
  app.use(async (c, next) => {
    const now = deps.clock.now();
    c.set("deps", deps);
    c.set("db", deps.pool);
    c.set("now", now);
    c.set("language", languageOf(c.req.header("accept-language")));
    c.header("cache-control", "no-store");
    demandSameOrigin(c.req.raw, origins);
    const token = tokenIn(c.req.header("cookie"), deps.siteUrl);
    const isActivity = c.req.path !== EVENTS;
    const session =
      token === undefined ? undefined : await findSession(deps.pool, token, now, { isActivity });
    c.set("session", session);
    if (session !== undefined) c.set("language", session.person.language);
    await next();
  });
  app.route("/newsroom/api", newsroomRoutes);
  app.notFound((c) =>
    refusedAnswer(new Refusal("notFound", "nothing is at this address"), c.var.language),
  );
  app.onError((error, c) => {
    const { language, session } = c.var;
    if (error instanceof Refusal) {
      deps.log.info(
        {
          refused: error.kind,
          detail: error.message,
          path: pathForLog(c.req.path),
          method: c.req.method,
          person: session?.person.id,
        },
        "the newsroom refused a request",
      );
      return refusedAnswer(error, language);
    }
    if (isConnectionFailure(error)) {
      deps.log.warn(
        { error, path: pathForLog(c.req.path) },
        "the newsroom needed the database, which is away",
      );
      return refusedAnswer(new Refusal("busy", "the database is away"), language);
    }
    deps.log.error({ error, path: pathForLog(c.req.path) }, "a request of the newsroom failed");
    return faultAnswer(language);
  });
  return app;
}
