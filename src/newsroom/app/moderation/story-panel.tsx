import { Select, Switch } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { api, read } from "../data/api.ts";
import { useChange } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { MODERATION, storyModeQuery, type Comment } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";

const MODES = ["after", "newcomersBefore", "before", "off"] as const;
const RISKS = ["none", "watch", "high"] as const;
const INHERIT = "inherit";

type Settings = {
  readonly mode: (typeof MODES)[number] | null;
  readonly risk: (typeof RISKS)[number];
  readonly isClosed: boolean;
};

/** How the conversation on one story is moderated; changed here, it holds at once. */
export function StoryPanel({ story }: { readonly story: Comment["story"] }) {
  const w = useWords(moderationWords);
  const { data } = useQuery(storyModeQuery(story.id));
  const change = useChange({
    run: (settings: Settings) =>
      read(api.moderation.stories[":id"].$put({ param: { id: story.id }, json: settings })),
    refreshes: [MODERATION],
    done: w.saved,
  });
  if (data === undefined) return null;
  const { settings } = data;
  return (
    <details className="mo-more mo-side">
      <summary>
        {w.story}
        {data.isClosed && (
          <span className="mo-state" data-state="rejected">
            {w.closedNow}
          </span>
        )}
      </summary>
      <div className="nr-form">
        <Select
          label={w.storyMode}
          allowDeselect={false}
          data={[
            { value: INHERIT, label: w.inherit },
            ...MODES.map((value) => ({ value, label: w.mode[value] })),
          ]}
          value={settings.mode ?? INHERIT}
          onChange={(value) =>
            change.mutate({ ...settings, mode: MODES.find((one) => one === value) ?? null })
          }
        />
        <Select
          label={w.risk}
          allowDeselect={false}
          data={RISKS.map((value) => ({ value, label: w.risks[value] }))}
          value={settings.risk}
          onChange={(value) =>
            change.mutate({ ...settings, risk: RISKS.find((one) => one === value) ?? "none" })
          }
        />
        <Switch
          label={w.closeThread}
          checked={settings.isClosed}
          onChange={(event) =>
            change.mutate({ ...settings, isClosed: event.currentTarget.checked })
          }
        />
      </div>
    </details>
  );
}
