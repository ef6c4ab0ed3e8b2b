import type { ShownComment, Thread } from "#conversation/comments/threads.ts";

const AT = new Date("2026-11-23T14:00:00Z");

const comment = (place: number, changes: Partial<ShownComment>): ShownComment => {
  const id = `0190c5a0-0000-7000-8000-00000000c${String(place).padStart(3, "0")}`;
  return {
    id,
    root: id,
    parent: null,
    isShown: true,
    isDeleted: false,
    author: "ليلى الحسن",
    text: "",
    quote: "",
    createdAt: new Date(AT.getTime() - place * 600_000),
    editedAt: null,
    revision: 1,
    likes: 0,
    isFeatured: false,
    answers: null,
    ...changes,
  };
};

const first = comment(1, {
  text: "مُشَكَّلٌ كُلُّهُ: هَلْ يَبْقَى السَّطْرُ فِي مَكَانِهِ؟\n\n> اقتباس من تعليق سابق\nوهذا رد عليه، مع رابط https://example.org/a/very/long/address/that/does/not/end/quickly?with=a&query=too.\n\nThis paragraph is English, and it is left to right.",
  quote: "سوق الكتب القديمة يغلق أبوابه",
  likes: 1204,
  isFeatured: true,
});

/** Threads with hard Arabic: marks, mixed directions, long words, places of comments that are gone. */
export const galleryThreads: readonly Thread[] = [
  {
    root: first,
    replies: [
      comment(2, {
        root: first.id,
        parent: first.id,
        author: "Jean-Luc O’Neil",
        text: "Mixed: أهلًا بكم in one line (2026).",
      }),
      comment(3, {
        root: first.id,
        parent: comment(2, {}).id,
        answers: "Jean-Luc O’Neil",
        author: null,
        text: "ههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههههه",
        editedAt: AT,
      }),
    ],
    total: 214,
  },
  {
    root: comment(4, { isShown: false, isDeleted: true }),
    replies: [
      comment(5, { root: comment(4, {}).id, parent: comment(4, {}).id, text: "رد على محذوف." }),
    ],
    total: 1,
  },
  { root: comment(6, { text: "١٢٣ / 456: أرقام.", likes: 2 }), replies: [], total: 0 },
];
