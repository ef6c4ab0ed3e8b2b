import type { OutboxEvent } from "#platform/outbox.ts";
import { absoluteUrl } from "./addresses.ts";
import type { NewDelivery } from "./deliveries.ts";

/** Whom to tell of changes. */
export type PingTargets = {
  readonly siteUrl: string;
  /** Hub of WebSub; undefined: none. */
  readonly websubHub: string | undefined;
  /** Search engines by IndexNow; undefined: none. */
  readonly indexNow: { readonly endpoint: string; readonly key: string } | undefined;
};

const TELLING =
  /^(?:story\.(?:published|updated|corrected|unpublished|taken_down)|stories\.imported)$/;
/** Addresses of one message at most. Source: indexnow.org, documentation. */
const INDEXNOW_LENGTH = 10_000;
const FILES = ["feed.xml", "atom.xml", "feed.json"] as const;

/** Whether readers see something else after this event. */
export function isTelling(event: Pick<OutboxEvent, "kind">): boolean {
  return TELLING.test(event.kind);
}

/** Pages of the lists that an event made stale. */
function listsOf(event: OutboxEvent): string[] {
  return event.payload.stales.flatMap((tag) => {
    if (tag === "list") return [""];
    const [, kind, slug] = /^(section|topic|author):(.+)$/s.exec(tag) ?? [];
    if (kind === undefined || slug === undefined) return [];
    return [kind === "section" ? `/${slug}` : `/${kind}s/${slug}`];
  });
}

/** The hub is told of every feed that changed: `hub.url` may come many times (PubSubHubbub 0.3, section 7.1). */
function websubPing(event: OutboxEvent, hub: string, siteUrl: string): NewDelivery[] {
  const lists = listsOf(event);
  if (lists.length === 0) return [];
  const fields = new URLSearchParams({ "hub.mode": "publish" });
  for (const list of lists)
    for (const file of FILES) fields.append("hub.url", absoluteUrl(siteUrl, `${list}/${file}`));
  return [
    {
      channel: "websub",
      target: hub,
      event: event.seq,
      eventKind: event.kind,
      storyId: event.payload.story,
      contentType: "application/x-www-form-urlencoded",
      body: fields.toString(),
    },
  ];
}

function indexNowPing(
  event: OutboxEvent,
  { endpoint, key }: NonNullable<PingTargets["indexNow"]>,
  siteUrl: string,
  paths: readonly string[],
): NewDelivery[] {
  if (paths.length === 0) return [];
  return [
    {
      channel: "indexnow",
      target: endpoint,
      event: event.seq,
      eventKind: event.kind,
      storyId: event.payload.story,
      contentType: "application/json; charset=utf-8",
      body: JSON.stringify({
        host: new URL(siteUrl).host,
        key,
        keyLocation: `${siteUrl}/${key}.txt`,
        urlList: paths.slice(0, INDEXNOW_LENGTH).map((path) => absoluteUrl(siteUrl, path)),
      }),
    },
  ];
}

/**
 * The messages that an event is told in, one for each target.
 * @param paths addresses of the stories that the event is about, root-relative and decoded
 */
export function pingsOf(
  event: OutboxEvent,
  paths: readonly string[],
  targets: PingTargets,
): NewDelivery[] {
  if (!isTelling(event)) return [];
  const { siteUrl, websubHub, indexNow } = targets;
  return [
    ...(websubHub === undefined ? [] : websubPing(event, websubHub, siteUrl)),
    ...(indexNow === undefined ? [] : indexNowPing(event, indexNow, siteUrl, paths)),
  ];
}
