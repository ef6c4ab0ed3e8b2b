// Makes a page of a conversation live: posting without leaving it, new comments as they come, one's own marks. Without it
// every button is a plain form or link that works.

type Words = Readonly<Record<string, string>>;
type Me = {
  readonly reader: { readonly name: string; readonly unseen: number } | null;
  readonly liked?: readonly string[];
  readonly own?: readonly {
    readonly id: string;
    readonly editUntil: string;
    readonly state: string;
  }[];
};
type Told = { readonly told?: string; readonly retryAfterSeconds?: number | null };
type News = {
  readonly said: string;
  readonly comments: readonly {
    readonly id: string;
    readonly root: string;
    readonly parent: string | null;
    readonly html: string;
  }[];
  readonly hidden: readonly string[];
};

const JSON_HEADERS = { accept: "application/json", "content-type": "application/json" };

const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");

function elementOf(html: string): HTMLElement | null {
  const template = document.createElement("template");
  template.innerHTML = html;
  const { firstElementChild } = template.content;
  return firstElementChild instanceof HTMLElement ? firstElementChild : null;
}

function start(main: HTMLElement): void {
  const story = main.dataset["talk"] ?? "";
  const words: Words = JSON.parse(main.dataset["words"] ?? "{}");
  const composer = main.querySelector<HTMLFormElement>("[data-composer]");
  const threads = main.querySelector<HTMLElement>("[data-threads]");
  let me: Me = { reader: null };
  const numbers = new Intl.NumberFormat(
    `ar-u-nu-${document.documentElement.dataset["digits"] ?? "latn"}`,
  );

  const find = (id: string): HTMLElement | null => document.getElementById(`c-${id}`);
  const repliesOf = (root: string): HTMLElement | null =>
    main.querySelector<HTMLElement>(`[data-thread="${root}"] > [data-replies]`);

  /** Puts a comment where it belongs; false where its thread is not on this page. */
  function place(
    html: string,
    at: { root: string; parent: string | null },
  ): HTMLElement | undefined {
    const comment = elementOf(html);
    if (comment === null || threads === null) return undefined;
    const item = document.createElement("li");
    if (at.parent === null) {
      item.className = "thread";
      item.dataset["thread"] = at.root;
      const replies = document.createElement("ol");
      replies.className = "replies";
      replies.dataset["replies"] = "";
      item.append(comment, replies);
      threads.prepend(item);
      main.querySelector("[data-none]")?.remove();
      return comment;
    }
    const replies = repliesOf(at.root);
    if (replies === null) return undefined;
    item.append(comment);
    replies.append(item);
    return comment;
  }

  function mark(scope: ParentNode): void {
    const liked = new Set(me.liked);
    for (const button of scope.querySelectorAll<HTMLElement>("[data-like]")) {
      const id = button.closest<HTMLElement>("[data-comment]")?.dataset["comment"] ?? "";
      button.setAttribute("aria-pressed", String(liked.has(id)));
    }
    for (const { id, editUntil, state } of me.own ?? []) {
      const comment = find(id);
      const acts = comment?.querySelector(".acts");
      if (comment === null || acts === null || acts === undefined) continue;
      if (acts.querySelector("[data-own]") !== null) continue;
      const add = (name: string, end: string): void => {
        const link = document.createElement("a");
        link.className = "act";
        link.dataset["own"] = "";
        link.href = `/conversation/comments/${id}/${end}`;
        link.textContent = name;
        acts.append(link);
      };
      if (Date.parse(editUntil) > Date.now()) add(words["edit"] ?? "", "edit");
      add(words["delete"] ?? "", "delete");
      if (state === "held" && comment.querySelector(".waits") === null) {
        const waits = document.createElement("p");
        waits.className = "waits";
        waits.textContent = words["waiting"] ?? "";
        comment.append(waits);
      }
      acts.querySelector("[data-like]")?.remove();
    }
  }

  async function send(form: HTMLFormElement): Promise<void> {
    const text = form.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    const told = form.querySelector<HTMLElement>("[data-told]");
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (text === null || told === null || button === null) return;
    const parent = form.querySelector<HTMLInputElement>("input[name=parent]")?.value ?? null;
    // The same text sent again has the same key: a post whose answer got lost is not posted twice.
    if (form.dataset["sent"] !== text.value) {
      form.dataset["sent"] = text.value;
      form.dataset["key"] = newKey();
    }
    button.disabled = true;
    told.textContent = words["publishing"] ?? "";
    try {
      const answer = await fetch("/conversation/comments", {
        method: "POST",
        headers: { ...JSON_HEADERS, "idempotency-key": form.dataset["key"] ?? newKey() },
        body: JSON.stringify({ story, parent, text: text.value, quote: "" }),
      });
      if (answer.status === 401) {
        form.submit();
        return;
      }
      const body: Told & { id?: string; state?: string; html?: string } = await answer.json();
      if (!answer.ok || body.id === undefined) {
        told.textContent = body.told ?? words["lost"] ?? "";
        return;
      }
      me = {
        ...me,
        own: [
          {
            id: body.id,
            state: body.state ?? "",
            editUntil: new Date(Date.now() + 5 * 60_000).toISOString(),
          },
          ...(me.own ?? []),
        ],
      };
      find(body.id)?.closest("li")?.remove();
      const root =
        parent === null
          ? body.id
          : (find(parent)?.closest<HTMLElement>("[data-thread]")?.dataset["thread"] ?? parent);
      const comment = place(body.html ?? "", { root, parent });
      mark(main);
      text.value = "";
      sessionStorage.removeItem(nameOf(form));
      told.textContent = body.state === "held" ? (words["waiting"] ?? "") : "";
      if (form !== composer) form.remove();
      comment?.scrollIntoView({ block: "nearest" });
      const link = comment?.querySelector<HTMLElement>("a");
      link?.focus({ preventScroll: true });
    } catch {
      told.textContent = words["lost"] ?? "";
    } finally {
      button.disabled = false;
    }
  }

  const nameOf = (form: HTMLFormElement): string =>
    `talk ${story} ${form.querySelector<HTMLInputElement>("input[name=parent]")?.value ?? ""}`;

  function prepare(form: HTMLFormElement): void {
    const text = form.querySelector<HTMLTextAreaElement>("textarea[name=text]");
    const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
    if (text === null || button === null) return;
    if (text.value === "") text.value = sessionStorage.getItem(nameOf(form)) ?? "";
    if (me.reader !== null) button.textContent = words["publish"] ?? "";
    text.addEventListener("input", () => sessionStorage.setItem(nameOf(form), text.value));
    form.addEventListener("submit", (event) => {
      if (me.reader === null) return;
      event.preventDefault();
      void send(form);
    });
  }

  function openReply(comment: HTMLElement): void {
    if (composer === null && main.querySelector("[data-told]") === null) return;
    const parent = comment.dataset["comment"] ?? "";
    const open = comment.parentElement?.querySelector<HTMLFormElement>(`form[data-of="${parent}"]`);
    const form = open ?? composer?.cloneNode(true);
    if (!(form instanceof HTMLFormElement)) return;
    if (open === null || open === undefined) {
      form.dataset["of"] = parent;
      delete form.dataset["key"];
      delete form.dataset["sent"];
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "parent";
      field.value = parent;
      form.append(field);
      for (const one of form.querySelectorAll<HTMLElement>("[id]")) one.id = `${one.id}-${parent}`;
      const text = form.querySelector("textarea");
      const label = form.querySelector("label");
      if (text !== null) {
        text.value = "";
        text.setAttribute("aria-describedby", `talk-hint-${parent}`);
        if (label !== null) {
          label.htmlFor = text.id;
          label.textContent =
            comment.querySelector("[data-reply]")?.getAttribute("aria-label") ?? "";
        }
      }
      const cancel = document.createElement("button");
      cancel.type = "button";
      cancel.className = "plain-button";
      cancel.textContent = words["cancel"] ?? "";
      cancel.addEventListener("click", () => {
        form.remove();
        comment.querySelector<HTMLElement>("[data-reply]")?.focus();
      });
      form.querySelector("button[type=submit]")?.after(cancel);
      comment.after(form);
      prepare(form);
    }
    form.querySelector("textarea")?.focus();
  }

  async function like(button: HTMLElement): Promise<void> {
    const comment = button.closest<HTMLElement>("[data-comment]")?.dataset["comment"] ?? "";
    const isOn = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(isOn));
    const answer = await fetch(`/conversation/comments/${comment}/appreciate`, {
      method: "POST",
      headers: JSON_HEADERS,
      body: JSON.stringify({ on: isOn }),
    }).catch(() => undefined);
    const count = button.querySelector<HTMLElement>("[data-likes]");
    if (answer?.ok !== true) button.setAttribute("aria-pressed", String(!isOn));
    else if (count !== null) {
      const { likes }: { likes: number } = await answer.json();
      count.textContent = likes === 0 ? "" : numbers.format(likes);
    }
  }

  main.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const reply = target?.closest("[data-reply]");
    const comment = reply?.closest<HTMLElement>("[data-comment]");
    const button = target?.closest<HTMLElement>("[data-like]");
    if (me.reader === null || event.ctrlKey || event.metaKey) return;
    if (comment !== null && comment !== undefined && composer !== null) {
      event.preventDefault();
      openReply(comment);
    } else if (button !== null && button !== undefined) {
      event.preventDefault();
      void like(button);
    }
  });

  for (const replies of main.querySelectorAll<HTMLElement>("[data-replies]")) {
    if (replies.children.length === 0) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "act quiet-act";
    const more = replies.parentElement?.querySelector<HTMLElement>(":scope > .more-replies");
    const show = (isOpen: boolean): void => {
      replies.hidden = !isOpen;
      if (more !== null && more !== undefined) more.hidden = !isOpen;
      button.setAttribute("aria-expanded", String(isOpen));
      button.textContent = replies.dataset[isOpen ? "collapse" : "expand"] ?? "";
    };
    button.addEventListener("click", () => show(replies.hidden !== false));
    show(true);
    replies.parentElement?.querySelector(":scope > .said .acts")?.append(button);
  }

  const fresh = main.querySelector<HTMLElement>("[data-fresh]");
  const waiting: News["comments"][number][] = [];
  fresh?.addEventListener("click", () => {
    let first: HTMLElement | undefined;
    for (const news of waiting.splice(0))
      if (find(news.id) === null) first = place(news.html, news) ?? first;
    fresh.hidden = true;
    mark(main);
    first?.scrollIntoView({ block: "center" });
    first?.querySelector<HTMLElement>("a")?.focus({ preventScroll: true });
  });

  function heard(news: News): void {
    for (const id of news.hidden) {
      const comment = find(id);
      if (comment?.closest("[data-thread]")?.querySelector("[data-replies] > li") === null)
        comment.closest("li")?.remove();
      else comment?.remove();
    }
    const count = main.querySelector<HTMLElement>("[data-count]");
    if (count !== null) count.textContent = news.said;
    for (const comment of news.comments) {
      const shown = find(comment.id);
      if (shown === null) {
        if (comment.parent === null || repliesOf(comment.root) !== null) waiting.push(comment);
        continue;
      }
      const made = elementOf(comment.html);
      if (made !== null && !shown.contains(document.activeElement)) shown.replaceWith(made);
    }
    mark(main);
    if (fresh !== null) fresh.hidden = waiting.length === 0;
  }

  async function meet(): Promise<void> {
    const answer = await fetch(`/conversation/me?story=${story}`, {
      headers: { accept: "application/json" },
    });
    if (answer.ok) me = await answer.json();
    const who = main.querySelector<HTMLElement>("[data-who]");
    if (who !== null) {
      const link = document.createElement("a");
      const name = document.createElement("bdi");
      name.textContent = me.reader?.name ?? words["signIn"] ?? "";
      link.href =
        me.reader === null
          ? `/account/sign-in?back=${encodeURIComponent(location.pathname)}`
          : "/account/comments";
      link.append(name);
      who.replaceChildren(
        ...(me.reader === null ? [link] : [`${words["signedInAs"] ?? ""} `, link]),
      );
    }
    if (composer !== null) prepare(composer);
    mark(main);
  }

  void meet().catch(() => {});
  if (composer === null) return;
  const stream = new EventSource(`/conversation/live?story=${story}`);
  stream.addEventListener("comments", (event) => heard(JSON.parse(event.data)));
  addEventListener("pagehide", () => stream.close());
}

const main = document.querySelector<HTMLElement>("[data-talk]");
if (main !== null) start(main);
