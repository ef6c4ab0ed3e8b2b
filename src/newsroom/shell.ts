import { randomBytes } from "node:crypto";
import { acceptedEncoding } from "#platform/cache/encodings.ts";
import { IMMUTABLE } from "#platform/http/assets.ts";
import { Refusal } from "#platform/refusal.ts";
import { prepareApp, type AppFile } from "./bundling/prepare-app.ts";
import { ASSETS, newsroomPage, newsroomPolicy } from "./page.ts";

/** The server's side of the app: its page and its files. */
export type Shell = {
  /** The page, or a file below `/newsroom/assets/`. @throws Refusal `notFound` for a file that is none */
  readonly answer: (request: Request) => Promise<Response>;
  /** Ends a build that is under way. */
  readonly stop: () => void;
};

/** Starts the build of the app where it is needed; answers wait for it, nothing else does. */
export function createShell(options: {
  readonly buildDir: string;
  /** `@font-face` rules of the site's faces. */
  readonly fontFaces: string;
  /** Address of the site's icon. */
  readonly icon: string;
  readonly siteUrl: string;
}): Shell {
  const { fontFaces, icon } = options;
  const isSecure = options.siteUrl.startsWith("https:");
  const prepared = prepareApp(options.buildDir);
  return {
    answer: async (request) => {
      const { pathname } = new URL(request.url);
      const app = await prepared.app;
      if (pathname.startsWith(ASSETS)) {
        const file = app.files.get(pathname.slice(ASSETS.length));
        if (file === undefined) throw new Refusal("notFound", "no file of the app has this name");
        return fileAnswer(file, request);
      }
      const nonce = randomBytes(18).toString("base64url");
      return new Response(newsroomPage({ app, fontFaces, icon, nonce, isSecure }), {
        headers: {
          "content-type": "text/html; charset=utf-8",
          "cache-control": "no-store",
          "content-security-policy": newsroomPolicy(nonce, isSecure),
          "referrer-policy": "no-referrer",
        },
      });
    },
    stop: prepared.stop,
  };
}

function fileAnswer(file: AppFile, request: Request): Response {
  const wanted = acceptedEncoding(request.headers.get("accept-encoding") ?? undefined);
  const encoding = file.bytes[wanted] === undefined ? "identity" : wanted;
  const tag = `"${file.digest}-${encoding}"`;
  const isUnchanged = request.headers.get("if-none-match")?.includes(tag) === true;
  return new Response(isUnchanged ? null : new Uint8Array(file.bytes[encoding] ?? []), {
    status: isUnchanged ? 304 : 200,
    headers: {
      "content-type": file.contentType,
      "cache-control": IMMUTABLE,
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
      vary: "Accept-Encoding",
      etag: tag,
      ...(encoding === "identity" ? {} : { "content-encoding": encoding }),
    },
  });
}
