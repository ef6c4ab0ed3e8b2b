/*
 * What may stand before and after a listed word within one written word. Anything else around it makes it another
 * word: كلبشات is not a form of كلب.
 */

const list = (text: string): readonly string[] => text.split(" ");

/** Conjunctions, prepositions, article; joined vocatives and demonstratives of chats. */
export const ARABIC_BEFORE = list(
  "ال و وال ف فال ب بال وب وبال ك كال ل لل ول ولل فل فلل فب فبال يا ياال يال ويا هال وهال عال وعال",
);

/** Before words of two letters: nothing that could be the beginning of another word. */
export const ARABIC_BEFORE_SHORT = list("ال وال بال لل يا");

/**
 * Pronouns, plurals, feminine, the accusative's alef. The dual in ان and the nisba in ية are left out: they make names
 * and words of their own (بن قردان، الثورية) more often than insults.
 */
export const ARABIC_AFTER = list(
  "ي ك ه ها هم هن كم كن نا ين ون ات ا و كو تي تك ته تها تهم تكم تنا تين اتي اتك اته اتها اتهم اتكم اتنا يك يكم وكم وهم",
);

/** After a word that ends in ة, which became ت: never bare. */
export const ARABIC_AFTER_TA = list("ي ك ه ها هم هن كم كن نا ين كو");

export const LATIN_BEFORE = list(
  "al el il l ya y yal yel yl w wa wal wel wil b bi bel bil bal lel lil li fal hal hel 3al",
);

export const LATIN_AFTER = list(
  "a ah eh e et i y ak ik ek k ha hom hum kom kum na in een ein en oon un at aat een o oh",
);
