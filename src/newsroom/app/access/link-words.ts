import { words } from "../language/words.tsx";

/** Sentences of the links that work once. */
export const linkWords = words({
  ar: {
    firstOwner: "حساب المالك الأول",
    firstOwnerText:
      "أهلًا بك. هذا الرابط ينشئ الحساب الذي يملك الموقع، ويعمل مرة واحدة. ستدعو زملاءك من بعد.",
    invitation: "دعوة إلى غرفة التحرير",
    invitedBy: (name: string, role: string) => `دعاك ${name} لتنضم بصفة «${role}».`,
    reset: "كلمة مرور جديدة",
    resetDone: "تغيّرت كلمة المرور. سجّل دخولك بها.",
    forgotten: "نسيت كلمة المرور",
    forgottenText: "اكتب بريدك وسنرسل إليه رابطًا يصلح ساعة واحدة، إن كان له حساب.",
    forgottenDone: "إن كان لهذا البريد حساب فقد أُرسل إليه الرابط. انظر في بريدك.",
    send: "إرسال الرابط",
    name: "الاسم كما يظهر للزملاء",
    email: "البريد الإلكتروني",
    password: "كلمة المرور",
    passwordHint: "8 أحرف على الأقل. جملة من عدة كلمات أسهل حفظًا وأصعب تخمينًا.",
    create: "إنشاء الحساب",
    join: "الانضمام",
    change: "تغيير كلمة المرور",
    dead: "هذا الرابط لا يعمل",
    deadText: "ربما استُعمل من قبل أو انتهت مدته. اطلب رابطًا جديدًا ممن أرسله إليك.",
    toSignIn: "إلى تسجيل الدخول",
  },
  en: {
    firstOwner: "The first owner's account",
    firstOwnerText:
      "Welcome. This link makes the account that owns the site, and works once. You will invite your colleagues afterwards.",
    invitation: "Invitation to the newsroom",
    invitedBy: (name: string, role: string) => `${name} has invited you to join as “${role}”.`,
    reset: "A new password",
    resetDone: "The password has been changed. Sign in with it.",
    forgotten: "Forgotten password",
    forgottenText:
      "Type your address; a link that works for an hour will be sent to it if it has an account.",
    forgottenDone: "If this address has an account, the link has been sent. Look into your mail.",
    send: "Send the link",
    name: "Name as colleagues see it",
    email: "E-mail address",
    password: "Password",
    passwordHint:
      "8 letters or more. A sentence of several words is easier to keep and harder to guess.",
    create: "Create the account",
    join: "Join",
    change: "Change the password",
    dead: "This link does not work",
    deadText: "It may have been used or have run out. Ask whoever sent it for a new one.",
    toSignIn: "To the sign-in",
  },
});
