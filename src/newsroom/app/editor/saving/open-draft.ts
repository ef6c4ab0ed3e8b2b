import type { Node } from "prosemirror-model";
import { parseBody } from "#stories/body/parse.ts";
import { bodySchema } from "#stories/body/schema.ts";
import { sendDraft, type DraftContent } from "../data/story-data.ts";
import { openDraftKeeper, type DraftKeeper } from "./draft-keeper.ts";
import type { Journal } from "./journal.ts";
import { draftJson } from "./draft-json.ts";
import { keptContent, type JournalEntry } from "./journal-entry.ts";

/** The fields of a draft beside its body. */
export type DraftFields = Omit<DraftContent, "body">;

/** A story that is open for writing in this window: its text, and the keeper that saves it. */
export type OpenDraft = {
  readonly story: string;
  readonly window: string;
  readonly keeper: DraftKeeper;
  readonly fields: () => DraftFields;
  readonly setField: <Name extends keyof DraftFields>(name: Name, value: DraftFields[Name]) => void;
  readonly body: () => Node;
  /** The text surface says what it holds now. */
  readonly wroteBody: (body: Node) => void;
  readonly content: () => DraftContent;
  /** Puts another text in the place of this one, without a change of the writer's: the server's of `version`. */
  readonly replace: (content: DraftContent, version: number) => void;
  /** Puts a merged text in the place of this one, to be saved over `version`. */
  readonly merge: (content: DraftContent, version: number) => void;
  /** Of fields. */
  readonly subscribe: (listener: () => void) => () => void;
  /** Of bodies that did not come from the text surface. */
  readonly onBody: (listener: (body: Node) => void) => () => void;
  readonly close: () => void;
};

/** The body that JSON holds; an empty one for what is none (a draft of the server's always is one). */
export function bodyOf(json: unknown): Node {
  const parsed = parseBody(json);
  return parsed.kind === "body"
    ? parsed.body
    : bodySchema.node("doc", null, [bodySchema.node("paragraph")]);
}

function fieldsOf({ body: _body, ...fields }: DraftContent): DraftFields {
  return fields;
}

/** Opens a story for writing, with the server's draft, or with what a window that died left in the journal. */
export function openDraft(options: {
  readonly story: string;
  readonly window: string;
  readonly person: string;
  readonly journal: Journal;
  readonly draft: { readonly content: DraftContent; readonly version: number };
  readonly resume: JournalEntry | undefined;
}): OpenDraft {
  const { story, window, person, journal, draft } = options;
  let fields = fieldsOf(draft.content);
  let body = bodyOf(draft.content.body);
  const listeners = new Set<() => void>();
  const bodyListeners = new Set<(body: Node) => void>();
  const content = (): DraftContent => ({ ...fields, body: body.toJSON() });

  const keeper = openDraftKeeper(
    {
      story,
      window,
      person,
      base: draft.version,
      journal,
      read: () => draftJson(fields, body),
      send: (base, text, isLeaving) => sendDraft(story, base, text, isLeaving),
      now: Date.now,
      setTimer: (ring, afterMs) => {
        const timer = setTimeout(ring, afterMs);
        return () => clearTimeout(timer);
      },
    },
    JSON.stringify(draft.content),
  );

  const put = (next: DraftContent): void => {
    fields = fieldsOf(next);
    body = bodyOf(next.body);
    for (const listener of listeners) listener();
    for (const listener of bodyListeners) listener(body);
  };

  if (options.resume !== undefined) {
    put(readEntry(options.resume, draft.content));
    keeper.tell({ kind: "changed" });
  }

  return {
    story,
    window,
    keeper,
    fields: () => fields,
    setField: (name, value) => {
      fields = { ...fields, [name]: value };
      for (const listener of listeners) listener();
      keeper.tell({ kind: "changed" });
    },
    body: () => body,
    wroteBody: (next) => {
      body = next;
      keeper.tell({ kind: "changed" });
    },
    content,
    replace: (next, version) => {
      put(next);
      keeper.tell({ kind: "replaced", base: version });
    },
    merge: (next, version) => {
      put(next);
      keeper.tell({ kind: "merged", base: version });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onBody: (listener) => {
      bodyListeners.add(listener);
      return () => bodyListeners.delete(listener);
    },
    close: () => keeper.stop(),
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** The text of an entry of the journal; a field that an older version of this app wrote otherwise is the server's. */
export function readEntry(entry: JournalEntry, server: DraftContent): DraftContent {
  const value = keptContent(entry);
  const kept = isRecord(value) ? value : {};
  const text = (name: keyof DraftContent, fallback: string): string => {
    const text = kept[name];
    return typeof text === "string" ? text : fallback;
  };
  const { topics, authors, picture } = kept;
  const picked = isRecord(picture) && typeof picture["id"] === "string" ? picture : undefined;
  const word = (name: string): string => {
    const value = picked?.[name];
    return typeof value === "string" ? value : "";
  };
  return {
    headline: text("headline", server.headline),
    standfirst: text("standfirst", server.standfirst),
    body: parseBody(kept["body"]).kind === "body" ? kept["body"] : server.body,
    section: text("section", server.section),
    topics: isTexts(topics) ? topics : server.topics,
    authors: isTexts(authors) ? authors : server.authors,
    agency: text("agency", server.agency),
    place: text("place", server.place),
    lang: text("lang", server.lang),
    slug: text("slug", server.slug),
    picture:
      picked === undefined
        ? undefined
        : { id: word("id"), alt: word("alt"), caption: word("caption"), credit: word("credit") },
  };
}
