/** One step from one list to another: kept, taken off, or put in; `size` entries of it. */
export type Step = { readonly kind: "same" | "removed" | "added"; readonly size: number };

/** Work that a comparison may cost before it is given up for «all removed, all added». */
const MOST_DIFFERENCES = 2_000;

function joined(steps: readonly Step[]): Step[] {
  const out: Step[] = [];
  for (const step of steps) {
    if (step.size === 0) continue;
    const last = out.at(-1);
    if (last?.kind === step.kind) out[out.length - 1] = { ...last, size: last.size + step.size };
    else out.push(step);
  }
  return out;
}

/**
 * The shortest way from `before` to `after`, in steps. Over 2,000 differences: all removed, all added.
 * Source: Myers, "An O(ND) Difference Algorithm and Its Variations", Algorithmica 1 (1986).
 */
export function diffSequence(before: readonly string[], after: readonly string[]): Step[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start])
    start += 1;
  let end = 0;
  while (
    end < before.length - start &&
    end < after.length - start &&
    before[before.length - 1 - end] === after[after.length - 1 - end]
  )
    end += 1;
  const middle = diffMiddle(
    before.slice(start, before.length - end),
    after.slice(start, after.length - end),
  );
  return joined([{ kind: "same", size: start }, ...middle, { kind: "same", size: end }]);
}

function diffMiddle(before: readonly string[], after: readonly string[]): Step[] {
  const [n, m] = [before.length, after.length];
  const replaced: Step[] = [
    { kind: "removed", size: n },
    { kind: "added", size: m },
  ];
  if (n === 0 || m === 0) return replaced;
  const most = Math.min(n + m, MOST_DIFFERENCES);
  const furthest = new Int32Array(2 * most + 3);
  const at = (diagonal: number): number => furthest[diagonal + most + 1] ?? 0;
  const trace: Int32Array[] = [];
  for (let d = 0; d <= most; d += 1) {
    trace.push(furthest.slice(most + 1 - d, most + 2 + d));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
      let x = down ? at(k + 1) : at(k - 1) + 1;
      while (x < n && x - k < m && before[x] === after[x - k]) x += 1;
      furthest[k + most + 1] = x;
      if (x >= n && x - k >= m) return walkBack(trace, n, m);
    }
  }
  return replaced;
}

function walkBack(trace: readonly Int32Array[], n: number, m: number): Step[] {
  const steps: Step[] = [];
  let [x, y] = [n, m];
  for (let d = trace.length - 1; d > 0; d -= 1) {
    const row = trace[d];
    const at = (diagonal: number): number => row?.[diagonal + d] ?? 0;
    const k = x - y;
    const down = k === -d || (k !== d && at(k - 1) < at(k + 1));
    const previous = down ? k + 1 : k - 1;
    const previousX = at(previous);
    const beginX = down ? previousX : previousX + 1;
    steps.push({ kind: "same", size: x - beginX });
    steps.push({ kind: down ? "added" : "removed", size: 1 });
    x = previousX;
    y = previousX - previous;
  }
  steps.push({ kind: "same", size: x });
  return steps.reverse();
}
