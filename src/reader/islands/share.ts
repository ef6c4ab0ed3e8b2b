const SHOWN_MS = 2500;

async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Pages that are not secure have no clipboard: the address is selected for the reader's own copying.
    const shown = document.querySelector(".short-address bdi");
    if (shown !== null) getSelection()?.selectAllChildren(shown);
    document.execCommand("copy");
  }
}

/** Copying the short address, the device's own sharing, printing. */
export function startSharing(): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-print]"))
    button.addEventListener("click", () => print());
  for (const panel of document.querySelectorAll<HTMLElement>("[data-share]")) {
    const { share: url = "", title = "" } = panel.dataset;
    const copying = panel.querySelector<HTMLElement>("[data-copy]");
    const name = copying?.textContent ?? "";
    copying?.addEventListener("click", () => {
      void copy(url).then(() => {
        copying.textContent = copying.dataset["copy"] ?? name;
        setTimeout(() => {
          copying.textContent = name;
        }, SHOWN_MS);
      });
    });
    const device = panel.querySelector<HTMLElement>("[data-device]");
    if (device === null || typeof navigator.share !== "function") continue;
    device.hidden = false;
    // A reader who closes the device's sheet rejects the promise: nothing went wrong.
    device.addEventListener("click", () => {
      navigator.share({ title, url }).catch(() => {});
    });
  }
}
