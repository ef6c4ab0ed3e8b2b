/** A place that shows a headline, and the space that it has there. */
type Place = {
  readonly kind: "phone" | "search" | "card";
  /** CSS font shorthand; the families of the place, or near ones. */
  readonly font: string;
  readonly linePixels: number;
  readonly lines: number;
};

/**
 * Where readers meet a headline: our story page on a phone of 390 pixels, a page of search results (one line of 600
 * pixels), and the card of a shared link (two lines beside or below the picture).
 */
export const PLACES: readonly Place[] = [
  { kind: "phone", font: '700 28px "IBM Plex Sans Arabic", sans-serif', linePixels: 350, lines: 4 },
  { kind: "search", font: "400 20px Arial, sans-serif", linePixels: 600, lines: 1 },
  { kind: "card", font: "600 16px system-ui, sans-serif", linePixels: 480, lines: 2 },
];

/** How a headline fits a place: `used` is the share of its space, over 1 where it is cut. */
export type HeadlineHint = {
  readonly kind: Place["kind"];
  readonly lines: number;
  readonly maxLines: number;
  readonly used: number;
  /** What is shown there: the headline, or its beginning with an ellipsis. */
  readonly shown: string;
};

/** The width of a text in pixels in a font. */
export type Measure = (text: string, font: string) => number;

/** Lines of `words` in a width, as a browser breaks them: a word goes onto the next line when it does not fit. */
function lineWidths(words: readonly string[], place: Place, measure: Measure): number[] {
  const blank = measure(" ", place.font);
  const widths: number[] = [];
  for (const word of words) {
    const width = measure(word, place.font);
    const last = widths.at(-1);
    if (last === undefined || last + blank + width > place.linePixels) widths.push(width);
    else widths[widths.length - 1] = last + blank + width;
  }
  return widths;
}

const fits = (words: readonly string[], place: Place, measure: Measure): boolean => {
  const widths = lineWidths(words, place, measure);
  return widths.length <= place.lines && widths.every((width) => width <= place.linePixels);
};

/** How a headline fits the places where readers meet it, by measured width. */
export function headlineHints(headline: string, measure: Measure): HeadlineHint[] {
  const words = headline.split(/\s+/u).filter((word) => word !== "");
  return PLACES.map((place) => {
    const widths = lineWidths(words, place, measure);
    const full = Math.max(0, widths.length - 1) * place.linePixels + (widths.at(-1) ?? 0);
    const used = full / (place.lines * place.linePixels);
    let kept = words.length;
    while (kept > 0 && !fits(shortened(words, kept), place, measure)) kept -= 1;
    return {
      kind: place.kind,
      lines: widths.length,
      maxLines: place.lines,
      used: kept === words.length ? Math.min(used, 1) : Math.max(used, 1.01),
      shown: shortened(words, kept).join(" "),
    };
  });
}

function shortened(words: readonly string[], count: number): readonly string[] {
  if (count >= words.length) return words;
  const kept = words.slice(0, count);
  const last = kept.pop();
  return last === undefined ? ["…"] : [...kept, `${last}…`];
}
