import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "#platform/log.ts";

/** Makes the HTML of an error for people. `path` is decoded and not to be trusted. */
export type ErrorPage = (status: number, path: string) => Promise<string>;

const TEXTS: Readonly<Record<number, readonly [string, string]>> = {
  400: ["عنوان غير مفهوم", "لا يمكن قراءة هذا العنوان. تأكد من كتابته، أو ابدأ من الصفحة الأولى."],
  403: ["لا إذن", "ليس لك إذن بفتح هذه الصفحة."],
  404: ["لم نجد هذه الصفحة", "لعلها نُقلت، أو في العنوان خطأ."],
  405: ["طلب غير مقبول", "لا يقبل هذا العنوان طلبًا من هذا النوع."],
  408: ["انتهت المهلة", "وصل الطلب أبطأ مما ينبغي. حاول مرة أخرى."],
  410: ["حُذفت هذه الصفحة", "لم تعد هذه المادة منشورة."],
  413: ["الطلب كبير", "ما أرسلته أكبر مما نقبل."],
  414: ["العنوان طويل", "هذا العنوان أطول مما نقبل."],
  429: ["طلبات كثيرة", "وصلتنا منك طلبات كثيرة في وقت قصير. حاول بعد قليل."],
  431: ["الطلب كبير", "ترويسات الطلب أكبر مما نقبل."],
  500: ["حدث خطأ", "تعذّر عرض هذه الصفحة بسبب خطأ عندنا. حاول مرة أخرى بعد قليل."],
  503: ["نعود بعد قليل", "لا نستطيع عرض هذه الصفحة الآن. حاول مرة أخرى بعد دقيقة."],
};
const ANY: readonly [string, string] = ["حدث خطأ", "تعذّرت تلبية هذا الطلب."];

/** The page that needs nothing: neither a database nor a stylesheet. */
export function plainErrorPage(status: number): string {
  const [title, text] = TEXTS[status] ?? ANY;
  return (
    `<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">` +
    `<title>${title}</title></head><body><main><h1>${title}</h1><p>${text}</p>` +
    `<p><a href="/">الصفحة الأولى</a></p></main></body></html>`
  );
}

const WAIT_MS = 1000;

/** Asks `make` for the page of an error and falls back on the plain one when that fails or takes over a second. */
export async function errorHtml(
  make: ErrorPage | undefined,
  status: number,
  path: string,
  log: Log,
): Promise<string> {
  if (make === undefined) return plainErrorPage(status);
  const timer = new AbortController();
  try {
    const html = await Promise.race([
      make(status, path),
      delay(WAIT_MS, undefined, { signal: timer.signal }),
    ]);
    return html ?? plainErrorPage(status);
  } catch (error) {
    log.warn({ error, status }, "the error page failed; the plain one was sent");
    return plainErrorPage(status);
  } finally {
    timer.abort();
  }
}
