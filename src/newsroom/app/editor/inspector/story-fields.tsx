import { Button, Select, TagsInput, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { slugOf } from "#arabic/slugs.ts";
import { BOUNDS } from "#stories/bounds.ts";
import { useWords } from "../../language/words.tsx";
import { namesLikeQuery, sectionsQuery } from "../data/label-data.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { useField } from "../screen/use-draft.ts";
import { HeadlineHints } from "./headline-hints-panel.tsx";
import { inspectorWords } from "./inspector-words.ts";
import { LeadPictureField } from "./lead-picture-field.tsx";

type FieldProps = { readonly draft: OpenDraft; readonly isReadOnly: boolean };

function SectionField({ draft, isReadOnly }: FieldProps) {
  const w = useWords(inspectorWords);
  const section = useField(draft, "section");
  const { data } = useQuery(sectionsQuery);
  const sections = data?.items ?? [];
  const known = sections.find(({ slug, name }) => slug === section || name === section);
  const options = sections.map(({ slug, name }) => ({ value: slug, label: name }));
  const isUnknown = section !== "" && known === undefined;
  return (
    <Select
      label={w.section}
      placeholder={w.noSection}
      searchable
      disabled={isReadOnly}
      data={isUnknown ? [...options, { value: section, label: section }] : options}
      value={known?.slug ?? (section === "" ? null : section)}
      onChange={(value) => draft.setField("section", value ?? "")}
    />
  );
}

function NamesField({
  draft,
  isReadOnly,
  name,
  label,
  hint,
  most,
}: FieldProps & {
  readonly name: "topics" | "authors";
  readonly label: string;
  readonly hint: string;
  readonly most: number;
}) {
  const value = useField(draft, name);
  const [query, setQuery] = useState("");
  const wanted = query.trim();
  const { data } = useQuery({ ...namesLikeQuery(name, wanted), enabled: wanted !== "" });
  return (
    <TagsInput
      label={label}
      placeholder={value.length === 0 ? hint : ""}
      aria-label={label}
      disabled={isReadOnly}
      maxTags={most}
      maxLength={BOUNDS.label}
      splitChars={["،", ",", ";", "؛"]}
      // The server has chosen by its own folding: what it gives is shown as it is.
      filter={({ options }) => options}
      data={wanted === "" ? [] : (data ?? []).filter((one) => !value.includes(one))}
      value={[...value]}
      searchValue={query}
      onSearchChange={setQuery}
      onChange={(names) => draft.setField(name, names)}
    />
  );
}

function TextField({
  draft,
  isReadOnly,
  name,
  label,
  hint,
  most,
}: FieldProps & {
  readonly name: "place" | "agency" | "slug";
  readonly label: string;
  readonly hint?: string;
  readonly most: number;
}) {
  const value = useField(draft, name);
  return (
    <TextInput
      label={label}
      placeholder={hint ?? ""}
      disabled={isReadOnly}
      maxLength={most}
      value={value}
      onChange={(event) => draft.setField(name, event.currentTarget.value)}
    />
  );
}

const LANGUAGES = [
  { value: "ar", label: "العربية" },
  { value: "en", label: "English" },
  { value: "fr", label: "Français" },
  { value: "fa", label: "فارسی" },
  { value: "ur", label: "اردو" },
  { value: "tr", label: "Türkçe" },
  { value: "he", label: "עברית" },
];

/** Everything about the story that does not stand on the sheet. */
export function StoryFields({
  draft,
  isReadOnly,
  onChoosePicture,
}: FieldProps & { readonly onChoosePicture: () => void }) {
  const w = useWords(inspectorWords);
  const headline = useField(draft, "headline");
  const slug = useField(draft, "slug");
  const lang = useField(draft, "lang");
  const languages = LANGUAGES.some(({ value }) => value === lang)
    ? LANGUAGES
    : [...LANGUAGES, { value: lang, label: lang }];
  return (
    <div className="ed-fields">
      <SectionField draft={draft} isReadOnly={isReadOnly} />
      <NamesField
        draft={draft}
        isReadOnly={isReadOnly}
        name="topics"
        label={w.topics}
        hint={w.addTopic}
        most={BOUNDS.topics}
      />
      <NamesField
        draft={draft}
        isReadOnly={isReadOnly}
        name="authors"
        label={w.authors}
        hint={w.addAuthor}
        most={BOUNDS.authors}
      />
      <LeadPictureField draft={draft} isReadOnly={isReadOnly} onChoose={onChoosePicture} />
      <HeadlineHints draft={draft} />
      <div className="ed-two">
        <TextField
          draft={draft}
          isReadOnly={isReadOnly}
          name="place"
          label={w.place}
          most={BOUNDS.place}
        />
        <TextField
          draft={draft}
          isReadOnly={isReadOnly}
          name="agency"
          label={w.agency}
          most={BOUNDS.agency}
        />
      </div>
      <TextField
        draft={draft}
        isReadOnly={isReadOnly}
        name="slug"
        label={w.slug}
        hint={slugOf(headline)}
        most={BOUNDS.slug}
      />
      {slug !== "" && slug !== slugOf(slug) && (
        <Button
          variant="default"
          size="compact-xs"
          disabled={isReadOnly}
          onClick={() => draft.setField("slug", slugOf(slug))}
        >
          <bdi>{slugOf(slug)}</bdi>
        </Button>
      )}
      <Select
        label={w.lang}
        disabled={isReadOnly}
        allowDeselect={false}
        data={languages}
        value={lang}
        onChange={(value) => draft.setField("lang", value ?? "ar")}
      />
    </div>
  );
}
