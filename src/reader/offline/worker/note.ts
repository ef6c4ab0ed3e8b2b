const MASTHEAD = /<body class="[^"]*">/;
const DIGITS = / data-digits="(latn|arab)"/;

/** `html` with a line at its top that says that it is a copy, and of when. */
export function withNote(html: string, at: Date): string {
  const digits = DIGITS.exec(html)?.[1] ?? "latn";
  const when = new Intl.DateTimeFormat(`ar-u-nu-${digits}-ca-gregory`, {
    dateStyle: "long",
    timeStyle: "short",
  }).format(at);
  const note = `<p class="kept-note" role="status">لا اتصال الآن: هذه نسخة محفوظة في <time datetime="${at.toISOString()}">${when}</time></p>`;
  return html.replace(MASTHEAD, (body) => body + note);
}
