import { Button, Checkbox, Modal, Switch, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { WEBHOOKS, webhooksQuery, type ShownWebhook } from "./distribution-data.ts";
import { DistributionTabs } from "./distribution-tabs.tsx";
import { distributionWords } from "./distribution-words.ts";

type Fields = Pick<ShownWebhook, "name" | "url" | "isOn"> & {
  readonly kinds: ShownWebhook["kinds"];
};

function WebhookForm({
  webhook,
  kinds,
  onDone,
}: {
  readonly webhook: ShownWebhook | undefined;
  readonly kinds: ShownWebhook["kinds"];
  /** Told of the secret of a new one. */
  readonly onDone: (secret?: string) => void;
}) {
  const w = useWords(distributionWords);
  const reason = useReason();
  const [fields, setFields] = useState<Fields>(
    webhook ?? { name: "", url: "https://", kinds, isOn: true },
  );
  const save = useChange({
    run: async ({ name, url, kinds: told, isOn }: Fields) => {
      const json = { name, url, kinds: told, isOn };
      if (webhook === undefined) return (await read(api.webhooks.$post({ json }))).secret;
      const { id, version: base } = webhook;
      await read(api.webhooks[":id"].$put({ param: { id }, json: { base, webhook: json } }));
      return undefined;
    },
    refreshes: [WEBHOOKS],
    done: w.saved,
    saysFailure: true,
    onDone: (secret) => onDone(secret),
  });
  const toggle = (kind: Fields["kinds"][number], isTold: boolean): void =>
    setFields({
      ...fields,
      kinds: isTold ? [...fields.kinds, kind] : fields.kinds.filter((other) => other !== kind),
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(fields);
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <TextInput
        label={w.name}
        required
        maxLength={100}
        value={fields.name}
        onChange={(event) => setFields({ ...fields, name: event.currentTarget.value })}
      />
      <TextInput
        label={w.url}
        dir="ltr"
        type="url"
        required
        maxLength={1000}
        value={fields.url}
        onChange={(event) => setFields({ ...fields, url: event.currentTarget.value })}
      />
      <fieldset className="nr-options">
        <legend className="nr-label">{w.tells}</legend>
        {kinds.map((kind) => (
          <Checkbox
            key={kind}
            label={w.events[kind]}
            checked={fields.kinds.includes(kind)}
            onChange={(event) => toggle(kind, event.currentTarget.checked)}
          />
        ))}
      </fieldset>
      <Switch
        label={w.isOn}
        checked={fields.isOn}
        onChange={(event) => setFields({ ...fields, isOn: event.currentTarget.checked })}
      />
      <p className="nr-problem" role="alert">
        {save.error === null ? "" : reason(save.error)}
      </p>
      <Button type="submit" disabled={fields.kinds.length === 0} loading={save.isPending}>
        {w.save}
      </Button>
    </form>
  );
}

function WebhookRow({
  webhook,
  onEdit,
  onSecret,
}: {
  readonly webhook: ShownWebhook;
  readonly onEdit: () => void;
  readonly onSecret: (secret: string) => void;
}) {
  const w = useWords(distributionWords);
  const { dateTime } = useWriting();
  const param = { id: webhook.id };
  const ping = useChange({
    run: () => read(api.webhooks[":id"].ping.$post({ param })),
    refreshes: [],
    done: w.pinged,
  });
  const rotate = useChange({
    run: () => read(api.webhooks[":id"].secret.$post({ param })),
    refreshes: [WEBHOOKS],
    onDone: ({ secret }) => onSecret(secret),
  });
  const remove = useChange({
    run: () => read(api.webhooks[":id"].$delete({ param })),
    refreshes: [WEBHOOKS],
  });
  return (
    <li className="nr-webhook">
      <span className="nr-grow">
        <span className="nr-state" data-state={webhook.isOn ? "published" : "draft"}>
          <b>{webhook.name}</b> {webhook.isOn ? "" : `(${w.off})`}
        </span>
        <bdi dir="ltr" className="nr-quiet nr-webhook-url">
          {webhook.url}
        </bdi>
        <small className="nr-quiet">
          {webhook.kinds.map((kind) => w.events[kind]).join(" · ")}
          {webhook.oldSecretUntil === null
            ? ""
            : ` — ${w.oldSecret(dateTime(webhook.oldSecretUntil))}`}
        </small>
      </span>
      <span className="nr-inline-form">
        <Button variant="default" size="compact-sm" onClick={onEdit}>
          {w.edit}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => ping.mutate(undefined)}>
          {w.ping}
        </Button>
        <Button variant="default" size="compact-sm" onClick={() => rotate.mutate(undefined)}>
          {w.rotate}
        </Button>
        <Button
          variant="subtle"
          color="rubric"
          size="compact-sm"
          onClick={() => remove.mutate(undefined)}
        >
          {w.removeWebhook}
        </Button>
      </span>
    </li>
  );
}

/** Servers outside that are told of stories. */
export function WebhooksScreen() {
  const w = useWords(distributionWords);
  const { data } = useSuspenseQuery(webhooksQuery);
  const [edited, setEdited] = useState<ShownWebhook | "new">();
  const [secret, setSecret] = useState<string>();
  return (
    <Screen
      title={w.title}
      note={w.webhooksNote}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setEdited("new")}>
          {w.newWebhook}
        </Button>
      }
    >
      <DistributionTabs />
      <Panel>
        {data.items.length === 0 ? (
          <Nothing>{w.noWebhooks}</Nothing>
        ) : (
          <ul className="nr-rows">
            {data.items.map((webhook) => (
              <WebhookRow
                key={webhook.id}
                webhook={webhook}
                onEdit={() => setEdited(webhook)}
                onSecret={setSecret}
              />
            ))}
          </ul>
        )}
      </Panel>
      <Modal
        opened={edited !== undefined}
        onClose={() => setEdited(undefined)}
        title={edited === "new" ? w.newWebhook : w.edit}
        closeButtonProps={{ "aria-label": w.cancel }}
      >
        {edited !== undefined && (
          <WebhookForm
            webhook={edited === "new" ? undefined : edited}
            kinds={[...data.kinds]}
            onDone={(made) => {
              setEdited(undefined);
              setSecret(made);
            }}
          />
        )}
      </Modal>
      <Modal
        opened={secret !== undefined}
        onClose={() => setSecret(undefined)}
        title={w.secretTitle}
        closeButtonProps={{ "aria-label": w.done }}
      >
        <div className="nr-form">
          <p>{w.secretNote}</p>
          <code dir="ltr" className="nr-codes">
            {secret}
          </code>
          <Button onClick={() => setSecret(undefined)}>{w.done}</Button>
        </div>
      </Modal>
    </Screen>
  );
}
