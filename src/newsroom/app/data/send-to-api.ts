import { readProblem } from "./problem.ts";
import { signInGate } from "./sign-in-gate.ts";

/** Paths whose 401 is an answer to the question and not the end of a sign-in. */
const ABOUT_SESSION = /^\/newsroom\/api\/session(?:\/|$)/;

/** Whether the server wants the password again before it does something that is hard to undo. */
async function needsConfirmation(response: Response): Promise<boolean> {
  const problem = await readProblem(response.clone());
  const { answer } = problem;
  return (
    typeof answer === "object" &&
    answer !== null &&
    "needs" in answer &&
    answer.needs === "confirmation"
  );
}

/** A request to the newsroom's API; one that finds the sign-in expired waits for the next and is sent again. */
export async function sendToApi(
  input: RequestInfo | URL,
  init: RequestInit = {},
): Promise<Response> {
  const send = (): Promise<Response> =>
    fetch(input, { ...init, credentials: "same-origin", redirect: "error" });
  const response = await send();
  const path = new URL(response.url).pathname;
  if (response.status === 401 && !ABOUT_SESSION.test(path)) await signInGate.wait("expired");
  else if (response.status === 403 && (await needsConfirmation(response)))
    await signInGate.wait("confirmation");
  else return response;
  return send();
}
