import { QueryClient } from "@tanstack/react-query";
import { ApiProblem } from "./problem.ts";

/** The server's word is final but where it was not heard: only those questions are asked again. */
const isWorthAnother = (failures: number, error: Error): boolean =>
  failures < 2 && !(error instanceof ApiProblem && error.status < 500);

/** What the app knows of the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: isWorthAnother, staleTime: 10_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
