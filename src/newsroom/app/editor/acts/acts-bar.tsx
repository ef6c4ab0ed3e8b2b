import { ActionIcon, Button, Menu } from "@mantine/core";
import { useState } from "react";
import type { StoryAct } from "#stories/workflow.ts";
import { useWords } from "../../language/words.tsx";
import { Icon, type IconName } from "../../parts/icon.tsx";
import { useWriting } from "../../parts/times.ts";
import type { OpenedStory } from "../data/story-data.ts";
import type { OpenDraft } from "../saving/open-draft.ts";
import { ActDialog, type AskedAct } from "./act-dialog.tsx";
import { actWords } from "./act-words.ts";
import { PreviewLink } from "./preview-link.tsx";

/** The one act that leads, by what may be done and where the story stands. */
function leadingAct(mayDo: readonly StoryAct[]): AskedAct | undefined {
  const order: readonly AskedAct[] = ["publish", "update", "submit", "bringBack"];
  return order.find((act) => mayDo.includes(act));
}

const OTHERS: readonly (readonly [AskedAct, IconName])[] = [
  ["submit", "next"],
  ["approve", "check"],
  ["return", "previous"],
  ["schedule", "clock"],
  ["unschedule", "close"],
  ["correct", "pencil"],
  ["unpublish", "down"],
  ["bringBack", "previous"],
  ["discard", "trash"],
  ["takeDown", "trash"],
];

/** Where the story stands, in words and a dot of the state's colour. */
export function StoryStanding({ story }: { readonly story: OpenedStory }) {
  const w = useWords(actWords);
  const { dateTime } = useWriting();
  const { workState, liveState, live, scheduledFor } = story;
  const isOff = liveState === "unpublished" || liveState === "takenDown";
  const text =
    workState === "scheduled" && scheduledFor !== null
      ? w.scheduledAt(dateTime(scheduledFor))
      : isOff && workState === "published"
        ? w.lives[liveState]
        : w.states[workState];
  return (
    <span className="nr-state" data-state={isOff ? liveState : workState}>
      {text}
      {live?.hasChanges === true && <small className="nr-quiet">{w.hasChanges}</small>}
    </span>
  );
}

/** What can be done to the story: the leading act as a button, the others in a menu. */
export function ActsBar({
  story,
  draft,
  onDone,
  onStale,
}: {
  readonly story: OpenedStory;
  readonly draft: OpenDraft;
  readonly onDone: () => Promise<void>;
  readonly onStale: () => void;
}) {
  const w = useWords(actWords);
  const [asked, setAsked] = useState<AskedAct>();
  const [isSharing, setSharing] = useState(false);
  const leading = leadingAct(story.mayDo);
  const others = OTHERS.filter(([act]) => act !== leading && story.mayDo.includes(act));
  const shown = others.filter(([act]) => act === "schedule" || act === "approve");
  const inMenu = others.filter((one) => !shown.includes(one));
  const url = story.live?.state === "published" ? story.live.url : null;
  return (
    <>
      {shown.map(([act]) => (
        <Button key={act} variant="default" className="ed-wide-only" onClick={() => setAsked(act)}>
          {w[act]}
        </Button>
      ))}
      {leading !== undefined && <Button onClick={() => setAsked(leading)}>{w[leading]}</Button>}
      <Menu position="bottom-end" width={230}>
        <Menu.Target>
          <ActionIcon variant="default" size="lg" aria-label={w.more}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {shown.map(([act, icon]) => (
            <Menu.Item
              key={act}
              className="ed-narrow-only"
              leftSection={<Icon name={icon} size={16} />}
              onClick={() => setAsked(act)}
            >
              {w[act]}
            </Menu.Item>
          ))}
          {inMenu.map(([act, icon]) => (
            <Menu.Item
              key={act}
              leftSection={<Icon name={icon} size={16} />}
              onClick={() => setAsked(act)}
            >
              {w[act]}
            </Menu.Item>
          ))}
          {story.mayDo.includes("sharePreview") && (
            <Menu.Item
              leftSection={<Icon name="external" size={16} />}
              onClick={() => setSharing(true)}
            >
              {w.sharePreview}
            </Menu.Item>
          )}
          {url !== null && (
            <Menu.Item
              component="a"
              href={url}
              target="_blank"
              leftSection={<Icon name="external" size={16} />}
            >
              {w.open}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {asked !== undefined && (
        <ActDialog
          act={asked}
          draft={draft}
          onClose={() => setAsked(undefined)}
          onDone={onDone}
          onStale={() => {
            setAsked(undefined);
            onStale();
          }}
        />
      )}
      {isSharing && <PreviewLink draft={draft} onClose={() => setSharing(false)} />}
    </>
  );
}
