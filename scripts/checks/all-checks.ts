import { formatted, browserTyped, linted, nothingUnused, typed } from "./commands.ts";
import { examplesHold } from "./examples.ts";
import { exportsDocumented } from "./exports-documented.ts";
import { floors } from "./floors.ts";
import { logicalCss } from "./logical-css.ts";
import { singleModules } from "./single-modules.ts";
import { fileSize, folderSize } from "./sizes.ts";
import type { Check } from "./source-files.ts";

/** Every convention that a machine keeps, the quick ones first. */
export const ALL_CHECKS: readonly Check[] = [
  formatted,
  fileSize,
  folderSize,
  floors,
  singleModules,
  logicalCss,
  exportsDocumented,
  examplesHold,
  linted,
  typed,
  browserTyped,
  nothingUnused,
];
