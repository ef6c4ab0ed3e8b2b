import { partsOf, picturesOf } from "./parts-of-page.ts";

/** Cache of the pages that were opened lately; the oldest give way. */
export const OPENED = "opened";
/** Cache of the stories that the reader chose to keep; nothing gives way by itself. */
export const SAVED = "saved";
/** Cache of what pages are made of: style sheets, scripts, fonts, pictures. */
export const FILES = "files";

const KEPT_AT = "x-kept-at";
const PARTS = "x-kept-parts";
const MOST_OPENED = 60;
/** Answers of the server describe bytes on the wire; a kept page is its text. */
const OF_THE_WIRE = ["content-encoding", "content-length", "transfer-encoding", "set-cookie"];

/** Keeps the page `html` of `path` in the cache `name`. Its policy is kept with it. */
async function put(name: string, path: string, html: string, headers: Headers): Promise<void> {
  const kept = new Headers(headers);
  for (const header of OF_THE_WIRE) kept.delete(header);
  kept.set(KEPT_AT, new Date().toISOString());
  kept.set(PARTS, partsOf(html).join(" "));
  await (await caches.open(name)).put(path, new Response(html, { headers: kept }));
}

/** Fetches and keeps those of `addresses` that are not kept yet; gives the bytes of all of them. */
async function keepFiles(addresses: readonly string[]): Promise<number> {
  const files = await caches.open(FILES);
  let sizeBytes = 0;
  for (const address of addresses) {
    let file = await files.match(address, { ignoreVary: true });
    if (file === undefined) {
      const fetched = await fetch(address);
      if (!fetched.ok) continue;
      await files.put(address, fetched.clone());
      file = fetched;
    }
    sizeBytes += (await file.blob()).size;
  }
  return sizeBytes;
}

const styleOf = (html: string): string[] =>
  partsOf(html).filter((part) => /\.(?:css|js)$|accent-/.test(part));

/** Keeps a page that was opened, with the style sheets and scripts that it needs; pictures come in as they are shown. */
export async function keepOpened(path: string, response: Response): Promise<void> {
  const html = await response.text();
  await put(OPENED, path, html, response.headers);
  await keepFiles(styleOf(html));
  await dropOldest();
}

/**
 * Keeps a story with its pictures for good.
 * @returns the bytes that it takes: its text and its pictures
 * @throws TypeError without a network; Error when the answer is no page
 */
export async function keepSaved(path: string): Promise<number> {
  const response = await fetch(path, { headers: { accept: "text/html" } });
  if (!response.ok) throw new Error(`Cannot keep ${path}: ${response.status}`);
  const html = await response.text();
  await put(SAVED, path, html, response.headers);
  await keepFiles(styleOf(html));
  return new Blob([html]).size + (await keepFiles(picturesOf(html)));
}

/** Forgets the page of `path` wherever it is kept, and what nothing else needs. */
export async function forget(path: string): Promise<void> {
  for (const name of [OPENED, SAVED]) await (await caches.open(name)).delete(path);
  await dropLooseFiles();
}

/** The kept page of `path`, those that were saved first. */
export async function findKept(path: string): Promise<Response | undefined> {
  for (const name of [SAVED, OPENED]) {
    const found = await (await caches.open(name)).match(path, { ignoreVary: true });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether the reader saved the page of `path`. */
export async function isSaved(path: string): Promise<boolean> {
  return (await (await caches.open(SAVED)).match(path, { ignoreVary: true })) !== undefined;
}

/** When a kept page was kept. */
export function keptAt(page: Response): Date {
  return new Date(page.headers.get(KEPT_AT) ?? 0);
}

async function dropOldest(): Promise<void> {
  const opened = await caches.open(OPENED);
  const pages = await opened.keys();
  if (pages.length <= MOST_OPENED) return;
  const ages: { request: Request; at: string }[] = [];
  for (const request of pages) {
    const page = await opened.match(request, { ignoreVary: true });
    ages.push({ request, at: page?.headers.get(KEPT_AT) ?? "" });
  }
  ages.sort((a, b) => a.at.localeCompare(b.at));
  // A few more than need be, so that not every page that is opened has to clear up.
  for (const { request } of ages.slice(0, pages.length - MOST_OPENED + 10))
    await opened.delete(request);
  await dropLooseFiles();
}

/** Files that no kept page names are dropped: a page keeps the very files that it was made with. */
async function dropLooseFiles(): Promise<void> {
  const named = new Set<string>();
  for (const name of [OPENED, SAVED]) {
    const pages = await caches.open(name);
    for (const request of await pages.keys()) {
      const page = await pages.match(request, { ignoreVary: true });
      for (const part of (page?.headers.get(PARTS) ?? "").split(" ")) named.add(part);
    }
  }
  const files = await caches.open(FILES);
  for (const request of await files.keys()) {
    const { pathname } = new URL(request.url);
    // Fonts are named by the style sheets, not by pages.
    if (!named.has(pathname) && !pathname.endsWith(".woff2")) await files.delete(request);
  }
}
