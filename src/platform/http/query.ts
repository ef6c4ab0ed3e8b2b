import type { z } from "zod";
import { Refusal } from "#platform/refusal.ts";

/**
 * The query parameters of `url`, parsed by `schema` (a strict object of text fields): the one way in which parameters
 * come in, so that no name of a field can reach a query.
 * @throws Refusal `invalid` when a parameter is unknown, given twice, or not of its form
 */
export function parseQuery<Schema extends z.ZodObject>(url: URL, schema: Schema): z.output<Schema> {
  const given = new Map<string, string>();
  for (const [name, value] of url.searchParams) {
    if (!Object.hasOwn(schema.shape, name))
      throw new Refusal(
        "invalid",
        `unknown parameter ${JSON.stringify(name.slice(0, 60))}: known are ${Object.keys(schema.shape).join(", ") || "none"}`,
      );
    if (given.has(name)) throw new Refusal("invalid", `parameter ${name} is given twice`);
    given.set(name, value);
  }
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    "invalid",
    `parameter ${String(issue?.path[0])}: ${issue?.message ?? "not of its form"}`,
  );
}
