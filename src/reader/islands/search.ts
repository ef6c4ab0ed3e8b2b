type Suggestion = { readonly name: string; readonly url: string };
type Suggestions = Readonly<Record<Group, readonly Suggestion[]>>;
const GROUPS = ["topics", "people", "headlines"] as const;
type Group = (typeof GROUPS)[number];

const WAIT_MS = 120;
const SHORTEST = 2;
const KEPT = 50;

const kept = new Map<string, Suggestions>();

async function suggestionsFor(text: string, signal: AbortSignal): Promise<Suggestions> {
  const known = kept.get(text);
  if (known !== undefined) return known;
  const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(text)}`, { signal });
  if (!answer.ok) throw new Error(`no suggestions: ${answer.status}`);
  const found: Suggestions = await answer.json();
  if (kept.size >= KEPT) kept.clear();
  kept.set(text, found);
  return found;
}

/**
 * Adds suggestions to the form of a search, by the combobox pattern of the ARIA Authoring Practices Guide (editable, with
 * a list): the focus stays in the field, arrows move through the list, Enter follows what is chosen or searches, Escape
 * closes the list.
 */
class SearchBox extends HTMLElement {
  #input: HTMLInputElement | null = null;
  readonly #list = document.createElement("div");
  #options: HTMLElement[] = [];
  #active = -1;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking = new AbortController();

  connectedCallback(): void {
    const input = this.querySelector<HTMLInputElement>("input[type=search]");
    if (input === null || this.#input !== null) return;
    this.#input = input;
    const list = this.#list;
    list.id = `${input.id}-list`;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", this.dataset["suggestions"] ?? "");
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");
    input.form?.append(list);
    input.addEventListener("input", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    // The field must not lose its focus to the list, or the list would be gone before the click.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option instanceof HTMLElement) this.#follow(option);
    });
  }

  #typed(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    const text = this.#input?.value.trim() ?? "";
    if (text.length < SHORTEST) return this.#close();
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    this.#timer = setTimeout(() => {
      suggestionsFor(text, signal).then(
        (found) => {
          if (!signal.aborted && document.activeElement === this.#input) this.#show(found);
        },
        // Suggestions are a help: without them the form still searches.
        () => this.#close(),
      );
    }, WAIT_MS);
  }

  #show(found: Suggestions): void {
    this.#list.replaceChildren();
    this.#options = [];
    for (const group of GROUPS) {
      if (found[group].length === 0) continue;
      const box = document.createElement("div");
      const title = document.createElement("p");
      title.id = `${this.#list.id}-${group}`;
      title.textContent = this.dataset[group] ?? "";
      box.setAttribute("role", "group");
      box.setAttribute("aria-labelledby", title.id);
      title.setAttribute("role", "presentation");
      box.append(title);
      for (const { name, url } of found[group]) {
        const option = document.createElement("div");
        option.id = `${this.#list.id}-${this.#options.length}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset["url"] = url;
        option.dir = "auto";
        option.textContent = name;
        this.#options.push(option);
        box.append(option);
      }
      this.#list.append(box);
    }
    this.#activate(-1);
    this.#open(this.#options.length > 0);
  }

  #pressed(event: KeyboardEvent): void {
    const isOpen = !this.#list.hidden;
    const last = this.#options.length - 1;
    if (event.isComposing) return;
    if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      this.#close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (last < 0) return;
      event.preventDefault();
      const isDown = event.key === "ArrowDown";
      if (!isOpen) this.#open(true);
      const next = this.#active + (isDown ? 1 : -1);
      this.#activate(next > last ? -1 : next < -1 ? last : next);
    } else if (event.key === "Enter" && isOpen) {
      const option = this.#options[this.#active];
      if (option === undefined) return this.#close();
      event.preventDefault();
      this.#follow(option);
    }
  }

  /** @param index -1: none, the text in the field is searched */
  #activate(index: number): void {
    this.#active = index;
    for (const [at, option] of this.#options.entries())
      option.setAttribute("aria-selected", String(at === index));
    const option = this.#options[index];
    if (option === undefined) this.#input?.removeAttribute("aria-activedescendant");
    else {
      this.#input?.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  #open(isOpen: boolean): void {
    this.#list.hidden = !isOpen;
    this.#input?.setAttribute("aria-expanded", String(isOpen));
  }

  #close(): void {
    clearTimeout(this.#timer);
    this.#asking.abort();
    this.#activate(-1);
    this.#open(false);
  }

  #follow(option: HTMLElement): void {
    this.#close();
    location.assign(option.dataset["url"] ?? "/search");
  }
}

customElements.define("search-box", SearchBox);
