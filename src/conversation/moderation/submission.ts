import type { CompiledWords } from "./words/compile-words.ts";

/** How the conversation below a story is moderated: once published, before, before only for newcomers, or not at all. */
export const MODES = ["after", "newcomersBefore", "before", "off"] as const;

/** How a conversation is moderated. */
export type Mode = (typeof MODES)[number];

/** How much care the subject of a story asks for, as the editor sees it. */
export const RISKS = ["none", "watch", "high"] as const;

/** How much care a story asks for. */
export type Risk = (typeof RISKS)[number];

/** A comment that somebody wants to post, with all that the phases go by. */
export type Submission = {
  readonly text: string;
  readonly story: {
    readonly isClosed: boolean;
    /** Since it was published. */
    readonly ageDays: number;
    /** The conversation closes by itself after so many days; null: never. */
    readonly closesAfterDays: number | null;
    readonly mode: Mode;
    readonly risk: Risk;
  };
  readonly reader: {
    readonly accountAgeHours: number;
    /** Comments that readers see. */
    readonly approved: number;
    /** Of the last seven days. */
    readonly rejectedRecently: number;
    readonly decidedRecently: number;
    /** Of the newsroom: nothing holds their comments. */
    readonly isTrusted: boolean;
    /** A moderator wants to see all of their comments first. */
    readonly mustWait: boolean;
  };
  /** The reader's other comments of the last day, newest first, at most 20. */
  readonly recentTexts: readonly string[];
  /** A comment that is there already is changed. */
  readonly isEdit: boolean;
};

/** What the newsroom has set for all conversations. */
export type Policy = { readonly words: CompiledWords };

/** Comments that readers see before somebody is no longer new. Source: Coral. */
export const NEWCOMER_UNTIL_APPROVED = 2;

/** Whether the reader is new here. */
export const isNewcomer = ({ reader }: Submission): boolean =>
  !reader.isTrusted && reader.approved < NEWCOMER_UNTIL_APPROVED;
