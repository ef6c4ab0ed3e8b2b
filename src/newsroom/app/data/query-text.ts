/** What a query string says of the fields that are given. */
export function queryText(fields: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(
    Object.entries(fields).filter(([, value]) => value !== ""),
  ).toString();
  return text === "" ? "" : `?${text}`;
}
