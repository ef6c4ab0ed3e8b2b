/** Where a story stands in the newsroom (glossary in ARCHITECTURE.md). */
export type WorkState = "draft" | "inReview" | "ready" | "scheduled" | "published" | "discarded";

/** What readers find of a story; null: it was never published. */
export type LiveState = "published" | "unpublished" | "takenDown" | null;

/** What one can do to a story, as buttons of the newsroom. */
export type StoryAct =
  | "write"
  | "note"
  | "sharePreview"
  | "assign"
  | "embargo"
  | "submit"
  | "return"
  | "approve"
  | "discard"
  | "bringBack"
  | "schedule"
  | "unschedule"
  | "publish"
  | "update"
  | "correct"
  | "unpublish"
  | "takeDown";

/** Where a story stands, as far as acts depend on it. */
export type Standing = { readonly work: WorkState; readonly live: LiveState };

/** In which states an act makes sense, whoever asks; to a discarded draft nothing is done but bringing it back. */
const MAKES_SENSE: Readonly<Record<StoryAct, (standing: Standing) => boolean>> = {
  write: ({ live }) => live !== "takenDown",
  note: () => true,
  sharePreview: ({ live }) => live !== "takenDown",
  assign: ({ live }) => live !== "takenDown",
  embargo: ({ live }) => live !== "takenDown" && live !== "published",
  submit: ({ work, live }) => live !== "takenDown" && (work === "draft" || work === "published"),
  return: ({ work }) => work === "inReview" || work === "ready",
  approve: ({ work, live }) =>
    live !== "takenDown" && (work === "draft" || work === "inReview" || work === "published"),
  schedule: ({ live }) => live !== "takenDown",
  discard: ({ work, live }) => live === null && work === "draft",
  bringBack: ({ work }) => work === "discarded",
  unschedule: ({ work }) => work === "scheduled",
  publish: ({ live }) => live === null || live === "unpublished",
  update: ({ live }) => live === "published",
  correct: ({ live }) => live === "published",
  unpublish: ({ live }) => live === "published",
  takeDown: ({ live }) => live === "published" || live === "unpublished",
};

/** Whether `act` makes sense for a story that stands so. Who may do it is asked of the authoriser. */
export function makesSense(act: StoryAct, standing: Standing): boolean {
  if (standing.work === "discarded" && act !== "bringBack") return false;
  return MAKES_SENSE[act](standing);
}

/** Every act. */
export const STORY_ACTS: readonly StoryAct[] = Object.keys(MAKES_SENSE).filter(
  (act): act is StoryAct => Object.hasOwn(MAKES_SENSE, act),
);

/** A field that an act needs and that is not filled in. */
export type MissingField =
  | "headline"
  | "body"
  | "section"
  | "authors"
  | "picture.alt"
  | "body.alt"
  | "body.picture";

/** Acts that need fields filled in. */
export type NeedingAct = "submit" | "approve" | "schedule" | "publish" | "update" | "correct";

const WITH_TEXT: readonly MissingField[] = ["headline", "body"];
const FOR_READERS: readonly MissingField[] = [
  "headline",
  "body",
  "section",
  "authors",
  "picture.alt",
  "body.alt",
  "body.picture",
];

const NEEDED = {
  submit: WITH_TEXT,
  approve: FOR_READERS,
  schedule: FOR_READERS,
  publish: FOR_READERS,
  update: FOR_READERS,
  correct: FOR_READERS,
} as const satisfies Record<NeedingAct, readonly MissingField[]>;

/** Every act that needs fields. */
export const NEEDING_ACTS: readonly NeedingAct[] = [
  "submit",
  "approve",
  "schedule",
  "publish",
  "update",
  "correct",
];

type BodyNode = {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly content?: readonly BodyNode[];
};

/** What of a draft is looked at. */
export type NeededContent = {
  readonly headline: string;
  readonly section: string;
  readonly authors: readonly string[];
  readonly agency: string;
  readonly body: BodyNode;
  readonly picture?: { readonly alt: string } | undefined;
};

function* nodesBelow(node: BodyNode): Generator<BodyNode> {
  for (const child of node.content ?? []) {
    yield child;
    yield* nodesBelow(child);
  }
}

const isBlank = (value: unknown): boolean => typeof value !== "string" || value.trim() === "";

/** Whether a field of a draft is as readers need it. */
const IS_MISSING: Readonly<
  Record<MissingField, (content: NeededContent, nodes: readonly BodyNode[]) => boolean>
> = {
  headline: ({ headline }) => isBlank(headline),
  section: ({ section }) => isBlank(section),
  authors: ({ authors, agency }) => authors.length === 0 && isBlank(agency),
  body: (_content, nodes) =>
    !nodes.some(({ type, text }) => type === "picture" || type === "embed" || !isBlank(text)),
  "picture.alt": ({ picture }) => picture !== undefined && isBlank(picture.alt),
  "body.alt": (_content, nodes) =>
    nodes.some(({ type, attrs }) => type === "picture" && isBlank(attrs?.["alt"])),
  "body.picture": (_content, nodes) =>
    nodes.some(({ type, attrs }) => type === "picture" && isBlank(attrs?.["id"])),
};

/**
 * The fields that `act` needs and that `content` lacks, in the order of the page. `authors` is met by an agency too;
 * `body.alt` is a picture of the body without a description, `body.picture` one that was never uploaded.
 */
export function missingFor(act: NeedingAct, content: NeededContent): MissingField[] {
  const nodes = [...nodesBelow(content.body)];
  return NEEDED[act].filter((field) => IS_MISSING[field](content, nodes));
}
