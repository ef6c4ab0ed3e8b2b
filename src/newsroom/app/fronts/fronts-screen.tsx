import { Button, SegmentedControl } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useSession } from "../data/session.ts";
import { useWords } from "../language/words.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { Candidates } from "./candidates.tsx";
import { frontsQuery, type ListedFront, type StorySummary } from "./front-data.ts";
import { FrontWarnings } from "./front-warnings.tsx";
import { frontWords } from "./front-words.ts";
import { Slots } from "./slots.tsx";
import { useFront } from "./use-front.ts";

const route = getRouteApi("/room/fronts/$key");

function FrontTabs({ fronts }: { readonly fronts: readonly ListedFront[] }) {
  const w = useWords(frontWords);
  return (
    <nav className="nr-tabs" aria-label={w.fronts}>
      {fronts.map(({ key, name, hasChanges, warnings }) => (
        <Link key={key} to="/fronts/$key" params={{ key }} activeProps={{ "aria-current": "page" }}>
          {name}
          {(hasChanges || warnings.length > 0) && (
            <i data-kind={warnings.length > 0 ? "warning" : "draft"} />
          )}
        </Link>
      ))}
    </nav>
  );
}

function Preview({ front, version }: { readonly front: ListedFront; readonly version: number }) {
  const w = useWords(frontWords);
  const [width, setWidth] = useState<"phone" | "computer">("phone");
  return (
    <Panel
      title={w.preview}
      action={
        <SegmentedControl
          size="xs"
          aria-label={w.preview}
          value={width}
          onChange={(value) => setWidth(value === "computer" ? "computer" : "phone")}
          data={[
            { value: "phone", label: w.phone },
            { value: "computer", label: w.computer },
          ]}
        />
      }
    >
      <div className="nr-preview" data-width={width}>
        <iframe
          key={version}
          title={w.previewTitle(front.name)}
          src={`/newsroom/api/fronts/${encodeURIComponent(front.key)}/preview`}
        />
      </div>
    </Panel>
  );
}

function FrontEditor({ listed }: { readonly listed: ListedFront }) {
  const w = useWords(frontWords);
  const { acts } = useSession();
  const front = useFront(listed.key);
  const [said, setSaid] = useState("");
  const { content, change, storyOf } = front;
  const pinned = new Set(content.slots.flatMap(({ story }) => story ?? []));
  const pin = (story: string, at: number): void => {
    const slots = [...content.slots];
    slots.splice(at, 0, { story, kicker: "", headline: "" });
    change({ ...content, slots: slots.slice(0, front.places) });
  };
  const add = (story: StorySummary): void => {
    front.know(story);
    pin(story.id, content.slots.length);
    setSaid(w.moved(story.headline, content.slots.length + 1));
  };
  const isPublishable = front.hasChanges && front.state === "saved";
  return (
    <div className="nr-front">
      <Panel
        title={w.pinned(pinned.size)}
        action={
          <div className="nr-inline-form">
            <small className="nr-quiet" role="status">
              {front.state === "saving"
                ? w.saving
                : front.hasChanges
                  ? w.unpublished
                  : w.sameAsLive}
            </small>
            {acts.includes("arrangeFronts") && (
              <Button
                className="nr-go"
                color="rubric"
                disabled={!isPublishable}
                loading={front.publish.isPending}
                onClick={() => front.publish.mutate(undefined)}
              >
                {w.publish}
              </Button>
            )}
          </div>
        }
      >
        <FrontWarnings warnings={front.warnings} />
        <Slots
          content={content}
          onChange={change}
          onDropStory={pin}
          storyOf={storyOf}
          onSay={setSaid}
        />
        <div className="nr-fill">
          <span className="nr-quiet">{w.autoRest(Math.max(0, front.places - pinned.size))}</span>
          <SegmentedControl
            size="xs"
            aria-label={w.fill}
            value={content.fill}
            onChange={(value) =>
              change({ ...content, fill: value === "mostRead" ? "mostRead" : "newest" })
            }
            data={(["newest", "mostRead"] as const).map((value) => ({
              value,
              label: w.fills[value],
            }))}
          />
        </div>
        <p className="nr-hidden" role="status">
          {said}
        </p>
      </Panel>
      <Panel title={w.candidates}>
        <Candidates
          section={listed.key === "home" ? undefined : listed.key}
          onFront={pinned}
          onKnow={front.know}
          onAdd={add}
        />
      </Panel>
      <Preview front={listed} version={front.previewed} />
    </div>
  );
}

/** Arranges the front page and the fronts of sections. */
export function FrontsScreen() {
  const w = useWords(frontWords);
  const { key } = route.useParams();
  const { data } = useSuspenseQuery(frontsQuery);
  const listed = data.items.find((front) => front.key === key) ?? data.items[0];
  return (
    <Screen title={w.title}>
      <FrontTabs fronts={data.items} />
      {listed !== undefined && <FrontEditor key={listed.key} listed={listed} />}
    </Screen>
  );
}
