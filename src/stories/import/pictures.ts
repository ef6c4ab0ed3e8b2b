import { Fragment, type Node } from "prosemirror-model";
import type { BodyDocument } from "../body/schema.ts";
import type { StoryLine } from "./story-line.ts";

/** Fetches and keeps a picture: its id, or why it could not be had. Never throws. */
export type FetchPicture = (
  url: string,
) => Promise<
  { readonly kind: "kept"; readonly id: string } | { readonly kind: "failed"; readonly why: string }
>;

/** Most pictures fetched for one story. */
const MOST_PICTURES = 30;

/** Pictures that are fetched at the same time. */
const AT_ONCE = 4;

/** What came of the pictures of one story. */
export type LinePictures = {
  /** Ids of the kept ones, by their address. */
  readonly kept: ReadonlyMap<string, string>;
  /** What could not be had, for the report; empty when all could. */
  readonly failures: readonly string[];
};

const sourceOf = (node: Node): string | undefined => {
  const src: unknown = node.type.name === "picture" ? node.attrs["src"] : undefined;
  return typeof src === "string" ? src : undefined;
};

/** The addresses of a line's pictures, the lead first. */
export function picturesOfLine(line: StoryLine): string[] {
  const sources = line.image === undefined ? [] : [line.image.url];
  line.content.body.descendants((node) => {
    const src = sourceOf(node);
    if (src !== undefined) sources.push(src);
  });
  return [...new Set(sources)];
}

/** Fetches the pictures of these lines, a few at a time; an address that several lines have is fetched once. */
export async function fetchPictures(
  lines: readonly StoryLine[],
  fetchPicture: FetchPicture | undefined,
): Promise<Map<StoryLine, LinePictures>> {
  const wanted = new Map(lines.map((line) => [line, picturesOfLine(line)]));
  const answers = new Map<string, Awaited<ReturnType<FetchPicture>>>();
  const queue = [
    ...new Set([...wanted.values()].flatMap((sources) => sources.slice(0, MOST_PICTURES))),
  ];
  const work = async () => {
    for (let url = queue.shift(); url !== undefined; url = queue.shift())
      answers.set(
        url,
        fetchPicture === undefined
          ? { kind: "failed", why: "pictures are not fetched here" }
          : await fetchPicture(url),
      );
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return new Map([...wanted].map(([line, sources]) => [line, gather(sources, answers)]));
}

function gather(
  sources: readonly string[],
  answers: ReadonlyMap<string, Awaited<ReturnType<FetchPicture>>>,
): LinePictures {
  const kept = new Map<string, string>();
  const failures: string[] = [];
  for (const source of sources) {
    const answer = answers.get(source);
    if (answer?.kind === "kept") kept.set(source, answer.id);
    else
      failures.push(
        `picture ${source.slice(0, 200)}: ${answer?.why ?? `more than ${MOST_PICTURES} in one story`}`,
      );
  }
  return { kept, failures };
}

/** The body with the kept pictures in place of their old addresses; the others stay as they are and are not shown. */
export function withKeptPictures(
  body: BodyDocument,
  kept: ReadonlyMap<string, string>,
): BodyDocument {
  if (kept.size === 0) return body;
  const withKept = (block: Node): Node => {
    if (block.type.name === "gallery") return block.copy(mapped(block));
    const id = kept.get(sourceOf(block) ?? "");
    return id === undefined ? block : block.type.create({ ...block.attrs, id, src: null });
  };
  const mapped = (parent: Node): Fragment => Fragment.fromArray(parent.children.map(withKept));
  return body.copy(mapped(body));
}
