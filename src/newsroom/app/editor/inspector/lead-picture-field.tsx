import { Button, TextInput, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { BOUNDS } from "#stories/bounds.ts";
import { useWords } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import { findPicture } from "../data/picture-data.ts";
import type { LeadPicture } from "../data/story-data.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { useField } from "../screen/use-draft.ts";
import { inspectorWords } from "./inspector-words.ts";

/** The lead picture: chosen or uploaded, with the words that readers get. */
export function LeadPictureField({
  draft,
  isReadOnly,
  onChoose,
}: {
  readonly draft: OpenDraft;
  readonly isReadOnly: boolean;
  readonly onChoose: () => void;
}) {
  const w = useWords(inspectorWords);
  const picture = useField(draft, "picture");
  const id = picture?.id ?? "";
  const { data } = useQuery({
    queryKey: ["pictures", "lead", id],
    queryFn: async () => (await findPicture(id)) ?? null,
    enabled: id !== "",
    staleTime: 60_000,
  });
  const set = (change: Partial<LeadPicture>): void => {
    if (picture !== undefined) draft.setField("picture", { ...picture, ...change });
  };
  if (picture === undefined)
    return (
      <div className="ed-lead">
        <b className="ed-label">{w.picture}</b>
        <button type="button" className="ed-lead-empty" disabled={isReadOnly} onClick={onChoose}>
          <Icon name="media" size={26} />
          {w.choosePicture}
        </button>
      </div>
    );
  const focus = data?.focus ?? { x: 0.5, y: 0.5 };
  return (
    <div className="ed-lead" role="group" aria-label={w.picture}>
      <b className="ed-label">{w.picture}</b>
      {data !== null && data !== undefined && (
        <img
          src={data.url}
          width={data.width}
          height={data.height}
          alt={picture.alt}
          style={{ objectPosition: `${focus.x * 100}% ${focus.y * 100}%` }}
        />
      )}
      {!isReadOnly && (
        <div className="ed-row">
          <Button variant="default" size="compact-sm" onClick={onChoose}>
            {w.changePicture}
          </Button>
          <Button
            variant="subtle"
            size="compact-sm"
            color="rubric"
            onClick={() => draft.setField("picture", undefined)}
          >
            {w.removePicture}
          </Button>
        </div>
      )}
      <Textarea
        label={w.alt}
        placeholder={w.altHint}
        autosize
        maxRows={4}
        maxLength={BOUNDS.alt}
        disabled={isReadOnly}
        value={picture.alt}
        error={picture.alt.trim() === "" ? w.missing : undefined}
        onChange={(event) => set({ alt: event.currentTarget.value })}
      />
      <Textarea
        label={w.caption}
        autosize
        maxRows={5}
        maxLength={BOUNDS.caption}
        disabled={isReadOnly}
        value={picture.caption}
        onChange={(event) => set({ caption: event.currentTarget.value })}
      />
      <TextInput
        label={w.credit}
        maxLength={BOUNDS.credit}
        disabled={isReadOnly}
        value={picture.credit}
        onChange={(event) => set({ credit: event.currentTarget.value })}
      />
    </div>
  );
}
