import type { BodyWords } from "./node-kind.ts";

const ARABIC: BodyWords = {
  loadEmbed: "اضغط للتحميل",
  embedLink: {
    youtube: "شاهد المقطع على يوتيوب",
    x: "اقرأ المنشور على إكس",
    facebook: "شاهد المنشور على فيسبوك",
    instagram: "شاهد المنشور على إنستغرام",
    tiktok: "شاهد المقطع على تيك توك",
  },
  table: "جدول",
  gallery: "صور",
};

const ENGLISH: BodyWords = {
  loadEmbed: "Tap to load",
  embedLink: {
    youtube: "Watch on YouTube",
    x: "Read the post on X",
    facebook: "See the post on Facebook",
    instagram: "See the post on Instagram",
    tiktok: "Watch on TikTok",
  },
  table: "Table",
  gallery: "Pictures",
};

/** The words around a story's own, for a story in `lang` (BCP 47): Arabic, and English for every other language. */
export function bodyWords(lang: string): BodyWords {
  return /^ar(?:-|$)/i.test(lang) ? ARABIC : ENGLISH;
}
