import { Modal } from "@mantine/core";
import { useWords } from "../language/words.tsx";
import { mediaWords } from "./media-words.ts";
import type { Picture } from "./picture-data.ts";
import { PictureGrid } from "./picture-grid.tsx";
import { UploadZone } from "./upload-zone.tsx";

/** Chooses a kept picture, or takes a new one by drop, paste or dialog. */
export function PicturePicker({
  opened,
  onClose,
  onPick,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onPick: (picture: Picture) => void;
}) {
  const w = useWords(mediaWords);
  const pick = (picture: Picture): void => {
    onPick(picture);
    onClose();
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={w.choose}
      size="64rem"
      closeButtonProps={{ "aria-label": w.close }}
    >
      <UploadZone onPicture={pick}>
        <PictureGrid label={w.chooseThis} onChoose={pick} />
      </UploadZone>
    </Modal>
  );
}
