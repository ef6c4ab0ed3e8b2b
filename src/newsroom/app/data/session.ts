import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import type { Language } from "../language/words.tsx";
import { ask } from "./ask.ts";
import { ApiProblem } from "./problem.ts";

/** Roles of the newsroom, from most to least trusted. */
export type Role = "owner" | "admin" | "editor" | "journalist" | "contributor" | "moderator";

export type Session = {
  readonly person: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
    readonly language: Language;
  };
  readonly acts: readonly string[];
  readonly needs: null | "secondFactor" | "enrolment";
  readonly edition: {
    readonly name: string;
    readonly zone: string;
    readonly digits: "latn" | "arab";
    readonly months: "gulf" | "levant" | "maghreb";
  };
};

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await ask<Session>("GET", "session");
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) return null;
      throw error;
    }
  },
});

/** The session of a screen that only the signed-in see. */
export function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery);
  if (data === null) throw new Error("Cannot show this screen: need somebody signed in");
  return data;
}
