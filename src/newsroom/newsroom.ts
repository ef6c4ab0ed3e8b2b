import type { IncomingMessage } from "node:http";
import { findSession } from "#accounts/sessions.ts";
import type { PageInfo } from "#platform/http/page-server.ts";
import { Refusal } from "#platform/refusal.ts";
import { createNewsroomApi } from "./api/api.ts";
import type { NewsroomDeps } from "./api/context.ts";
import { tokenIn } from "./api/cookies.ts";

/** The newsroom, as the product mounts it. */
export type Newsroom = {
  /** Answers everything below `/newsroom`. @throws Refusal for what is not there */
  answer(request: Request, info: PageInfo): Promise<Response>;
  /** Whether a request comes from a browser that is signed in; without a cookie of ours no query is made. */
  isStaff(request: IncomingMessage): boolean | Promise<boolean>;
};

/** Puts the newsroom together. */
export function createNewsroom(deps: NewsroomDeps): Newsroom {
  const api = createNewsroomApi(deps);
  return {
    answer: async (request, info) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/newsroom/api/")) return api.fetch(request, { client: info.client });
      throw new Refusal("notFound", "nothing is at this address");
    },
    isStaff: (request) => {
      const token = tokenIn(request.headers.cookie, deps.siteUrl);
      if (token === undefined) return false;
      return findSession(deps.pool, token, deps.clock.now()).then(
        (session) => session !== undefined,
      );
    },
  };
}
