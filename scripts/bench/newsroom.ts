import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepareApp } from "../../src/newsroom/bundling/prepare-app.ts";
import type { BenchRow } from "./row.ts";

const BUDGET_KB = 350;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** What the newsroom's app weighs before a screen is opened, and with all screens but the editor; as browsers get it. */
export async function benchNewsroom(): Promise<BenchRow[]> {
  const buildDir = await mkdtemp(join(tmpdir(), "warraq-newsroom-bench-"));
  try {
    const begun = performance.now();
    const app = await prepareApp(buildDir).app;
    const seconds = (performance.now() - begun) / 1000;
    const sizeOf = (name: string): number => app.files.get(name)?.bytes.br?.length ?? 0;
    const scripts = [...app.files.keys()].filter((name) => name.endsWith(".js"));
    const first = [app.script, ...app.preloads];
    const editor = scripts.filter((name) => /^(?:story-screen|body|page-body)/.test(name));
    const sum = (names: readonly string[]): number =>
      names.reduce((total, name) => total + sizeOf(name), 0);
    const beforeEditor = sum(scripts.filter((name) => !editor.includes(name)));
    return [
      {
        what: "newsroom: JavaScript of the first screen's frame",
        figure: kilobytes(sum(first)),
        budget: `≤ ${BUDGET_KB} kB`,
        met: sum(first) <= BUDGET_KB * 1000,
      },
      {
        what: "newsroom: JavaScript of every screen but the editor",
        figure: kilobytes(beforeEditor),
        budget: `≤ ${BUDGET_KB} kB`,
        met: beforeEditor <= BUDGET_KB * 1000,
      },
      {
        what: "newsroom: style sheet",
        figure: kilobytes(sizeOf(app.style)),
        budget: "–",
        met: undefined,
      },
      { what: "newsroom: build", figure: `${seconds.toFixed(1)} s`, budget: "–", met: undefined },
    ];
  } finally {
    await rm(buildDir, { recursive: true, force: true });
  }
}
