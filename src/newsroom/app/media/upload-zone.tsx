import { Button, CloseButton, FileButton, Progress } from "@mantine/core";
import { useEffect, useState, type DragEvent, type ReactNode } from "react";
import { frameWords } from "../frame/frame-words.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { mediaWords } from "./media-words.ts";
import type { Picture } from "./picture-data.ts";
import { cancelUpload, uploadPictures, useUploads, type Upload } from "./uploads.ts";

const TYPES = "image/jpeg,image/png,image/webp,image/avif,image/gif";

const picturesIn = (data: DataTransfer | null): readonly File[] =>
  [...(data?.files ?? [])].filter(({ type }) => type.startsWith("image/"));

function UploadRow({ upload }: { readonly upload: Upload }) {
  const w = useWords(mediaWords);
  const frame = useWords(frameWords);
  const percent = Math.round((100 * upload.sentBytes) / Math.max(1, upload.sizeBytes));
  const text = {
    sending: w.uploading(upload.name, percent),
    paused: w.paused(upload.name),
    failed: w.failed(upload.name, upload.why === "" ? frame.failed : upload.why),
  }[upload.state];
  return (
    <li className="nr-upload" data-state={upload.state}>
      <p>{text}</p>
      <CloseButton
        size="sm"
        aria-label={w.cancel(upload.name)}
        onClick={() => cancelUpload(upload.key)}
      />
      {upload.state !== "failed" && (
        <Progress value={percent} size="xs" color="lapis" aria-label={upload.name} />
      )}
    </li>
  );
}

/** Takes pictures by drop, by paste and from the file dialog, over everything in it. */
export function UploadZone({
  onPicture,
  children,
}: {
  readonly onPicture: (picture: Picture) => void;
  readonly children?: ReactNode;
}) {
  const w = useWords(mediaWords);
  const uploads = useUploads();
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const onPaste = (event: ClipboardEvent): void => {
      const files = picturesIn(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      uploadPictures(files, onPicture);
    };
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, [onPicture]);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    uploadPictures(picturesIn(event.dataTransfer), onPicture);
  };
  return (
    <div
      className="nr-zone"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <div className="nr-drop">
        <Icon name="upload" />
        <p>
          {w.drop} <small className="nr-quiet">{w.dropHint}</small>
        </p>
        <FileButton multiple accept={TYPES} onChange={(files) => uploadPictures(files, onPicture)}>
          {(props) => (
            <Button {...props} variant="default">
              {w.upload}
            </Button>
          )}
        </FileButton>
      </div>
      {uploads.length > 0 && (
        <ul className="nr-uploads" aria-label={w.uploads} aria-live="polite">
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
        </ul>
      )}
      {children}
    </div>
  );
}
