import { useCallback, useRef, useState } from "react";
import type { Picture } from "../../media/picture-data.ts";
import { uploadPictures } from "../../media/uploads.ts";
import type { PickedPicture } from "../nodes/node-surroundings.ts";

const picked = ({ id, alt, caption, credit }: Picture): PickedPicture => ({
  id,
  alt,
  caption,
  credit,
});

/** The picker of pictures as a question that is answered with a picture, or with nothing. */
export type PictureQuestion = {
  readonly isAsked: boolean;
  readonly ask: () => Promise<PickedPicture | undefined>;
  readonly answer: (picture: Picture | undefined) => void;
};

/** Asks whoever writes to choose a picture. */
export function usePictureQuestion(): PictureQuestion {
  const [isAsked, setAsked] = useState(false);
  const waiting = useRef<(picture: PickedPicture | undefined) => void>(undefined);
  const answer = useCallback((picture: Picture | undefined) => {
    setAsked(false);
    waiting.current?.(picture === undefined ? undefined : picked(picture));
    waiting.current = undefined;
  }, []);
  const ask = useCallback(() => {
    waiting.current?.(undefined);
    setAsked(true);
    return new Promise<PickedPicture | undefined>((resolve) => {
      waiting.current = resolve;
    });
  }, []);
  return { isAsked, ask, answer };
}

/** Uploads pictures that were pasted or dropped; resolves with each that arrived, in the order given. */
export function uploadAll(files: readonly File[]): Promise<readonly PickedPicture[]> {
  return Promise.all(
    files.map(
      (file) =>
        new Promise<PickedPicture>((resolve) => {
          uploadPictures([file], (picture) => resolve(picked(picture)));
        }),
    ),
  );
}
