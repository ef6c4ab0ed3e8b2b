import { Hono } from "hono";
import { z } from "zod";
import type { Push } from "#distribution/push/push.ts";
import { PushSubscriptionInput } from "#distribution/push/subscriptions.ts";
import { readRequestBody } from "#platform/http/body.ts";
import type { Client } from "#platform/http/client-address.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Frame } from "../../frame/frame.ts";
import { freshPage } from "../../frame/respond.ts";
import { alertsPage } from "./page.tsx";

type Env = { Bindings: { readonly client: Client | undefined } };

const ADDRESS = "/notifications";
const MAX_BYTES = 16_384;
const Ending = z.strictObject({ endpoint: z.string().min(1).max(1000) });

async function jsonOf<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
): Promise<z.output<Schema>> {
  // A form of another site cannot send this type without asking first.
  if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get("content-type") ?? ""))
    throw new Refusal("invalid", "need content-type application/json");
  const text = (await readRequestBody(request, MAX_BYTES)).toString("utf8");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (error) {
    throw new Refusal("invalid", "need JSON", { cause: error });
  }
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal("invalid", `${issue?.path.join(".") ?? ""}: ${issue?.message ?? ""}`);
}

/** The page of alerts, and what its script asks. */
export function createAlertRoutes(deps: {
  readonly push: Push;
  readonly frameOf: (request: Request) => Promise<Frame>;
}): Hono<Env> {
  const { push, frameOf } = deps;
  const app = new Hono<Env>();
  app.get(ADDRESS, async (c) => {
    const [frame, publicKey] = await Promise.all([frameOf(c.req.raw), push.publicKey()]);
    return freshPage(alertsPage(frame, publicKey), 200);
  });
  app.put(`${ADDRESS}/subscription`, async (c) => {
    const input = await jsonOf(c.req.raw, PushSubscriptionInput);
    await push.subscribe(input, c.env.client?.group ?? "");
    return c.body(null, 204);
  });
  app.delete(`${ADDRESS}/subscription`, async (c) => {
    await push.unsubscribe((await jsonOf(c.req.raw, Ending)).endpoint);
    return c.body(null, 204);
  });
  app.notFound(() => {
    throw new Refusal("notFound", "no such page of alerts");
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}
