import type { BenchRow } from "./bench/row.ts";
import { benchCachedPages } from "./bench/cached-pages.ts";
import { benchEditor } from "./bench-editor.ts";
import { benchModeration } from "./bench/words/moderation.ts";
import { benchConversation } from "./bench/conversation.ts";
import { benchImportAndPublish } from "./bench/import-and-publish.ts";
import { benchNewsletter } from "./bench/newsletter.ts";
import { benchPush } from "./bench/push.ts";
import { benchSlowNetwork } from "./bench/slow-network.ts";
import { benchSearch } from "./bench/search.ts";
import { benchStartAndMemory } from "./bench/start-and-memory.ts";
import { benchRetrieval } from "./bench/retrieval.ts";
import { benchStem } from "./bench/words/stem.ts";
import { benchUncachedPages } from "./bench/uncached-pages.ts";
import { benchViews } from "./bench/views.ts";
import { benchNewsroom, benchWeights } from "./bench/weights.ts";

/**
 * Every budget of the design that applies, measured now on this machine. Arguments choose benches by name;
 * `--keep=FOLDER` keeps the database of search there, so that the next run need not build it.
 */
const BENCHES: Readonly<Record<string, (kept?: string) => Promise<BenchRow[]>>> = {
  weights: benchWeights,
  newsroom: benchNewsroom,
  "slow-network": benchSlowNetwork,
  "cached-pages": benchCachedPages,
  "uncached-pages": benchUncachedPages,
  views: benchViews,
  conversation: benchConversation,
  import: benchImportAndPublish,
  newsletter: benchNewsletter,
  push: benchPush,
  search: benchSearch,
  editor: benchEditor,
  "start-and-memory": benchStartAndMemory,
  stem: benchStem,
  retrieval: benchRetrieval,
  moderation: benchModeration,
};

const KEEP = "--keep=";
const kept = process.argv.find((argument) => argument.startsWith(KEEP))?.slice(KEEP.length);
const chosen = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const rows: BenchRow[] = [];
for (const [name, bench] of Object.entries(BENCHES)) {
  if (chosen.length > 0 && !chosen.includes(name)) continue;
  console.error(`measuring ${name} …`);
  rows.push(...(await bench(kept)));
}
const mark = (met: boolean | undefined): string =>
  met === undefined ? "–" : met ? "met" : "MISSED";
console.log("| what | figure | budget | |\n|---|---|---|---|");
for (const { what, figure, budget, met } of rows)
  console.log(`| ${what} | ${figure} | ${budget} | ${mark(met)} |`);
process.exitCode = rows.some(({ met }) => met === false) ? 1 : 0;
