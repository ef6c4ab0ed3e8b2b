import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useSession } from "../data/session.ts";
import { useReason } from "../data/use-change.ts";
import { useWords } from "../language/words.tsx";
import { accessWords } from "./access-words.ts";

/** Asks for the password again, and for a code where there is a second factor, before something that is hard to undo. */
export function ConfirmForm({ onDone }: { readonly onDone: () => void }) {
  const w = useWords(accessWords);
  const reason = useReason();
  const { factors } = useSession();
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const confirming = useMutation({
    mutationFn: () =>
      read(
        api.session.confirmation.$post({
          json: { password, ...(code.trim() === "" ? {} : { code: code.trim() }) },
        }),
      ),
    onSuccess: onDone,
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirming.mutate();
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <PasswordInput
        label={w.password}
        dir="ltr"
        autoComplete="current-password"
        required
        data-autofocus
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {(factors.totp || factors.passkeys > 0) && (
        <TextInput
          label={w.code}
          description={factors.totp ? w.codeHint : w.recoveryHint}
          dir="ltr"
          className="nr-code"
          autoComplete="one-time-code"
          required
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      )}
      <p className="nr-problem" role="alert">
        {confirming.error === null ? "" : reason(confirming.error)}
      </p>
      <Button type="submit" loading={confirming.isPending}>
        {w.confirm}
      </Button>
    </form>
  );
}
