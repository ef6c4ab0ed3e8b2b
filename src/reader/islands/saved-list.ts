import { forget } from "../offline/worker/kept-pages.ts";
import { listSaved, writeSaved, type SavedStory } from "./saved-stories.ts";

const MEGABYTE = 1_000_000;

/** Stories that the site has taken away since; without a network nothing is known. */
async function findGone(stories: readonly SavedStory[]): Promise<SavedStory[]> {
  const gone: SavedStory[] = [];
  for (const story of stories) {
    try {
      const { status } = await fetch(story.path, { method: "HEAD", cache: "no-store" });
      if (status === 404 || status === 410) gone.push(story);
    } catch {
      return gone;
    }
  }
  return gone;
}

/** Fills the page of saved stories from what this browser keeps. */
export function startSavedList(): void {
  const list = document.querySelector<HTMLElement>("[data-saved-list]");
  const template = list?.querySelector("template");
  const empty = document.querySelector<HTMLElement>("[data-saved-none]");
  const sum = document.querySelector<HTMLElement>("[data-saved-sum]");
  const all = document.querySelector<HTMLButtonElement>("[data-forget-all]");
  const said = document.querySelector<HTMLElement>("[data-said]");
  if (list === null || template === null || template === undefined) return;
  const locale = `ar-u-nu-${document.documentElement.dataset["digits"] ?? "latn"}-ca-gregory`;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "long" });
  const size = (bytes: number, unit: "megabyte" | "kilobyte") =>
    new Intl.NumberFormat(locale, {
      style: "unit",
      unit,
      unitDisplay: "long",
      maximumFractionDigits: 1,
    }).format(bytes);
  const sizeOf = (bytes: number): string =>
    bytes >= MEGABYTE
      ? size(bytes / MEGABYTE, "megabyte")
      : size(Math.max(1, Math.round(bytes / 1000)), "kilobyte");

  const drop = async (stories: readonly SavedStory[]): Promise<void> => {
    const paths = new Set(stories.map(({ path }) => path));
    writeSaved(listSaved().filter(({ path }) => !paths.has(path)));
    show();
    for (const path of paths) await forget(path);
  };

  const itemOf = (story: SavedStory): Node => {
    const item = template.content.cloneNode(true);
    if (!(item instanceof DocumentFragment)) throw new TypeError("a template without a fragment");
    const fill = (name: string, text: string) => {
      const part = item.querySelector(`[data-${name}]`);
      if (part !== null) part.textContent = text;
    };
    const link = item.querySelector("a");
    // Only an address of this site: what is kept in a browser may have been changed there.
    if (link !== null && /^\/[^/]/.test(story.path)) link.href = story.path;
    fill("headline", story.headline);
    fill("section", story.section);
    fill("when", day.format(new Date(story.savedAt)));
    fill("size", sizeOf(story.sizeBytes));
    const button = item.querySelector("button");
    button?.setAttribute("aria-label", `${button.textContent ?? ""}: ${story.headline}`);
    button?.addEventListener("click", () => {
      void drop([story]);
      (list.querySelector<HTMLElement>("a") ?? empty)?.focus();
    });
    return item;
  };

  const show = () => {
    const stories = listSaved();
    list.replaceChildren(template, ...stories.map(itemOf));
    if (empty !== null) empty.hidden = stories.length > 0;
    if (all !== null) all.hidden = stories.length === 0;
    if (sum !== null) {
      const total = stories.reduce((bytes, story) => bytes + story.sizeBytes, 0);
      sum.textContent =
        stories.length === 0 ? "" : `${sum.dataset["savedSum"] ?? ""} ${sizeOf(total)}`;
    }
  };

  show();
  all?.addEventListener("click", () => {
    void drop(listSaved());
    empty?.focus();
  });
  void findGone(listSaved()).then(async (gone) => {
    if (gone.length === 0) return;
    await drop(gone);
    if (said !== null) said.textContent = said.dataset["gone"] ?? "";
  });
}
