/** Sentences are handed over one by one: some voices fall silent within a long text. */
const SENTENCES = /[^.!?؟…]+[.!?؟…]*[\s»")\]]*/g;

/** Reads the story aloud where the browser has a voice for its language, and marks the paragraph that is being read. */
export function startListening(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-listen]");
  const piece = document.querySelector<HTMLElement>("[data-story]");
  if (button === null || piece === null || !("speechSynthesis" in window)) return;
  const name = button.querySelector(".tool-name");
  const [listen, stop] = [name?.textContent ?? "", button.dataset["listen"] ?? ""];
  const lang = (piece.querySelector("h1")?.lang || document.documentElement.lang).slice(0, 2);
  let voice: SpeechSynthesisVoice | undefined;
  let run = 0;

  const mark = (paragraph: Element | undefined) => {
    piece.querySelector(".is-spoken")?.classList.remove("is-spoken");
    paragraph?.classList.add("is-spoken");
    paragraph?.scrollIntoView({ block: "nearest" });
  };
  const finish = () => {
    run += 1;
    speechSynthesis.cancel();
    mark(undefined);
    button.setAttribute("aria-pressed", "false");
    if (name !== null) name.textContent = listen;
  };
  const speak = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const utterance = new SpeechSynthesisUtterance(text);
      if (voice !== undefined) utterance.voice = voice;
      utterance.lang = voice?.lang ?? lang;
      utterance.onend = () => resolve();
      utterance.onerror = reject;
      speechSynthesis.speak(utterance);
    });
  const begin = async () => {
    run += 1;
    const own = run;
    button.setAttribute("aria-pressed", "true");
    if (name !== null) name.textContent = stop;
    const paragraphs = piece.querySelectorAll(
      "h1, .standfirst, .body > :is(p, h2, h3), .body :is(li, blockquote p, .fact-box p)",
    );
    try {
      for (const paragraph of paragraphs) {
        mark(paragraph);
        for (const sentence of (paragraph.textContent ?? "").match(SENTENCES) ?? []) {
          await speak(sentence);
          if (own !== run) return;
        }
      }
      finish();
    } catch {
      // Stopped, or the voice failed: either way nothing is being read any more.
      if (own === run) finish();
    }
  };
  const look = () => {
    voice = speechSynthesis.getVoices().find((one) => one.lang.toLowerCase().startsWith(lang));
    button.disabled = voice === undefined;
  };
  look();
  speechSynthesis.addEventListener("voiceschanged", look);
  button.addEventListener("click", () =>
    button.getAttribute("aria-pressed") === "true" ? finish() : void begin(),
  );
  addEventListener("pagehide", finish);
}
