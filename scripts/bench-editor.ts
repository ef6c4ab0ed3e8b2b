import { addPerson, askApi, openStory, signIn } from "../e2e/newsroom.ts";
import { openBrowser } from "../e2e/browser.ts";
import { startSite } from "../e2e/site.ts";
import { median, type BenchRow } from "./bench/row.ts";

const WORDS = 5000;
const KEYS = 300;
const SENTENCE =
  "قالت الباحثة إن السدود القديمة في الهضبة كانت تُبنى من حجر البازلت وتُرمّم كل ربيع بأيدي أهل القرى";

/** A story of `count` words in paragraphs, headings, lists and quotes, as long reads have them. */
function longBody(count: number): unknown {
  const words = SENTENCE.split(" ");
  const text = (length: number, from: number): string =>
    Array.from({ length }, (_, index) => words[(from + index) % words.length]).join(" ");
  const paragraph = (from: number) => ({
    type: "paragraph",
    content: [{ type: "text", text: `${text(60, from)}.` }],
  });
  const content: unknown[] = [];
  for (let written = 0; written < count; written += 60) {
    const turn = content.length % 9;
    if (turn === 4)
      content.push({
        type: "heading",
        attrs: { level: 2 },
        content: [{ type: "text", text: text(5, written) }],
      });
    if (turn === 7) content.push({ type: "quote", content: [paragraph(written)] });
    else if (turn === 8)
      content.push({
        type: "bulletList",
        content: [{ type: "listItem", content: [paragraph(written)] }],
      });
    else content.push(paragraph(written));
  }
  return { type: "doc", content };
}

/**
 * Typing into the middle of a story of 5,000 words: how long the browser's main thread works on each key until the frame
 * after it is drawn, by its own account (TaskDuration), and how many keys its event timing found slow to be painted.
 */
export async function benchEditor(): Promise<BenchRow[]> {
  const site = await startSite({ environment: { SAMPLE: "off" } });
  const browser = await openBrowser();
  try {
    await addPerson(site, { email: "writer@example.com", name: "كريم عوّاد", role: "owner" });
    const page = await (
      await browser.newContext({ viewport: { width: 1280, height: 900 } })
    ).newPage();
    await signIn(page, site, "writer@example.com");
    const { id } = await askApi<{ id: string }>(page, "POST", "stories", {
      content: { lang: "ar", headline: "مادة طويلة للقياس", body: longBody(WORDS) },
    });
    await openStory(page, site, id);
    await page.evaluate(() => {
      const slow: number[] = [];
      Object.assign(globalThis, { slow });
      const options = { type: "event", durationThreshold: 16 };
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          if (entry.name === "keydown") slow.push(entry.duration);
      }).observe(options);
    });
    const client = await page.context().newCDPSession(page);
    await client.send("Performance.enable");
    const busy = async (): Promise<number> => {
      const { metrics } = await client.send("Performance.getMetrics");
      return 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? 0);
    };
    await page.locator(".ed-body > p").nth(30).click();
    const each: number[] = [];
    for (let key = 0; key < KEYS; key += 1) {
      const before = await busy();
      await page.keyboard.insertText(SENTENCE.charAt(key % SENTENCE.length));
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => {
            requestAnimationFrame(() => setTimeout(resolve, 0));
          }),
      );
      each.push((await busy()) - before);
    }
    await page.keyboard.type(SENTENCE, { delay: 40 });
    const slow = await page.evaluate(() => (globalThis as unknown as { slow: number[] }).slow);
    const sorted = [...each].sort((a, b) => a - b);
    const p95 = sorted[Math.floor(KEYS * 0.95)] ?? Number.NaN;
    return [
      {
        what: `typing into ${WORDS} words: work of the main thread a key, p95 of ${KEYS}`,
        figure: `${p95.toFixed(1)} ms (p50 ${median(each).toFixed(1)} ms)`,
        budget: "≤ 16 ms",
        met: p95 <= 16,
      },
      {
        what: "typing into it: keys that the browser's event timing found painted after more than 16 ms",
        figure: `${slow.filter((ms) => ms > 16).length} of ${Array.from(SENTENCE).length}, longest ${Math.max(0, ...slow)} ms`,
        budget: "none stated",
        met: undefined,
      },
    ];
  } finally {
    await browser.close();
    await site.remove();
  }
}
