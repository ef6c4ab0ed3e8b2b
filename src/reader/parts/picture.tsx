import { pictureSrcset, pictureUrl } from "#media/picture-url.ts";
import type { Picture, Portrait } from "#stories/story.ts";

/** Where a picture stands: how wide it is shown, and whether it is among the first that are seen. */
export type PictureUse = { readonly sizes: string; readonly isFirst?: boolean };

const tenth = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 10);

/** Address of a picture for programs that show one size only, such as social cards. */
export function pictureForCards(picture: Picture): { url: string; alt: string } {
  return { url: pictureUrl(picture.id, 1200, "jpg"), alt: picture.alt };
}

/**
 * A picture cut to the shape of its place around its focus, on its own colour until it has come. Colour and focus are
 * given by attributes and classes, since the pages' policy allows no style attributes.
 */
export function PictureFrame({
  picture,
  use,
  alt = "",
}: {
  picture: Portrait;
  use: PictureUse;
  alt?: string;
}) {
  return (
    <span class={`pic x${tenth(picture.focus.x)} y${tenth(picture.focus.y)}`}>
      <svg color={picture.colour} aria-hidden="true"></svg>
      <img
        src={pictureUrl(picture.id, 640)}
        srcset={pictureSrcset(picture.id, picture.width)}
        sizes={use.sizes}
        width={picture.width}
        height={picture.height}
        alt={alt}
        {...(use.isFirst === true ? { fetchpriority: "high" } : { loading: "lazy" })}
        decoding="async"
      />
    </span>
  );
}
