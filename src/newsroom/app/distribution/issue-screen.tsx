import { ActionIcon, Button, Modal, SegmentedControl, Textarea, TextInput } from "@mantine/core";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { api, read } from "../data/api.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Nothing, Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { CopyResults } from "./copy-results.tsx";
import { issueQuery, NEWSLETTER, newsletterQuery, type OpenIssue } from "./distribution-data.ts";
import { distributionWords } from "./distribution-words.ts";
import { StoryChoice, type ChosenStory } from "./story-choice.tsx";

const route = getRouteApi("/room/distribution/newsletter/$id");
/** What is typed is kept after so long without another letter. */
const SETTLED_MS = 900;

type Content = OpenIssue["content"];

function Preview({ id, version }: { readonly id: string; readonly version: number }) {
  const w = useWords(distributionWords);
  const [width, setWidth] = useState<"phone" | "computer">("computer");
  return (
    <Panel
      title={w.preview}
      action={
        <SegmentedControl
          size="xs"
          aria-label={w.preview}
          value={width}
          onChange={(value) => setWidth(value === "phone" ? "phone" : "computer")}
          data={[
            { value: "phone", label: w.phone },
            { value: "computer", label: w.computer },
          ]}
        />
      }
    >
      <div className="nr-mail" data-width={width}>
        <iframe
          key={version}
          title={w.preview}
          src={`/newsroom/api/newsletter/issues/${id}/preview`}
        />
      </div>
    </Panel>
  );
}

function ChosenStories({
  stories,
  published,
  onChange,
}: {
  readonly stories: readonly ChosenStory[];
  readonly published: ReadonlySet<string>;
  readonly onChange: (stories: readonly ChosenStory[]) => void;
}) {
  const w = useWords(distributionWords);
  const move = (at: number, step: number): void => {
    const next = [...stories];
    const [moved] = next.splice(at, 1);
    if (moved !== undefined) next.splice(at + step, 0, moved);
    onChange(next);
  };
  if (stories.length === 0) return <Nothing>{w.noStories}</Nothing>;
  return (
    <ol className="nr-rows">
      {stories.map((story, at) => (
        <li key={story.id}>
          <span className="nr-grow">
            <span className="nr-headline">{story.headline}</span>
            {!published.has(story.id) && (
              <small className="nr-state" data-state="takenDown">
                {w.notPublished}
              </small>
            )}
          </span>
          <ActionIcon
            variant="subtle"
            disabled={at === 0}
            aria-label={w.up(story.headline)}
            onClick={() => move(at, -1)}
          >
            <Icon name="up" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            disabled={at === stories.length - 1}
            aria-label={w.down(story.headline)}
            onClick={() => move(at, 1)}
          >
            <Icon name="down" size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={w.remove(story.headline)}
            onClick={() => onChange(stories.filter(({ id }) => id !== story.id))}
          >
            <Icon name="trash" size={16} />
          </ActionIcon>
        </li>
      ))}
    </ol>
  );
}

