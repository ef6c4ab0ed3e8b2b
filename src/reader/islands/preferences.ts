import { isRecord, keep, readKept } from "./kept.ts";
import { percent } from "./numbers.ts";

const root = document.documentElement;
const stored = readKept("reader");
const chosen: Record<string, unknown> = isRecord(stored) ? stored : {};

const SMALLEST = 80;
const LARGEST = 200;
const USUAL = 100;

function choose(name: string, value: unknown): void {
  if (value === undefined) delete chosen[name];
  else chosen[name] = value;
  keep("reader", chosen);
}

const sizeNow = (): number => {
  const size = Number(chosen["size"]);
  return size >= SMALLEST && size <= LARGEST ? size : USUAL;
};

function startSize(group: HTMLElement): void {
  const output = group.querySelector("output");
  const buttons = [...group.querySelectorAll("button")];
  const show = () => {
    const size = sizeNow();
    if (size === USUAL) root.style.removeProperty("--reader-size");
    else root.style.setProperty("--reader-size", String(size / USUAL));
    if (output !== null) output.value = percent(size);
    for (const button of buttons) {
      const step = Number(button.dataset["step"]);
      button.disabled = step === 0 ? size === USUAL : step < 0 ? size <= SMALLEST : size >= LARGEST;
    }
  };
  for (const button of buttons)
    button.addEventListener("click", () => {
      const step = Number(button.dataset["step"]);
      const next = step === 0 ? USUAL : Math.round(sizeNow() / 10) * 10 + step;
      choose("size", next === USUAL ? undefined : Math.min(LARGEST, Math.max(SMALLEST, next)));
      show();
      // A button that is used up would drop the focus to the page's beginning.
      if (button.disabled) buttons.find((other) => !other.disabled)?.focus();
    });
  show();
}

function startReadingMode(form: HTMLFormElement): void {
  const button = form.querySelector("button");
  const show = () =>
    button?.setAttribute("aria-pressed", String(root.dataset["view"] === "reading"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const isReading = root.dataset["view"] !== "reading";
    if (isReading) root.dataset["view"] = "reading";
    else delete root.dataset["view"];
    choose("view", isReading ? "reading" : undefined);
    if (!isReading && location.search !== "") history.replaceState(null, "", location.pathname);
    show();
    form.scrollIntoView({ block: "nearest" });
  });
  show();
}

function startForm(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll("input")) {
    const { name, value } = input;
    if (name === "light") input.checked = "light" in root.dataset;
    else if (chosen[name] === value) input.checked = true;
    input.addEventListener("change", () => {
      if (name === "light") {
        choose(name, input.checked || undefined);
        root.toggleAttribute("data-light", input.checked);
      } else {
        const isUsual = input.defaultChecked;
        choose(name, isUsual ? undefined : value);
        if (isUsual) delete root.dataset[name];
        else root.dataset[name] = value;
      }
    });
  }
}

/** Text size, reading mode, theme, line spacing, light pages: shown as they are kept, kept as they are chosen. */
export function startPreferences(): void {
  for (const group of document.querySelectorAll<HTMLElement>("[data-size]")) startSize(group);
  for (const form of document.querySelectorAll<HTMLFormElement>(".tools-reading"))
    startReadingMode(form);
  for (const form of document.querySelectorAll<HTMLFormElement>("[data-preferences]"))
    startForm(form);
}

/** Panels close by Escape and by a click beside them. */
export function startPanels(): void {
  const open = () => document.querySelector<HTMLDetailsElement>("details.panel[open]");
  document.addEventListener("keydown", (event) => {
    const panel = open();
    if (event.key !== "Escape" || panel === null) return;
    panel.open = false;
    panel.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    const panel = open();
    if (panel !== null && event.target instanceof Node && !panel.contains(event.target))
      panel.open = false;
  });
}
