import { countPhrase } from "./counts.ts";
import type { Digits } from "./digits.ts";

/** Words a minute, read aloud, mean over the readers of each language: IReST 2012, table of means. */
const WORDS_PER_MINUTE = new Map<string, number>([
  ["ar", 138],
  ["de", 179],
  ["en", 228],
  ["es", 218],
  ["fi", 161],
  ["fr", 195],
  ["he", 187],
  ["it", 188],
  ["ja", 193],
  ["nl", 202],
  ["pl", 166],
  ["pt", 181],
  ["ru", 184],
  ["sl", 180],
  ["sv", 199],
  ["tr", 166],
  ["zh", 158],
]);

/** The study's mean over all its languages, for languages that it did not measure. */
const MEAN_WORDS_PER_MINUTE = 184;

/**
 * Whole minutes that a text takes to read: its words at the pace of its language (Arabic 138 a
 * minute), rounded to the nearest, at least 1.
 *
 * Source: Trauzettel-Klosinski and Dietz, "Standardized Assessment of Reading Performance: The New
 * International Reading Speed Texts IReST", Investigative Ophthalmology & Visual Science 53 (2012).
 *
 * @param wordCount words of the text, as `countWords` gives them
 * @param lang BCP 47 tag of the text; its first subtag decides, unknown languages get 184 a minute
 * @param wordsPerMinute pace of an edition that has set its own
 * @throws RangeError when the count is negative or not a number
 * @example
 * readingMinutes(575) // => 4
 * readingMinutes(575, 'en-GB') // => 3
 * readingMinutes(0) // => 1
 * readingMinutes(575, 'ar', 200) // => 3
 */
export function readingMinutes(wordCount: number, lang = "ar", wordsPerMinute?: number): number {
  if (!(wordCount >= 0 && Number.isFinite(wordCount)))
    throw new RangeError(`Cannot tell reading time: need a count of words >= 0, got ${wordCount}`);
  const language = lang.toLowerCase().split(/[-_]/u, 1)[0] ?? "";
  const pace = wordsPerMinute ?? WORDS_PER_MINUTE.get(language) ?? MEAN_WORDS_PER_MINUTE;
  return Math.max(1, Math.round(wordCount / pace));
}

/**
 * The reading time as the story page says it, in the plural form that the number needs.
 *
 * Source: CLDR 48, plural rules of "ar"; wording by the house.
 *
 * @param minutes whole minutes, 1 or more
 * @throws RangeError when minutes is not a whole number of 1 or more
 * @example
 * readingTimePhrase(1, 'latn') // => "دقيقة واحدة للقراءة"
 * readingTimePhrase(2, 'latn') // => "دقيقتان للقراءة"
 * readingTimePhrase(4, 'latn') // => "4 دقائق للقراءة"
 * readingTimePhrase(11, 'arab') // => "١١ دقيقة للقراءة"
 */
export function readingTimePhrase(minutes: number, digits: Digits): string {
  if (!Number.isSafeInteger(minutes) || minutes < 1)
    throw new RangeError(`Cannot phrase reading time: need whole minutes >= 1, got ${minutes}`);
  return `${countPhrase(minutes, "minute", digits)} للقراءة`;
}