function Sending({ issue, isSaved }: { readonly issue: OpenIssue; readonly isSaved: boolean }) {
  const w = useWords(distributionWords);
  const reason = useReason();
  const { dateTime } = useWriting();
  const navigate = useNavigate();
  const { data } = useSuspenseQuery(newsletterQuery);
  const [asks, setAsks] = useState(false);
  const [at, setAt] = useState("");
  const param = { id: issue.id };
  const refreshes = [NEWSLETTER];
  const send = useChange({
    run: (when: string | null) =>
      read(
        api.newsletter.issues[":id"].send.$post({ param, json: { base: issue.version, at: when } }),
      ),
    refreshes,
    saysFailure: true,
    onDone: () => setAsks(false),
  });
  const unschedule = useChange({
    run: () => read(api.newsletter.issues[":id"].unschedule.$post({ param })),
    refreshes,
  });
  const test = useChange({
    run: () => read(api.newsletter.issues[":id"].test.$post({ param })),
    refreshes: [],
    onDone: ({ to }) => setTested(to),
  });
  const remove = useChange({
    run: () => read(api.newsletter.issues[":id"].$delete({ param })),
    refreshes: [],
    onDone: () => void navigate({ to: "/distribution" }),
  });
  const [tested, setTested] = useState("");
  const isReady = isSaved && issue.missing.length === 0;
  if (issue.state === "scheduled")
    return (
      <div className="nr-inline-form">
        <span>{w.scheduledFor(issue.sendAt === null ? "" : dateTime(issue.sendAt))}</span>
        <Button variant="default" onClick={() => unschedule.mutate(undefined)}>
          {w.unschedule}
        </Button>
      </div>
    );
  return (
    <>
      <div className="nr-inline-form">
        <Button variant="default" disabled={!isSaved} onClick={() => test.mutate(undefined)}>
          {w.test}
        </Button>
        <TextInput
          type="datetime-local"
          aria-label={w.sendAt}
          value={at}
          onChange={(event) => setAt(event.currentTarget.value)}
        />
        <Button variant="default" disabled={!isReady || at === ""} onClick={() => send.mutate(at)}>
          {w.schedule}
        </Button>
        <Button color="rubric" disabled={!isReady} onClick={() => setAsks(true)}>
          {w.sendNow}
        </Button>
        <span className="nr-grow" />
        <Button variant="subtle" color="rubric" onClick={() => remove.mutate(undefined)}>
          {w.removeIssue}
        </Button>
      </div>
      <p className="nr-quiet" role="status">
        {tested === "" ? "" : w.tested(tested)}
      </p>
      <p className="nr-problem" role="alert">
        {send.error === null ? "" : reason(send.error)}
      </p>
      <Modal
        opened={asks}
        onClose={() => setAsks(false)}
        title={w.sendNow}
        closeButtonProps={{ "aria-label": w.cancel }}
      >
        <div className="nr-form">
          <p>{w.sendNowSure(data.subscribers.byKind.issues)}</p>
          <div className="nr-inline-form">
            <Button color="rubric" loading={send.isPending} onClick={() => send.mutate(null)}>
              {w.sure}
            </Button>
            <Button variant="default" onClick={() => setAsks(false)}>
              {w.cancel}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}

function IssueEditor({ issue }: { readonly issue: OpenIssue }) {
  const w = useWords(distributionWords);
  const client = useQueryClient();
  const [subject, setSubject] = useState(issue.content.subject);
  const [intro, setIntro] = useState(issue.content.intro);
  const [stories, setStories] = useState<readonly ChosenStory[]>(() =>
    issue.content.stories.map((id) => ({
      id,
      headline: issue.stories.find((story) => story.id === id)?.headline ?? id,
    })),
  );
  const known = useRef(
    new Set(issue.stories.flatMap(({ id, state }) => (state === "published" ? [id] : []))),
  );
  const [added, setAdded] = useState(0);
  const content: Content = { subject, intro, stories: stories.map(({ id }) => id) };
  const text = JSON.stringify(content);
  const latest = useRef(content);
  latest.current = content;
  const isSaved = text === JSON.stringify(issue.content);
  const save = useChange({
    run: (next: Content) =>
      read(
        api.newsletter.issues[":id"].$put({
          param: { id: issue.id },
          json: { base: issue.version, content: next },
        }),
      ),
    refreshes: [],
    onDone: () => void client.invalidateQueries({ queryKey: issueQuery(issue.id).queryKey }),
  });
  const { mutate, isPending } = save;
  useEffect(() => {
    if (isSaved || isPending) return undefined;
    const timer = setTimeout(() => mutate(latest.current), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [isSaved, isPending, mutate, text]);
  const add = (story: ChosenStory): void => {
    known.current.add(story.id);
    setAdded(added + 1);
    setStories([...stories, story]);
  };
  return (
    <div className="nr-issue">
      <div className="nr-issue-side">
        <Panel>
          <div className="nr-form">
            <TextInput
              label={w.subject}
              description={w.subjectHint}
              maxLength={150}
              value={subject}
              onChange={(event) => setSubject(event.currentTarget.value)}
            />
            <Textarea
              label={w.intro}
              description={w.introHint}
              maxLength={4000}
              autosize
              minRows={3}
              value={intro}
              onChange={(event) => setIntro(event.currentTarget.value)}
            />
          </div>
          <Sending issue={issue} isSaved={isSaved} />
          <p className="nr-quiet" role="status">
            {isSaved ? w.saved : w.unsaved}
          </p>
        </Panel>
        <Panel title={w.stories}>
          <ChosenStories stories={stories} published={known.current} onChange={setStories} />
        </Panel>
        <Panel title={w.candidates}>
          <StoryChoice chosen={new Set(stories.map(({ id }) => id))} onChoose={add} />
        </Panel>
      </div>
      <Preview id={issue.id} version={issue.version} />
    </div>
  );
}

/** One letter: written, looked at, and sent; of one that has left, its results. */
export function IssueScreen() {
  const w = useWords(distributionWords);
  const { id } = route.useParams();
  const { data: issue } = useSuspenseQuery(issueQuery(id));
  const subject = issue.subject === "" ? w.untitled : issue.subject;
  return (
    <Screen
      title={issue.state === "draft" ? w.issueTitle : subject}
      note={w.states[issue.state]}
      actions={
        <Link to="/distribution" className="nr-link">
          {w.back}
        </Link>
      }
    >
      {issue.state === "draft" ? (
        <IssueEditor key={issue.id} issue={issue} />
      ) : (
        <div className="nr-issue">
          <Panel>
            {issue.state === "scheduled" ? (
              <Sending issue={issue} isSaved />
            ) : (
              <CopyResults copies={issue.copies} clicks={issue.clicks} />
            )}
            {issue.copies.unknown > 0 && <p className="nr-quiet">{w.unknownNote}</p>}
          </Panel>
          <Preview id={issue.id} version={issue.version} />
        </div>
      )}
    </Screen>
  );
}
