import { Button, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { ApiProblem } from "../data/problem.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { useWriting } from "../parts/times.ts";
import { meWords } from "./me-words.ts";
import { addPasskey, hasPasskeys } from "./passkeys.ts";
import { RecoveryCodes, TotpSetUp } from "./totp-set-up.tsx";

const FACTORS = ["me", "factors"] as const;

function Totp({ isOn, onChange }: { readonly isOn: boolean; readonly onChange: () => void }) {
  const w = useWords(meWords);
  const [isOpen, setOpen] = useState(false);
  const remove = useChange({
    run: () => read(api.me.totp.$delete()),
    refreshes: [FACTORS],
    done: w.removed,
  });
  return (
    <div className="nr-factor">
      <div className="nr-grow">
        <b>{w.totp}</b>
        <small className="nr-quiet">{w.totpText}</small>
      </div>
      <span className="nr-state" data-state={isOn ? "published" : "draft"}>
        {isOn ? w.totpOn : w.totpOff}
      </span>
      {isOn ? (
        <Button variant="default" onClick={() => remove.mutate(undefined)}>
          {w.remove}
        </Button>
      ) : (
        <Button onClick={() => setOpen(true)}>{w.setUp}</Button>
      )}
      {isOpen && (
        <TotpSetUp
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            onChange();
          }}
        />
      )}
    </div>
  );
}

function AddPasskey({ onAdded }: { readonly onAdded: (codes: readonly string[]) => void }) {
  const w = useWords(meWords);
  const reason = useReason();
  const [name, setName] = useState("");
  const adding = useChange({
    run: () => addPasskey(name.trim()),
    refreshes: [FACTORS],
    done: w.passkeyAdded,
    saysFailure: true,
    onDone: (codes) => {
      setName("");
      onAdded(codes);
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    adding.mutate(undefined, {
      onError: (error) =>
        notify("failed", error instanceof ApiProblem ? reason(error) : w.passkeyFailed),
    });
  };
  return (
    <form className="nr-inline-form" onSubmit={submit}>
      <TextInput
        label={w.passkeyName}
        required
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={adding.isPending}>
        {w.addPasskey}
      </Button>
    </form>
  );
}

/** The second factors of whoever works here, and setting up new ones. */
export function Factors({ onChange }: { readonly onChange: () => void }) {
  const w = useWords(meWords);
  const { ago } = useWriting();
  const [codes, setCodes] = useState<readonly string[]>();
  const factors = useQuery({
    queryKey: FACTORS,
    queryFn: () => read(api.me.passkeys.$get()),
  });
  const remove = useChange({
    run: (id: string) => read(api.me.passkeys[":id"].$delete({ param: { id } })),
    refreshes: [FACTORS],
    done: w.removed,
  });
  if (factors.data === undefined) return null;
  const added = (fresh: readonly string[]): void => {
    if (fresh.length > 0) setCodes(fresh);
    else changed();
  };
  const changed = (): void => {
    void factors.refetch();
    onChange();
  };
  if (codes !== undefined)
    return (
      <RecoveryCodes
        codes={codes}
        onKept={() => {
          setCodes(undefined);
          changed();
        }}
      />
    );
  return (
    <>
      <Totp isOn={factors.data.totp} onChange={changed} />
      <div className="nr-factor">
        <div className="nr-grow">
          <b>{w.passkeys}</b>
          <small className="nr-quiet">{w.passkeysText}</small>
        </div>
      </div>
      <ul className="nr-rows">
        {factors.data.passkeys.map(({ id, name, createdAt }) => (
          <li key={id}>
            <span className="nr-grow">
              {name}
              <small className="nr-quiet">{w.added(ago(createdAt))}</small>
            </span>
            <Button variant="default" size="compact-sm" onClick={() => remove.mutate(id)}>
              {w.remove}
            </Button>
          </li>
        ))}
      </ul>
      {hasPasskeys() ? (
        <AddPasskey onAdded={added} />
      ) : (
        <p className="nr-quiet">{w.passkeysUnsupported}</p>
      )}
    </>
  );
}
