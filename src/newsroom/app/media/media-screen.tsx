import { Drawer } from "@mantine/core";
import { useCallback, useState } from "react";
import { useWords } from "../language/words.tsx";
import { Screen } from "../parts/screen.tsx";
import { mediaWords } from "./media-words.ts";
import type { Picture } from "./picture-data.ts";
import { PictureForm } from "./picture-form.tsx";
import { PictureGrid } from "./picture-grid.tsx";
import { UploadZone } from "./upload-zone.tsx";

/** The library of pictures. */
export function MediaScreen() {
  const w = useWords(mediaWords);
  const [picture, setPicture] = useState<Picture>();
  const onPicture = useCallback((arrived: Picture) => setPicture(arrived), []);
  return (
    <Screen title={w.title}>
      <UploadZone onPicture={onPicture}>
        <PictureGrid chosen={picture?.id} label={w.open} onChoose={setPicture} />
      </UploadZone>
      <Drawer
        opened={picture !== undefined}
        onClose={() => setPicture(undefined)}
        position="left"
        size="30rem"
        title={picture?.alt === "" ? w.noAlt : picture?.alt}
        closeButtonProps={{ "aria-label": w.close }}
      >
        {picture !== undefined && <PictureForm key={picture.id} picture={picture} />}
      </Drawer>
    </Screen>
  );
}
