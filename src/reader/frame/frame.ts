import { dayOf } from "#arabic/zone-days.ts";
import type { Edition, Section } from "#stories/story.ts";
import type { Assets } from "../assets.ts";
import type { ReaderContext } from "./reader-context.ts";

/** What stands around the matter of every page, as of one request. */
export type Frame = {
  readonly edition: Edition;
  readonly sections: readonly Section[];
  /** The edition's day, yyyy-mm-dd. */
  readonly day: string;
  readonly siteUrl: string;
  readonly assets: Assets;
  /** The reader's device asks for fewer bytes: no web fonts. */
  readonly isLight: boolean;
};

const SECTIONS_LIVE_MS = 1000;

/**
 * Gives the frame of a request. Sections are read at most once a second, however many pages are made; when they can't
 * be read, the last known ones stay.
 */
export function createFrames(context: ReaderContext): (request: Request) => Promise<Frame> {
  let sections: readonly Section[] = [];
  let readAt = -Infinity;
  let reading: Promise<void> | undefined;

  const readSections = async (): Promise<void> => {
    try {
      sections = await context.archive.listSections();
      readAt = performance.now();
    } catch (error) {
      context.log.warn({ error }, "sections could not be read; the last known ones stay");
      if (readAt === -Infinity) throw error;
    } finally {
      reading = undefined;
    }
  };

  return async (request) => {
    if (performance.now() - readAt > SECTIONS_LIVE_MS) {
      reading ??= readSections();
      await reading;
    }
    return {
      ...bareFrame(context),
      sections,
      isLight: request.headers.get("save-data") === "on",
    };
  };
}

const NO_SECTIONS: readonly Section[] = [];

/** The frame without sections, for pages that must be made whatever happens. */
export function bareFrame(context: ReaderContext): Frame {
  const edition = context.edition();
  return {
    edition,
    sections: NO_SECTIONS,
    day: dayOf(context.clock.now(), edition.zone),
    siteUrl: context.siteUrl,
    assets: context.assets,
    isLight: false,
  };
}
