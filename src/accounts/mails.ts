import type { Mail } from "#platform/mail.ts";
import { isolated, letterMail } from "./letters.ts";
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
    return letterMail(to, language, {
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
  return letterMail(to, language, {
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
    return letterMail(to, language, {
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
  return letterMail(to, language, {
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
