import { queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";
import type { Role } from "../data/session.ts";

type People = AnswerOf<typeof api.people.$get>;
export type Colleague = People["people"][number];
export type ShownInvitation = People["invitations"][number];

export const PEOPLE = ["people"] as const;

/** Accounts and invitations, for those who manage them. */
export const peopleQuery = queryOptions({
  queryKey: [...PEOPLE, "all"],
  queryFn: () => read(api.people.$get()),
});

/** Names of colleagues, for those who assign or filter. */
export const namesQuery = queryOptions({
  queryKey: [...PEOPLE, "names"],
  queryFn: () => read(api.people.names.$get()),
  staleTime: 60_000,
});

const ROLES: readonly Role[] = [
  "owner",
  "admin",
  "editor",
  "journalist",
  "contributor",
  "moderator",
];

/** Roles that one of `role` may give and take. */
export const manageableRoles = (role: Role): readonly Role[] =>
  role === "owner" ? ROLES : ROLES.slice(2);
