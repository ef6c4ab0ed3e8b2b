import { forget, keepSaved } from "../offline/worker/kept-pages.ts";
import { startSavedList } from "./saved-list.ts";
import { listSaved, writeSaved } from "./saved-stories.ts";

const MOST_STORIES = 100;
const MOST_BYTES = 100_000_000;

function say(button: HTMLElement, text: string | undefined): void {
  const said = button.parentElement?.querySelector("[data-said]");
  if (said !== null && said !== undefined) said.textContent = text ?? "";
}

/** Saves the story of this page, or forgets it, and says so. */
export async function toggleSaved(button: HTMLElement): Promise<void> {
  const path = location.pathname;
  const before = listSaved();
  const others = before.filter((story) => story.path !== path);
  if (others.length < before.length) {
    writeSaved(others);
    button.setAttribute("aria-pressed", "false");
    say(button, button.dataset["forgotten"]);
    await forget(path);
    return;
  }
  const taken = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  if (others.length >= MOST_STORIES || taken >= MOST_BYTES) {
    say(button, button.dataset["full"]);
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
    say(button, button.dataset["saved"]);
  } catch {
    // No network, or no room on the device: the reader is told, and nothing is half saved.
    await forget(path);
    say(button, button.dataset["failed"]);
  } finally {
    button.removeAttribute("aria-busy");
  }
}

startSavedList();
