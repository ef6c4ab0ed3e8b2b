import { Button, Modal, Radio, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { api, read } from "../data/api.ts";
import { useSession, type Role } from "../data/session.ts";
import { useChange, useReason } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { manageableRoles, PEOPLE } from "./people-data.ts";
import { peopleWords } from "./people-words.ts";

/** Asks for an address and a role, and sends the invitation. */
export function InviteForm({ onClose }: { readonly onClose: () => void }) {
  const w = useWords(peopleWords);
  const frame = useWords(frameWords);
  const reason = useReason();
  const { person } = useSession();
  const roles = manageableRoles(person.role);
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("journalist");
  const inviting = useChange({
    run: () =>
      read(
        api.people.invitations.$post({
          json: {
            email,
            role,
            ...(name.trim() === "" ? {} : { name }),
          },
        }),
      ),
    refreshes: [PEOPLE],
    saysFailure: true,
    onDone: ({ isSent }) => {
      notify(isSent ? "done" : "failed", isSent ? w.invited(email) : w.notSent(email));
      onClose();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    inviting.mutate(undefined);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={w.invite}
      closeButtonProps={{ "aria-label": frame.close }}
    >
      <form className="nr-form" onSubmit={submit}>
        <TextInput
          label={w.email}
          type="email"
          dir="ltr"
          required
          data-autofocus
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          label={w.name}
          description={w.nameHint}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Radio.Group
          label={w.role}
          value={role}
          onChange={(value) => setRole(roles.find((one) => one === value) ?? role)}
        >
          <div className="nr-options">
            {roles.map((one) => (
              <Radio key={one} value={one} label={frame.role[one]} description={w.roles[one]} />
            ))}
          </div>
        </Radio.Group>
        <p className="nr-problem" role="alert">
          {inviting.error === null ? "" : reason(inviting.error)}
        </p>
        <Button type="submit" loading={inviting.isPending}>
          {w.send}
        </Button>
      </form>
    </Modal>
  );
}
