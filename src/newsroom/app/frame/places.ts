import type { IconName } from "../parts/icon.tsx";

/** Every place, in the order of the menu: its name, the icon, the act of the role matrix without which it is not shown, the second key after G. */
export const PLACES = [
  { name: "desk", to: "/", icon: "desk", act: "seeDesk", key: "KeyD" },
  { name: "stories", to: "/stories", icon: "stories", act: "readDrafts", key: "KeyS" },
  { name: "people", to: "/people", icon: "people", act: "managePeople", key: "KeyP" },
  { name: "audit", to: "/audit", icon: "audit", act: "readAudit", key: "KeyL" },
] as const satisfies readonly {
  readonly name: string;
  readonly to: string;
  readonly icon: IconName;
  readonly act: string;
  readonly key: string;
}[];
