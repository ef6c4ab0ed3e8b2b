import { timingSafeEqual } from "node:crypto";
import { Hono, type Context } from "hono";
import { z } from "zod";
import type { Newsletter } from "#distribution/newsletter/newsletter.ts";
import { Email, Kinds, NEWSLETTER_KINDS } from "#distribution/newsletter/subscribers.ts";
import { encodePath } from "#platform/cache/cache-key.ts";
import { readRequestBody } from "#platform/http/body.ts";
import type { Client } from "#platform/http/client-address.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Frame } from "../../frame/frame.ts";
import { freshPage } from "../../frame/respond.ts";
import { preferencesPage, sayingPage, subscribePage } from "./page.tsx";
import { newsletterStrings } from "./strings.ts";

/** What the newsletter's pages are made from. */
export type NewsletterRoutesDeps = {
  readonly newsletter: Newsletter;
  readonly frameOf: (request: Request) => Promise<Frame>;
};

type Env = { Bindings: { readonly client: Client | undefined } };

const MAX_FORM_BYTES = 8192;
const MAX_REPORT_BYTES = 65_536;
const ADDRESS = "/newsletter";

const Reports = z
  .array(
    z.object({
      kind: z.enum(["bounced", "complained"]),
      address: z.string().min(3).max(320),
      why: z.string().max(2000).default(""),
    }),
  )
  .max(1000);

async function formOf(request: Request): Promise<URLSearchParams> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type))
    throw new Refusal("invalid", "need a form");
  return new URLSearchParams((await readRequestBody(request, MAX_FORM_BYTES)).toString("utf8"));
}

const ended = (frame: Frame): Response =>
  freshPage(
    sayingPage(frame, {
      title: newsletterStrings.endedTitle,
      text: newsletterStrings.ended,
      link: { href: ADDRESS, name: newsletterStrings.again },
    }),
    404,
  );

