import { Button, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { dayBounds, dayOf, isDay, previousDay } from "#arabic/zone-days.ts";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { FocalPoint } from "./focal-point.tsx";
import { mediaWords } from "./media-words.ts";
import { Thumbnail } from "./picture-grid.tsx";
import { PICTURES, usesQuery, type Picture } from "./picture-data.ts";

function Uses({ id }: { readonly id: string }) {
  const w = useWords(mediaWords);
  const { data } = useQuery(usesQuery(id));
  if (data === undefined) return null;
  return (
    <div>
      <p className="nr-label">{w.uses}</p>
      {data.uses.length === 0 && <p className="nr-quiet">{w.usedNowhere}</p>}
      <ul className="nr-rows">
        {data.uses.map((use, at) => (
          <li key={`${use.kind}-${at}`}>
            {use.kind === "story" ? (
              <Link to="/stories/$id" params={{ id: use.id }} className="nr-headline">
                {use.headline}
              </Link>
            ) : (
              <span>{w.useIn[use.kind]}</span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is known of a picture, to be changed: words, rights, focal point. */
export function PictureForm({ picture }: { readonly picture: Picture }) {
  const w = useWords(mediaWords);
  const { acts, edition } = useSession();
  const [fields, setFields] = useState({
    alt: picture.alt,
    caption: picture.caption,
    credit: picture.credit,
    rights: picture.rights,
    expiresAt:
      picture.expiresAt === null
        ? ""
        : previousDay(dayOf(new Date(picture.expiresAt), edition.zone)),
    focus: picture.focus,
  });
  const save = useChange({
    run: () =>
      read(
        api.pictures[":id"].$put({
          param: { id: picture.id },
          json: {
            ...fields,
            base: picture.version,
            expiresAt: isDay(fields.expiresAt)
              ? dayBounds(fields.expiresAt, edition.zone).end.toISOString()
              : null,
          },
        }),
      ),
    refreshes: [PICTURES],
    done: w.saved,
  });
  const set = (name: keyof typeof fields) => (event: { currentTarget: { value: string } }) =>
    setFields({ ...fields, [name]: event.currentTarget.value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <FocalPoint
        picture={picture}
        focus={fields.focus}
        onFocus={(focus) => setFields({ ...fields, focus })}
      />
      <p className="nr-quiet">
        {w.focusHint} {w.size(picture.width, picture.height)}
      </p>
      <div className="nr-crops" role="group" aria-label={w.crops}>
        {["16 / 9", "1 / 1", "4 / 5"].map((ratio) => (
          <Thumbnail key={ratio} ratio={ratio} picture={{ ...picture, focus: fields.focus }} />
        ))}
      </div>
      <Textarea
        label={w.alt}
        description={w.altHint}
        autosize
        minRows={2}
        maxLength={1000}
        value={fields.alt}
        onChange={set("alt")}
      />
      <Textarea
        label={w.caption}
        autosize
        maxLength={2000}
        value={fields.caption}
        onChange={set("caption")}
      />
      <TextInput label={w.credit} maxLength={300} value={fields.credit} onChange={set("credit")} />
      <TextInput
        label={w.rights}
        description={w.rightsHint}
        maxLength={1000}
        value={fields.rights}
        onChange={set("rights")}
      />
      <TextInput
        label={w.expires}
        type="date"
        value={fields.expiresAt}
        onChange={set("expiresAt")}
      />
      {acts.includes("editPictures") && (
        <Button type="submit" loading={save.isPending}>
          {w.save}
        </Button>
      )}
      <Uses id={picture.id} />
    </form>
  );
}
