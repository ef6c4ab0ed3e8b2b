const FEWEST_LETTERS = 8;
const MOST_LETTERS = 600;

/** Offers to quote what is marked in a story in a comment: a link, beside the end of what is marked. */
export function startQuoting(): void {
  const body = document.querySelector(".piece .body");
  const story = document.querySelector<HTMLElement>("[data-story]")?.dataset["story"];
  const name = document.querySelector<HTMLElement>("[data-quote]")?.dataset["quote"];
  if (body === null || story === undefined || name === undefined) return;
  const link = document.createElement("a");
  link.className = "go quote-this";
  link.textContent = name;
  link.rel = "nofollow";
  // A press would take the mark away, and with it the link, before it is followed.
  link.addEventListener("mousedown", (event) => event.preventDefault());
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    const words = selection?.toString().replace(/\s+/g, " ").trim() ?? "";
    const isHere =
      selection !== null &&
      selection.rangeCount > 0 &&
      body.contains(selection.getRangeAt(0).commonAncestorContainer);
    if (!isHere || words.length < FEWEST_LETTERS || words.length > MOST_LETTERS) {
      link.remove();
      return;
    }
    link.href = `/conversation/write?story=${story}&quote=${encodeURIComponent(words)}`;
    document.body.append(link);
  });
}
