import { Modal } from "@mantine/core";
import { useSyncExternalStore } from "react";
import { useSession } from "../data/session.ts";
import { signInGate } from "../data/sign-in-gate.ts";
import { frameWords } from "../frame/frame-words.ts";
import { useWords } from "../language/words.tsx";
import { accessWords } from "./access-words.ts";
import { ConfirmForm } from "./confirm-form.tsx";
import { SignInForm } from "./sign-in-form.tsx";

/** Asks for the sign-in that has expired over the screen; what waits for it goes on afterwards. */
export function SignInAgain() {
  const w = useWords(accessWords);
  const frame = useWords(frameWords);
  const { person } = useSession();
  const reason = useSyncExternalStore(signInGate.subscribe, signInGate.reason);
  return (
    <Modal
      opened={reason !== undefined}
      onClose={signInGate.giveUp}
      title={reason === "confirmation" ? w.confirm : w.signIn}
      closeOnClickOutside={false}
      closeButtonProps={{ "aria-label": frame.close }}
    >
      <p className="nr-quiet">{reason === "confirmation" ? w.confirmText : w.again}</p>
      {reason === "confirmation" ? (
        <ConfirmForm onDone={signInGate.open} />
      ) : (
        <SignInForm email={person.email} stage="password" onDone={signInGate.open} />
      )}
    </Modal>
  );
}
