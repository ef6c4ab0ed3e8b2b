import { Hono } from "hono";
import { z } from "zod";
import { listAudit } from "#accounts/audit.ts";
import type { NewsroomEnv } from "./context.ts";
import { demand, query } from "./route.ts";

const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional();

const AuditQuery = z.strictObject({
  person: z.uuid().optional(),
  act: z
    .string()
    .regex(/^[A-Za-z]{1,40}(?:\.[A-Za-z]{1,40})?$/)
    .optional(),
  subject: z.string().min(1).max(200).optional(),
  from: instant,
  to: instant,
  q: z.string().min(1).max(200).optional(),
  cursor: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** The log of who did what. */
export const auditRoutes = new Hono<NewsroomEnv>().get(
  "/audit",
  demand("readAudit"),
  query(AuditQuery),
  async (c) => c.json(await listAudit(c.var.db, c.req.valid("query"))),
);
