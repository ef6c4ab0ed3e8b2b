import { Button, NativeSelect, Switch, TextInput } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import {
  NEWSLETTER,
  newsletterQuery,
  type ListedIssue,
  type NewsletterShown,
} from "./distribution-data.ts";
import { CopyResults } from "./copy-results.tsx";
import { DistributionTabs } from "./distribution-tabs.tsx";
import { distributionWords } from "./distribution-words.ts";

const LOOK = {
  draft: "draft",
  scheduled: "scheduled",
  sending: "ready",
  sent: "published",
} as const;

function Figures({ subscribers }: { readonly subscribers: NewsletterShown["subscribers"] }) {
  const w = useWords(distributionWords);
  const { number } = useWriting();
  const { active, pending, bounced, complained, byKind } = subscribers;
  return (
    <dl className="nr-counts">
      <div data-main>
        <dt>{w.active}</dt>
        <dd>{number(active)}</dd>
      </div>
      {(["daily", "weekly", "issues"] as const).map((kind) => (
        <div key={kind}>
          <dt>{w.kinds[kind]}</dt>
          <dd>{number(byKind[kind])}</dd>
        </div>
      ))}
      <div>
        <dt>{w.pending}</dt>
        <dd>{number(pending)}</dd>
      </div>
      <div>
        <dt>{w.bounced}</dt>
        <dd>{number(bounced)}</dd>
      </div>
      <div>
        <dt>{w.complained}</dt>
        <dd>{number(complained)}</dd>
      </div>
    </dl>
  );
}

function IssueRow({ issue }: { readonly issue: ListedIssue }) {
  const w = useWords(distributionWords);
  const { dateTime } = useWriting();
  const at = issue.begunAt ?? issue.sendAt ?? issue.createdAt;
  const subject = issue.subject === "" ? w.untitled : issue.subject;
  return (
    <tr>
      <td>
        <Link
          to="/distribution/newsletter/$id"
          params={{ id: issue.id }}
          className={issue.subject === "" ? "nr-headline nr-untitled" : "nr-headline"}
        >
          {subject}
        </Link>
        <small className="nr-quiet">{w.kinds[issue.kind]}</small>
      </td>
      <td>
        <span className="nr-state" data-state={LOOK[issue.state]}>
          {w.states[issue.state]}
        </span>
      </td>
      <td className="nr-quiet nr-wide">
        <time dateTime={at}>{dateTime(at)}</time>
      </td>
      <td>
        {issue.begunAt !== null && <CopyResults copies={issue.copies} clicks={issue.clicks} />}
      </td>
    </tr>
  );
}

function Hours({ data }: { readonly data: NewsletterShown }) {
  const w = useWords(distributionWords);
  const reason = useReason();
  const [settings, setSettings] = useState(data.settings);
  const { daily, weekly } = settings;
  const save = useChange({
    run: () => read(api.newsletter.settings.$put({ json: { base: data.version, settings } })),
    refreshes: [NEWSLETTER],
    done: w.saved,
    saysFailure: true,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Panel title={w.hours}>
      <form className="nr-form" onSubmit={submit}>
        <div className="nr-inline-form nr-hour">
          <Switch
            label={w.dailyOn}
            checked={daily.isOn}
            onChange={(event) =>
              setSettings({ ...settings, daily: { ...daily, isOn: event.currentTarget.checked } })
            }
          />
          <TextInput
            type="time"
            aria-label={`${w.dailyOn}: ${w.at}`}
            required
            value={daily.at}
            onChange={(event) =>
              setSettings({ ...settings, daily: { ...daily, at: event.currentTarget.value } })
            }
          />
        </div>
        <div className="nr-inline-form nr-hour">
          <Switch
            label={w.weeklyOn}
            checked={weekly.isOn}
            onChange={(event) =>
              setSettings({ ...settings, weekly: { ...weekly, isOn: event.currentTarget.checked } })
            }
          />
          <NativeSelect
            aria-label={`${w.weeklyOn}: ${w.day}`}
            value={String(weekly.day)}
            onChange={(event) =>
              setSettings({
                ...settings,
                weekly: { ...weekly, day: Number(event.currentTarget.value) },
              })
            }
            data={w.days.map((label, day) => ({ value: String(day), label }))}
          />
          <TextInput
            type="time"
            aria-label={`${w.weeklyOn}: ${w.at}`}
            required
            value={weekly.at}
            onChange={(event) =>
              setSettings({ ...settings, weekly: { ...weekly, at: event.currentTarget.value } })
            }
          />
        </div>
        <p className="nr-problem" role="alert">
          {save.error === null ? "" : reason(save.error)}
        </p>
        <Button type="submit" variant="default" loading={save.isPending}>
          {w.save}
        </Button>
      </form>
    </Panel>
  );
}

/** Subscribers, letters with their results, and when those leave that write themselves. */
export function NewsletterScreen() {
  const w = useWords(distributionWords);
  const navigate = useNavigate();
  const { data } = useSuspenseQuery(newsletterQuery);
  const create = useChange({
    run: () =>
      read(
        api.newsletter.issues.$post({ json: { content: { subject: "", intro: "", stories: [] } } }),
      ),
    refreshes: [NEWSLETTER],
    onDone: ({ id }) => void navigate({ to: "/distribution/newsletter/$id", params: { id } }),
  });
  return (
    <Screen
      title={w.title}
      actions={
        <Button
          leftSection={<Icon name="plus" size={16} />}
          loading={create.isPending}
          onClick={() => create.mutate(undefined)}
        >
          {w.newIssue}
        </Button>
      }
    >
      <DistributionTabs />
      <Figures subscribers={data.subscribers} />
      {data.issues.length === 0 ? (
        <Panel title={w.issues}>
          <Nothing>{w.noIssues}</Nothing>
        </Panel>
      ) : (
        <table className="nr-table" aria-label={w.issues}>
          <thead>
            <tr>
              <th scope="col">{w.subject}</th>
              <th scope="col">{w.state}</th>
              <th scope="col" className="nr-wide">
                {w.when}
              </th>
              <th scope="col">{w.results}</th>
            </tr>
          </thead>
          <tbody>
            {data.issues.map((issue) => (
              <IssueRow key={issue.id} issue={issue} />
            ))}
          </tbody>
        </table>
      )}
      <div className="nr-pair">
        <Hours key={data.version} data={data} />
        {data.reports !== null && (
          <Panel title={w.bouncesTitle}>
            <p className="nr-quiet">{w.bouncesNote}</p>
            <dl className="nr-change">
              <div>
                <dt>{w.address}</dt>
                <dd>
                  <code dir="ltr">{data.reports.url}</code>
                </dd>
              </div>
              <div>
                <dt>{w.key}</dt>
                <dd>
                  <code dir="ltr">{data.reports.key}</code>
                </dd>
              </div>
            </dl>
          </Panel>
        )}
      </div>
    </Screen>
  );
}
