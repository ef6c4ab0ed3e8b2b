import type { Pool } from "pg";
import { prepareQuery } from "#platform/db.ts";
import { decodeColumns, type Columns } from "../indexing/columns.ts";

/** A live segment as queries use it. Its stories have numbers of the whole index from `base` on. */
export type SegmentView = {
  readonly id: number;
  readonly base: number;
  readonly documents: number;
  readonly columns: Columns;
  /** 1 where the story is dead. */
  readonly dead: Uint8Array;
};

/** The index as of one generation: everything of it but vocabulary and postings, which stay in the database. */
export type Snapshot = {
  readonly generation: string;
  readonly keysVersion: string;
  readonly segments: readonly SegmentView[];
  readonly byId: ReadonlyMap<number, SegmentView>;
  /** Stories of all segments, dead ones too. */
  readonly documents: number;
  /** What the length of each story's body makes of a word in it: over 1 where it is short. */
  readonly bodyNorms: Float32Array;
};

type StateRow = { generation: string; keys_version: string };
const readState = prepareQuery<StateRow>("search_state", {
  sql: "SELECT generation::text, keys_version FROM search_state",
});
type SegmentRow = { id: number; documents: number; dead: number };
type ColumnsRow = { id: number; columns: Buffer };
type DeadRow = { segment: number; ordinals: number[] };

/** How much the length of a body matters (b of BM25). */
const LENGTH_MATTERS = 0.8;

/** Keeps the newest snapshot; asked before each query. */
export type Snapshots = { now(): Promise<Snapshot> };

export function createSnapshots(pool: Pool): Snapshots {
  let kept: (Snapshot & { deadCounts: ReadonlyMap<number, number> }) | undefined;
  let reading: Promise<Snapshot> | undefined;

  async function read(state: StateRow): Promise<Snapshot> {
    const { rows } = await pool.query<SegmentRow>(
      "SELECT id, documents, dead FROM search_segment WHERE live ORDER BY id",
    );
    const known = kept;
    const fresh = rows.filter(({ id }) => known?.byId.get(id) === undefined).map(({ id }) => id);
    const changed = rows
      .filter(({ id, dead }) => dead > 0 && known?.deadCounts.get(id) !== dead)
      .map(({ id }) => id);
    const [columns, dead] = await Promise.all([
      fresh.length === 0
        ? []
        : pool
            .query<ColumnsRow>("SELECT id, columns FROM search_segment WHERE id = ANY($1)", [fresh])
            .then((result) => result.rows),
      changed.length === 0
        ? []
        : pool
            .query<DeadRow>(
              "SELECT segment, array_agg(ordinal) AS ordinals FROM search_dead WHERE segment = ANY($1) GROUP BY segment",
              [changed],
            )
            .then((result) => result.rows),
    ]);
    const columnsOf = new Map(columns.map((row) => [row.id, row.columns]));
    const deadOf = new Map(dead.map((row) => [row.segment, row.ordinals]));
    let base = 0;
    const segments: SegmentView[] = [];
    for (const { id, documents } of rows) {
      const before = known?.byId.get(id);
      const bytes = columnsOf.get(id);
      // A segment that was merged away since its row was read: the next generation tells.
      if (before === undefined && bytes === undefined) continue;
      const ordinals = deadOf.get(id);
      const isDead =
        ordinals === undefined
          ? (before?.dead ?? new Uint8Array(documents))
          : new Uint8Array(documents);
      for (const ordinal of ordinals ?? []) isDead[ordinal] = 1;
      segments.push({
        id,
        base,
        documents,
        columns: before?.columns ?? decodeColumns(bytes ?? Buffer.alloc(0), documents),
        dead: isDead,
      });
      base += documents;
    }
    const snapshot = {
      generation: state.generation,
      keysVersion: state.keys_version,
      segments,
      byId: new Map(segments.map((segment) => [segment.id, segment])),
      documents: base,
      bodyNorms: normsOf(segments, base),
      deadCounts: new Map(rows.map(({ id, dead }) => [id, dead])),
    };
    kept = snapshot;
    return snapshot;
  }

  return {
    now: async () => {
      const [state] = await readState.run(pool, []);
      if (state === undefined) throw new Error("Cannot search: the index has no state");
      if (kept?.generation === state.generation && kept.keysVersion === state.keys_version)
        return kept;
      reading ??= read(state).finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
}

function normsOf(segments: readonly SegmentView[], documents: number): Float32Array {
  let words = 0;
  for (const { columns } of segments) for (const count of columns.bodyWords) words += count;
  const average = Math.max(1, words / Math.max(1, documents));
  const norms = new Float32Array(documents);
  for (const { base, columns } of segments)
    for (const [ordinal, count] of columns.bodyWords.entries())
      norms[base + ordinal] = 1 / (1 - LENGTH_MATTERS + (LENGTH_MATTERS * count) / average);
  return norms;
}
