import { Hono } from "hono";
import { findRendition, parseRendition, type Media } from "#media/pictures.ts";
import { Refusal } from "#platform/refusal.ts";

/** Pictures: `/media/{picture id}/{width}.{format}`. What is at an address never changes. */
export function createMediaRoutes(media: Media): Hono {
  const routes = new Hono();
  // The front answers what is refused, in the form that the address asks for.
  routes.onError((error) => {
    throw error;
  });
  routes.notFound(() => {
    throw new Refusal("notFound", "no such picture");
  });
  routes.get("/media/:picture/:name", async (c) => {
    const wanted = parseRendition(c.req.param("name"));
    const rendition =
      wanted === undefined
        ? undefined
        : await findRendition(media, c.req.param("picture"), wanted.width, wanted.format);
    if (rendition === undefined) throw new Refusal("notFound", "no such picture");
    return new Response(new Uint8Array(rendition.bytes), {
      headers: {
        "Content-Type": rendition.contentType,
        "Content-Length": String(rendition.bytes.length),
        "Cache-Control": "public, max-age=31536000, immutable",
        // A picture may be shown by feed readers and by the programs that unfurl a link.
        "Cross-Origin-Resource-Policy": "cross-origin",
      },
    });
  });
  return routes;
}
