import { Hono } from "hono";
import { findSocialCard, type CardDeps, type CardLook } from "#distribution/social-cards.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "#stories/story.ts";
import type { Assets } from "../assets.ts";
import { accentOnPaper } from "#site/accent.ts";
import { hasDrawnNameplate } from "../frame/masthead.tsx";

/** How the cards of `edition` look: its accent, dark enough for paper, and its name as the masthead shows it. */
export function cardLook(edition: Edition, assets: Pick<Assets, "card">): CardLook {
  return {
    accent: accentOnPaper(edition.accent),
    plate: hasDrawnNameplate(edition)
      ? { kind: "drawn", file: assets.card.plateFile }
      : { kind: "letters", name: edition.name },
    fontFile: assets.card.fontFile,
  };
}

const NAME = /^([0-9a-z]{1,20})-([1-9]\d{0,6})\.jpg$/i;

/** Social cards: `/cards/{short id}-{revision}.jpg`. An older revision leads to the present one. */
export function createCardRoutes(deps: CardDeps): Hono {
  const routes = new Hono();
  routes.onError((error) => {
    throw error;
  });
  routes.notFound(() => {
    throw new Refusal("notFound", "no such card");
  });
  routes.get("/cards/:name", async (c) => {
    const [, shortId = "", revision = ""] = NAME.exec(c.req.param("name")) ?? [];
    const found =
      shortId === ""
        ? undefined
        : await findSocialCard(deps, { shortId, revision: Number(revision) });
    if (found === undefined) throw new Refusal("notFound", "no such card");
    if (found.kind === "moved")
      return new Response(null, {
        status: 302,
        headers: { Location: found.path, "Cache-Control": "public, max-age=60" },
      });
    return new Response(new Uint8Array(found.bytes), {
      headers: {
        "Content-Type": "image/jpeg",
        "Content-Length": String(found.bytes.length),
        // The headline of a revision never changes; colours and names around it may.
        "Cache-Control": "public, max-age=86400",
        "Cross-Origin-Resource-Policy": "cross-origin",
      },
    });
  });
  return routes;
}
