import { Hono } from "hono";
import { namesOf } from "#accounts/names.ts";
import {
  ALERT_BODY_LETTERS,
  ALERT_TITLE_LETTERS,
  AlertInput,
  listAlerts,
  sendAlert,
} from "#distribution/push/alerts.ts";
import { countPushTopics } from "#distribution/push/subscriptions.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, json } from "../route.ts";

const LISTED = 30;

/** Alerts on readers' devices. */
export const alertRoutes = new Hono<NewsroomEnv>()
  .get("/alerts", demand("seeDistribution"), async (c) => {
    const { db, deps } = c.var;
    const [alerts, devices] = await Promise.all([
      listAlerts(db, deps.edition().code, LISTED),
      countPushTopics(db),
    ]);
    const nameOf = await namesOf(
      db,
      alerts.map(({ createdBy }) => createdBy),
    );
    return c.json({
      devices,
      letters: { title: ALERT_TITLE_LETTERS, body: ALERT_BODY_LETTERS },
      items: alerts.map(({ createdAt, endedAt, createdBy, ...alert }) => ({
        ...alert,
        by: nameOf(createdBy).name,
        createdAt: createdAt.toISOString(),
        endedAt: endedAt?.toISOString() ?? null,
      })),
    });
  })
  .post("/alerts", demand("sendAlerts"), json(AlertInput), async (c) => {
    const { db, deps, by, now } = c.var;
    const input = { ...c.req.valid("json"), editionCode: deps.edition().code };
    const id = await sendAlert(db, input, by, now);
    deps.push.hurry();
    return c.json({ id }, 201);
  });
