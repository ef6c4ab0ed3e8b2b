import { Button, PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import { useSuspenseQuery, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { sessionQuery, useSession } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { useLanguage, useWords } from "../language/words.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { Factors } from "./factors.tsx";
import { meWords } from "./me-words.ts";

const SESSIONS = ["me", "sessions"] as const;

function Profile() {
  const w = useWords(meWords);
  const { person } = useSession();
  const { choose } = useLanguage();
  const [name, setName] = useState(person.name);
  const [language, setLanguage] = useState(person.language);
  const save = useChange({
    run: () => read(api.me.$put({ json: { name, language } })),
    refreshes: [sessionQuery.queryKey],
    done: w.saved,
    onDone: () => choose(language),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate(undefined);
  };
  return (
    <Panel title={w.profile}>
      <form className="nr-form" onSubmit={submit}>
        <TextInput
          label={w.name}
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div>
          <p className="nr-label">{w.language}</p>
          <SegmentedControl
            aria-label={w.language}
            value={language}
            onChange={(value) => setLanguage(value === "en" ? "en" : "ar")}
            data={[
              { value: "ar", label: w.languages.ar },
              { value: "en", label: w.languages.en },
            ]}
          />
        </div>
        <Button type="submit" loading={save.isPending}>
          {w.save}
        </Button>
      </form>
    </Panel>
  );
}

function Password() {
  const w = useWords(meWords);
  const reason = useReason();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const change = useChange({
    run: () => read(api.me.password.$put({ json: { password: current, newPassword: password } })),
    refreshes: [SESSIONS],
    done: w.passwordChanged,
    saysFailure: true,
    onDone: () => {
      setCurrent("");
      setPassword("");
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(undefined);
  };
  return (
    <Panel title={w.password}>
      <form className="nr-form" onSubmit={submit}>
        <PasswordInput
          label={w.current}
          dir="ltr"
          autoComplete="current-password"
          required
          value={current}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={w.fresh}
          description={w.passwordHint}
          dir="ltr"
          autoComplete="new-password"
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <p className="nr-problem" role="alert">
          {change.error === null ? "" : reason(change.error)}
        </p>
        <Button type="submit" loading={change.isPending}>
          {w.changePassword}
        </Button>
      </form>
    </Panel>
  );
}

function Sessions() {
  const w = useWords(meWords);
  const { ago } = useWriting();
  const { data } = useSuspenseQuery({
    queryKey: SESSIONS,
    queryFn: () => read(api.me.sessions.$get()),
  });
  const end = useChange({
    run: (id: string) => read(api.me.sessions[":id"].$delete({ param: { id } })),
    refreshes: [SESSIONS],
    done: w.ended,
  });
  return (
    <Panel title={w.sessions}>
      <ul className="nr-rows">
        {data.sessions.map(({ id, agent, address, seenAt, isThis }) => (
          <li key={id}>
            <span className="nr-grow">
              <bdi dir="ltr">{agent === "" ? w.unknownPlace : agent}</bdi>
              <small className="nr-quiet">
                <bdi dir="ltr">{address}</bdi> · {w.seen(ago(seenAt))}
              </small>
            </span>
            {isThis ? (
              <span className="nr-state" data-state="published">
                {w.thisOne}
              </span>
            ) : (
              <Button variant="default" size="compact-sm" onClick={() => end.mutate(id)}>
                {w.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** One's own account: name, language, password, second factors, sessions. */
export function MeScreen() {
  const w = useWords(meWords);
  const client = useQueryClient();
  return (
    <Screen title={w.title} width="reading">
      <Profile />
      <Panel title={w.factors}>
        <Factors
          onChange={() => void client.invalidateQueries({ queryKey: sessionQuery.queryKey })}
        />
      </Panel>
      <Password />
      <Sessions />
    </Screen>
  );
}
