import { useQuery } from "@tanstack/react-query";
import { BOUNDS } from "#stories/bounds.ts";
import { useWords } from "../../language/words.tsx";
import { sectionName, sectionsQuery } from "../data/label-data.ts";
import { BodyField, type BodyFieldProps } from "./body-field.tsx";
import { screenWords } from "./screen-words.ts";
import { TextLines } from "./text-lines.tsx";
import { useField } from "./use-draft.ts";

/** The sheet that one writes on: kicker, headline, standfirst and body as readers will find them one below the other. */
export function Sheet(props: BodyFieldProps) {
  const { draft, handle, direction, isReadOnly } = props;
  const w = useWords(screenWords);
  const headline = useField(draft, "headline");
  const standfirst = useField(draft, "standfirst");
  const section = useField(draft, "section");
  const { data: sections } = useQuery(sectionsQuery);
  return (
    <div className="ed-sheet" lang={draft.fields().lang} dir={direction}>
      <p className="ed-kicker">{sectionName(sections?.items, section)}</p>
      <TextLines
        className="ed-headline"
        label={w.headline}
        hint={w.headlineHint}
        value={headline}
        direction={direction}
        maxLetters={BOUNDS.headline}
        isReadOnly={isReadOnly}
        autoFocus={headline === "" && !isReadOnly}
        onChange={(value) => draft.setField("headline", value)}
        onEnter={() => document.querySelector<HTMLElement>(".ed-standfirst")?.focus()}
      />
      <TextLines
        className="ed-standfirst"
        label={w.standfirst}
        hint={w.standfirstHint}
        value={standfirst}
        direction={direction}
        maxLetters={BOUNDS.standfirst}
        isReadOnly={isReadOnly}
        onChange={(value) => draft.setField("standfirst", value)}
        onEnter={() => handle.view()?.focus()}
      />
      <BodyField {...props} />
    </div>
  );
}
