import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runWarraq, startSite } from "../../e2e/given/site.ts";
import { writeMadeStories } from "./made-stories.ts";
import { peakResidentSize } from "./processes.ts";
import { median, type BenchRow } from "./row.ts";

const ROOT = join(import.meta.dirname, "../..");
const NEWS = join(ROOT, "../shared/data/news/ant-jawhara.jsonl.gz");

/** Imports `file` as a person would; gives the time and the largest memory that the command ever had. */
async function importFile(
  dataDir: string,
  file: string,
): Promise<{ ms: number; peakBytes: number; code: number | null }> {
  const begun = performance.now();
  const child = spawn(
    join(ROOT, "node_modules/.bin/node"),
    [join(ROOT, "bin/warraq.js"), "import", "jsonl", file],
    {
      env: { ...process.env, DATA_DIR: dataDir },
      stdio: "ignore",
    },
  );
  let peakBytes = 0;
  const watch = setInterval(() => {
    peakBytes = Math.max(peakBytes, peakResidentSize(child.pid ?? 0));
  }, 50);
  const code = await new Promise<number | null>((resolve) => {
    child.on("exit", resolve);
  });
  clearInterval(watch);
  return { ms: performance.now() - begun, peakBytes, code };
}

/** Import rate and memory, on real news where they lie beside the project; time from a publication to the front page. */
export async function benchImportAndPublish(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "warraq-bench-import-"));
  const site = await startSite({ environment: { SAMPLE: "off" } });
  try {
    const real = existsSync(NEWS);
    const file = join(folder, "stories.jsonl");
    if (real)
      writeFileSync(
        file,
        execFileSync(
          join(ROOT, "node_modules/.bin/node"),
          [join(ROOT, "scripts/convert-news.ts"), NEWS],
          {
            maxBuffer: 200_000_000,
          },
        ),
      );
    else await writeMadeStories(file, 8574, new Date());
    const count = readFileSync(file, "utf8").trim().split("\n").length;
    const { ms, peakBytes, code } = await importFile(site.dataDir, file);
    const again = await importFile(site.dataDir, file);
    const visible: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const headline = `خبر القياس رقم ${round}`;
      const one = join(folder, "one.jsonl");
      writeFileSync(
        one,
        JSON.stringify({
          id: `bench-${round}`,
          headline,
          body_text: "نص قصير للقياس.",
          section: "قياس",
          published_at: new Date().toISOString(),
        }),
      );
      await fetch(site.url).then((answer) => answer.text());
      const imported = runWarraq(site.dataDir, ["import", "jsonl", one, "--json"]);
      const poll = async (): Promise<number> => {
        for (;;) {
          const answer = (await (await fetch(`${site.url}/api/v1/stories?limit=1`)).json()) as {
            stories: { headline: string }[];
          };
          if (answer.stories[0]?.headline === headline) return performance.now();
          await new Promise((resolve) => {
            setTimeout(resolve, 10);
          });
        }
      };
      const listedAt = await poll();
      for (let shown = false; !shown;)
        shown = (await (await fetch(site.url)).text()).includes(headline);
      visible.push(performance.now() - listedAt);
      await imported;
    }
    return [
      {
        what: `import of ${count.toLocaleString("en")} ${real ? "news stories" : "made stories"} (exit code ${code})`,
        figure: `${Math.round(count / (ms / 1000))} a second, ${Math.round(peakBytes / 1_048_576)} MB at most`,
        budget: "bounded memory",
        met: code === 0 && peakBytes < 400 * 1_048_576,
      },
      {
        what: "the same import again, all unchanged",
        figure: `${Math.round(count / (again.ms / 1000))} a second`,
        budget: "",
        met: undefined,
      },
      {
        what: "from the first list that shows a new story to the cached front page, median of 5",
        figure: `${Math.round(median(visible))} ms`,
        budget: "≤ 1,000 ms",
        met: median(visible) <= 1000,
      },
    ];
  } finally {
    await site.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}
