import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "./api.ts";
import { ApiProblem } from "./problem.ts";

export type Session = AnswerOf<typeof api.session.$get>;
export type Role = Session["person"]["role"];

/** Who is signed in; null when nobody is. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  staleTime: 60_000,
  queryFn: async (): Promise<Session | null> => {
    try {
      return await read(api.session.$get());
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
