import type { IncomingMessage } from "node:http";
import type { Pool } from "pg";
import { createPasswordHasher, READER_COST } from "#accounts/password-hash.ts";
import type { Conversation } from "#conversation/conversation.ts";
import type { Media } from "#media/pictures.ts";
import type { Clock } from "#platform/clock.ts";
import type { Mailer } from "#platform/mail.ts";
import type { ClientAddresses } from "#platform/http/client-address.ts";
import type { DirectHandler } from "#platform/http/front.ts";
import type { PageInfo } from "#platform/http/page-server.ts";
import type { Push } from "#distribution/push/push.ts";
import type { Newsletter } from "#distribution/newsletter/newsletter.ts";
import type { Log } from "#platform/log.ts";
import type { Readership } from "#readership/readership.ts";
import type { FrontContent } from "#site/fronts.ts";
import type { Edition, Story } from "#stories/story.ts";
import { createApi } from "./api/api.ts";
import type { Assets } from "./assets.ts";
import { createTalk } from "./conversation/talk.ts";
import { contextOf } from "./frame/archive.ts";
import { cardLook, createCardRoutes } from "./distribution/card-route.ts";
import type { ReaderSearch } from "./frame/reader-context.ts";
import { createAlertRoutes } from "./distribution/alerts/route.ts";
import { createNewsletterRoutes } from "./distribution/newsletter/route.ts";
import { createMediaRoutes } from "./media/route.ts";
import {
  createFrontPreview,
  createStoryPreview,
  createReader,
  createReaderErrors,
  createReaderFrames,
} from "./reader.ts";
import { createViewsHandler, type ViewAnswer } from "./views/handler.ts";

/** What readers and their programs can ask for. */
export type Faces = {
  /** Pages, pictures and the public API. @throws Refusal, which the front answers */
  pages(request: Request, info: PageInfo): Promise<Response>;
  /** The page of an error, for people. */
  errorPage(status: number): Promise<string>;
  /** A front as it would look with that arrangement; undefined for a front that is none. */
  previewFront(key: string, draft: FrontContent): Promise<string | undefined>;
  /** The page of a story that is not published, as readers would see it. */
  previewStory(story: Story, look: "shared" | "bare"): Promise<string>;
  /** The handler of `POST /views`. */
  readonly views: DirectHandler;
  /** Ends the streams of those who follow a conversation. */
  stop(): void;
};

/** Puts the reader's faces together. */
export function createFaces(deps: {
  readonly pool: Pool;
  readonly media: Media;
  readonly readership: Readership;
  readonly search: ReaderSearch;
  /** What happens to comments, as it happens. */
  readonly comments: Pick<Conversation, "subscribe">;
  readonly countComments: Conversation["countComments"];
  readonly mailer: Mailer;
  readonly edition: () => Edition;
  readonly frameChanges: () => number;
  readonly storyChanges: () => number;
  readonly siteUrl: string;
  readonly websubHub: string | undefined;
  /** Key by which search engines know that pings are ours; undefined: they are not told. */
  readonly indexNowKey: () => Promise<string | undefined>;
  readonly newsletter: Newsletter;
  readonly push: Push;
  readonly assets: Assets;
  readonly clients: ClientAddresses;
  /** Whether a request comes from signed-in staff, whose views are not counted. */
  readonly isStaff: (request: IncomingMessage) => boolean | Promise<boolean>;
  /** Told what became of each beacon. */
  readonly onView: (answer: ViewAnswer) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Serves `/gallery` too. */
  readonly development: boolean;
}): Faces {
  const { readership, siteUrl, clock, log } = deps;
  const { ranking } = readership;
  const reader = createReader({
    ...deps,
    ranking,
  });
  const errorPage = createReaderErrors({ ...deps, ranking });
  const media = createMediaRoutes(deps.media);
  const cards = createCardRoutes({
    pool: deps.pool,
    media: deps.media,
    look: () => cardLook(deps.edition(), deps.assets),
    now: () => clock.now(),
  });
  const frameOf = createReaderFrames({ ...deps, ranking });
  const letters = createNewsletterRoutes({ newsletter: deps.newsletter, frameOf });
  const alerts = createAlertRoutes({ push: deps.push, frameOf });
  const api = createApi({ ...deps, ranking });
  const { pool, comments: conversation, mailer } = deps;
  const talk = createTalk({
    context: contextOf({ ...deps, ranking }),
    pool,
    conversation,
    mailer,
    hasher: createPasswordHasher(READER_COST),
  });
  /** The face that answers below a first part of the address; the reader's pages answer below all others. */
  const below = new Map([
    ["media", media],
    ["cards", cards],
    ["api", api],
  ]);
  const origins = [siteUrl, siteUrl.replace("//localhost", "//127.0.0.1")];
  return {
    pages: async (request, { client }) => {
      const first = new URL(request.url).pathname.split("/")[1] ?? "";
      if (first === "newsletter") return letters.fetch(request, { client });
      if (first === "conversation" || first === "account" || first === "transparency")
        return talk.answer(request, { client });
      if (first === "notifications") return alerts.fetch(request, { client });
      return (below.get(first) ?? reader).fetch(request);
    },
    errorPage,
    previewFront: createFrontPreview({ ...deps, ranking }),
    previewStory: createStoryPreview({ ...deps, ranking }),
    views: createViewsHandler({
      ledger: readership.ledger,
      knownStories: readership.known,
      visitors: readership.visitors,
      clientOf: (request) => deps.clients.of(request),
      isStaff: deps.isStaff,
      siteOrigins: () => origins,
      onAnswered: deps.onView,
      clock,
      log,
    }),
    stop: () => talk.stop(),
  };
}
