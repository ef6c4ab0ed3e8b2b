import { Refusal, type Told } from "#platform/refusal.ts";

/** Why a file is not taken, as whoever sent it is told. */
const TOLD = {
  svg: {
    ar: "ملفات SVG قد تحمل برامج، فلا تُقبل. احفظ الرسم بصيغة PNG أو WebP ثم ارفعه.",
    en: "SVG files can carry programs and are not taken. Save the drawing as PNG or WebP.",
  },
  heic: {
    ar: "صيغة HEIC غير مدعومة. صدّر الصورة بصيغة JPEG ثم ارفعها.",
    en: "HEIC is not supported. Export the picture as JPEG.",
  },
  document: {
    ar: "هذا مستند وليس صورة. الصيغ المقبولة: JPEG وPNG وWebP وAVIF وGIF.",
    en: "This is a document, not a picture. JPEG, PNG, WebP, AVIF and GIF are taken.",
  },
  unknown: {
    ar: "ليست هذه صورة بصيغة نعرفها. الصيغ المقبولة: JPEG وPNG وWebP وAVIF وGIF.",
    en: "This is no picture of a kind that we know. JPEG, PNG, WebP, AVIF and GIF are taken.",
  },
  extension: {
    ar: "اسم الملف لا ينتهي بامتداد صورة مقبولة: jpg أو png أو webp أو avif أو gif.",
    en: "The file's name does not end like a picture's: jpg, png, webp, avif or gif.",
  },
  mismatch: {
    ar: "امتداد اسم الملف لا يطابق ما في داخله. صحّح الامتداد ثم أعد رفعه.",
    en: "The end of the file's name does not fit what is in it. Put the name right and send it again.",
  },
  smuggled: {
    ar: "في هذه الصورة ملف آخر أو برنامج مدسوس، فلا تُقبل. احفظها من جديد ببرنامج صور.",
    en: "Another file or a program is hidden in this picture. Save it anew with a picture program.",
  },
  pixels: {
    ar: "أبعاد الصورة أكبر من المسموح به (50 مليون نقطة). صغّرها ثم ارفعها.",
    en: "The picture has more than 50 million pixels. Make it smaller.",
  },
  frames: {
    ar: "في هذه الصورة المتحركة لقطات أكثر من المسموح به (100 لقطة، و50 مليون نقطة في مجموعها).",
    en: "This moving picture has more than 100 frames, or more than 50 million pixels in all.",
  },
  broken: {
    ar: "الملف تالف أو ناقص، فلا يمكن فتح الصورة. جرّب نسخة أخرى منه.",
    en: "The file is broken or cut off and the picture can't be opened. Try another copy of it.",
  },
  bytes: {
    ar: "حجم الملف أكبر من المسموح به (20 ميغابايت).",
    en: "The file is larger than 20 MB.",
  },
} as const satisfies Record<string, Told>;

/** Why a picture is not taken. */
export type WhyNoPicture = keyof typeof TOLD;

/** A file that is not taken as a picture. `detail` is for the log. */
export function noPicture(why: WhyNoPicture, detail: string): Refusal {
  return new Refusal(why === "bytes" ? "tooLarge" : "invalid", detail, { told: TOLD[why] });
}
