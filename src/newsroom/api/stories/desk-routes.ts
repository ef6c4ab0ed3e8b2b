import { Hono } from "hono";
import { reachOf } from "#accounts/authoriser.ts";
import { viewLinesOf, viewsByQuarter } from "#readership/views-today.ts";
import { listDeskStories, type DeskFilter } from "#stories/desk/list.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand } from "../route.ts";
import { listJson } from "./story-json.ts";

/** Stories of each part of the desk. */
const SHOWN = 12;

/** The home screen: what waits for whom, what comes next, what is read. */
export const deskRoutes = new Hono<NewsroomEnv>().get("/desk", demand("readDrafts"), async (c) => {
  const { db, by, deps, now } = c.var;
  const edition = deps.edition();
  const list = async (filter: Omit<DeskFilter, "limit">) => {
    const { stories } = await listDeskStories(db, { ...filter, limit: SHOWN }, by);
    return listJson(db, stories, edition, now);
  };
  // Who approves is waited for by what was handed in; everybody else by what is assigned to them.
  const isEditor = reachOf(by, "approve") !== undefined;
  const person = by.kind === "person" ? by.id : undefined;
  const [mine, waiting, scheduled, failed, published, day, ranking] = await Promise.all([
    list({ mine: true }),
    isEditor ? list({ state: "inReview" }) : list({ state: "draft", assignee: person }),
    list({ sort: "scheduled", state: "scheduled" }),
    list({ state: "failed" }),
    list({ state: "published", sort: "published" }),
    viewsByQuarter(db, edition, now),
    deps.ranking.mostRead(),
  ]);
  const lines = await viewLinesOf(
    db,
    published.map(({ id }) => id),
    edition,
    now,
  );
  return c.json({
    mine,
    waiting,
    scheduled,
    /** Scheduled publications that were given up, each with its `failure`. */
    failed,
    published: published.map((story) => ({
      ...story,
      viewsByQuarter: lines.get(story.id)?.byQuarter ?? [],
    })),
    mostRead: {
      basis: ranking.basis,
      stories: ranking.stories.slice(0, 10).map(({ card, counted }) => ({
        id: card.id,
        headline: card.headline,
        url: encodeURI(card.path),
        section: card.section,
        views: counted,
      })),
    },
    viewsToday: day,
  });
});
