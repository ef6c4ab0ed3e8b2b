import { fold } from "../fold.ts";

const FUNCTION_WORDS = `
من إلى عن على في مع بين عند لدى منذ خلال حول ضد نحو دون بدون عبر رغم وراء أمام خلف تحت فوق قبل بعد قرب
حتى لأجل سوى غير مثل حين حيث عندما بينما كما كذلك أيضا أيضاً ثم أو أم بل لكن لكنّ ولكن إذ إذا إذن لو لولا إن أن
أنّ إنّ لأن كأن ليت لعل قد لقد سوف لم لن لا ما ليس ليست ليسوا كان كانت كانوا كنت كنا يكون تكون يكونوا نكون
هو هي هم هن هما أنا نحن أنت أنتم أنتما إياه هذا هذه هذان هذين هؤلاء ذلك تلك ذاك أولئك هنا هناك هنالك
الذي التي الذين اللذان اللتان اللذين اللتين اللاتي اللواتي كل كلا كلتا بعض أي أية أحد إحدى
به بها بهم بهما بنا بي بك له لها لهم لهما لهن لنا لي لك لكم فيه فيها فيهم فيهما فينا منه منها منهم منهما منا مني
عنه عنها عنهم عنا عليه عليها عليهم عليهما علينا إليه إليها إليهم إلينا إنه إنها إنهم إننا إني أنه أنها أنهم أننا أني
لأنه لأنها لأنهم كأنه كأنها لكنه لكنها لكنهم معه معها معهم معنا لديه لديها لديهم عنده عندها عندهم بينهم بينهما بينها بينه
قبله بعده بعدها قبلها مما ممن عما فيما بما كما لما إنما أما إما إلا ألا هلا يا أيها أيتها نعم كلا أجل
لدي مهما كلما طالما ريثما حالما كيلا لكي كي بأن بأنه بأنها لذلك لذا كذا هكذا وفق حسب بسبب
ذات ذو ذي ذوي نفس نفسه نفسها مجرد عدا خلا حاشا إزاء تجاه أثناء ضمن سواء حيال بشأن
`;

const QUESTION_WORDS = `
من ما ماذا متى أين كيف لماذا لم كم هل أي أية ماهو ماهي بماذا لمن ممن مم أيّ بكم إلام علام وأين وكيف ومتى
`;

const folded = (text: string): string[] => text.split(/\s+/u).filter(Boolean).map(fold);

const STOPS: ReadonlySet<string> = new Set(
  folded(FUNCTION_WORDS).flatMap((word) => [word, `و${word}`, `ف${word}`]),
);

const QUESTIONS: ReadonlySet<string> = new Set(folded(QUESTION_WORDS));

/**
 * Is the folded word one that nearly every text has and nobody looks for: a preposition, a pronoun,
 * a particle, also with و or ف before it.
 *
 * Source: our own list, after the closed word classes of W. Wright, A Grammar of the Arabic
 * Language, part 1, §334 to §368.
 *
 * @example
 * isStopWord('وفي') // => true
 * isStopWord('وزير') // => false
 */
export function isStopWord(folded: string): boolean {
  return STOPS.has(folded);
}

/**
 * Does the folded word only ask (متى، كم، هل …): in a question typed as a query it says nothing
 * about what the answer holds.
 *
 * Source: the interrogatives of W. Wright, A Grammar of the Arabic Language, part 1, §351 to §353.
 *
 * @example
 * isQuestionWord('متي') // => true
 */
export function isQuestionWord(folded: string): boolean {
  return QUESTIONS.has(folded);
}
