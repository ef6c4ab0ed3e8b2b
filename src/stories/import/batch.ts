import { createHash } from "node:crypto";
import { actorName, type Actor } from "#accounts/authoriser.ts";
import { DatabaseError, type PoolClient } from "pg";
import { loadBodyPictures, picturesIn, renderStory } from "../rendering.ts";
import type { Edition, StoryState } from "../story.ts";
import { addStaleEvents } from "../writing/events.ts";
import { lockWriters } from "../writing/existing.ts";
import { writeStories, type StoryWrite, type WrittenStory } from "../writing/write-stories.ts";
import { withKeptPictures, type LinePictures } from "./pictures.ts";
import type { ReportLine } from "./report.ts";
import type { StoryLine } from "./story-line.ts";

const IMPORT: Actor = { kind: "product", name: "import" };

/** A story that an import brought before. */
export type Known = {
  readonly id: string;
  readonly path: string | null;
  readonly state: StoryState;
  readonly updatedAt: Date | undefined;
  readonly sha256: string | undefined;
};

const WHY_NOT: Readonly<Record<Exclude<StoryState, "published">, string>> = {
  draft: "the story is a draft here; an import does not publish it",
  unpublished: "the story was unpublished here; an import does not bring it back",
  taken_down: "the story was taken down here; an import does not bring it back",
};

/** Root-relative address of a path, percent-encoded. */
const urlOf = (path: string): string => path.split("/").map(encodeURIComponent).join("/");

/** The hash of a line whose pictures did not all come: another one, so that the next import tries them again. */
function hashOf(line: StoryLine, pictures: LinePictures | undefined): Buffer {
  if (pictures === undefined || pictures.failures.length === 0) return line.sha256;
  const kept = [...pictures.kept.keys()].sort();
  return createHash("sha256").update(line.sha256).update(JSON.stringify(kept)).digest();
}

/** The stories that earlier imports or lines brought under these source ids. One query. */
export async function findKnown(
  client: PoolClient,
  lines: readonly StoryLine[],
): Promise<Map<string, Known>> {
  const sources = lines.flatMap((line) => (line.sourceId === undefined ? [] : [line.sourceId]));
  if (sources.length === 0) return new Map();
  const { rows } = await client.query<{
    source_id: string;
    id: string;
    path: string | null;
    state: StoryState;
    updated_at: Date | null;
    sha256: Buffer | null;
  }>(
    `SELECT s.source_id, s.id, s.path, s.state, s.updated_at, i.sha256
     FROM story s LEFT JOIN story_import i ON i.story_id = s.id WHERE s.source_id = ANY($1)`,
    [sources],
  );
  return new Map(
    rows.map((row) => [
      row.source_id,
      {
        id: row.id,
        path: row.path,
        state: row.state,
        updatedAt: row.updated_at ?? undefined,
        sha256: row.sha256?.toString("hex"),
      },
    ]),
  );
}

/** Whether a line says the same as when it came last, with all its pictures. */
export function isUnchanged(line: StoryLine, known: ReadonlyMap<string, Known>): boolean {
  const before = line.sourceId === undefined ? undefined : known.get(line.sourceId);
  return before !== undefined && before.sha256 === line.sha256.toString("hex");
}

/**
 * Writes a batch of lines inside the caller's transaction, each source id once.
 * @returns a report line for each, in their order
 */
export async function writeBatch(
  client: PoolClient,
  batch: {
    readonly edition: Pick<Edition, "code" | "zone">;
    readonly lines: readonly StoryLine[];
    readonly pictures: ReadonlyMap<StoryLine, LinePictures>;
    readonly now: Date;
  },
): Promise<ReportLine[]> {
  await lockWriters(client);
  const known = await findKnown(client, batch.lines);
  const outcomes = batch.lines.map((line) => outcomeOf(line, known, batch.pictures.get(line)));
  const lines = outcomes.flatMap(({ line, toWrite }) => (toWrite ? [line] : []));
  const bodies = new Map(
    lines.map((line) => [
      line,
      withKeptPictures(line.content.body, batch.pictures.get(line)?.kept ?? new Map()),
    ]),
  );
  const kept = await loadBodyPictures(client, [...bodies.values()].flatMap(picturesIn));
  const writes = lines.map((line): StoryWrite => {
    const pictures = batch.pictures.get(line);
    const before = line.sourceId === undefined ? undefined : known.get(line.sourceId);
    const lead = line.image === undefined ? undefined : pictures?.kept.get(line.image.url);
    const content = {
      ...line.content,
      body: bodies.get(line) ?? line.content.body,
      picture:
        line.image === undefined || lead === undefined
          ? undefined
          : {
              id: lead,
              alt: line.image.alt,
              caption: line.image.caption,
              credit: line.image.credit,
            },
    };
    return {
      id: before?.id,
      content,
      rendered: renderStory(content, kept),
      publishedAt: line.publishedAt,
      updatedAt: line.updatedAt ?? laterThan(before?.updatedAt, line.publishedAt),
      sourceId: line.sourceId,
      oldAddresses: line.oldAddress === undefined ? [] : [line.oldAddress],
      importSha256: hashOf(line, pictures),
      reason: "imported",
    };
  });
  const { written, stales } =
    writes.length === 0
      ? { written: [], stales: new Set<string>() }
      : await writeStories(client, batch.edition, writes, actorName(IMPORT), batch.now);
  await addStaleEvents(client, "stories.imported", stales, {
    stories: written.map((story) => story.id),
  });
  const byLine = new Map(lines.map((line, index) => [line, written[index]]));
  return outcomes.map(({ line, report }) =>
    reportOf(line, report, byLine.get(line), batch.pictures),
  );
}

const laterThan = (instant: Date | undefined, than: Date): Date | undefined =>
  instant !== undefined && instant.getTime() > than.getTime() ? instant : undefined;

type Outcome = {
  readonly line: StoryLine;
  readonly toWrite: boolean;
  readonly report: Pick<ReportLine, "story" | "url" | "outcome" | "why">;
};

function outcomeOf(
  line: StoryLine,
  known: ReadonlyMap<string, Known>,
  pictures: LinePictures | undefined,
): Outcome {
  const before = line.sourceId === undefined ? undefined : known.get(line.sourceId);
  if (before === undefined)
    return {
      line,
      toWrite: true,
      report: { story: null, url: null, outcome: "created", why: null },
    };
  const at = { story: before.id, url: before.path === null ? null : urlOf(before.path), why: null };
  if (isUnchanged(line, known) || before.sha256 === hashOf(line, pictures).toString("hex"))
    return { line, toWrite: false, report: { ...at, outcome: "unchanged" } };
  if (before.state !== "published")
    return {
      line,
      toWrite: false,
      report: { ...at, outcome: "refused", why: `line ${line.number}: ${WHY_NOT[before.state]}` },
    };
  return { line, toWrite: true, report: { ...at, outcome: "updated" } };
}

function reportOf(
  line: StoryLine,
  report: Outcome["report"],
  written: WrittenStory | undefined,
  pictures: ReadonlyMap<StoryLine, LinePictures>,
): ReportLine {
  const failures = pictures.get(line)?.failures ?? [];
  return {
    source: line.sourceId ?? null,
    story: written?.id ?? report.story,
    url: written === undefined ? report.url : urlOf(written.path),
    outcome: report.outcome,
    why: report.why ?? (failures.length === 0 ? null : failures.join("; ").slice(0, 1000)),
  };
}

/** Whether the database refused what a row says (and not how it was asked, or that it is there at all). */
export function isDataError(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && /^(?:22|23|54)/.test(error.code ?? "");
}
