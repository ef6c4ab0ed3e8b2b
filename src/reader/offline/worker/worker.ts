import { openAlert, showAlert } from "./alerts.ts";
import { findKept, forget, isSaved, keepOpened, keepSaved, keptAt, FILES } from "./kept-pages.ts";
import { withNote } from "./note.ts";

declare const self: ServiceWorkerGlobalScope;

/** Pages that are there without a network from the first visit on. */
const ALWAYS = ["/offline", "/saved"];
/** A network that has not answered by then counts as none, where there is a copy to show. */
const PATIENCE_MS = 6000;
/** Parts of the site that are never kept: they are for programs, or of people who are signed in. */
const NEVER =
  /^\/(?:newsroom|account|conversation|api|views|healthz|readyz|metrics|oembed|cards|embed|newsletter|notifications)(?:\/|$)/;

const isPage = (response: Response): boolean =>
  response.ok &&
  response.type === "basic" &&
  (response.headers.get("content-type") ?? "").startsWith("text/html");

/** The name under which the page of `url` is kept; undefined for one that is not kept. */
function nameOf(url: URL): string | undefined {
  if (NEVER.test(url.pathname)) return undefined;
  // Reading mode is the same story; any other query is a page further down a list, or a search.
  return url.search === "" || url.search === "?view=reading" ? url.pathname : undefined;
}

async function copyOf(name: string): Promise<Response | undefined> {
  const kept = await findKept(name);
  if (kept === undefined) return undefined;
  return new Response(withNote(await kept.text(), keptAt(kept)), {
    headers: kept.headers,
  });
}

async function noCopy(): Promise<Response> {
  return (await findKept("/offline")) ?? Response.error();
}

/** What came from the network: kept where it is a page, and forgotten where the site has taken it away. */
async function learn(name: string, response: Response): Promise<void> {
  if (response.status === 404 || response.status === 410) await forget(name);
  else if (isPage(response)) {
    await keepOpened(name, response);
    if (await isSaved(name)) await keepSaved(name);
  }
}

async function open(event: FetchEvent, name: string): Promise<Response> {
  const answer = Promise.resolve(event.preloadResponse).then(
    (preloaded: unknown) => (preloaded instanceof Response ? preloaded : fetch(event.request)),
    () => fetch(event.request),
  );
  // Without a network there is nothing to learn.
  event.waitUntil(
    answer.then(
      (response) => learn(name, response.clone()),
      () => {},
    ),
  );
  const late = new Promise<undefined>((resolve) => {
    setTimeout(resolve, PATIENCE_MS);
  });
  try {
    const first = await Promise.race([answer, late]);
    const response = first ?? (await copyOf(name)) ?? (await answer);
    return response.status >= 500 ? ((await copyOf(name)) ?? response) : response;
  } catch {
    return (await copyOf(name)) ?? noCopy();
  }
}

const pictureOf = (pathname: string): string => pathname.slice(0, pathname.lastIndexOf("/") + 1);

/** A picture that is kept in another width is better than none. */
async function anyWidth(files: Cache, pathname: string): Promise<Response | undefined> {
  const start = pictureOf(pathname);
  const other = (await files.keys()).find(({ url }) => new URL(url).pathname.startsWith(start));
  return other === undefined ? undefined : files.match(other, { ignoreVary: true });
}

async function file(event: FetchEvent, pathname: string): Promise<Response> {
  const files = await caches.open(FILES);
  const kept = await files.match(event.request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(files.put(event.request, response.clone()));
    return response;
  } catch (error) {
    const other = pathname.startsWith("/media/") ? await anyWidth(files, pathname) : undefined;
    if (other !== undefined) return other;
    throw error;
  }
}

async function keepAlways(): Promise<void> {
  for (const path of ALWAYS) {
    const response = await fetch(path, { cache: "reload" });
    if (isPage(response)) await keepOpened(path, response);
  }
}

self.addEventListener("install", (event) => {
  // Files have their content in their names, so old and new ones never mix: a new worker need not wait.
  event.waitUntil(Promise.all([keepAlways(), self.skipWaiting()]));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([self.registration.navigationPreload.enable(), self.clients.claim()]),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") {
    const name = nameOf(url);
    if (name !== undefined) event.respondWith(open(event, name));
    return;
  }
  if (/^\/(?:assets\/|media\/|accent-)/.test(url.pathname))
    event.respondWith(file(event, url.pathname));
});

self.addEventListener("push", (event) => {
  event.waitUntil(showAlert(event.data));
});

self.addEventListener("notificationclick", (event) => {
  event.waitUntil(openAlert(event.notification));
});

// The page that was open before there was a worker tells its address, so that it too can be read again.
self.addEventListener("message", (event) => {
  const data: unknown = event.data;
  if (typeof data !== "string" || !URL.canParse(data)) return;
  const name = nameOf(new URL(data));
  if (name === undefined) return;
  event.waitUntil(fetch(data).then((response) => learn(name, response)));
});
