import type { SignInPlace } from "#accounts/sessions.ts";
import type { NewsroomBindings, NewsroomDeps } from "./context.ts";

/** From where a request comes, as sessions and limits keep it. */
export function placeOf(c: {
  readonly env: NewsroomBindings;
  readonly req: { header(name: string): string | undefined };
}): SignInPlace {
  return {
    address: c.env.client?.address ?? "",
    group: c.env.client?.group ?? "",
    agent: c.req.header("user-agent") ?? "",
  };
}

/** Words that belong to the site, which no password may be made of. */
export function siteWordsOf(deps: NewsroomDeps): string[] {
  return [deps.edition().name, ...new URL(deps.siteUrl).hostname.split(".")];
}
