import { relyingPartyOf, type RelyingParty } from "#accounts/passkeys.ts";
import { Refusal } from "#platform/refusal.ts";
import type { SignInPlace } from "#accounts/sessions.ts";
import type { NewsroomBindings, NewsroomDeps } from "../context.ts";

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

/**
 * For whom passkeys of the site are made.
 * @throws Refusal `conflict` where browsers have none: plain http off this machine
 */
export function getRelyingParty(deps: NewsroomDeps): RelyingParty {
  const party = relyingPartyOf(deps.siteUrl);
  if (party !== undefined) return party;
  throw new Refusal("conflict", "Cannot use passkeys: need https and a host name", {
    told: {
      ar: "لا تعمل مفاتيح المرور إلا على عنوان آمن (https).",
      en: "Passkeys only work at a secure address (https).",
    },
  });
}

/** Words that belong to the site, which no password may be made of. */
export function siteWordsOf(deps: NewsroomDeps): string[] {
  return [deps.edition().name, ...new URL(deps.siteUrl).hostname.split(".")];
}
