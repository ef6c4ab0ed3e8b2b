import { queryOptions } from "@tanstack/react-query";
import { ask } from "../data/ask.ts";
import type { Role } from "../data/session.ts";

export type Colleague = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly hasSecondFactor: boolean;
  readonly seenAt: string | null;
};

export type ShownInvitation = {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly expiresAt: string;
};

export const PEOPLE = ["people"] as const;

/** Accounts and invitations, for those who manage them. */
export const peopleQuery = queryOptions({
  queryKey: [...PEOPLE, "all"],
  queryFn: () =>
    ask<{
      readonly people: readonly Colleague[];
      readonly invitations: readonly ShownInvitation[];
      readonly requireSecondFactor: boolean;
    }>("GET", "people"),
});

/** Names of colleagues, for those who assign or filter. */
export const namesQuery = queryOptions({
  queryKey: [...PEOPLE, "names"],
  queryFn: () =>
    ask<{ readonly people: readonly Pick<Colleague, "id" | "name" | "role">[] }>(
      "GET",
      "people/names",
    ),
  staleTime: 60_000,
});

/** Roles that one of `role` may give and take. */
export function manageableRoles(role: Role): readonly Role[] {
  const all: readonly Role[] = [
    "owner",
    "admin",
    "editor",
    "journalist",
    "contributor",
    "moderator",
  ];
  return role === "owner" ? all : all.slice(2);
}
