import { setTimeout as sleep } from "node:timers/promises";
import type { CDPSession } from "playwright-core";
import { addPerson, askApi, openStory, signIn } from "../e2e/given/newsroom.ts";
import { openBrowser } from "../e2e/given/browser.ts";
import { startSite } from "../e2e/given/site.ts";
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

/** An event of Chromium's tracing, as far as it is read here; times in microseconds. */
type TraceEvent = {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Time that the thread itself was running. */
  readonly tdur?: number;
  readonly args?: {
    readonly data?: { readonly type?: string };
    readonly chrome_mojo_event_info?: { readonly mojo_interface_tag?: string };
  };
};

const CATEGORIES = ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"];

/** What Chromium's main thread did: its tasks in order, without those that only serve the remote control of this bench. */
function tasksOfPage(trace: readonly TraceEvent[]): {
  readonly keys: readonly number[];
  readonly tasks: readonly TraceEvent[];
  readonly frames: readonly TraceEvent[];
} {
  const presses = trace.filter(
    ({ name, args }) => name === "EventDispatch" && args?.data?.type === "keydown",
  );
  const [first] = presses;
  if (first === undefined) throw new Error("Cannot read the trace: need a keydown in it");
  const own = trace.filter(({ pid, tid }) => pid === first.pid && tid === first.tid);
  const controls = own.filter(
    ({ name, args }) =>
      name === "EvaluateScript" ||
      args?.chrome_mojo_event_info?.mojo_interface_tag?.includes("DevTools") === true,
  );
  const isControl = ({ ts, dur = 0 }: TraceEvent): boolean =>
    controls.some((control) => control.ts >= ts && control.ts <= ts + dur);
  const tasks = own.filter(({ name, ph }) => name === "RunTask" && ph === "X");
  const frames = own.filter(({ name }) => name === "Commit").sort((a, b) => a.ts - b.ts);
  if (tasks.length < presses.length || frames.length === 0)
    throw new Error("Cannot read the trace: need its tasks");
  return {
    keys: presses.map(({ ts }) => ts),
    tasks: tasks.filter((task) => !isControl(task)).sort((a, b) => a.ts - b.ts),
    frames,
  };
}

const KEY_EVERY_MS = 70;

/** Presses a key that gives `letter`, as a keyboard does: keydown, the text, keyup. */
async function pressKey(client: CDPSession, letter: string): Promise<void> {
  const key = { key: letter, code: "KeyA", windowsVirtualKeyCode: 65 };
  await client.send("Input.dispatchKeyEvent", { type: "keyDown", text: letter, ...key });
  await client.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
}

/**
 * Typing into the middle of a story of 5,000 words, 14 keys a second: how long the browser's main thread itself was
 * running from each key to the end of the frame that shows it, by Chromium's own trace (thread time, so that what else
 * the machine does counts little), and to the next key, with whatever was kept, sent and counted meanwhile.
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
    const client = await page.context().newCDPSession(page);
    const trace: TraceEvent[] = [];
    client.on("Tracing.dataCollected", ({ value }) => {
      trace.push(...(value as unknown as TraceEvent[]));
    });
    const ended = new Promise<void>((resolve) => {
      client.once("Tracing.tracingComplete", () => resolve());
    });
    await page.locator(".ed-body > p").nth(30).click();
    await client.send("Tracing.start", {
      transferMode: "ReportEvents",
      traceConfig: { includedCategories: CATEGORIES },
    });
    const text = Array.from(SENTENCE);
    for (let key = 0; key < KEYS; key += 1) {
      const next = sleep(KEY_EVERY_MS);
      await pressKey(client, text[key % text.length] ?? " ");
      await next;
    }
    await client.send("Tracing.end");
    await ended;
    const { keys, tasks, frames } = tasksOfPage(trace);
    /** What the main thread ran, in milliseconds, in the tasks that ended after `begin` and not after `end`. */
    const ran = (begin: number, end: number): number =>
      tasks
        .filter(({ ts, dur = 0 }) => ts + dur > begin && ts + dur <= end)
        .reduce((sum, { tdur = 0 }) => sum + tdur / 1000, 0);
    const until = keys.map((begin, index) => keys[index + 1] ?? begin + KEY_EVERY_MS * 1000);
    const shown = keys.map((begin, index) => {
      const frame = frames.find(({ ts }) => ts > begin);
      const end = frame === undefined ? Infinity : frame.ts + (frame.dur ?? 0) + 1000;
      return ran(begin, Math.min(end, until[index] ?? end));
    });
    const all = keys.map((begin, index) => ran(begin, until[index] ?? begin));
    const p95 = (list: readonly number[]): number =>
      [...list].sort((a, b) => a - b)[Math.floor(list.length * 0.95)] ?? Number.NaN;
    return [
      {
        what: `typing into ${WORDS} words: main thread from a key until its frame, p95 of ${keys.length}`,
        figure: `${p95(shown).toFixed(1)} ms (p50 ${median(shown).toFixed(1)} ms)`,
        budget: "≤ 16 ms",
        met: p95(shown) <= 16,
      },
      {
        what: "typing into it: main thread from a key to the next, with all that is kept and sent meanwhile",
        figure: `p95 ${p95(all).toFixed(1)} ms (p50 ${median(all).toFixed(1)} ms)`,
        budget: "none stated",
        met: undefined,
      },
    ];
  } finally {
    await browser.close();
    await site.remove();
  }
}
