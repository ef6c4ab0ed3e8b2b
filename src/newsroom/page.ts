import type { App } from "./bundling/prepare-app.ts";

/** Where the files of the app are answered. */
export const ASSETS = "/newsroom/assets/";

/** What the page of the app depends on. */
export type PageOptions = {
  readonly app: App;
  /** `@font-face` rules of the site's faces. */
  readonly fontFaces: string;
  /** Address of the site's icon. */
  readonly icon: string;
  /** Used once, fresh for each answer. */
  readonly nonce: string;
  readonly isSecure: boolean;
};

/**
 * The policy of the newsroom's page: only scripts that carry the nonce, and what those load; strings never become
 * markup but through the named policies.
 */
export function newsroomPolicy(nonce: string, isSecure: boolean): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types ProseMirrorClipboard warraq-clipboard",
    ...(isSecure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The one page of the app; everything else is drawn by its script. */
export function newsroomPage({ app, fontFaces, icon, nonce }: PageOptions): string {
  const preloads = app.preloads.map(
    (name) => `<link rel="modulepreload" nonce="${nonce}" href="${ASSETS}${name}">`,
  );
  return `<!doctype html>
<html lang="ar" dir="rtl" data-mantine-color-scheme="light">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>غرفة التحرير</title>
<link rel="icon" href="${icon}">
<style nonce="${nonce}">${fontFaces}</style>
<link rel="stylesheet" href="${ASSETS}${app.style}">
${preloads.join("\n")}
</head>
<body>
<div id="newsroom"></div>
<noscript><p lang="ar">تحتاج غرفة التحرير إلى جافاسكربت. فعّلها في متصفحك ثم أعد تحميل الصفحة.</p><p lang="en" dir="ltr">The newsroom needs JavaScript. Allow it in your browser and load the page again.</p></noscript>
<script type="module" nonce="${nonce}" src="${ASSETS}${app.script}"></script>
</body>
</html>
`;
}
