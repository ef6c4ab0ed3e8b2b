import type { IconName } from "../parts/icon.tsx";

/** A screen that the menu, the palette and the keyboard lead to. */
export type Place = {
  readonly name: "desk";
  readonly to: "/";
  readonly icon: IconName;
  /** The act of the role matrix without which it is not shown. */
  readonly act: string;
  /** The second key after G. */
  readonly key: string;
};

/** Every place, in the order of the menu. */
export const PLACES: readonly Place[] = [
  { name: "desk", to: "/", icon: "desk", act: "seeDesk", key: "KeyD" },
];
