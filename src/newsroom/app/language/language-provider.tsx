import { useDirection } from "@mantine/core";
import { useEffect, useMemo, useState, type ReactNode } from "react";
import { LanguageContext, type Language } from "./words.tsx";

const KEPT = "newsroom-language";

/** The language chosen in this browser last; Arabic before any choice. */
function keptLanguage(): Language {
  return localStorage.getItem(KEPT) === "en" ? "en" : "ar";
}

/** Gives all below it the language, and the document its direction. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useState(keptLanguage);
  const { setDirection } = useDirection();
  const direction = language === "ar" ? "rtl" : "ltr";
  useEffect(() => {
    localStorage.setItem(KEPT, language);
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
    setDirection(direction);
  }, [language, direction, setDirection]);
  const choice = useMemo(() => ({ language, direction, choose }) as const, [language, direction]);
  return <LanguageContext value={choice}>{children}</LanguageContext>;
}
