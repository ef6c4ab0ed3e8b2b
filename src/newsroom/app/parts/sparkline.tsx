const WIDTH = 120;
const HEIGHT = 28;

/** A small line of figures, the oldest at the start of the reading direction; the figures are said elsewhere. */
export function Sparkline({ figures }: { readonly figures: readonly number[] }) {
  const top = Math.max(1, ...figures);
  const step = WIDTH / Math.max(1, figures.length - 1);
  const points = figures.map(
    (figure, at) =>
      `${(at * step).toFixed(1)},${(HEIGHT - 2 - (figure / top) * (HEIGHT - 4)).toFixed(1)}`,
  );
  return (
    <svg
      className="nr-sparkline"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
    >
      <polyline points={points.join(" ")} />
    </svg>
  );
}
