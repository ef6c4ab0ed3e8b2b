import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import { reachOf, type Act } from "#accounts/authoriser.ts";
import type { SessionStage } from "#accounts/sessions.ts";
import { actorOf } from "#accounts/people.ts";
import { readRequestBody } from "#platform/http/body.ts";
import { parseQuery } from "#platform/http/query.ts";
import { Refusal } from "#platform/refusal.ts";
import type { NewsroomEnv, SignedInEnv } from "./context.ts";

/**
 * What a route demands of who asks: an act of the role matrix; `anyone`, signed in or not; `halfSignedIn`, a password
 * given and the second factor still missing; `enrolling`, also whoever still has to set up a second
 * factor; `signedIn`, any person, for what is their own.
 */
export type Demand = Act | "anyone" | SignedInDemand;

type SignedInDemand = "halfSignedIn" | "enrolling" | "signedIn";

const SIGNED_IN_DEMANDS: ReadonlyMap<string, readonly SessionStage[]> = new Map([
  ["halfSignedIn", ["secondFactor", "enrolment", "signedIn"]],
  ["enrolling", ["enrolment", "signedIn"]],
] satisfies [SignedInDemand, SessionStage[]][]);
const isSignedInDemand = (act: Demand): act is SignedInDemand =>
  act === "signedIn" || SIGNED_IN_DEMANDS.has(act);

const demands = new WeakMap<object, Demand>();

const signedOut = (detail: string): Refusal => new Refusal("signedOut", detail);

/**
 * The first handler of every route: lets pass who may do `act`, at least to what is their own. Whether a subject is
 * somebody's own is asked of the authoriser where the subject is known.
 * @throws Refusal `signedOut` or `forbidden` for all others
 */
export function demand(
  act: Act | SignedInDemand,
): MiddlewareHandler<NewsroomEnv & SignedInEnv, string, {}, never> {
  const handler: MiddlewareHandler<NewsroomEnv & SignedInEnv, string, {}, never> = async (
    c,
    next,
  ) => {
    const session: NewsroomEnv["Variables"]["session"] = c.var.session;
    if (session === undefined) throw signedOut("Cannot answer: nobody is signed in");
    const stages = SIGNED_IN_DEMANDS.get(act) ?? ["signedIn"];
    if (!stages.includes(session.stage))
      throw signedOut(`Cannot answer: the sign-in is not done, ${session.stage} is missing`);
    const by = actorOf(session.person);
    if (!isSignedInDemand(act) && reachOf(by, act) === undefined)
      throw new Refusal("forbidden", `Cannot ${act}: the role ${session.person.role} may not`);
    c.set("person", session.person);
    c.set("by", by);
    await next();
  };
  demands.set(handler, act);
  return handler;
}

/** The first handler of a route that is open to everyone. */
export function demandNothing(): MiddlewareHandler<NewsroomEnv, string, {}, never> {
  const handler: MiddlewareHandler<NewsroomEnv, string, {}, never> = async (_c, next) => {
    await next();
  };
  demands.set(handler, "anyone");
  return handler;
}

/** A route of an app with what it demands. */
export type DeclaredRoute = {
  readonly method: string;
  readonly path: string;
  readonly demand: Demand;
};

/**
 * Every route of `app` with what it demands.
 * @throws Error when one demands nothing: such a route must not be served
 */
export function declaredRoutes(app: {
  readonly routes: readonly { method: string; path: string; handler: object }[];
}): DeclaredRoute[] {
  const byRoute = new Map<string, object[]>();
  for (const { method, path, handler } of app.routes) {
    if (method === "ALL") continue;
    const name = `${method} ${path}`;
    byRoute.set(name, [...(byRoute.get(name) ?? []), handler]);
  }
  return [...byRoute].map(([name, handlers]) => {
    const [method = "", path = ""] = name.split(" ");
    const demanded = demands.get(handlers[0] ?? {});
    if (demanded === undefined)
      throw new Error(
        `Cannot serve ${name}: its first handler must be demand() or demandNothing()`,
      );
    return { method, path, demand: demanded };
  });
}

/** Bytes of a JSON body, unless a route says otherwise. */
const MAX_JSON_BYTES = 64 * 1024;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch (error) {
    throw new Refusal("invalid", "Cannot read the body: need JSON in UTF-8", { cause: error });
  }
}

/** A body that does not fit its schema; `fields` are where. */
export class InvalidFields extends Refusal {
  override name = "InvalidFields";
  readonly fields: readonly { readonly field: string; readonly need: string }[];

  constructor(error: z.ZodError) {
    const fields = error.issues
      .slice(0, 20)
      .map(({ path, message }) => ({ field: path.map(String).join("."), need: message }));
    super(
      "invalid",
      `Cannot read the body: ${fields.map(({ field, need }) => `${field}: ${need}`).join("; ")}`,
    );
    this.fields = fields;
  }
}

/**
 * The JSON body of a request, parsed by `schema`; the route reads it as `c.req.valid("json")`.
 * @param options.maxBytes default 64 KiB
 * @throws Refusal `invalid` or `tooLarge`
 */
export function json<Schema extends z.ZodType<object>>(
  schema: Schema,
  options: { readonly maxBytes?: number } = {},
): MiddlewareHandler<
  NewsroomEnv,
  string,
  { in: { json: z.input<Schema> }; out: { json: z.output<Schema> } },
  never
> {
  return async (c, next) => {
    if (!/^application\/json\s*(?:;|$)/i.test(c.req.header("content-type") ?? ""))
      throw new Refusal("invalid", "Cannot read the body: need content-type application/json");
    const parsed = schema.safeParse(
      parseJson(await readRequestBody(c.req.raw, options.maxBytes ?? MAX_JSON_BYTES)),
    );
    if (!parsed.success) throw new InvalidFields(parsed.error);
    c.req.addValidatedData("json", parsed.data);
    await next();
  };
}

/**
 * The query parameters of a request, parsed by `schema` (a strict object of text fields); the route reads them as
 * `c.req.valid("query")`.
 * @throws Refusal `invalid`
 */
export function query<Schema extends z.ZodObject>(
  schema: Schema,
): MiddlewareHandler<
  NewsroomEnv,
  string,
  { in: { query: z.input<Schema> }; out: { query: z.output<Schema> } },
  never
> {
  return async (c, next) => {
    c.req.addValidatedData("query", parseQuery(new URL(c.req.url), schema));
    await next();
  };
}

/**
 * An id of an address.
 * @throws Refusal `notFound` when it is of no id's form: nothing has it
 */
export function idOf(parameter: string): string {
  const id = z.guid().safeParse(parameter);
  if (id.success) return id.data;
  throw new Refusal("notFound", "nothing has an id of this form");
}
