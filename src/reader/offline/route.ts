import type { Frame } from "../frame/frame.ts";
import { cachedPage, cachedText } from "../frame/respond.ts";
import { manifestOf } from "./manifest.ts";
import { offlinePage, savedPage } from "./page.tsx";

const KEEPING = { maxAgeSeconds: 300, staleSeconds: 3600, tags: [] };

/** The page of saved stories: the same for everybody, filled in the browser. */
export const answerSaved = (frame: Frame): Response => cachedPage(savedPage(frame), KEEPING);

/** The page that stands in where there is no network. */
export const answerOffline = (frame: Frame): Response => cachedPage(offlinePage(frame), KEEPING);

/** What a device needs to install the site. */
export const answerManifest = (frame: Frame): Response =>
  cachedText(JSON.stringify(manifestOf(frame)), "application/manifest+json", KEEPING);
