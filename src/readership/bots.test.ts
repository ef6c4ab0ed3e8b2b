import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { BOT_RULES } from "./counting/bot-rules.ts";
import { isBotAgent, isPrefetch } from "./bots.ts";

const DATA = join(import.meta.dirname, "../../../shared/data/ua");

const READERS = [
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0",
  "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/150.0.0.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) GSA/380.0 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 14; SM-A155F) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; Android 12; HUAWEI JKM-LX1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0.0.0 HuaweiBrowser/15.0.4.312 Mobile Safari/537.36",
  "Mozilla/5.0 (Linux; U; Android 13; ar-eg; Redmi Note 12) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/112.0.0.0 Mobile Safari/537.36 XiaoMi/MiuiBrowser/14.0",
  "Mozilla/5.0 (Linux; Android 14; Pixel 8 Build/AP2A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/480.0.0.0;]",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 [FBAN/FBIOS;FBAV/470.0.0;FBDV/iPhone15,2]",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Instagram 350.0.0 (iPhone15,2; iOS 18_1; ar_SA)",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Twitter for iPhone/10.60",
  "Mozilla/5.0 (Linux; Android 13; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Mobile Safari/537.36 Telegram-Android/11.2 (Samsung SM-S911B; Android 13; SDK 33; HIGH)",
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/22B83 Snapchat/13.10.0.40 (like Safari/8619.2.8, panda)",
  "Mozilla/5.0 (Linux; Android 12; moto g) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36 OPR/80.0",
];

const PROGRAMS = [
  "",
  "Mozilla/5.0",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/150.0.0.0 Safari/537.36",
  "Mozilla/5.0 (linux) AppleWebKit/537.36 (KHTML, like Gecko) jsdom/26.1.0",
  "curl/8.9.1",
  "python-requests/2.32.3",
  "Dart/3.5 (dart:io)",
  "okhttp/4.12.0",
  "Go-http-client/2.0",
  "Al-Qari/3.1 CFNetwork/1568.200.51 Darwin/24.1.0",
  "WhatsApp/2.24.20.89 A",
  "TelegramBot (like TwitterBot)",
  "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
  "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/117.0.0.0 Safari/537.36 GTmetrix",
  "Feedly/1.0 (+http://www.feedly.com/fetcher.html; 12 subscribers)",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Code/1.99.0 Chrome/140.0.0.0 Electron/38.0.0 Safari/537.36",
  `Mozilla/5.0 (${"x".repeat(500)})`,
];

test("readers' browsers, also those inside other apps, are not taken for programs", () => {
  assert.deepEqual(
    READERS.filter((agent) => isBotAgent(agent)),
    [],
  );
});

test("programs are known, also when their name is missing", () => {
  assert.deepEqual(
    PROGRAMS.filter((agent) => !isBotAgent(agent)),
    [],
  );
  assert.equal(isBotAgent(undefined), true);
});

test("each rule of our own says why", () => {
  for (const { pattern, why } of BOT_RULES) assert.ok(why.length > 20, String(pattern));
});

test("a page loaded ahead is told by any of the four headers", () => {
  assert.equal(isPrefetch([undefined, undefined]), false);
  assert.equal(isPrefetch(["", "navigate"]), false);
  for (const value of ["prefetch", "prefetch;prerender", "preview", ["prefetch", "x"]])
    assert.equal(isPrefetch([undefined, value]), true, String(value));
});

test("at least 98 % of 1,623 crawlers' agents are known, and none of 100 readers' browsers is taken for one", (context) => {
  if (!existsSync(DATA)) return context.skip("the lists of user agents are not here");
  const Line = z.object({ instances: z.array(z.string()) });
  const crawlers = gunzipSync(readFileSync(join(DATA, "crawlers.jsonl.gz")))
    .toString()
    .trim()
    .split("\n")
    .flatMap((line) => Line.parse(JSON.parse(line)).instances);
  const browsers = readFileSync(join(DATA, "top-browsers.txt"), "utf8").trim().split("\n");
  const missed = crawlers.filter((agent) => !isBotAgent(agent));
  const wronged = browsers.filter((agent) => isBotAgent(agent));
  const recall = 1 - missed.length / crawlers.length;
  context.diagnostic(
    `crawlers known: ${(recall * 100).toFixed(2)} % of ${crawlers.length}; browsers taken for one: ${wronged.length} of ${browsers.length}`,
  );
  assert.ok(recall >= 0.98, missed.join("\n"));
  assert.deepEqual(wronged, []);
});
