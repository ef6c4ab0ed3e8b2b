import { hc, type ClientResponse } from "hono/client";
import type { NewsroomApi } from "../../api/api.ts";
import { sendToApi } from "./send-to-api.ts";
import { readProblem } from "./problem.ts";

/** The newsroom's API, typed by its routes. */
export const api = hc<NewsroomApi>("/newsroom/api", { fetch: sendToApi });

/** The JSON of those of a route's answers that are a success. */
export type Answer<Response> =
  Response extends ClientResponse<infer Json, infer Status, infer _Format>
    ? [Extract<Status, 200 | 201 | 202>] extends [never]
      ? never
      : Json
    : never;

/** The JSON that a call of `api` gives when it succeeds. */
export type AnswerOf<Call extends (...given: never) => Promise<unknown>> = Answer<
  Awaited<ReturnType<Call>>
>;

/** The JSON of an answer. @throws ApiProblem when it is no success */
export async function read<Response extends ClientResponse<unknown, number, string>>(
  asked: Promise<Response>,
): Promise<Answer<Response>> {
  const response = await asked;
  if (!response.ok) throw await readProblem(response);
  return (await response.json()) as Answer<Response>;
}
