import type { IncomingMessage } from "node:http";
import { findSession } from "#accounts/sessions.ts";
import type { PageInfo } from "#platform/http/page-server.ts";
import { createNewsroomApi } from "./api/api.ts";
import type { NewsroomDeps } from "./api/context.ts";
import { tokenIn } from "./api/cookies.ts";
import { createShell } from "./shell.ts";

/** The newsroom, as the product mounts it. */
export type Newsroom = {
  /** Answers everything below `/newsroom`. @throws Refusal for what is not there */
  answer(request: Request, info: PageInfo): Promise<Response>;
  /** Whether a request comes from a browser that is signed in; without a cookie of ours no query is made. */
  isStaff(request: IncomingMessage): boolean | Promise<boolean>;
  /** Ends a build of the app that is under way. */
  stop(): void;
};

/** What the app's page is made of: where its files are built, and the `@font-face` rules of the site's faces. */
export type NewsroomAppDeps = { readonly buildDir: string; readonly fontFaces: string };

/** Puts the newsroom together; the build of its app starts at once where it is needed. */
export function createNewsroom(deps: NewsroomDeps & NewsroomAppDeps): Newsroom {
  const api = createNewsroomApi(deps);
  const shell = createShell(deps);
  return {
    answer: async (request, info) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/newsroom/api/")) return api.fetch(request, { client: info.client });
      return shell.answer(request);
    },
    isStaff: (request) => {
      const token = tokenIn(request.headers.cookie, deps.siteUrl);
      if (token === undefined) return false;
      return findSession(deps.pool, token, deps.clock.now()).then(
        (session) => session !== undefined,
      );
    },
    stop: () => shell.stop(),
  };
}
