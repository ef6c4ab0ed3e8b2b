import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing } from "../parts/screen.tsx";
import { mediaWords } from "./media-words.ts";
import { picturesQuery, type Picture } from "./picture-data.ts";

/** The kept pictures, searched; choosing one tells the caller. */
export function PictureGrid({
  chosen,
  label,
  onChoose,
}: {
  readonly chosen?: string | undefined;
  readonly label: (alt: string) => string;
  readonly onChoose: (picture: Picture) => void;
}) {
  const w = useWords(mediaWords);
  const [q, setQ] = useState("");
  const { data, isPending, isError, error, hasNextPage, fetchNextPage, isFetchingNextPage } =
    useInfiniteQuery(picturesQuery(useDeferredValue(q)));
  if (isError) throw error;
  const pictures = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <TextInput
        type="search"
        className="nr-search"
        leftSection={<Icon name="search" size={16} />}
        aria-label={w.search}
        placeholder={w.search}
        maxLength={200}
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
      />
      {isPending ? (
        <LoadingScreen />
      ) : pictures.length === 0 ? (
        <Nothing>{q === "" ? w.none : w.noneFound}</Nothing>
      ) : (
        <ul className="nr-pictures">
          {pictures.map((picture) => {
            // The name of the button says all that is written on it.
            const said = picture.alt === "" ? `${picture.name} ${w.noAlt}` : picture.alt;
            return (
              <li key={picture.id}>
                <button
                  type="button"
                  aria-label={label(said)}
                  aria-pressed={picture.id === chosen}
                  onClick={() => onChoose(picture)}
                >
                  <Thumbnail picture={picture} />
                  <span>
                    {picture.alt === "" ? (
                      <>
                        <bdi dir="auto">{picture.name}</bdi>
                        <small className="nr-missing">{w.noAlt}</small>
                      </>
                    ) : (
                      picture.alt
                    )}
                  </span>
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {hasNextPage && (
        <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {w.more}
        </Button>
      )}
    </>
  );
}

/** A picture cut to a form around its focal point. */
export function Thumbnail({
  picture,
  ratio = "3 / 2",
}: {
  readonly picture: Pick<Picture, "url" | "srcset" | "focus" | "width" | "height">;
  readonly ratio?: string;
}) {
  const { x, y } = picture.focus;
  return (
    <img
      className="nr-thumbnail"
      src={picture.url}
      srcSet={picture.srcset === "" ? undefined : picture.srcset}
      sizes="15rem"
      width={picture.width}
      height={picture.height}
      alt=""
      loading="lazy"
      style={{ aspectRatio: ratio, objectPosition: `${x * 100}% ${y * 100}%` }}
    />
  );
}
