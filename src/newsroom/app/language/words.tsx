import { createContext, use } from "react";

/** The languages of the newsroom's interface; that of a story is its own. */
export type Language = "ar" | "en";

/** Sentences of one screen in both languages: an English one that is missing does not compile. */
export type Bilingual<Words> = Readonly<Record<Language, Words>>;

/** Declares the sentences of a screen; the Arabic ones give the form. */
export function words<const Words>(both: {
  readonly ar: Words;
  readonly en: SameForm<Words>;
}): Bilingual<SameForm<Words>>;
export function words(both: Bilingual<unknown>): Bilingual<unknown> {
  return both;
}

/** The same names, functions and lists, whatever the sentences. */
export type SameForm<Words> = Words extends string
  ? string
  : Words extends (...given: infer Given) => string
    ? (...given: Given) => string
    : { readonly [Name in keyof Words]: SameForm<Words[Name]> };

export type LanguageChoice = {
  readonly language: Language;
  readonly direction: "rtl" | "ltr";
  readonly choose: (language: Language) => void;
};

export const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

/** The language of whoever works here, and how to change it. */
export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (choice === undefined) throw new Error("Cannot tell the language: need a LanguageProvider");
  return choice;
}

/** The sentences of a screen in the language of whoever works here. */
export function useWords<Words>(both: Bilingual<Words>): Words {
  return both[useLanguage().language];
}
