import { escapeHtml } from "#stories/body/escape.ts";
import type { Story } from "#stories/story.ts";

/** A published story with every part, and what a test wants to be different. */
export function givenStory(changes: Partial<Story> = {}): Story {
  return {
    id: "01980000-0000-7000-8000-000000000001",
    shortId: "k1",
    path: "/علوم/2026/11/20/مرصد-الجبل",
    headline: "مرصد الجبل يفتح أبوابه: «سماء» (2026) & more",
    standfirst: "يستقبل المرصد زواره كل مساء.",
    lang: "ar",
    direction: "rtl",
    section: { slug: "علوم", name: "علوم" },
    authors: [{ slug: "سلمى-الحارثي", name: "سلمى الحارثي" }],
    wordCount: 120,
    publishedAt: new Date("2026-11-20T09:00:00Z"),
    updatedAt: undefined,
    picture: {
      id: "01980000-0000-7000-8000-0000000000ff",
      width: 1600,
      height: 900,
      focus: { x: 0.5, y: 0.5 },
      colour: "#d9cbb0",
      alt: "قبة المرصد",
      caption: "القبة عند الغروب.",
      credit: "تصوير: نادر",
    },
    bodyHtml:
      '<p>فقرة فيها <a href="/علوم">رابط</a> و<a href="https://example.org/a?b=1&amp;c=2">رابط خارجي</a>.</p>' +
      '<figure class="picture"><img src="/media/a/800.webp" srcset="/media/a/320.webp 320w" sizes="100vw" width="800" height="600" alt="" loading="lazy" decoding="async"></figure>' +
      '<figure class="embed" data-embed="x"><a href="https://x.com/a/status/123" rel="noopener nofollow">تغريدة</a><button type="button" hidden>حمّل</button></figure>',
    bodyText: "فقرة فيها رابط ورابط خارجي.",
    agency: "",
    place: "",
    topics: [{ slug: "فلك", name: "فلك" }],
    corrections: [],
    revision: 1,
    ...changes,
  };
}

/** A story whose every text is `text`. */
export function hostileStory(text: string, changes: Partial<Story> = {}): Story {
  return givenStory({
    headline: text,
    standfirst: text,
    section: { slug: "علوم", name: text },
    authors: [{ slug: "a", name: text }],
    topics: [{ slug: "t", name: text }],
    bodyHtml: `<p>${escapeHtml(text)}</p>`,
    bodyText: text,
    corrections: [{ note: text, notedAt: new Date("2026-11-20T10:00:00Z") }],
    picture: {
      id: "01980000-0000-7000-8000-0000000000ff",
      width: 800,
      height: 600,
      focus: { x: 0.5, y: 0.5 },
      colour: "#d9cbb0",
      alt: text,
      caption: text,
      credit: text,
    },
    ...changes,
  });
}
