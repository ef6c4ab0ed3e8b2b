import { queryOptions } from "@tanstack/react-query";
import { api, read, type AnswerOf } from "../data/api.ts";

export type Desk = AnswerOf<typeof api.desk.$get>;

export const DESK = ["desk"] as const;

export const deskQuery = queryOptions({
  queryKey: DESK,
  queryFn: () => read(api.desk.$get()),
  refetchInterval: 60_000,
});