const isKey = (given: string, key: string): boolean => {
  const [a, b] = [Buffer.from(given), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
};

/**
 * The pages of the newsletter. What changes something is asked with POST: programs that look into mails follow links,
 * and must not confirm or end a subscription by it.
 */
export function createNewsletterRoutes(deps: NewsletterRoutesDeps): Hono<Env> {
  const { newsletter, frameOf } = deps;
  const app = new Hono<Env>();
  const token = (c: Context<Env>): string => c.req.param("token") ?? "";

  app.get(ADDRESS, async (c) => {
    const frame = await frameOf(c.req.raw);
    return freshPage(subscribePage(frame, { email: "", kinds: NEWSLETTER_KINDS }), 200);
  });
  app.post(ADDRESS, async (c) => {
    const frame = await frameOf(c.req.raw);
    const form = await formOf(c.req.raw);
    const typed = (form.get("email") ?? "").slice(0, 254);
    const kinds = Kinds.catch([]).parse(form.getAll("kinds"));
    const email = Email.safeParse(typed);
    const wrong = email.success ? (kinds.length === 0 ? "kinds" : undefined) : "email";
    if (!email.success || wrong !== undefined)
      return freshPage(
        subscribePage(frame, { email: typed, kinds, ...(wrong === undefined ? {} : { wrong }) }),
        400,
      );
    // Whoever fills in the field that nobody sees is told the same, and nothing is sent.
    if ((form.get("about") ?? "") === "")
      await newsletter.ask({ email: email.data, kinds }, c.env.client?.group ?? "");
    return freshPage(
      sayingPage(frame, { title: newsletterStrings.askedTitle, text: newsletterStrings.asked }),
      200,
    );
  });

  app.get(`${ADDRESS}/confirm/:token`, async (c) => {
    const frame = await frameOf(c.req.raw);
    const subscriber = await newsletter.findToConfirm(token(c));
    if (subscriber === undefined) return ended(frame);
    return freshPage(
      sayingPage(frame, {
        title: newsletterStrings.confirmTitle,
        text: newsletterStrings.confirmText(subscriber.email),
        button: { action: `${ADDRESS}/confirm/${token(c)}`, name: newsletterStrings.confirm },
      }),
      200,
    );
  });
  app.post(`${ADDRESS}/confirm/:token`, async (c) => {
    const frame = await frameOf(c.req.raw);
    if (!(await newsletter.confirm(token(c)))) return ended(frame);
    return freshPage(
      sayingPage(frame, {
        title: newsletterStrings.confirmedTitle,
        text: newsletterStrings.confirmed,
        link: { href: "/", name: newsletterStrings.toHome },
      }),
      200,
    );
  });

  const preferences = async (c: Context<Env>, isSaved: boolean): Promise<Response> => {
    const frame = await frameOf(c.req.raw);
    const subscriber = (await newsletter.findByLink(token(c)))?.subscriber;
    if (subscriber === undefined) return ended(frame);
    return freshPage(preferencesPage(frame, { token: token(c), ...subscriber, isSaved }), 200);
  };
  const left = (frame: Frame): Response =>
    freshPage(
      sayingPage(frame, {
        title: newsletterStrings.leftTitle,
        text: newsletterStrings.left,
        link: { href: ADDRESS, name: newsletterStrings.again },
      }),
      200,
    );
  app.get(`${ADDRESS}/preferences/:token`, (c) => preferences(c, false));
  app.post(`${ADDRESS}/preferences/:token`, async (c) => {
    const kinds = Kinds.catch([]).parse((await formOf(c.req.raw)).getAll("kinds"));
    if (!(await newsletter.change(token(c), kinds))) return ended(await frameOf(c.req.raw));
    return kinds.length === 0 ? left(await frameOf(c.req.raw)) : preferences(c, true);
  });

  app.get(`${ADDRESS}/unsubscribe/:token`, async (c) => {
    const frame = await frameOf(c.req.raw);
    const found = await newsletter.findByLink(token(c));
    if (found === undefined) return ended(frame);
    if (found.subscriber === undefined) return left(frame);
    return freshPage(
      sayingPage(frame, {
        title: newsletterStrings.leaveTitle,
        text: newsletterStrings.leaveText,
        button: { action: `${ADDRESS}/unsubscribe/${token(c)}`, name: newsletterStrings.leave },
      }),
      200,
    );
  });
  // RFC 8058: asked by programs for mail too, with a body of their own, no cookie and no page to come from.
  app.post(`${ADDRESS}/unsubscribe/:token`, async (c) => {
    const frame = await frameOf(c.req.raw);
    return (await newsletter.leave(token(c))) ? left(frame) : ended(frame);
  });

  app.get(`${ADDRESS}/go/:issue/:place`, async (c) => {
    const issue = z.uuid().safeParse(c.req.param("issue"));
    const place = c.req.param("place");
    const path =
      issue.success && /^\d{1,3}$/.test(place)
        ? await newsletter.follow(issue.data, Number(place))
        : undefined;
    if (path === undefined) throw new Refusal("notFound", "no such link of a newsletter");
    return new Response(null, {
      status: 302,
      headers: { Location: encodePath(path), "Cache-Control": "no-store" },
    });
  });

  app.post(`${ADDRESS}/bounces`, async (c) => {
    const given = /^Bearer (\S+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if (!isKey(given, await newsletter.bounceKey()))
      throw new Refusal("signedOut", "need the key of reports as a bearer token");
    const text = (await readRequestBody(c.req.raw, MAX_REPORT_BYTES)).toString("utf8");
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch (error) {
      throw new Refusal("invalid", "need JSON", { cause: error });
    }
    const reports = Reports.safeParse(Array.isArray(body) ? body : [body]);
    if (!reports.success) throw new Refusal("invalid", "need kind and address of each report");
    let known = 0;
    for (const report of reports.data) known += (await newsletter.report(report)) ? 1 : 0;
    return c.json({ reports: reports.data.length, known });
  });
  // Each of these addresses is a page: what is none is answered by the front's page of errors.
  app.notFound(() => {
    throw new Refusal("notFound", "no such page of the newsletter");
  });
  app.onError((error) => {
    throw error;
  });
  return app;
}
