/** What one window keeps of a story that the server does not have yet. */
export type JournalEntry = {
  readonly story: string;
  /** The window that wrote it; each has an entry of its own, so that two never overwrite each other. */
  readonly window: string;
  readonly person: string;
  /** The server's version that this text stands on. */
  readonly base: number;
  /** A draft as JSON; older versions of this app kept its value. */
  readonly content: unknown;
  /** How many changes it holds, in the count of its window. */
  readonly changes: number;
  /** Milliseconds since 1970. */
  readonly at: number;
};

/** What becomes of the entries that windows left behind when they were closed, crashed or lost their power. */
export type Recovery = {
  /** Goes on where it was left: the server's draft is the one it stands on. */
  readonly resume: JournalEntry | undefined;
  /** Text that stands on an older draft, or beside the one that goes on: shown beside it to be merged. */
  readonly merge: readonly JournalEntry[];
  /** Says nothing that the server does not have. */
  readonly done: readonly JournalEntry[];
};

/** The value that an entry keeps: of a draft, as far as this app wrote it. */
export function keptContent({ content }: JournalEntry): unknown {
  return typeof content === "string" ? JSON.parse(content) : content;
}

/**
 * What to do with the entries of a story when it is opened. Those of windows that are open, and of other people, are
 * left alone.
 */
export function planRecovery(
  entries: readonly JournalEntry[],
  opened: {
    readonly person: string;
    readonly openWindows: ReadonlySet<string>;
    readonly version: number;
    readonly content: unknown;
  },
): Recovery {
  const left = entries
    .filter((entry) => entry.person === opened.person && !opened.openWindows.has(entry.window))
    .toSorted((one, other) => other.at - one.at);
  const known = new Set([canonicalJson(opened.content)]);
  const done: JournalEntry[] = [];
  const merge: JournalEntry[] = [];
  let resume: JournalEntry | undefined;
  for (const entry of left) {
    const text = canonicalJson(keptContent(entry));
    if (known.has(text)) done.push(entry);
    else if (resume === undefined && entry.base === opened.version) resume = entry;
    else merge.push(entry);
    known.add(text);
  }
  return { resume, merge, done };
}

/** JSON of a value with its keys in order and without what is undefined: equal for equal values. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(
          Object.entries(part).toSorted(([one], [other]) => (one < other ? -1 : 1)),
        )
      : part,
  );
}
