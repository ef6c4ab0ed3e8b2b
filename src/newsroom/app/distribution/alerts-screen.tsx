import { Button, Modal, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { CopyResults } from "./copy-results.tsx";
import { ALERTS, alertsQuery, type AlertsShown } from "./distribution-data.ts";
import { DistributionTabs } from "./distribution-tabs.tsx";
import { distributionWords } from "./distribution-words.ts";
import { StoryChoice, type ChosenStory } from "./story-choice.tsx";

/** Letters that lock screens of phones show of each line; the rest may be cut. */
const SHOWN = { title: 45, body: 110 };

const segments = new Intl.Segmenter("ar", { granularity: "grapheme" });
/** Letters as readers see them: a letter with its marks is one. */
const lettersOf = (text: string): number => [...segments.segment(text.trim())].length;

const sectionsQuery = {
  queryKey: ["sections"],
  queryFn: () => read(api.sections.$get()),
};

function Line({
  label,
  value,
  shown,
  most,
  isRequired,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly shown: number;
  readonly most: number;
  readonly isRequired: boolean;
  readonly onChange: (value: string) => void;
}) {
  const w = useWords(distributionWords);
  const letters = lettersOf(value);
  return (
    <TextInput
      label={label}
      required={isRequired}
      value={value}
      maxLength={most * 2}
      error={letters > most ? w.lettersLeft(most - letters) : undefined}
      description={letters > shown ? w.cutAt(shown) : w.lettersLeft(shown - letters)}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The two lines as a phone shows them. */
function Phone({
  title,
  body,
  isUrgent,
}: {
  readonly title: string;
  readonly body: string;
  readonly isUrgent: boolean;
}) {
  const w = useWords(distributionWords);
  const { edition } = useSession();
  return (
    <div className="nr-phone" role="img" aria-label={w.preview}>
      <p className="nr-phone-head">
        <b>{edition.name}</b>
        <span>{isUrgent ? w.urgentShort : w.now}</span>
      </p>
      <p className="nr-phone-title" dir="auto">
        {title === "" ? w.firstLine : title}
      </p>
      <p className="nr-phone-body" dir="auto">
        {body === "" ? w.secondLine : body}
      </p>
    </div>
  );
}

function AlertForm({ data }: { readonly data: AlertsShown }) {
  const w = useWords(distributionWords);
  const reason = useReason();
  const { data: sections } = useQuery(sectionsQuery);
  const [topic, setTopic] = useState("breaking");
  const [title, setTitle] = useState("");
  const [body, setBody] = useState("");
  const [story, setStory] = useState<ChosenStory>();
  const [isUrgent, setUrgent] = useState(false);
  const [asks, setAsks] = useState<"send" | "story">();
  const devices = data.devices.byTopic[topic] ?? 0;
  const send = useChange({
    run: () =>
      read(api.alerts.$post({ json: { topic, title, body, story: story?.id ?? null, isUrgent } })),
    refreshes: [ALERTS],
    done: w.alertSent,
    saysFailure: true,
    onDone: () => {
      setAsks(undefined);
      setTitle("");
      setBody("");
      setStory(undefined);
      setUrgent(false);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setAsks("send");
  };
  const fits = lettersOf(title) <= data.letters.title && lettersOf(body) <= data.letters.body;
  return (
    <Panel title={w.newAlert}>
      <div className="nr-pair">
        <form className="nr-form" onSubmit={submit}>
          <NativeSelect
            label={w.topic}
            description={w.devices(devices)}
            value={topic}
            onChange={(event) => setTopic(event.currentTarget.value)}
            data={[
              { value: "breaking", label: w.breaking },
              ...(sections?.items ?? []).map(({ slug, name }) => ({
                value: `section:${slug}`,
                label: w.section(name),
              })),
            ]}
          />
          <Line
            label={w.firstLine}
            value={title}
            shown={SHOWN.title}
            most={data.letters.title}
            isRequired
            onChange={setTitle}
          />
          <Line
            label={w.secondLine}
            value={body}
            shown={SHOWN.body}
            most={data.letters.body}
            isRequired={false}
            onChange={setBody}
          />
          <div>
            <p className="nr-label">{w.story}</p>
            <div className="nr-inline-form">
              <span className="nr-grow">{story?.headline ?? w.noStory}</span>
              <Button variant="default" size="compact-sm" onClick={() => setAsks("story")}>
                {w.choose}
              </Button>
            </div>
          </div>
          <Switch
            label={w.urgent}
            checked={isUrgent}
            onChange={(event) => setUrgent(event.currentTarget.checked)}
          />
          <p className="nr-problem" role="alert">
            {send.error === null ? "" : reason(send.error)}
          </p>
          <Button type="submit" color="rubric" disabled={title.trim() === "" || !fits}>
            {w.send}
          </Button>
        </form>
        <Phone title={title} body={body} isUrgent={isUrgent} />
      </div>
      <Modal
        opened={asks === "send"}
        onClose={() => setAsks(undefined)}
        title={w.send}
        closeButtonProps={{ "aria-label": w.cancel }}
      >
        <div className="nr-form">
          <Phone title={title} body={body} isUrgent={isUrgent} />
          <p>{w.sendSure(devices)}</p>
          <div className="nr-inline-form">
            <Button color="rubric" loading={send.isPending} onClick={() => send.mutate(undefined)}>
              {w.sure}
            </Button>
            <Button variant="default" onClick={() => setAsks(undefined)}>
              {w.cancel}
            </Button>
          </div>
        </div>
      </Modal>
      <Modal
        opened={asks === "story"}
        onClose={() => setAsks(undefined)}
        title={w.choose}
        closeButtonProps={{ "aria-label": w.cancel }}
      >
        <StoryChoice
          chosen={new Set()}
          onChoose={(chosen) => {
            setStory(chosen);
            if (title === "") setTitle(chosen.headline);
            setAsks(undefined);
          }}
        />
      </Modal>
    </Panel>
  );
}

/** Alerts on readers' devices: written, sent, and what became of them. */
export function AlertsScreen() {
  const w = useWords(distributionWords);
  const { dateTime } = useWriting();
  const { data } = useSuspenseQuery(alertsQuery);
  const nameOf = (topic: string): string =>
    topic === "breaking"
      ? w.breaking
      : topic === "daily"
        ? w.daily
        : w.section(topic.slice("section:".length));
  return (
    <Screen title={w.title} note={w.devices(data.devices.all)}>
      <DistributionTabs />
      <AlertForm data={data} />
      {data.items.length === 0 ? (
        <Panel title={w.alerts}>
          <Nothing>{w.noAlerts}</Nothing>
        </Panel>
      ) : (
        <table className="nr-table" aria-label={w.alerts}>
          <thead>
            <tr>
              <th scope="col">{w.firstLine}</th>
              <th scope="col">{w.topic}</th>
              <th scope="col" className="nr-wide">
                {w.when}
              </th>
              <th scope="col">{w.results}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((alert) => (
              <tr key={alert.id}>
                <td>
                  <b>{alert.title}</b>
                  <small className="nr-quiet">{alert.body}</small>
                </td>
                <td>
                  {nameOf(alert.topic)}
                  {alert.isUrgent && <small className="nr-kicker">{w.urgentShort}</small>}
                </td>
                <td className="nr-quiet nr-wide">
                  <time dateTime={alert.createdAt}>{dateTime(alert.createdAt)}</time>
                  <small>{alert.by}</small>
                </td>
                <td>
                  <CopyResults copies={alert.copies} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Screen>
  );
}
