import { fold } from "#arabic/fold.ts";

/** Rows of keys, as people run along them; the Latin and the Arabic keyboard, and the alphabets. */
export const KEYBOARD_ROWS: readonly string[] = [
  "01234567890",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "qazwsxedcrfvtgbyhnujmikolp",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
  "1q2w3e4r5t6y7u8i9o0p",
  "q1w2e3r4t5y6u7i8o9p0",
  "abcdefghijklmnopqrstuvwxyz",
  "azertyuiop",
  "qwertzuiop",
  "ضصثقفغعهخحجد",
  "شسيبلاتنمكط",
  "ئءؤرلاىةوزظ",
  "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
  "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ",
].map(fold);

const LATIN = `password passwort passw pass passwd passcode secret private login letmein welcome admin administrator root
user username guest test tester testing demo default changeme change master super superuser superman batman spiderman
ironman dragon monkey tiger lion eagle falcon horse wolf shadow hunter ranger soldier killer ninja pirate princess prince
king queen angel devil heaven jesus god lord trustno iloveyou ilove loveyou lovely love lover sweet sweetheart honey baby
babygirl babyboy darling kiss sunshine sunflower flower rose summer winter spring autumn january february march april
june july august september october november december monday tuesday wednesday thursday friday saturday sunday football
soccer baseball basketball hockey tennis golf liverpool arsenal chelsea barcelona realmadrid madrid juventus milan
manchester united ronaldo messi computer internet google facebook twitter instagram whatsapp youtube microsoft windows
apple samsung android iphone nokia server network system access open opensesame sesame hello hallo goodbye thank thanks
please money dollar bank gold silver diamond cheese chocolate coffee cookie banana orange pepper ginger cola pizza
ferrari porsche mercedes mustang harley corvette yamaha honda toyota michael daniel jordan thomas robert charlie george
andrew matthew joshua jessica jennifer ashley amanda nicole michelle maria anna sarah hannah samantha alexander william
david james john peter paul mark adam mohamed mohammed muhammad mohammad ahmed ahmad mahmoud ali omar osman othman hassan
hussein hussain ibrahim ismail yousef yusuf youssef khaled khalid abdullah abdallah abdulrahman fatima fatma aisha maryam
mariam zainab zeinab khadija layla laila nour noor salma sara saudi saudia arabia arab egypt cairo masr misr syria
damascus iraq baghdad jordanian amman lebanon beirut palestine gaza quds jerusalem yemen sanaa oman muscat qatar doha
kuwait bahrain emirates dubai abudhabi riyadh jeddah makkah mecca madinah libya tripoli tunis tunisia algeria alger
morocco casablanca sudan khartoum islam muslim allah alhamdulillah bismillah inshallah mashallah subhanallah habibi
habibti hayati albi salam marhaba ahlan sabah khalas yalla hilal nassr ittihad ahly zamalek warraq newsroom news
newspaper editor journalist reporter press media qwerty qwertz azerty asdf zxcv abcd abc matrix star starwars pokemon
naruto hacker hack freedom liberty whatever nothing something anything everything family mother father sister brother
friend friends forever happy lucky secure security safe strong power magic mystery phoenix thunder storm ocean river
mountain blue red green black white yellow purple pink london paris berlin america canada australia india china japan
korea pakistan bangladesh indonesia malaysia turkey istanbul germany france italy spain brazil mexico russia`;

const ARABIC = `كلمة المرور كلمةالمرور كلمةالسر كلمةسر السر سري سر مرور دخول مدير المدير ادمن مستخدم ضيف تجربة اختبار مرحبا
اهلا اهلاوسهلا سلام السلام السلامعليكم صباح صباحالخير مساءالخير شكرا حبيبي حبيبتي حياتي قلبي عمري روحي احبك بحبك انااحبك
عشق حب الحب حبي وردة ورد ياسمين قمر شمس نجمة نور سماء بحر مطر ربيع صيف شتاء خريف الله ياالله اللهاكبر الحمدلله بسمالله
سبحانالله ماشاءالله انشاءالله لااله الاالله لاالهالاالله محمد محمدرسولالله رسولالله احمد محمود علي عمر عثمان حسن حسين
ابراهيم اسماعيل يوسف خالد عبدالله عبدالرحمن عبدالعزيز فهد سعود سلطان فيصل سلمان تركي ناصر سعد سعيد طارق زياد كريم مصطفى
فاطمة عائشة مريم زينب خديجة ليلى سلمى سارة نورة هند منى رنا ريم دانة لولوة السعودية مصر القاهرة سوريا دمشق حلب العراق
بغداد الاردن عمان لبنان بيروت فلسطين غزة القدس اليمن صنعاء مسقط قطر الدوحة الكويت البحرين الامارات دبي ابوظبي الرياض جدة
مكة المدينة ليبيا طرابلس تونس الجزائر المغرب السودان الخرطوم الهلال النصر الاتحاد الاهلي الزمالك برشلونة ريال مدريد
ريالمدريد رونالدو ميسي كورة كرة القدم كرةالقدم ملك ملكة امير اميرة اسد نمر صقر نسر ذئب حصان ابي امي اخي اختي عائلتي
صديقي حرية وطن وطني العرب عربي الاسلام مسلم ايمان جنة امل سعادة فرح ورّاق وراق جريدة صحيفة اخبار الاخبار محرر صحفي تحرير
غرفةالاخبار واحد اثنان ثلاثة الف مليون ذهب فضة قهوة شاي تفاح برتقال موز عسل تمر`;

/** Words that passwords are made of all over the world, folded: with digits and signs around them they are common too. */
export const COMMON_STEMS: ReadonlySet<string> = new Set(
  `${LATIN} ${ARABIC}`.split(/\s+/).map((word) => fold(word)),
);
