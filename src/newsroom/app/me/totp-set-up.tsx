import { Button, Modal, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useReason } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { LoadingScreen } from "../frame/other-screens.tsx";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { meWords } from "./me-words.ts";
import { QrCode } from "./qr-code.tsx";

/** New recovery codes, shown once. */
export function RecoveryCodes({
  codes,
  onKept,
}: {
  readonly codes: readonly string[];
  readonly onKept: () => void;
}) {
  const w = useWords(meWords);
  return (
    <div className="nr-form">
      <h3>{w.recovery}</h3>
      <p>{w.recoveryText}</p>
      <ul className="nr-codes" dir="ltr">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <Button
        variant="default"
        onClick={() =>
          void navigator.clipboard.writeText(codes.join("\n")).then(() => notify("done", w.copied))
        }
      >
        {w.copy}
      </Button>
      <Button onClick={onKept}>{w.kept}</Button>
    </div>
  );
}

function Scan({ onCodes }: { readonly onCodes: (codes: readonly string[]) => void }) {
  const w = useWords(meWords);
  const reason = useReason();
  const [code, setCode] = useState("");
  const offer = useQuery({
    queryKey: ["totp-offer"],
    queryFn: () => read(api.me.totp.$post()),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  const confirming = useMutation({
    mutationFn: () => read(api.me.totp.$put({ json: { code: code.trim() } })),
    onSuccess: ({ recoveryCodes }) => onCodes(recoveryCodes ?? []),
  });
  if (offer.isError) return <p className="nr-problem">{reason(offer.error)}</p>;
  if (offer.isPending) return <LoadingScreen />;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirming.mutate();
  };
  return (
    <form className="nr-form" onSubmit={submit}>
      <p>{w.scan}</p>
      <QrCode text={offer.data.uri} label={w.scanLabel} />
      <p className="nr-quiet">
        {w.secret} <code dir="ltr">{offer.data.secret}</code>
      </p>
      <TextInput
        label={w.code}
        dir="ltr"
        className="nr-code"
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        data-autofocus
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <p className="nr-problem" role="alert">
        {confirming.error === null ? "" : reason(confirming.error)}
      </p>
      <Button type="submit" loading={confirming.isPending}>
        {w.confirm}
      </Button>
    </form>
  );
}

/** Sets up an authenticator app: scan, confirm, keep the recovery codes. */
export function TotpSetUp({
  onDone,
  onClose,
}: {
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const w = useWords(meWords);
  const frame = useWords(frameWords);
  const [codes, setCodes] = useState<readonly string[]>();
  return (
    <Modal
      opened
      onClose={codes === undefined ? onClose : onDone}
      closeOnClickOutside={false}
      title={w.totp}
      closeButtonProps={{ "aria-label": frame.close }}
    >
      {codes === undefined ? (
        <Scan onCodes={setCodes} />
      ) : (
        <RecoveryCodes codes={codes} onKept={onDone} />
      )}
    </Modal>
  );
}
