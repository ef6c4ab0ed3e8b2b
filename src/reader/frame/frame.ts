import { dayOf } from "#arabic/zone-days.ts";
import type { SiteFacts } from "#distribution/structured-data.ts";
import type { ShownLine } from "#site/breaking.ts";
import type { PageLink } from "#site/pages.ts";
import type { Edition, Section } from "#stories/story.ts";
import type { Assets } from "../assets.ts";
import type { ReaderContext } from "./reader-context.ts";

/** What stands around the matter of every page, as of one request. */
export type Frame = {
  readonly edition: Edition;
  readonly sections: readonly Section[];
  /** Static pages that readers see. */
  readonly pages: readonly PageLink[];
  /** Lines of the breaking strip, the newest first. */
  readonly breaking: readonly ShownLine[];
  /** The edition's day, yyyy-mm-dd. */
  readonly day: string;
  readonly siteUrl: string;
  readonly assets: Assets;
  /** The reader's device asks for fewer bytes: no web fonts. */
  readonly isLight: boolean;
};

/** What structured data tells of the site. */
export function siteFacts({ edition, siteUrl, assets }: Frame): SiteFacts {
  return { edition, siteUrl, logo: { path: assets.icons.touch, size: 180 } };
}

const LIVE_MS = 1000;

/** What of a frame is in the database. */
type Surroundings = Pick<Frame, "sections" | "pages" | "breaking">;

/**
 * Gives the frame of a request. What is in the database is read at most once a second, however many pages are made, and
 * again after each change that is told; when it can't be read, what was last known stays.
 */
export function createFrames(context: ReaderContext): (request: Request) => Promise<Frame> {
  let known: Surroundings = NOTHING;
  let readAt = -Infinity;
  let readOf = -1;
  let reading: { readonly of: number; readonly done: Promise<void> } | undefined;

  const read = async (of: number): Promise<void> => {
    try {
      const { archive } = context;
      const [sections, pages, breaking] = await Promise.all([
        archive.listSections(),
        archive.listPages(),
        archive.listBreaking(),
      ]);
      known = { sections, pages, breaking };
      readAt = performance.now();
      readOf = of;
    } catch (error) {
      context.log.warn({ error }, "sections could not be read; the last known ones stay");
      if (readAt === -Infinity) throw error;
    } finally {
      if (reading?.of === of) reading = undefined;
    }
  };

  return async (request) => {
    const changes = context.frameChanges?.() ?? 0;
    if (readOf !== changes || performance.now() - readAt > LIVE_MS) {
      if (reading?.of !== changes) reading = { of: changes, done: read(changes) };
      await reading.done;
    }
    return {
      ...bareFrame(context),
      ...known,
      isLight: request.headers.get("save-data") === "on",
    };
  };
}

const NOTHING: Surroundings = { sections: [], pages: [], breaking: [] };

/** The frame without sections, for pages that must be made whatever happens. */
export function bareFrame(context: ReaderContext): Frame {
  const edition = context.edition();
  return {
    edition,
    ...NOTHING,
    day: dayOf(context.clock.now(), edition.zone),
    siteUrl: context.siteUrl,
    assets: context.assets,
    isLight: false,
  };
}
