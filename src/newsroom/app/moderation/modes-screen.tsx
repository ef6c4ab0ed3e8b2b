import { Button, NumberInput, Select } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read, type AnswerOf } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { settingsQuery } from "./moderation-data.ts";
import { moderationWords } from "./moderation-words.ts";
import { sectionsQuery } from "../labels/label-data.ts";

const MODES = ["after", "newcomersBefore", "before", "off"] as const;
const AS_SITE = "asSite";

type Settings = AnswerOf<typeof api.moderation.settings.$get>;
type Rule = Settings["site"];

function RuleFields({
  name,
  rule,
  mayInherit,
  isFixed,
  onChange,
}: {
  readonly name: string;
  readonly rule: Rule | undefined;
  readonly mayInherit: boolean;
  readonly isFixed: boolean;
  readonly onChange: (rule: Rule | undefined) => void;
}) {
  const w = useWords(moderationWords);
  return (
    <li className="mo-rule">
      <b>{name}</b>
      <Select
        aria-label={`${name}: ${w.storyMode}`}
        allowDeselect={false}
        disabled={isFixed}
        data={[
          ...(mayInherit ? [{ value: AS_SITE, label: w.asSite }] : []),
          ...MODES.map((value) => ({ value, label: w.mode[value] })),
        ]}
        value={rule?.mode ?? AS_SITE}
        onChange={(value) => {
          const mode = MODES.find((one) => one === value);
          onChange(
            mode === undefined
              ? undefined
              : { mode, closesAfterDays: rule?.closesAfterDays ?? null },
          );
        }}
      />
      <NumberInput
        aria-label={`${name}: ${w.closesAfter}`}
        placeholder={w.never}
        min={1}
        max={3650}
        disabled={isFixed || rule === undefined}
        value={rule?.closesAfterDays ?? ""}
        onChange={(value) => {
          if (rule !== undefined)
            onChange({ ...rule, closesAfterDays: Number(value) > 0 ? Number(value) : null });
        }}
      />
    </li>
  );
}

/** How conversations are moderated on the site and in its sections. */
export function ModesScreen() {
  const w = useWords(moderationWords);
  const reason = useReason();
  const client = useQueryClient();
  const { acts } = useSession();
  const isFixed = !acts.includes("steerConversation");
  const { data } = useSuspenseQuery(settingsQuery);
  const [settings, setSettings] = useState<Settings>(data);
  const sections = useSuspenseQuery({
    ...sectionsQuery,
    queryFn: acts.includes("seeTaxonomy") ? sectionsQuery.queryFn : async () => ({ items: [] }),
  }).data.items;
  const save = useChange({
    run: () => read(api.moderation.settings.$put({ json: settings })),
    refreshes: [],
    done: w.saved,
    saysFailure: true,
    onDone: (next) => client.setQueryData(settingsQuery.queryKey, next),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const setSection = (slug: string, rule: Rule | undefined): void => {
    const others = settings.sections.filter((one) => one.slug !== slug);
    setSettings({
      ...settings,
      sections: rule === undefined ? others : [...others, { ...rule, slug }],
    });
  };
  return (
    <Screen title={w.modesTitle} note={w.modesNote} width="reading">
      <Panel>
        <form className="nr-form" onSubmit={submit}>
          <div className="mo-rule mo-rule-head" aria-hidden="true">
            <span />
            <span>{w.storyMode}</span>
            <span>{w.closesAfter}</span>
          </div>
          <ul>
            <RuleFields
              name={w.site}
              rule={settings.site}
              mayInherit={false}
              isFixed={isFixed}
              onChange={(site) => {
                if (site !== undefined) setSettings({ ...settings, site });
              }}
            />
            {sections.map(({ slug, name }) => (
              <RuleFields
                key={slug}
                name={name}
                rule={settings.sections.find((one) => one.slug === slug)}
                mayInherit
                isFixed={isFixed}
                onChange={(rule) => setSection(slug, rule)}
              />
            ))}
          </ul>
          <p className="nr-problem" role="alert">
            {save.error === null ? "" : reason(save.error)}
          </p>
          {!isFixed && (
            <Button type="submit" color="rubric" className="nr-go" loading={save.isPending}>
              {w.save}
            </Button>
          )}
        </form>
      </Panel>
      {!isFixed && (
        <Panel title={w.export}>
          <p className="nr-quiet">{w.exportNote}</p>
          <a className="nr-link" href="/newsroom/api/moderation/export" download>
            {w.exportGo}
          </a>
        </Panel>
      )}
      <a className="nr-link" href="/transparency" target="_blank" rel="noreferrer">
        {w.transparency}
      </a>
    </Screen>
  );
}
