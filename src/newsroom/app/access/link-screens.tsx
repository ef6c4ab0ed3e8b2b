import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useState, type FormEvent, type ReactNode } from "react";
import { api, read } from "../data/api.ts";
import { sessionQuery } from "../data/session.ts";
import { useReason } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { useWords } from "../language/words.tsx";
import { Door } from "./door.tsx";
import { linkWords } from "./link-words.ts";

type Fields = { readonly name: string; readonly email: string; readonly password: string };

/** A form of an account's fields; the server says what is wrong with a password. */
function AccountForm({
  asks,
  submit: submitWord,
  known,
  send,
  onDone,
}: {
  readonly asks: readonly (keyof Fields)[];
  readonly submit: string;
  readonly known?: Partial<Fields>;
  readonly send: (fields: Fields) => Promise<unknown>;
  readonly onDone: () => void;
}) {
  const w = useWords(linkWords);
  const reason = useReason();
  const [fields, setFields] = useState<Fields>({ name: "", email: "", password: "", ...known });
  const sending = useMutation({ mutationFn: () => send(fields), onSuccess: onDone });
  const set = (field: keyof Fields) => (value: string) => setFields({ ...fields, [field]: value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    sending.mutate();
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      {asks.includes("name") && (
        <TextInput
          label={w.name}
          autoComplete="name"
          required
          maxLength={120}
          autoFocus
          value={fields.name}
          onChange={(event) => set("name")(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={w.email}
        type="email"
        dir="ltr"
        autoComplete="username"
        required={asks.includes("email")}
        readOnly={!asks.includes("email")}
        hidden={!asks.includes("email") && fields.email === ""}
        value={fields.email}
        onChange={(event) => set("email")(event.currentTarget.value)}
      />
      {asks.includes("password") && (
        <PasswordInput
          label={w.password}
          description={w.passwordHint}
          dir="ltr"
          autoComplete="new-password"
          required
          value={fields.password}
          onChange={(event) => set("password")(event.currentTarget.value)}
        />
      )}
      <p className="nr-problem" role="alert">
        {sending.error === null ? "" : reason(sending.error)}
      </p>
      <Button type="submit" size="md" loading={sending.isPending} fullWidth>
        {submitWord}
      </Button>
    </form>
  );
}

function useEntry(): () => void {
  const client = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    void navigate({ to: "/" });
  };
}

/** Shows its content when the link of the page still works. */
function WithLink<Answer>({
  name,
  find,
  children,
}: {
  readonly name: string;
  readonly find: () => Promise<Answer>;
  readonly children: (answer: Answer) => ReactNode;
}) {
  const w = useWords(linkWords);
  const link = useQuery({
    queryKey: ["link", name],
    queryFn: find,
    refetchOnWindowFocus: false,
  });
  if (link.isPending) return <LoadingScreen />;
  if (link.isError)
    return (
      <Door title={w.dead}>
        <p>{w.deadText}</p>
        <Link to="/" className="nr-link">
          {w.toSignIn}
        </Link>
      </Door>
    );
  return children(link.data);
}

const firstOwner = getRouteApi("/first-owner/$token");
const invitation = getRouteApi("/invitation/$token");
const reset = getRouteApi("/password-reset/$token");

/** The account of the first owner, by the link that the first start prints. */
export function FirstOwnerScreen() {
  const w = useWords(linkWords);
  const { token } = firstOwner.useParams();
  const link = api["first-owner"][":token"];
  const param = { token };
  const enter = useEntry();
  return (
    <WithLink name={token} find={() => read(link.$get({ param }))}>
      {() => (
        <Door title={w.firstOwner}>
          <p className="nr-quiet">{w.firstOwnerText}</p>
          <AccountForm
            asks={["name", "email", "password"]}
            submit={w.create}
            send={(json) => read(link.$put({ param, json }))}
            onDone={enter}
          />
        </Door>
      )}
    </WithLink>
  );
}

/** The account that an invitation is for. */
export function InvitationScreen() {
  const w = useWords(linkWords);
  const frame = useWords(frameWords);
  const { token } = invitation.useParams();
  const link = api.invitations[":token"];
  const param = { token };
  const enter = useEntry();
  return (
    <WithLink name={token} find={() => read(link.$get({ param }))}>
      {({ email, name, role, invitedBy }) => (
        <Door title={w.invitation}>
          <p className="nr-quiet">{w.invitedBy(invitedBy, frame.role[role])}</p>
          <AccountForm
            asks={["name", "password"]}
            known={{ email, name }}
            submit={w.join}
            send={({ name, password }) => read(link.$put({ param, json: { name, password } }))}
            onDone={enter}
          />
        </Door>
      )}
    </WithLink>
  );
}

/** A new password, by the link of a mail. */
export function PasswordResetScreen() {
  const w = useWords(linkWords);
  const { token } = reset.useParams();
  const link = api["password-reset"][":token"];
  const param = { token };
  const [isDone, setDone] = useState(false);
  if (isDone)
    return (
      <Door title={w.reset}>
        <p>{w.resetDone}</p>
        <Link to="/" className="nr-link">
          {w.toSignIn}
        </Link>
      </Door>
    );
  return (
    <WithLink name={token} find={() => read(link.$get({ param }))}>
      {() => (
        <Door title={w.reset}>
          <AccountForm
            asks={["password"]}
            submit={w.change}
            send={({ password }) => read(link.$put({ param, json: { password } }))}
            onDone={() => setDone(true)}
          />
        </Door>
      )}
    </WithLink>
  );
}

/** Asks for the mail with the link to a new password. */
export function ForgottenScreen() {
  const w = useWords(linkWords);
  const [isSent, setSent] = useState(false);
  return (
    <Door title={w.forgotten}>
      {isSent ? (
        <p role="status">{w.forgottenDone}</p>
      ) : (
        <>
          <p className="nr-quiet">{w.forgottenText}</p>
          <AccountForm
            asks={["email"]}
            submit={w.send}
            send={({ email }) => read(api["password-reset"].$post({ json: { email } }))}
            onDone={() => setSent(true)}
          />
        </>
      )}
      <Link to="/" className="nr-link">
        {w.toSignIn}
      </Link>
    </Door>
  );
}
