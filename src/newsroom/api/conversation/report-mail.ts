import { letterMail } from "#accounts/letters.ts";
import type { ToldByMail } from "#conversation/moderation/report-decisions.ts";
import type { Mail } from "#platform/mail.ts";

/** Tells somebody without an account what became of their report of illegal content, and how to object. */
export function reportMail(
  report: ToldByMail,
  site: { readonly name: string; readonly url: string; readonly language: "ar" | "en" },
): Mail {
  const day = report.reportedAt.toISOString().slice(0, 10);
  const { isUpheld, email, name } = report;
  const link = `${site.url}/transparency`;
  if (site.language === "ar")
    return letterMail(email, "ar", {
      subject: "ما آل إليه بلاغك",
      greeting: name === "" ? "السلام عليكم،" : `السلام عليكم ${name}،`,
      sentences: [
        `راجع أحد مشرفينا بلاغك المؤرخ ${day} عن محتوى ترى أنه غير قانوني في ${site.name}.`,
        isUpheld
          ? "رأينا أنه مخالف، فأزلنا التعليق."
          : "رأينا أنه لا يخالف القانون ولا قواعد المشاركة، فأبقينا التعليق.",
        "لك أن ترد على هذه الرسالة إن كان لديك ما تضيفه، ولك أن تلجأ إلى القضاء أو إلى جهة تسوية معتمدة. قرّر إنسان، لا آلة.",
      ],
      button: "كيف نراجع التعليقات",
      link,
      closing: "حُذف اسمك وبريدك من سجلاتنا مع هذه الرسالة.",
    });
  return letterMail(email, "en", {
    subject: "What became of your report",
    greeting: name === "" ? "Hello," : `Hello ${name},`,
    sentences: [
      `One of our moderators looked at your report of ${day} about content on ${site.name} that you consider illegal.`,
      isUpheld
        ? "We agree and have removed the comment."
        : "We find that it neither breaks the law nor the rules of the conversation, and have kept the comment.",
      "You can answer this mail with anything you want to add, and you can turn to a court or a certified body for settling disputes. A person decided, not a machine.",
    ],
    button: "How we moderate",
    link,
    closing: "Your name and address were deleted from our records with this mail.",
  });
}
