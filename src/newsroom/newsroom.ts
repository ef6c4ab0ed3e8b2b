import type { IncomingMessage } from "node:http";
import type { Pool } from "pg";
import { makeFirstOwnerLink } from "#accounts/first-owner.ts";
import { forgetOldTries } from "#accounts/limits.ts";
import { forgetOldChallenges } from "#accounts/passkeys.ts";
import { findSession, forgetOldSessions } from "#accounts/sessions.ts";
import type { PageInfo } from "#platform/http/page-server.ts";
import type { Notices } from "#platform/notices.ts";
import { createNewsroomApi } from "./api/api.ts";
import type { NewsroomDeps } from "./api/context.ts";
import { tokenIn } from "./api/cookies.ts";
import { createStreams } from "./api/events/streams.ts";
import { PREVIEWS, sharedPreview } from "./shared-preview.ts";
import { createShell } from "./shell.ts";

/** The newsroom, as the product mounts it. */
export type Newsroom = {
  /** Answers everything below `/newsroom`. @throws Refusal for what is not there */
  answer(request: Request, info: PageInfo): Promise<Response>;
  /** Whether a request comes from a browser that is signed in; without a cookie of ours no query is made. */
  isStaff(request: IncomingMessage): boolean | Promise<boolean>;
  /** A new one-time link that makes the first owner; undefined once there is one. */
  firstOwnerUrl(): Promise<string | undefined>;
  /** Ends the streams of events, a build of the app that is under way, and the tidying. */
  stop(): Promise<void>;
};

/** What the app's page is made of: where its files are built, and the `@font-face` rules of the site's faces, the site's icon. */
export type NewsroomAppDeps = {
  readonly buildDir: string;
  readonly fontFaces: string;
  readonly icon: string;
};

/** How often what is over is forgotten. */
const TIDY_MS = 10 * 60_000;

/** Puts the newsroom together; the build of its app starts at once where it is needed. */
export function createNewsroom(
  deps: Omit<NewsroomDeps, "streams"> & NewsroomAppDeps & { readonly notices: Notices },
): Newsroom {
  const { pool, siteUrl, clock, log } = deps;
  const streams = createStreams({ ...deps, now: () => deps.clock.now() });
  const whole = { ...deps, streams };
  const api = createNewsroomApi(whole);
  const shell = createShell(deps);
  let tidying = Promise.resolve();
  const timer = setInterval(() => {
    tidying = tidy(pool, clock.now()).catch((error: unknown) => {
      log.warn({ error }, "old sessions could not be forgotten");
    });
  }, TIDY_MS);
  timer.unref();
  return {
    answer: async (request, info) => {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/newsroom/api/")) return api.fetch(request, { client: info.client });
      if (pathname.startsWith(PREVIEWS)) return sharedPreview(whole, pathname);
      return shell.answer(request);
    },
    isStaff: (request) => {
      const token = tokenIn(request.headers.cookie, siteUrl);
      if (token === undefined) return false;
      return findSession(pool, token, clock.now()).then((session) => session?.stage === "signedIn");
    },
    firstOwnerUrl: async () => {
      const token = await makeFirstOwnerLink(pool, clock.now());
      return token === undefined ? undefined : `${siteUrl}/newsroom/first-owner/${token}`;
    },
    stop: async () => {
      clearInterval(timer);
      streams.stop();
      shell.stop();
      await tidying;
    },
  };
}

async function tidy(pool: Pool, now: Date): Promise<void> {
  await forgetOldSessions(pool, now);
  await forgetOldTries(pool, now);
  await forgetOldChallenges(pool, now);
}
