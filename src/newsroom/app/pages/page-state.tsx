import { useWords } from "../language/words.tsx";
import type { ListedPage } from "./page-data.ts";
import { pageWords } from "./page-words.ts";

/** Whether readers see a page, and whether its draft has gone on. */
export function PageState({
  page,
}: {
  readonly page: Pick<ListedPage, "publishedAt" | "hasChanges">;
}) {
  const w = useWords(pageWords);
  const state = page.publishedAt === null ? "draft" : page.hasChanges ? "changed" : "live";
  return (
    <span className="nr-state" data-state={state === "draft" ? "draft" : "published"}>
      {w.states[state]}
    </span>
  );
}
