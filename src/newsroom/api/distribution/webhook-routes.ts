import { Hono } from "hono";
import { z } from "zod";
import { pingWebhook } from "#distribution/webhooks/messages.ts";
import {
  addWebhook,
  changeWebhook,
  listWebhooks,
  removeWebhook,
  rotateSecret,
  WEBHOOK_KINDS,
  WebhookInput,
} from "#distribution/webhooks/webhooks.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, idOf, json } from "../route.ts";

/** Servers outside that are told of stories. */
export const webhookRoutes = new Hono<NewsroomEnv>()
  .get("/webhooks", demand("manageWebhooks"), async (c) => {
    const webhooks = await listWebhooks(c.var.db);
    return c.json({
      kinds: WEBHOOK_KINDS,
      items: webhooks.map(({ createdAt, oldSecretUntil, ...webhook }) => ({
        ...webhook,
        createdAt: createdAt.toISOString(),
        oldSecretUntil:
          oldSecretUntil !== undefined && oldSecretUntil > c.var.now
            ? oldSecretUntil.toISOString()
            : null,
      })),
    });
  })
  .post("/webhooks", demand("manageWebhooks"), json(WebhookInput), async (c) => {
    const { db, by, now } = c.var;
    return c.json(await addWebhook(db, c.req.valid("json"), by, now), 201);
  })
  .put(
    "/webhooks/:id",
    demand("manageWebhooks"),
    json(z.strictObject({ base: z.int().min(1), webhook: WebhookInput })),
    async (c) => {
      const { db, by, now } = c.var;
      const { base, webhook } = c.req.valid("json");
      await changeWebhook(db, { id: idOf(c.req.param("id")), base, input: webhook }, by, now);
      return c.json({ kind: "saved" as const });
    },
  )
  .delete("/webhooks/:id", demand("manageWebhooks"), async (c) => {
    await removeWebhook(c.var.db, idOf(c.req.param("id")), c.var.by, c.var.now);
    return c.json({ kind: "removed" as const });
  })
  .post("/webhooks/:id/secret", demand("manageWebhooks"), async (c) => {
    const { db, by, now } = c.var;
    const { secret, oldUntil } = await rotateSecret(db, idOf(c.req.param("id")), by, now);
    return c.json({ secret, oldUntil: oldUntil.toISOString() });
  })
  .post("/webhooks/:id/ping", demand("manageWebhooks"), async (c) => {
    await pingWebhook(c.var.db, idOf(c.req.param("id")), c.var.now);
    c.var.deps.distribution.hurry();
    return c.json({ kind: "waiting" as const }, 202);
  });
