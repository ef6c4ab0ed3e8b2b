import { forget, keepSaved } from "../offline/worker/kept-pages.ts";
import { startSavedList } from "./saved-list.ts";
import { listSaved, writeSaved } from "./saved-stories.ts";

const MOST_STORIES = 100;
const MOST_BYTES = 100_000_000;

/** What the reader is told: here, so that only who saves a story fetches the words. */
const TOLD = {
  saved: "حُفظت المادة بصورها على هذا الجهاز.",
  forgotten: "أُزيلت المادة من المحفوظات.",
  full: "امتلأت المحفوظات. أزل منها مادة ثم احفظ هذه.",
  failed: "تعذّر الحفظ. تحقّق من الاتصال ومن المساحة الباقية على الجهاز.",
};

function say(button: HTMLElement, outcome: keyof typeof TOLD): void {
  const said = button.parentElement?.querySelector("[data-said]");
  if (said !== null && said !== undefined) said.textContent = TOLD[outcome];
}

/** Saves the story of this page, or forgets it, and says so. */
export async function toggleSaved(button: HTMLElement): Promise<void> {
  const path = location.pathname;
  const before = listSaved();
  const others = before.filter((story) => story.path !== path);
  if (others.length < before.length) {
    writeSaved(others);
    button.setAttribute("aria-pressed", "false");
    say(button, "forgotten");
    await forget(path);
    return;
  }
  const taken = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (others.length >= MOST_STORIES || taken >= MOST_BYTES) {
    say(button, "full");
    return;
  }
  button.setAttribute("aria-busy", "true");
  try {
    const sizeBytes = await keepSaved(path);
    await navigator.storage.persist?.();
    const headline = document.querySelector("h1")?.textContent?.trim() ?? document.title;
    const section = document.querySelector(".piece-head .kicker")?.textContent?.trim() ?? "";
    writeSaved([
      { path, headline, section, savedAt: new Date().toISOString(), sizeBytes },
      ...listSaved().filter((story) => story.path !== path),
    ]);
    button.setAttribute("aria-pressed", "true");
    say(button, "saved");
  } catch {
    // No network, or no room on the device: the reader is told, and nothing is half saved.
    await forget(path);
    say(button, "failed");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

startSavedList();
