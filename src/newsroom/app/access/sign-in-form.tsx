import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { ApiProblem } from "../data/problem.ts";
import { sessionQuery, type Session } from "../data/session.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { hasPasskeys, signInByPasskey } from "../me/passkeys.ts";
import { accessWords } from "./access-words.ts";

type Stage = "signedIn" | NonNullable<Session["needs"]>;

const said = (error: Error | null, otherwise: string): string | undefined =>
  error === null
    ? undefined
    : error instanceof ApiProblem && error.detail !== ""
      ? error.detail
      : otherwise;

function PasskeyButton({ onDone }: { readonly onDone: () => void }) {
  const w = useWords(accessWords);
  const signIn = useMutation({ mutationFn: signInByPasskey, onSuccess: onDone });
  return (
    <>
      <Button
        variant="default"
        size="md"
        fullWidth
        leftSection={<Icon name="key" />}
        loading={signIn.isPending}
        onClick={() => signIn.mutate()}
      >
        {w.passkey}
      </Button>
      <p className="nr-problem" role="alert">
        {said(signIn.error, w.passkeyFailed)}
      </p>
    </>
  );
}

function PasswordStep({
  email: known,
  onDone,
}: {
  readonly email: string | undefined;
  readonly onDone: (stage: Stage) => void;
}) {
  const w = useWords(accessWords);
  const [email, setEmail] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => read(api.session.$post({ json: { email, password } })),
    onSuccess: ({ kind }) => onDone(kind),
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <TextInput
        label={w.email}
        type="email"
        dir="ltr"
        autoComplete="username webauthn"
        required
        value={email}
        readOnly={known !== undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
        data-autofocus={known === undefined || undefined}
      />
      <PasswordInput
        label={w.password}
        dir="ltr"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        data-autofocus={known !== undefined || undefined}
      />
      <p className="nr-problem" role="alert">
        {said(signIn.error, w.failed)}
      </p>
      <Button type="submit" size="md" loading={signIn.isPending} fullWidth>
        {w.enter}
      </Button>
      {hasPasskeys() && <PasskeyButton onDone={() => onDone("signedIn")} />}
      <Link to="/forgotten" className="nr-link">
        {w.forgotten}
      </Link>
    </form>
  );
}

function SecondFactorStep({ onDone }: { readonly onDone: () => void }) {
  const w = useWords(accessWords);
  const [isRecovery, setIsRecovery] = useState(false);
  const [code, setCode] = useState("");
  const verify = useMutation({
    mutationFn: () => read(api.session["second-factor"].$post({ json: { code: code.trim() } })),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    verify.mutate();
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <TextInput
        key={String(isRecovery)}
        label={isRecovery ? w.recoveryCode : w.code}
        description={isRecovery ? w.recoveryHint : w.codeHint}
        dir="ltr"
        className="nr-code"
        inputMode={isRecovery ? "text" : "numeric"}
        autoComplete="one-time-code"
        required
        autoFocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className="nr-problem" role="alert">
        {said(verify.error, w.failed)}
      </p>
      <Button type="submit" size="md" loading={verify.isPending} fullWidth>
        {w.confirm}
      </Button>
      <Anchor component="button" type="button" size="sm" onClick={() => setIsRecovery(!isRecovery)}>
        {isRecovery ? w.useCode : w.useRecovery}
      </Anchor>
    </form>
  );
}

/** Signs in by password, and by the second factor where there is one. */
export function SignInForm({
  email,
  stage: first,
  onDone,
}: {
  /** Whose sign-in it must be, when one has expired. */
  readonly email?: string;
  readonly stage: "password" | "secondFactor";
  readonly onDone: () => void;
}) {
  const [stage, setStage] = useState(first);
  const client = useQueryClient();
  const finish = async (): Promise<void> => {
    await client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    onDone();
  };
  if (stage === "secondFactor") return <SecondFactorStep onDone={() => void finish()} />;
  return (
    <PasswordStep
      email={email}
      onDone={(next) => {
        if (next === "secondFactor") setStage(next);
        else void finish();
      }}
    />
  );
}
