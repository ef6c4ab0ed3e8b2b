import { isolated, letterMail } from "#accounts/letters.ts";
import { countPhrase } from "#arabic/counts.ts";
import type { Mail } from "#platform/mail.ts";

/** The mail with the link that signs a reader in, or lets them make an account. It says the same to both. */
export function linkMail(input: {
  readonly to: string;
  readonly siteName: string;
  readonly link: string;
}): Mail {
  return letterMail(input.to, "ar", {
    subject: `رابط الدخول إلى ${input.siteName}`,
    greeting: "مرحبًا،",
    sentences: [
      `هذا رابط الدخول إلى المحادثة في ${isolated(input.siteName)}.`,
      "يعمل الرابط مرة واحدة خلال نصف ساعة. افتحه في المتصفح الذي تقرأ فيه.",
    ],
    button: "الدخول إلى المحادثة",
    link: input.link,
    closing: "إن لم تطلب هذا الرابط فتجاهل الرسالة، ولن يحدث شيء من دونك.",
  });
}

/** The mail that collects what happened around a reader's comments. */
export function digestMail(input: {
  readonly to: string;
  readonly name: string;
  readonly siteName: string;
  readonly items: readonly { readonly text: string; readonly link: string }[];
  /** How many there are, of which `items` may be the newest only. */
  readonly total: number;
  readonly link: string;
  readonly unsubscribe: string;
}): Mail {
  const { total } = input;
  return letterMail(input.to, "ar", {
    subject: `جديد محادثتك في ${input.siteName}: ${countPhrase(total, "update", "latn")}`,
    greeting: `مرحبًا ${isolated(input.name)}،`,
    sentences: ["هذا ما جرى حول تعليقاتك منذ آخر رسالة:"],
    items: input.items,
    button: "كل الإشعارات",
    link: input.link,
    closing: "تصلك هذه الرسالة مرة في اليوم على الأكثر، حين يكون فيها جديد.",
    last: { name: "إيقاف هذه الرسائل", link: input.unsubscribe },
    headers: {
      "List-Unsubscribe": `<${input.unsubscribe}>`,
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
  });
}
