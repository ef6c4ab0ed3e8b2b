import { Button, ColorInput, NativeSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { zoneName } from "#arabic/zone-names.ts";
import { sessionQuery } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useLanguage, useWords } from "../language/words.tsx";
import { PicturePicker } from "../media/picture-picker.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { NavigationFields } from "./navigation-fields.tsx";
import {
  saveSettings,
  SETTINGS,
  settingsQuery,
  type Settings,
  type ShownSettings,
} from "./settings-data.ts";
import { settingsWords } from "./settings-words.ts";
import { SocialFields } from "./social-fields.tsx";

const FORM = "settings-form";
const ZONES = Intl.supportedValuesOf("timeZone");

type Editing = {
  readonly settings: Settings;
  readonly onChange: (fields: Partial<Settings>) => void;
};

function Logo({
  url,
  onChange,
}: {
  readonly url: string | null;
  readonly onChange: (id: string | null, url: string | null) => void;
}) {
  const w = useWords(settingsWords);
  const [isOpen, setOpen] = useState(false);
  return (
    <div>
      <p className="nr-label">{w.logo}</p>
      <p className="nr-quiet">{w.logoHint}</p>
      <div className="nr-inline-form">
        {url !== null && <img className="nr-logo" src={url} alt="" height={40} />}
        <Button variant="default" onClick={() => setOpen(true)}>
          {w.chooseLogo}
        </Button>
        {url !== null && (
          <Button variant="subtle" onClick={() => onChange(null, null)}>
            {w.removeLogo}
          </Button>
        )}
      </div>
      <PicturePicker
        opened={isOpen}
        onClose={() => setOpen(false)}
        onPick={(picture) => onChange(picture.id, picture.url)}
      />
    </div>
  );
}

function Identity({ settings, onChange, shown }: Editing & { readonly shown: ShownSettings }) {
  const w = useWords(settingsWords);
  const [logoUrl, setLogoUrl] = useState(shown.logoUrl);
  return (
    <Panel title={w.identity}>
      <div className="nr-form">
        <TextInput
          label={w.name}
          required
          maxLength={60}
          value={settings.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <TextInput
          label={w.tagline}
          maxLength={120}
          value={settings.tagline}
          onChange={(event) => onChange({ tagline: event.currentTarget.value })}
        />
        <Textarea
          label={w.description}
          description={w.descriptionHint}
          autosize
          maxLength={400}
          value={settings.description}
          onChange={(event) => onChange({ description: event.currentTarget.value })}
        />
        <Logo
          url={logoUrl}
          onChange={(logo, url) => {
            onChange({ logo });
            setLogoUrl(url);
          }}
        />
        <ColorInput
          label={w.accent}
          description={w.accentHint}
          dir="ltr"
          format="hex"
          withEyeDropper={false}
          value={settings.accent}
          onChange={(accent) => onChange({ accent })}
        />
      </div>
    </Panel>
  );
}

const HIJRI = { none: null, before: -1, same: 0, after: 1 } as const;
type HijriChoice = keyof typeof HIJRI;
const HIJRI_CHOICES: readonly HijriChoice[] = ["none", "before", "same", "after"];

function Writing({ settings, onChange }: Editing) {
  const w = useWords(settingsWords);
  const { language } = useLanguage();
  const hijri = HIJRI_CHOICES.find((choice) => HIJRI[choice] === settings.hijriOffset) ?? "none";
  const zones = ZONES.includes(settings.zone) ? ZONES : [settings.zone, ...ZONES];
  return (
    <Panel title={w.language}>
      <div className="nr-form nr-two">
        <NativeSelect
          label={w.zone}
          description={w.zoneHint}
          value={settings.zone}
          onChange={(event) => onChange({ zone: event.currentTarget.value })}
          data={zones.map((zone) => ({
            value: zone,
            label: language === "ar" ? `${zoneName(zone)} (${zone})` : zone,
          }))}
        />
        <NumberInput
          label={w.readingSpeed}
          description={w.readingSpeedHint}
          min={60}
          max={400}
          allowDecimal={false}
          value={settings.readingSpeed ?? ""}
          onChange={(value) => onChange({ readingSpeed: value === "" ? null : Number(value) })}
        />
        <NativeSelect
          label={w.digits}
          value={settings.digits}
          onChange={(event) =>
            onChange({ digits: event.currentTarget.value === "arab" ? "arab" : "latn" })
          }
          data={(["latn", "arab"] as const).map((value) => ({
            value,
            label: w.digitsNames[value],
          }))}
        />
        <NativeSelect
          label={w.months}
          value={settings.months}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({ months: value === "levant" || value === "maghreb" ? value : "gulf" });
          }}
          data={(["gulf", "levant", "maghreb"] as const).map((value) => ({
            value,
            label: w.monthsNames[value],
          }))}
        />
        <NativeSelect
          label={w.hijri}
          value={hijri}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onChange({
              hijriOffset: HIJRI[HIJRI_CHOICES.find((choice) => choice === value) ?? "none"],
            });
          }}
          data={HIJRI_CHOICES.map((value) => ({ value, label: w.hijriNames[value] }))}
        />
      </div>
    </Panel>
  );
}

/** The settings of the site; saved together, seen by readers at once. */
export function SettingsScreen() {
  const w = useWords(settingsWords);
  const reason = useReason();
  const client = useQueryClient();
  const { data: shown } = useSuspenseQuery(settingsQuery);
  const [settings, setSettings] = useState(shown.settings);
  const isChanged = JSON.stringify(settings) !== JSON.stringify(shown.settings);
  const save = useChange({
    run: () => saveSettings(shown.version, settings),
    refreshes: [sessionQuery.queryKey],
    done: w.saved,
    saysFailure: true,
    onDone: (saved) => {
      client.setQueryData(SETTINGS, saved);
      setSettings(saved.settings);
    },
  });
  const onChange = (fields: Partial<Settings>): void => setSettings({ ...settings, ...fields });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Screen
      title={w.title}
      note={isChanged ? w.unsaved : w.note}
      width="reading"
      actions={
        <Button type="submit" form={FORM} loading={save.isPending} disabled={!isChanged}>
          {w.save}
        </Button>
      }
    >
      <form id={FORM} className="nr-stack" onSubmit={submit}>
        <p className="nr-problem" role="alert">
          {save.error === null ? "" : reason(save.error)}
        </p>
        <Identity settings={settings} onChange={onChange} shown={shown} />
        <Writing settings={settings} onChange={onChange} />
        <NavigationFields
          entries={settings.navigation}
          onChange={(navigation) => onChange({ navigation })}
        />
        <SocialFields accounts={settings.social} onChange={(social) => onChange({ social })} />
      </form>
    </Screen>
  );
}
