import type { MissingField } from "#stories/workflow.ts";
import { readProblem } from "../../data/problem.ts";

/** What became of an act: done, or why not yet. */
export type ActOutcome =
  | { readonly kind: "done" }
  /** Fields that must be filled in before. */
  | { readonly kind: "missing"; readonly missing: readonly MissingField[] }
  /** Somebody else saved meanwhile. */
  | { readonly kind: "stale" }
  /** The time does not exist; `next` is the first that does. */
  | { readonly kind: "gap"; readonly next: string };

type Answer = { readonly kind?: unknown; readonly missing?: unknown; readonly next?: unknown };
const isAnswer = (value: unknown): value is Answer => typeof value === "object" && value !== null;
const isFields = (value: unknown): value is readonly MissingField[] => Array.isArray(value);

/** Waits for an act; what the server answers instead of doing it is told apart. @throws ApiProblem */
export async function outcomeOf(asked: Promise<Response>): Promise<ActOutcome> {
  const response = await asked;
  if (response.ok) return { kind: "done" };
  const problem = await readProblem(response);
  if (problem.status !== 409 || !isAnswer(problem.answer)) throw problem;
  const { kind, missing, next } = problem.answer;
  if (kind === "missing" && isFields(missing)) return { kind, missing };
  if (kind === "gap" && typeof next === "string") return { kind, next };
  if (kind === "stale") return { kind };
  throw problem;
}
