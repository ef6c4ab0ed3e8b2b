import { Hono } from "hono";
import { z } from "zod";
import { listDeliveries, retryDelivery, type Delivery } from "#distribution/deliveries.ts";
import { Refusal } from "#platform/refusal.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, query } from "../route.ts";

const Filter = z.strictObject({
  channel: z.string().min(1).max(40).optional(),
  state: z.enum(["waiting", "done", "failed"]).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});

const deliveryJson = (delivery: Delivery) => ({
  id: delivery.id,
  channel: delivery.channel,
  target: delivery.target,
  kind: delivery.eventKind,
  story: delivery.storyId ?? null,
  state: delivery.state,
  tries: delivery.tries,
  nextTryAt: delivery.state === "waiting" ? delivery.nextTryAt.toISOString() : null,
  createdAt: delivery.createdAt.toISOString(),
  endedAt: delivery.endedAt?.toISOString() ?? null,
  status: delivery.answerStatus ?? null,
  answer: delivery.answer,
});

/** Receipts of what was sent to servers outside. */
export const deliveryRoutes = new Hono<NewsroomEnv>()
  .get("/deliveries", demand("seeDistribution"), query(Filter), async (c) => {
    const { channel, state, cursor } = c.req.valid("query");
    const page = await listDeliveries(c.var.db, {
      ...(channel === undefined ? {} : { channel }),
      ...(state === undefined ? {} : { state }),
      ...(cursor === undefined ? {} : { cursor }),
      limit: 50,
    });
    return c.json({ items: page.deliveries.map(deliveryJson), cursor: page.cursor ?? null });
  })
  .post("/deliveries/:id/retry", demand("seeDistribution"), async (c) => {
    const id = c.req.param("id");
    if (!/^\d{1,18}$/.test(id)) throw new Refusal("notFound", "no such delivery");
    await retryDelivery(c.var.db, id, c.var.now);
    c.var.deps.distribution.hurry();
    return c.json({ kind: "waiting" as const });
  });
