import { TextInput } from "@mantine/core";
import { useWords } from "../language/words.tsx";
import { Panel } from "../parts/screen.tsx";
import type { Settings } from "./settings-data.ts";
import { settingsWords } from "./settings-words.ts";

/** The networks that the site may name, as the server knows them. */
const NETWORKS = [
  ["x", "X"],
  ["facebook", "Facebook"],
  ["instagram", "Instagram"],
  ["youtube", "YouTube"],
  ["telegram", "Telegram"],
  ["whatsapp", "WhatsApp"],
  ["tiktok", "TikTok"],
  ["linkedin", "LinkedIn"],
  ["threads", "Threads"],
  ["snapchat", "Snapchat"],
] as const;

/** The edition's accounts in networks; an empty field is none. */
export function SocialFields({
  accounts,
  onChange,
}: {
  readonly accounts: Settings["social"];
  readonly onChange: (accounts: Settings["social"]) => void;
}) {
  const w = useWords(settingsWords);
  const set = (network: string, url: string): void =>
    onChange(
      NETWORKS.flatMap(([name]) => {
        const now = name === network ? url : accounts.find((one) => one.network === name)?.url;
        return now === undefined || now === "" ? [] : [{ network: name, url: now }];
      }),
    );
  return (
    <Panel title={w.social}>
      <div className="nr-form nr-two">
        {NETWORKS.map(([network, name]) => (
          <TextInput
            key={network}
            label={name}
            type="url"
            dir="ltr"
            placeholder="https://"
            maxLength={1000}
            value={accounts.find((account) => account.network === network)?.url ?? ""}
            onChange={(event) => set(network, event.currentTarget.value)}
          />
        ))}
      </div>
    </Panel>
  );
}
