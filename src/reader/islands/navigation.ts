/** Brings the current section into sight where the row of sections is longer than the screen. */
export function startNavigation(): void {
  const current = document.querySelector<HTMLElement>(".nav [aria-current]");
  const row = current?.closest("ul");
  if (current === null || row === null || row === undefined) return;
  const [shown, whole] = [current.getBoundingClientRect(), row.getBoundingClientRect()];
  if (shown.left < whole.left || shown.right > whole.right)
    row.scrollLeft += (shown.left + shown.right - whole.left - whole.right) / 2;
}
