/** A line of the bench: what was measured, the figure, what the design asks for, and whether it was met. */
export type BenchRow = {
  readonly what: string;
  readonly figure: string;
  readonly budget: string;
  /** undefined: the figure has no budget, or this machine cannot measure it. */
  readonly met: boolean | undefined;
};

/** The value in the middle of `values`. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
