import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useLanguage, useWords } from "../language/words.tsx";
import { accessWords } from "./access-words.ts";

/** The page around a form that one comes to before being signed in. */
export function Door({
  title,
  children,
}: {
  readonly title: string;
  readonly children: ReactNode;
}) {
  const w = useWords(accessWords);
  const { language, choose } = useLanguage();
  const other = language === "ar" ? "en" : "ar";
  return (
    <main className="nr-door">
      <div className="nr-door-card">
        <h1>{title}</h1>
        {children}
      </div>
      <Button variant="subtle" size="xs" lang={other} onClick={() => choose(other)}>
        {w.otherLanguage}
      </Button>
    </main>
  );
}
