import { TOKEN_VERSION, tokensOf } from "#arabic/analysis/analyse.ts";
import { BODY_SHIFT, FIELD, MOST_COUNTED } from "./postings.ts";

/** The texts of a story that can be searched. */
export type StoryTexts = {
  readonly headline: string;
  readonly standfirst: string;
  readonly body: string;
  readonly topics: readonly string[];
  readonly authors: readonly string[];
  readonly captions: readonly string[];
};

/** What a story has of one form: the byte of its posting, and its places in ascending order. */
export type FormInStory = { fields: number; readonly places: number[] };

export type StoryWords = {
  readonly forms: ReadonlyMap<string, FormInStory>;
  readonly headlineWords: number;
  readonly bodyWords: number;
};

/** Of the rules by which texts become words and fields; raised by hand when they change: then every story is read again. */
export const WORDS_VERSION = `${TOKEN_VERSION}.1`;

/** Places between two texts, so that no phrase reaches from one into the next. */
const GAP = 10;
/** Longer runs of letters are no words: nobody searches for them, and the vocabulary stays small. */
const LONGEST_FORM = 60;

/** The words of a story by form, with the fields and places that each has. */
export function storyWords(texts: StoryTexts): StoryWords {
  const forms = new Map<string, FormInStory>();
  let place = 0;
  const take = (text: string, bit: number): number => {
    if (text === "") return 0;
    const tokens = tokensOf(text);
    for (const { exact, position } of tokens) {
      if (exact.length > LONGEST_FORM) continue;
      const known = forms.get(exact);
      const form = known ?? { fields: 0, places: [] };
      if (known === undefined) forms.set(exact, form);
      form.places.push(place + position);
      if (bit > 0) form.fields |= bit;
      else if (form.fields >> BODY_SHIFT < MOST_COUNTED) form.fields += 1 << BODY_SHIFT;
    }
    place += tokens.length + GAP;
    return tokens.length;
  };
  const headlineWords = take(texts.headline, FIELD.headline);
  take(texts.standfirst, FIELD.standfirst);
  const bodyWords = take(texts.body, 0);
  for (const caption of texts.captions) take(caption, FIELD.captions);
  for (const topic of texts.topics) take(topic, FIELD.topics);
  for (const author of texts.authors) take(author, FIELD.authors);
  return { forms, headlineWords, bodyWords };
}
