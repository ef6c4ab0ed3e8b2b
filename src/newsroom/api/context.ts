import type { Pool } from "pg";
import type { PasswordHasher } from "#accounts/password-hash.ts";
import type { Language, Person } from "#accounts/people.ts";
import type { Session } from "#accounts/sessions.ts";
import type { Actor } from "#accounts/authoriser.ts";
import type { Distribution } from "#distribution/distribution.ts";
import type { Newsletter } from "#distribution/newsletter/newsletter.ts";
import type { Push } from "#distribution/push/push.ts";
import type { Clock } from "#platform/clock.ts";
import type { Client } from "#platform/http/client-address.ts";
import type { Mailer } from "#platform/mail.ts";
import type { Log } from "#platform/log.ts";
import type { Ranking } from "#readership/ranking.ts";
import type { UploadMedia } from "#media/uploads.ts";
import type { FrontContent } from "#site/fronts.ts";
import type { Edition, Story } from "#stories/story.ts";
import type { Streams } from "./events/streams.ts";

/** What the newsroom is made of. */
export type NewsroomDeps = {
  readonly pool: Pool;
  readonly edition: () => Edition;
  /** Public origin without a slash at its end. */
  readonly siteUrl: string;
  readonly hasher: PasswordHasher;
  /** What is read most, as the readers' pages list it. */
  readonly ranking: Pick<Ranking, "mostRead">;
  readonly mailer: Mailer;
  readonly newsletter: Pick<Newsletter, "preview" | "sendTest" | "hurry" | "bounceKey">;
  readonly push: Pick<Push, "hurry">;
  readonly distribution: Pick<Distribution, "hurry">;
  /** The page of a story that is not published: `shared` with a line that says so, `bare` as readers would see it. */
  readonly previewStory: (story: Story, look: "shared" | "bare") => Promise<string>;
  /** Signs preview links. */
  readonly previewKey: Buffer;
  /** Hashes of the inline scripts of readers' pages, for the policy of previews. */
  readonly readerScriptHashes: readonly string[];
  readonly streams: Streams;
  readonly media: UploadMedia;
  /** A front as readers would see that arrangement; undefined for a front that is none. */
  readonly previewFront: (key: string, draft: FrontContent) => Promise<string | undefined>;
  readonly clock: Clock;
  readonly log: Log;
};

/** What the front knows of who asks. */
export type NewsroomBindings = { readonly client: Client | undefined };

/** What every route of the newsroom can read of its request (`c.var`). */
export type NewsroomEnv = {
  Bindings: NewsroomBindings;
  Variables: {
    readonly db: Pool;
    readonly now: Date;
    readonly deps: NewsroomDeps;
    /** In which language the person is told what went wrong. */
    readonly language: Language;
    readonly session: Session | undefined;
  };
};

/** What a route can read beside that when it demands a person. */
export type SignedInEnv = {
  Variables: {
    readonly session: Session;
    readonly person: Person;
    /** The person, as domains ask for it. */
    readonly by: Actor;
  };
};
