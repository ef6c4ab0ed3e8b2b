import { listSaved } from "./saved-stories.ts";

/** What the module behind the button gives; it is only fetched when somebody saves. */
type Keeping = { toggleSaved(button: HTMLElement): Promise<void> };

const isKeeping = (module: unknown): module is Keeping =>
  typeof module === "object" && module !== null && "toggleSaved" in module;

/** The service worker, and the button that saves a story for later. Plain http off loopback has neither. */
export function startSaving(): void {
  if (!("serviceWorker" in navigator)) return;
  const { controller } = navigator.serviceWorker;
  navigator.serviceWorker.register("/sw.js").catch(() => {
    // A browser that refuses it (private windows of some do) shows the pages all the same.
  });
  if (controller === null)
    void navigator.serviceWorker.ready.then(({ active }) => active?.postMessage(location.href, []));
  const button = document.querySelector<HTMLElement>("[data-save]");
  if (button === null) return;
  button.hidden = false;
  button.setAttribute(
    "aria-pressed",
    String(listSaved().some(({ path }) => path === location.pathname)),
  );
  button.addEventListener("click", () => {
    void import(button.dataset["save"] ?? "").then(async (module: unknown) => {
      if (isKeeping(module)) await module.toggleSaved(button);
    });
  });
}
