import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { createDecoder } from "#media/decode.ts";
import { prepareAssets } from "#reader/assets.ts";

/**
 * Draws social cards of hard headlines into a folder, and sheets that show them side by side:
 * node --import ./src/platform/tsx.ts scripts/card-gallery.ts FOLDER
 */

/** Each headline is hard in a way of its own: scripts and digits mixed, brackets, tashkeel, length, markup. */
const HEADLINES: readonly string[] = [
  "سوق «الورّاقين» يعود بعد 31 عامًا: أفاستسقيناكموها؟",
  "مُدَرِّبُونَ يُشَكِّلُونَ النَّصَّ كُلَّهُ، والقارئ يَفْهَمُ بلا تشكيل",
  "شركة Warraq تطلق الإصدار 2.5 (النسخة التجريبية) من برنامجها API",
  "كلمة",
  "هل ترتفع الأسعار بنسبة 3.5% في 2026؟ الإجابة: «نعم، ولكن…»",
  "خبر طويل العنوان جدًّا يختبر انكسار الأسطر في البطاقات الضيقة والعريضة معًا، وفيه فاصلة، ثم نقطتان: ثم بقية لا تنتهي إلا بعد أن يملّ القارئ منها ويظنّها بلا آخر",
  "کتابخانه\u200cای در تهران می\u200cگوید: نام\u200cهای فارسی در متن عربی",
  "السلسلة [الثالثة]: (أ) ثم (ب) ثم {ج} في سطر واحد",
  "OpenAI وGoogle وMeta تتنافس على ٢٠٣٠ مركزاً للبيانات",
  "iPhone 17 في الأسواق: السعر يبدأ من 999$",
  "قمة المناخ COP31: 195 دولة توقّع، و3 تمتنع (حتى الآن)",
  "فيضان النيل… ماذا بعد؟",
  "بِسْمِ ٱللَّهِ ٱلرَّحْمَٰنِ ٱلرَّحِيمِ",
  "الفريق يفوز 3-1 (5-4 بركلات الترجيح) على «الاتحاد»",
  "وزير الصحة: <نتابع> الحالة & «لا داعي للقلق»",
  "لا إله إلا الله، وﷺ وﷲ في عنوان واحد",
  "ترتفع درجة الحرارة إلى 48° مئوية، والرطوبة ≥ 80%",
  "مقابلة | الروائية سلمى الحدّاد: «كتبتُ الرواية في 11 يوماً، ومزّقتها في 11 شهراً»",
  "كأس العالم 2034 🏆: السعودية تكشف عن 15 ملعباً",
  "أ".repeat(90),
];
const SECTIONS = ["العالم", "اقتصاد وأعمال", "ثقافة", "علوم وتقنية"] as const;
const ACCENTS = ["#a5201b", "#1d4f86", "#3f6b4f", "#6a3d7c"] as const;
const FOCUS = [
  { x: 0.5, y: 0.5 },
  { x: 0.1, y: 0.5 },
  { x: 0.9, y: 0.5 },
] as const;

const folder = process.argv[2];
if (folder === undefined) throw new Error("Cannot draw the gallery: need a folder to draw it into");
const root = join(import.meta.dirname, "..");
const { card } = await prepareAssets(join(root, "build"));
const pictures = join(root, "fixtures/sample/pictures");
const names = (await readdir(pictures)).filter((name) => /\.(?:jpe?g|png|webp)$/.test(name)).sort();
await mkdir(folder, { recursive: true });
const decoder = createDecoder();
const drawn: Buffer[] = [];
for (const [index, headline] of HEADLINES.entries()) {
  const name = names[(index * 7) % names.length];
  const hasPicture = index % 3 !== 2 && name !== undefined;
  const bytes = await decoder.drawCard({
    headline,
    section: SECTIONS[index % SECTIONS.length] ?? "",
    direction: "rtl",
    accent: ACCENTS[index % 5 === 4 ? (index >> 2) % 4 : 0] ?? "#a5201b",
    plate:
      index % 7 === 6
        ? { kind: "letters", name: "صحيفة الغد" }
        : { kind: "drawn", file: card.plateFile },
    fontFile: card.fontFile,
    ...(hasPicture
      ? {
          picture: {
            bytes: await readFile(join(pictures, name)),
            focus: FOCUS[index % FOCUS.length] ?? FOCUS[0],
          },
        }
      : {}),
  });
  await writeFile(join(folder, `card-${String(index + 1).padStart(2, "0")}.jpg`), bytes);
  drawn.push(bytes);
}
await decoder.stop();

const [ACROSS, DOWN, WIDTH, HEIGHT] = [2, 5, 600, 315];
for (let sheet = 0; sheet * ACROSS * DOWN < drawn.length; sheet += 1) {
  const cards = drawn.slice(sheet * ACROSS * DOWN, (sheet + 1) * ACROSS * DOWN);
  const input = await Promise.all(
    cards.map((bytes) => sharp(bytes).resize(WIDTH, HEIGHT).toBuffer()),
  );
  await sharp({
    create: {
      width: ACROSS * (WIDTH + 12) + 12,
      height: DOWN * (HEIGHT + 12) + 12,
      channels: 3,
      background: "#8a8f98",
    },
  })
    .composite(
      input.map((bytes, index) => ({
        input: bytes,
        left: 12 + (index % ACROSS) * (WIDTH + 12),
        top: 12 + Math.floor(index / ACROSS) * (HEIGHT + 12),
      })),
    )
    .png()
    .toFile(join(folder, `sheet-${sheet + 1}.png`));
}
console.log(`${drawn.length} cards in ${folder}`);
