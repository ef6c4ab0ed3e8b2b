/** A kind of program that is no reader, and why it is filtered. */
export type BotRule = { readonly pattern: RegExp; readonly why: string };

/**
 * Rules of our own beside those of `isbot`. Each is for programs that run a page's script, or that people point at the
 * beacon, and that `isbot` lets pass.
 */
export const BOT_RULES: readonly BotRule[] = [
  {
    pattern: /^.{0,19}$/s,
    why: "no browser names itself in less than 20 letters; an empty name is a program's",
  },
  {
    pattern:
      /\b(?:Headless(?:Chrome|Firefox|Edg)|PhantomJS|SlimerJS|Puppeteer|Playwright|Selenium|WebDriver|Cypress)\b/i,
    why: "a browser that a program drives, without a screen",
  },
  { pattern: /\bjsdom\//i, why: "pages run inside a test program" },
  {
    pattern:
      /^(?:Dart|okhttp|Java|Python|Ruby|PHP|Perl|Go|Rust|reqwest|node|undici|got|axios|ky|bun|deno|curl|wget)\b/i,
    why: "the library of a programming language, not a browser",
  },
  {
    pattern: /^(?!Mozilla\/).*\bCFNetwork\/\d/i,
    why: "an app that fetches a page without showing it (Apple's network library)",
  },
  {
    pattern:
      /\b(?:WhatsApp|TelegramBot|Twitterbot|facebookexternalhit|facebookcatalog|Slackbot|Discordbot|LinkedInBot|SkypeUriPreview)\b(?!.*\bMobile\/\w+ Safari)/i,
    why: "the preview of a shared link; a person who opens it comes with a browser of their own",
  },
  {
    pattern:
      /\b(?:GTmetrix|YLT Chrome|Lighthouse|PageSpeed|Pingdom|StatusCake|UptimeRobot|Site24x7|DatadogSynthetics|checkly)\b/i,
    why: "a service that measures pages",
  },
  {
    pattern: /\b(?:Miniature\.io|archive\.org_bot|Wayback|HTTrack|SiteSucker)\b/i,
    why: "a service that keeps copies of pages",
  },
  {
    pattern:
      /\b(?:Feedly|Feedbin|Inoreader|NewsBlur|FreshRSS|Tiny Tiny RSS|Miniflux|NetNewsWire|Newsboat|RSS Guard)\b/i,
    why: "a feed reader that fetches; its people open the story in a browser",
  },
  {
    pattern: /\b(?:Code|Cursor|Trae|Windsurf)\/[\d.]+ .*\bElectron\//,
    why: "a page shown inside a programmer's editor",
  },
  {
    pattern: /\bFluid\/\d/,
    why: "a wrapper that keeps a page open as an app and loads it again by itself",
  },
];
