import type { Mail } from "#platform/mail.ts";
import type { Role } from "./authoriser.ts";
import type { Language } from "./people.ts";

const ROLE_NAMES: Readonly<Record<Role, { readonly ar: string; readonly en: string }>> = {
  owner: { ar: "مالك", en: "owner" },
  admin: { ar: "مدير", en: "admin" },
  editor: { ar: "محرر", en: "editor" },
  journalist: { ar: "صحفي", en: "journalist" },
  contributor: { ar: "كاتب متعاون", en: "contributor" },
  moderator: { ar: "مشرف على التعليقات", en: "moderator" },
};

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign] ?? "");

/** Words of others between our own: their direction must not turn the sentence. */
const isolated = (text: string): string => `\u2068${text}\u2069`;

type Letter = {
  readonly subject: string;
  readonly greeting: string;
  readonly sentences: readonly string[];
  readonly button: string;
  readonly link: string;
  readonly closing: string;
};

function mailOf(to: string, language: Language, letter: Letter): Mail {
  const { subject, greeting, sentences, button, link, closing } = letter;
  const paragraphs = [greeting, ...sentences];
  const dir = language === "ar" ? "rtl" : "ltr";
  const html = `<!doctype html>
<html lang="${language}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(subject)}</title></head>
<body dir="${dir}" style="margin:0;padding:24px;background:#f6f4ef;color:#1d1b18;font-family:Tahoma,Arial,sans-serif;font-size:16px;line-height:1.8">
<div style="max-width:520px;margin:0 auto;padding:28px;background:#ffffff;border-radius:8px">
${paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`).join("\n")}
<p style="margin:24px 0"><a href="${escaped(link)}" style="display:inline-block;padding:10px 22px;background:#a5201b;color:#ffffff;text-decoration:none;border-radius:6px">${escaped(button)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#5c574f;overflow-wrap:anywhere" dir="ltr">${escaped(link)}</p>
<p style="margin:0;font-size:13px;color:#5c574f">${escaped(closing)}</p>
</div>
</body>
</html>
`;
  const text = `${[...paragraphs, link, closing].join("\n\n")}\n`;
  return { to, subject, text, html };
}

/** The mail with which somebody is invited to the newsroom. */
export function invitationMail(input: {
  readonly to: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly siteName: string;
  readonly link: string;
  readonly language: Language;
}): Mail {
  const { to, name, role, link, language } = input;
  const site = isolated(input.siteName);
  const inviter = isolated(input.invitedBy);
  if (language === "en")
    return mailOf(to, language, {
      subject: `You are invited to the newsroom of ${input.siteName}`,
      greeting: name === "" ? "Hello," : `Hello ${isolated(name)},`,
      sentences: [
        `${inviter} invites you to the newsroom of ${site} as ${ROLE_NAMES[role].en}.`,
        "Choose a password within seven days; the link works once.",
      ],
      button: "Accept the invitation",
      link,
      closing: "If you did not expect this message, ignore it: nothing happens without you.",
    });
  return mailOf(to, language, {
    subject: `دعوة إلى غرفة أخبار ${input.siteName}`,
    greeting: name === "" ? "مرحبًا،" : `مرحبًا ${isolated(name)}،`,
    sentences: [
      `تلقيت دعوة من ${inviter} للانضمام إلى غرفة أخبار ${site} بدور: ${ROLE_NAMES[role].ar}.`,
      "اختر كلمة مرور خلال سبعة أيام. يعمل الرابط مرة واحدة.",
    ],
    button: "قبول الدعوة",
    link,
    closing: "إن لم تكن تنتظر هذه الرسالة فتجاهلها، ولن يحدث شيء من دونك.",
  });
}

/** The mail with which somebody sets a new password. */
export function passwordResetMail(input: {
  readonly to: string;
  readonly name: string;
  readonly siteName: string;
  readonly link: string;
  readonly language: Language;
}): Mail {
  const { to, link, language } = input;
  const name = isolated(input.name);
  const site = isolated(input.siteName);
  if (language === "en")
    return mailOf(to, language, {
      subject: `A new password for the newsroom of ${input.siteName}`,
      greeting: `Hello ${name},`,
      sentences: [
        `Somebody, probably you, asked for a new password for the newsroom of ${site}.`,
        "The link works once, within an hour.",
      ],
      button: "Choose a new password",
      link,
      closing: "If it was not you, ignore this message: your password stays as it is.",
    });
  return mailOf(to, language, {
    subject: `كلمة مرور جديدة لغرفة أخبار ${input.siteName}`,
    greeting: `مرحبًا ${name}،`,
    sentences: [
      `وصلنا طلب، ولعله منك، لتغيير كلمة المرور في غرفة أخبار ${site}.`,
      "يعمل الرابط مرة واحدة خلال ساعة.",
    ],
    button: "اختيار كلمة مرور جديدة",
    link,
    closing: "إن لم تطلب ذلك فتجاهل هذه الرسالة، وتبقى كلمة مرورك كما هي.",
  });
}
