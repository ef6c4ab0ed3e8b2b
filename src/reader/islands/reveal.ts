/** What of a story lies below the first screen of a phone (styles/late.css): not laid out before the first paint. */
const LATE = ".story-page :is(.body>*,.rail,.related,.foot)";

/**
 * Lays out the rest of a story piece by piece once its beginning is shown, so that no single piece of work holds up a
 * slow phone. Whoever scrolls faster than this is served by the browser itself, which lays out what comes into view.
 */
export function startReveal(): void {
  const pieces = [...document.querySelectorAll(LATE)];
  const next = () => {
    const piece = pieces.shift();
    if (piece === undefined) return;
    piece.classList.add("now");
    // The layout must happen in this task, or all pieces would wait for one frame and make one long task again.
    piece.getBoundingClientRect();
    setTimeout(next);
  };
  next();
}
