import { isRecord, keep, readKept } from "./kept.ts";

/** A view that the server has not yet confirmed. */
type View = {
  readonly story: string;
  readonly view: string;
  readonly visitor: string;
  /** When it happened, by this device's clock. */
  readonly at: number;
};

const SEEN_MS = 1000;
const KEPT_MS = 10 * 60_000;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;
const MOST_KEPT = 50;
const WAITING = "views";

/** UUIDv7 of an instant in milliseconds. */
function viewId(at: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let index = 0; index < 6; index += 1) bytes[index] = Math.floor(at / 2 ** (40 - 8 * index));
  bytes[6] = ((bytes[6] ?? 0) & 15) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 63) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** A random name for this browser, kept for the day. */
function visitorOfDay(): string {
  const day = new Date().toDateString();
  const known = readKept("visitor");
  if (isRecord(known) && known["day"] === day && typeof known["id"] === "string")
    return known["id"];
  const id = viewId(0).slice(-12) + viewId(0).slice(-12);
  keep("visitor", { day, id });
  return id;
}

const isView = (value: unknown): value is View =>
  isRecord(value) &&
  typeof value["story"] === "string" &&
  typeof value["view"] === "string" &&
  typeof value["visitor"] === "string" &&
  typeof value["at"] === "number";

const isFresh = ({ at }: View): boolean => Math.abs(Date.now() - at) < KEPT_MS;

function waiting(): View[] {
  const kept = readKept(WAITING);
  return Array.isArray(kept) ? kept.filter(isView).filter(isFresh) : [];
}

const forget = (view: View): void =>
  keep(
    WAITING,
    waiting().filter((other) => other.view !== view.view),
  );

/** Keeps the view until it is confirmed, so that neither a lost connection nor a closed page loses it. */
async function send(view: View, waitMs = FIRST_WAIT_MS, isCorrected = false): Promise<void> {
  const { story, view: id, visitor } = view;
  keep(WAITING, [...waiting().filter((other) => other.view !== id), view].slice(-MOST_KEPT));
  const answer = await fetch("/views", {
    method: "POST",
    keepalive: true,
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ story, view: id, visitor }),
  }).catch(() => undefined);
  if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
    forget(view);
    const server = Date.parse(answer.headers.get("Date") ?? "");
    // This device's clock is wrong: only then a new id, of the time that the server's clock shows.
    if (answer.status === 409 && server > 0 && !isCorrected)
      await send({ ...view, view: viewId(view.at + server - Date.now()) }, FIRST_WAIT_MS, true);
    return;
  }
  const asked = Number(answer?.headers.get("Retry-After") ?? 0) * 1000;
  setTimeout(
    () => {
      if (isFresh(view)) void send(view, Math.min(waitMs * 2, LONGEST_WAIT_MS), isCorrected);
      else forget(view);
    },
    Math.max(asked, waitMs * (0.75 + Math.random() / 2)),
  );
}

/** Calls `act` once the page has been visible for a second without a break. */
function whenSeen(act: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = () => {
    clearTimeout(timer);
    if (document.visibilityState !== "visible") return;
    timer = setTimeout(() => {
      document.removeEventListener("visibilitychange", look);
      act();
    }, SEEN_MS);
  };
  document.addEventListener("visibilitychange", look);
  look();
}

/** Counts a view of the story on this page, and of each return to it from the back-forward cache. */
export function startViews(): void {
  for (const view of waiting()) void send(view);
  const story = document.querySelector<HTMLElement>("[data-story]")?.dataset["story"];
  if (story === undefined) return;
  const count = () =>
    whenSeen(() => {
      const at = Date.now();
      void send({ story, view: viewId(at), visitor: visitorOfDay(), at });
    });
  if ("prerendering" in document && document.prerendering === true)
    document.addEventListener("prerenderingchange", count, { once: true });
  else count();
  addEventListener("pageshow", (event) => {
    if (event.persisted) count();
  });
}
