import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { frameWords } from "../frame/frame-words.ts";
import { notify } from "../frame/toasts.tsx";
import { useWords } from "../language/words.tsx";
import { ApiProblem } from "./problem.ts";

/** Why something could not be done, in a sentence for whoever tried. */
export function useReason(): (error: Error) => string {
  const { failed } = useWords(frameWords);
  return (error) => (error instanceof ApiProblem && error.detail !== "" ? error.detail : failed);
}

/**
 * Something that changes the server: afterwards what is known of `refreshes` is asked again, what was done is said, and
 * a failure too.
 */
export function useChange<Given, Answer>(options: {
  readonly run: (given: Given) => Promise<Answer>;
  readonly refreshes: readonly QueryKey[];
  readonly done?: string;
  readonly onDone?: (answer: Answer, given: Given) => void;
  /** True: the caller shows what went wrong beside the field. */
  readonly saysFailure?: boolean;
}) {
  const client = useQueryClient();
  const reason = useReason();
  return useMutation({
    mutationFn: options.run,
    onSuccess: async (answer, given) => {
      if (options.done !== undefined) notify("done", options.done);
      options.onDone?.(answer, given);
      await Promise.all(
        options.refreshes.map((queryKey) => client.invalidateQueries({ queryKey })),
      );
    },
    onError: (error) => {
      if (options.saysFailure !== true) notify("failed", reason(error));
    },
  });
}
