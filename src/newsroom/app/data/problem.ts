/** An answer of the server that is no success; `detail` is a sentence in the person's language. */
export class ApiProblem extends Error {
  override name = "ApiProblem";
  readonly status: number;
  readonly detail: string;
  /** The whole answer, for those that carry more than a sentence, such as a stale version. */
  readonly answer: unknown;

  constructor(status: number, detail: string, answer: unknown) {
    super(`${status} ${detail}`);
    this.status = status;
    this.detail = detail;
    this.answer = answer;
  }
}

const detailOf = (answer: unknown): string =>
  typeof answer === "object" &&
  answer !== null &&
  "detail" in answer &&
  typeof answer.detail === "string"
    ? answer.detail
    : "";

/** The problem that an answer tells of. */
export async function readProblem(response: Response): Promise<ApiProblem> {
  const text = await response.text();
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    // A proxy in between may answer with a page: the status alone then tells what happened.
    answer = undefined;
  }
  return new ApiProblem(response.status, detailOf(answer), answer);
}
