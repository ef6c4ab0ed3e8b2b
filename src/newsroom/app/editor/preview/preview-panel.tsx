import { ActionIcon, SegmentedControl } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useWords, words } from "../../language/words.tsx";
import { Icon } from "../../parts/icon.tsx";
import type { OpenDraft } from "../saving/open-draft.ts";
import { useSaveState } from "../screen/use-draft.ts";

const previewWords = words({
  ar: {
    title: "معاينة كما يراها القارئ",
    phone: "هاتف",
    desktop: "حاسوب",
    close: "إغلاق المعاينة",
  },
  en: {
    title: "Preview as readers see it",
    phone: "Phone",
    desktop: "Computer",
    close: "Close the preview",
  },
});

const DESKTOP_PIXELS = 1280;

/** The saved text as the reader's page itself, in the frame of a phone or of a computer; new with every save. */
export function PreviewPanel({
  draft,
  onClose,
}: {
  readonly draft: OpenDraft;
  readonly onClose: () => void;
}) {
  const w = useWords(previewWords);
  const [device, setDevice] = useState<"phone" | "desktop">("phone");
  const version = useSaveState(draft, (state) => state.base);
  const stage = useRef<HTMLDivElement>(null);
  const frame = useRef<HTMLIFrameElement>(null);
  useEffect(() => {
    // A page of a computer's width is shown smaller, not narrower: lines break as readers see them.
    const element = stage.current;
    if (element === null) return;
    const fit = (): void => {
      const scale = device === "phone" ? 1 : Math.min(1, element.clientWidth / DESKTOP_PIXELS);
      element.style.setProperty("--ed-scale", String(scale));
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [device]);
  const y = useRef(0);
  return (
    <section className="ed-preview" aria-label={w.title} data-device={device}>
      <header>
        <b>{w.title}</b>
        <span className="nr-grow" />
        <SegmentedControl
          size="xs"
          aria-label={w.title}
          value={device}
          data={[
            { value: "phone", label: w.phone },
            { value: "desktop", label: w.desktop },
          ]}
          onChange={(value) => setDevice(value === "phone" ? "phone" : "desktop")}
        />
        <ActionIcon variant="subtle" aria-label={w.close} onClick={onClose}>
          <Icon name="close" />
        </ActionIcon>
      </header>
      <div className="ed-stage" ref={stage}>
        <iframe
          // Drawn anew with every version that is saved; where one had read to stays in sight.
          key={version}
          ref={frame}
          title={w.title}
          src={`/newsroom/api/stories/${draft.story}/preview`}
          onLoad={() => {
            const page = frame.current?.contentWindow;
            if (page === null || page === undefined) return;
            page.scrollTo(0, y.current);
            page.addEventListener("scroll", () => {
              y.current = page.scrollY;
            });
          }}
        />
      </div>
    </section>
  );
}
