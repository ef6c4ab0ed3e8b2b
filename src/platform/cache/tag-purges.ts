/** Which purge of a tag came last, counted so that a render which began earlier is known to be older. */
export type TagPurges = {
  /** Number of purges so far: note it when a render begins. */
  readonly count: number;
  /** Notes a purge of `tags`. */
  purge(tags: readonly string[], hard: boolean): void;
  /** How a purge since `since` touches a page with `tags`. */
  since(since: number, tags: readonly string[]): "untouched" | "soft" | "hard";
  /** Forgets purges that no render under way can have missed: those up to `oldest`. */
  forget(oldest: number): void;
};

const KEPT = 4096;

/** Counts purges in this process. */
export function createTagPurges(): TagPurges {
  let count = 0;
  const soft = new Map<string, number>();
  const hard = new Map<string, number>();
  const touched = (purges: ReadonlyMap<string, number>, since: number, tags: readonly string[]) =>
    tags.some((tag) => (purges.get(tag) ?? 0) > since);
  return {
    get count() {
      return count;
    },
    purge: (tags, isHard) => {
      count += 1;
      for (const tag of tags) (isHard ? hard : soft).set(tag, count);
    },
    since: (since, tags) => {
      if (since === count) return "untouched";
      if (touched(hard, since, tags)) return "hard";
      return touched(soft, since, tags) ? "soft" : "untouched";
    },
    forget: (oldest) => {
      if (soft.size + hard.size < KEPT) return;
      for (const purges of [soft, hard])
        for (const [tag, at] of purges) if (at <= oldest) purges.delete(tag);
    },
  };
}
