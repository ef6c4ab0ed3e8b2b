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

/**
 * The query parameters of a page's `url` that `schema` (optional text fields) knows. What others add to addresses that
 * people share (`utm_source` and the like), what is given twice and what is not of its form counts as not given.
 */
export function readKnownQuery<Schema extends z.ZodObject>(
  url: URL,
  schema: Schema,
): Partial<z.output<Schema>> {
  const given = Object.keys(schema.shape).flatMap((name) => {
    const values = url.searchParams.getAll(name);
    return values.length === 1 ? [[name, values[0]]] : [];
  });
  const known = given.filter(
    ([name, value]) => schema.partial().safeParse({ [String(name)]: value }).success,
  );
  return schema.partial().parse(Object.fromEntries(known));
}
