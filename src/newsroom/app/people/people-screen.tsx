import { ActionIcon, Button, Menu, NativeSelect, Switch } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, read } from "../data/api.ts";
import { useSession, type Role } from "../data/session.ts";
import { useChange } from "../data/use-change.ts";
import { frameWords } from "../frame/frame-words.ts";
import { useWords } from "../language/words.tsx";
import { Icon } from "../parts/icon.tsx";
import { Panel, Screen } from "../parts/screen.tsx";
import { useWriting } from "../parts/times.ts";
import { InviteForm } from "./invite-form.tsx";
import {
  manageableRoles,
  PEOPLE,
  peopleQuery,
  type Colleague,
  type ShownInvitation,
} from "./people-data.ts";
import { peopleWords } from "./people-words.ts";

function PersonRow({ person }: { readonly person: Colleague }) {
  const w = useWords(peopleWords);
  const frame = useWords(frameWords);
  const { ago } = useWriting();
  const me = useSession().person;
  const roles = manageableRoles(me.role);
  const isMine = person.id !== me.id && roles.includes(person.role);
  const refreshes = [PEOPLE];
  const change = useChange({
    run: (fields: { role?: Role; disabled?: boolean }) =>
      read(api.people[":id"].$put({ param: { id: person.id }, json: fields })),
    refreshes,
    done: w.changed,
  });
  const endSessions = useChange({
    run: () => read(api.people[":id"].sessions.$delete({ param: { id: person.id } })),
    refreshes,
    done: w.sessionsEnded,
  });
  const removeFactors = useChange({
    run: () => read(api.people[":id"]["second-factors"].$delete({ param: { id: person.id } })),
    refreshes,
    done: w.changed,
  });
  return (
    <tr data-off={person.isDisabled || undefined}>
      <td>
        <b>{person.name}</b>
        <small className="nr-quiet" dir="ltr">
          {person.email}
        </small>
      </td>
      <td>
        {isMine ? (
          <NativeSelect
            size="xs"
            aria-label={w.roleOf(person.name)}
            value={person.role}
            onChange={(event) => {
              const role = roles.find((one) => one === event.currentTarget.value);
              if (role !== undefined) change.mutate({ role });
            }}
            data={roles.map((role) => ({ value: role, label: frame.role[role] }))}
          />
        ) : (
          frame.role[person.role]
        )}
      </td>
      <td className="nr-wide">
        <span className="nr-state" data-state={person.hasSecondFactor ? "published" : "draft"}>
          {person.hasSecondFactor ? w.hasFactor : w.noFactor}
        </span>
      </td>
      <td className="nr-quiet nr-wide">
        {person.isDisabled ? w.disabled : person.seenAt === null ? w.never : ago(person.seenAt)}
      </td>
      <td className="nr-end">
        {isMine && (
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon variant="subtle" aria-label={w.more(person.name)}>
                <Icon name="more" />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => endSessions.mutate(undefined)}>{w.endSessions}</Menu.Item>
              {person.hasSecondFactor && (
                <Menu.Item onClick={() => removeFactors.mutate(undefined)}>
                  {w.removeFactors}
                </Menu.Item>
              )}
              <Menu.Item
                color="rubric"
                onClick={() => change.mutate({ disabled: !person.isDisabled })}
              >
                {person.isDisabled ? w.enable : w.disable}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}

function Invitations({ invitations }: { readonly invitations: readonly ShownInvitation[] }) {
  const w = useWords(peopleWords);
  const frame = useWords(frameWords);
  const { dateTime } = useWriting();
  const withdraw = useChange({
    run: (id: string) => read(api.people.invitations[":id"].$delete({ param: { id } })),
    refreshes: [PEOPLE],
    done: w.withdrawn,
  });
  return (
    <Panel title={w.invitations}>
      <ul className="nr-rows">
        {invitations.map(({ id, email, role, expiresAt }) => (
          <li key={id}>
            <span className="nr-grow">
              <bdi dir="ltr">{email}</bdi>
              <small className="nr-quiet">
                {frame.role[role]} · {w.expires(dateTime(expiresAt))}
              </small>
            </span>
            <Button variant="default" size="compact-sm" onClick={() => withdraw.mutate(id)}>
              {w.withdraw}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Who works here, in which role, and who is invited. */
export function PeopleScreen() {
  const w = useWords(peopleWords);
  const { data } = useSuspenseQuery(peopleQuery);
  const [isInviting, setInviting] = useState(false);
  const rule = useChange({
    run: (requireSecondFactor: boolean) =>
      read(api.people.rule.$put({ json: { requireSecondFactor } })),
    refreshes: [PEOPLE],
    done: w.changed,
  });
  return (
    <Screen
      title={w.title}
      actions={
        <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setInviting(true)}>
          {w.invite}
        </Button>
      }
    >
      {data.invitations.length > 0 && <Invitations invitations={data.invitations} />}
      <table className="nr-table">
        <thead>
          <tr>
            <th>{w.name}</th>
            <th>{w.role}</th>
            <th className="nr-wide">{w.secondFactor}</th>
            <th className="nr-wide">{w.seen}</th>
            <th>
              <span className="nr-hidden">{w.actions}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {data.people.map((person) => (
            <PersonRow key={person.id} person={person} />
          ))}
        </tbody>
      </table>
      <Panel>
        <Switch
          label={w.required}
          description={w.requiredHint}
          checked={data.requireSecondFactor}
          onChange={(event) => rule.mutate(event.currentTarget.checked)}
        />
      </Panel>
      {isInviting && <InviteForm onClose={() => setInviting(false)} />}
    </Screen>
  );
}
