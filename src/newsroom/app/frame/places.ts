import type { IconName } from "../parts/icon.tsx";

/** Every place, in the order of the menu: its name, the icon, the act of the role matrix without which it is not shown, the second key after G. */
export const PLACES = [
  { name: "desk", to: "/", icon: "desk", act: "seeDesk", key: "KeyD" },
  { name: "stories", to: "/stories", icon: "stories", act: "readDrafts", key: "KeyS" },
  { name: "fronts", to: "/fronts", icon: "fronts", act: "seeFronts", key: "KeyF" },
  { name: "breaking", to: "/breaking", icon: "breaking", act: "breakNews", key: "KeyB" },
  { name: "moderation", to: "/moderation", icon: "moderation", act: "moderate", key: "KeyO" },
  { name: "media", to: "/media", icon: "media", act: "usePictures", key: "KeyM" },
  { name: "sections", to: "/sections", icon: "sections", act: "seeTaxonomy", key: "KeyC" },
  { name: "topics", to: "/topics", icon: "topics", act: "seeTaxonomy", key: "KeyT" },
  { name: "authors", to: "/authors", icon: "authors", act: "seeTaxonomy", key: "KeyA" },
  { name: "pages", to: "/pages", icon: "pages", act: "editPages", key: "KeyW" },
  {
    name: "distribution",
    to: "/distribution",
    icon: "distribution",
    act: "seeDistribution",
    key: "KeyR",
  },
  { name: "people", to: "/people", icon: "people", act: "managePeople", key: "KeyP" },
  { name: "settings", to: "/settings", icon: "settings", act: "changeSettings", key: "KeyE" },
  { name: "audit", to: "/audit", icon: "audit", act: "readAudit", key: "KeyL" },
] as const satisfies readonly {
  readonly name: string;
  readonly to: string;
  readonly icon: IconName;
  readonly act: string;
  readonly key: string;
}[];
