import type { Scene } from "../scene.ts";
import { lateGoal, wheelchairCourt } from "./ball-games.ts";
import { hospitalBees, shortNap } from "./city-nature.ts";
import { electricFerry, lighthouseKeeper } from "./coast.ts";
import { fogNets, singingDune } from "./field-work.ts";
import { loafChart, saffron } from "./food-prices.ts";
import { timeBank, treeClinic } from "./giving-time.ts";
import { sailingCargo, solarFishMarket } from "./harbour-trade.ts";
import { paradiseCinema, signPainter } from "./market-and-cinema.ts";
import { mountainTrain, movingVillage } from "./mountain-railway.ts";
import { museumOfThings, sevenKeys } from "./old-things.ts";
import { postman, steepBus } from "./on-the-way.ts";
import { calmRegatta, chessUnderFigs, dawnRunner } from "./open-air-sport.ts";
import { camelLibrary, twoTowns } from "./roads-and-bridges.ts";
import { mothersBake, schoolWithoutBell } from "./school-days.ts";
import { darkTown, storks } from "./sky-and-air.ts";
import { repairBench, shopOfTrust } from "./small-shops.ts";
import { bookFairArch, wordsAtSea } from "./words-and-books.ts";
import { luthier } from "./workshops.ts";

/** Every picture of the sample edition by its story's id. */
export const SCENES: ReadonlyMap<string, Scene> = new Map<string, Scene>([
  [
    "sample-01",
    {
      draw: mountainTrain,
      focus: { x: 0.5, y: 0.62 },
      alt: "قطار جبلي أحمر يعبر جسراً حجرياً عالي الأقواس فوق وادٍ يغطّيه ضباب الصباح، وعلى جانبيه كروم مدرّجة وأشجار صنوبر.",
    },
  ],
  [
    "sample-02",
    {
      draw: lateGoal,
      focus: { x: 0.68, y: 0.52 },
      alt: "حارس مرمى يرتمي بكامل طوله والكرة خلفه في الشباك، وفي الخلفية مدرّجات ممتلئة وبحر وتلال ملح بيضاء تحت الأضواء الكاشفة.",
    },
  ],
  [
    "sample-03",
    {
      draw: solarFishMarket,
      focus: { x: 0.55, y: 0.5 },
      alt: "سوق سمك بسقف مسنّن تغطّيه ألواح شمسية، وأمامه صناديق سمك وثلج، وإلى جانبه قوارب صيد تحت شمس كبيرة.",
    },
  ],
  [
    "sample-04",
    {
      draw: fogNets,
      focus: { x: 0.62, y: 0.55 },
      alt: "شِباك عالية على قمّة جبل تلتقط ماء الضباب وتصبّه في خزّان، وامرأة تحمل دلواً، وعنزة بيضاء على صخرة.",
    },
  ],
  [
    "sample-05",
    {
      draw: signPainter,
      focus: { x: 0.55, y: 0.36 },
      alt: "امرأة على سلّم ترسم بقلمها لافتة معلّقة في زقاق سوق قديم، وعند أسفل السلّم محبرتان ورجل يتفرّج.",
    },
  ],
  [
    "sample-06",
    {
      draw: electricFerry,
      focus: { x: 0.42, y: 0.62 },
      alt: "عبّارة كهربائية بيضاء وزرقاء موصولة بكابل شحن عند رصيف عائم، وخلفها جزيرة على شكل صدفة تملؤها بيوت بيضاء.",
    },
  ],
  [
    "sample-07",
    {
      draw: schoolWithoutBell,
      focus: { x: 0.3, y: 0.5 },
      alt: "جرس نحاسي كبير مربوط بشريط أحمر في ساحة مدرسة، وتلاميذ بحقائبهم يمرّون قرب ساعة شمسية وشجرة كبيرة.",
    },
  ],
  [
    "sample-08",
    {
      draw: darkTown,
      focus: { x: 0.3, y: 0.6 },
      alt: "درب التبّانة فوق بلدة مطفأة الأنوار، وأناس مستلقون على السطوح المستوية، ورجل ينظر قرب تلسكوب أحمر.",
    },
  ],
  [
    "sample-09",
    {
      draw: sailingCargo,
      focus: { x: 0.35, y: 0.52 },
      alt: "سفينة شحن حديثة بأربعة أشرعة صلبة تدخل ميناء عند الفجر، وعلى الرصيف أكياس بنّ وعامل، وفي البعيد رافعات.",
    },
  ],
  [
    "sample-11",
    {
      draw: paradiseCinema,
      focus: { x: 0.6, y: 0.5 },
      alt: "واجهة سينما حيّ قديمة مضيئة بمظلّة مستديرة، وشعاع عرض يشقّ سماء الليل، وأناس يحملون كراسيهم إليها.",
    },
  ],
  [
    "sample-12",
    {
      draw: steepBus,
      focus: { x: 0.5, y: 0.6 },
      alt: "حافلة صفراء قديمة في شارع منحدر عند الفجر، وسائقها يلوّح لامرأة مسنّة تسرع وفي يدها سلّة فاكهة.",
    },
  ],
  [
    "sample-13",
    {
      draw: lighthouseKeeper,
      focus: { x: 0.7, y: 0.45 },
      alt: "منارة بيضاء على رأس صخري عند الغسق يدور ضوؤها فوق البحر، ورجل يصعد سلّمها الخارجي والنوارس حولها.",
    },
  ],
  [
    "sample-14",
    {
      draw: loafChart,
      focus: { x: 0.42, y: 0.5 },
      alt: "رغيف مستدير مقسوم شرائح كالرسم البياني على مائدة، إلى جانبه ميزان نحاسي وسنابل قمح، وفي البعيد طاحونة هواء.",
    },
  ],
  [
    "sample-15",
    {
      draw: hospitalBees,
      focus: { x: 0.42, y: 0.55 },
      alt: "خلايا نحل ملوّنة على سطح مستشفى، ونحّالة تحمل إطار عسل، ونحلات تطير في مسارات منقّطة نحو حدائق المدينة.",
    },
  ],
  [
    "sample-16",
    {
      draw: museumOfThings,
      focus: { x: 0.5, y: 0.45 },
      alt: "رفوف متحف بضوء دافئ عليها ملعقة تحت قبّة زجاجية ومذياع قديم وترمس وحقيبة مدرسية ومفتاح وعلبة معدنية.",
    },
  ],
  [
    "sample-17",
    {
      draw: chessUnderFigs,
      focus: { x: 0.66, y: 0.74 },
      alt: "لاعبو شطرنج كبار وصغار إلى طاولات في ساحة تظلّلها أشجار تين ضخمة، وظلال قطع شطرنج عملاقة على الأرض.",
    },
  ],
  [
    "sample-19",
    {
      draw: postman,
      focus: { x: 0.42, y: 0.55 },
      alt: "ساعي بريد بحقيبة جلدية يقف قرب درّاجته على درب جبلي ويقرأ رسالة، وحوله ظروف تطير كالطيور وبيوت حجرية.",
    },
  ],
  [
    "sample-20",
    {
      draw: twoTowns,
      focus: { x: 0.5, y: 0.52 },
      alt: "جسر حجري يعبره الناس بين بلدتين، إحداهما في ضوء الصباح والأخرى في ظلّ الفجر، ولكلّ منهما برج بساعة مختلفة.",
    },
  ],
  [
    "sample-21",
    {
      draw: storks,
      focus: { x: 0.66, y: 0.45 },
      alt: "سرب لقالق يدور حلزونياً في السماء فوق الساحل والتلال، ولقلق واقف في عشّه على مدخنة، وخلفها وردة بوصلة باهتة.",
    },
  ],
  [
    "sample-22",
    {
      draw: sevenKeys,
      focus: { x: 0.5, y: 0.62 },
      alt: "باب خشبي قديم منقوش علّقت عليه سبعة مفاتيح مختلفة، وضوء يخرج من ثقب القفل فيسقط على كتاب مفتوح.",
    },
  ],
  [
    "sample-23",
    {
      draw: shopOfTrust,
      focus: { x: 0.5, y: 0.55 },
      alt: "دكّان قرية مفتوح الباب بلا بائع، فيه صندوق نقود أحمر وميزان ورفوف مرطبانات، وقطّة على العتبة.",
    },
  ],
  [
    "sample-24",
    {
      draw: dawnRunner,
      focus: { x: 0.4, y: 0.5 },
      alt: "امرأة بغطاء رأس أبيض وحذاء أحمر تركض على طريق في وادٍ تحفّه أشجار النخيل عند شروق الشمس.",
    },
  ],
  [
    "sample-26",
    {
      draw: mothersBake,
      focus: { x: 0.42, y: 0.55 },
      alt: "أمّهات حول تنّور طيني متوهّج قبل الفجر، وأرغفة على قماش أبيض، وفي الخلف مدرسة مضاءة النوافذ.",
    },
  ],
  [
    "sample-27",
    {
      draw: camelLibrary,
      focus: { x: 0.62, y: 0.55 },
      alt: "قافلة جمال تحمل رفوف كتب عبر الكثبان عند الغروب، وأطفال يركضون لاستقبالها.",
    },
  ],
  [
    "sample-28",
    {
      draw: singingDune,
      focus: { x: 0.4, y: 0.55 },
      alt: "باحث بسمّاعتين وجهاز تسجيل يوجّه لاقطاً على حامل نحو كثيب عالٍ ينزلق رمله، وموجات الصوت ترتسم في السماء.",
    },
  ],
  [
    "sample-29",
    {
      draw: wordsAtSea,
      focus: { x: 0.5, y: 0.5 },
      alt: "سفينة قديمة أشرعتها صفحات مكتوبة تسير فوق أمواج مزخرفة محمّلة بالقطن والليمون والسكّر، وفي السماء بوصلة.",
    },
  ],
  [
    "sample-30",
    {
      draw: saffron,
      focus: { x: 0.4, y: 0.6 },
      alt: "نساء يقطفن أزهار الزعفران البنفسجية عند الفجر أمام الجبال، وميزان صغير فيه خيوط حمراء.",
    },
  ],
  [
    "sample-31",
    {
      draw: calmRegatta,
      focus: { x: 0.48, y: 0.55 },
      alt: "ثلاثة مراكب خشبية بأشرعة مثلّثة على بحر ساكن تحت شمس حارّة، وبحّارة أحدها يجدّفون بين العوّامات.",
    },
  ],
  [
    "sample-32",
    {
      draw: timeBank,
      focus: { x: 0.5, y: 0.48 },
      alt: "ساعة رملية كبيرة في نصفها الأعلى ماكينة خياطة وفي الأسفل سبّورة هندسة، وامرأة ورجل يتبادلان قطعتين على شكل ساعة.",
    },
  ],
  [
    "sample-34",
    {
      draw: movingVillage,
      focus: { x: 0.6, y: 0.5 },
      alt: "بيوت حجرية تُفكّ عند نهر فائض وتُبنى من جديد في أعلى الجبل، ودوابّ تحمل الحجارة على درب متعرّج.",
    },
  ],
  [
    "sample-35",
    {
      draw: luthier,
      focus: { x: 0.55, y: 0.55 },
      alt: "صانع أعواد يشتغل على ظهر عود مضلّع في ورشته، وأعواد معلّقة وألواح سفينة قديمة، ونافذة تطلّ على البحر.",
    },
  ],
  [
    "sample-36",
    {
      draw: repairBench,
      focus: { x: 0.65, y: 0.58 },
      alt: "امرأة تصلح مذياعاً مفتوحاً تحت عدسة مضيئة، وعلى الطاولة مروحة ومحمصة خبز، وخلفها أدوات مصفوفة ومرطبانات براغٍ.",
    },
  ],
  [
    "sample-37",
    {
      draw: shortNap,
      focus: { x: 0.5, y: 0.5 },
      alt: "رجل نائم في أرجوحة حمراء تحت عريشة عنب، وعلى الجدار المخطّط بالظلّ ساعة تشير إلى الواحدة والنصف، وعلى الأرض كتاب.",
    },
  ],
  [
    "sample-38",
    {
      draw: treeClinic,
      focus: { x: 0.4, y: 0.55 },
      alt: "شجرة زيتون كبيرة مضمّدة الجذع يفحصها بستاني بسمّاعة طبّية، وأمامه صفّ أناس يحمل كلّ منهم ورقة شجر.",
    },
  ],
  [
    "sample-39",
    {
      draw: wheelchairCourt,
      focus: { x: 0.42, y: 0.6 },
      alt: "لاعبو كرة سلّة على كراسٍ متحرّكة في ملعب حيّ عند المساء، أحدهم يرمي الكرة نحو السلّة والجيران يهتفون من الشرفات.",
    },
  ],
  [
    "sample-40",
    {
      draw: bookFairArch,
      focus: { x: 0.48, y: 0.55 },
      alt: "قوس مدخل مبنيّ من كتب مكدّسة تضيئه الفوانيس بين النخيل، وزوّار يسلّم كلّ منهم كتاباً عند الدخول.",
    },
  ],
]);
