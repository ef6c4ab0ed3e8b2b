/** What became of a line of an import; one line of its report. */
export type ReportLine = {
  /** The line's `id`; null where it has none or could not be read. */
  readonly source: string | null;
  /** Id of the story, as `/views` and the API use it. */
  readonly story: string | null;
  /** Root-relative address of the story, percent-encoded. */
  readonly url: string | null;
  readonly outcome: "created" | "updated" | "unchanged" | "refused";
  /** Why a line was refused, or what of it could not be kept. */
  readonly why: string | null;
};

/** How many lines had each outcome. */
export type ImportSummary = Record<ReportLine["outcome"], number>;

/** A summary of no lines. */
export const noLines = (): ImportSummary => ({ created: 0, updated: 0, unchanged: 0, refused: 0 });
