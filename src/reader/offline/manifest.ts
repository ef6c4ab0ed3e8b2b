import type { Frame } from "../frame/frame.ts";
import { frameStrings } from "../strings.ts";
import { offlineStrings } from "./strings.ts";

/** The web application manifest of the edition. Source: W3C Web Application Manifest. */
export function manifestOf({ edition, assets }: Frame) {
  return {
    id: "/",
    start_url: "/",
    scope: "/",
    name: edition.name,
    short_name: edition.name,
    description: edition.description,
    lang: edition.lang,
    dir: "rtl",
    display: "standalone",
    background_color: "#fbfaf6",
    theme_color: "#fbfaf6",
    categories: ["news"],
    icons: [
      { src: assets.icons.small, sizes: "192x192", type: "image/png", purpose: "any" },
      { src: assets.icons.large, sizes: "512x512", type: "image/png", purpose: "any" },
      { src: assets.icons.maskable, sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
    shortcuts: [
      { name: frameStrings.mostRead, url: "/most-read" },
      { name: offlineStrings.savedTitle, url: "/saved" },
    ],
  };
}
