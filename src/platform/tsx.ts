import { readFileSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import { transformSync } from "oxc-transform";

/**
 * Loads `.tsx` files: Node runs `.ts` as it is, but refuses JSX. Everything else is passed on.
 * Preloaded with `node --import ./src/platform/tsx.ts`.
 */
registerHooks({
  load(url, context, nextLoad) {
    if (!url.endsWith(".tsx")) return nextLoad(url, context);
    const file = fileURLToPath(url);
    const { code, errors } = transformSync(file, readFileSync(file, "utf8"), {
      lang: "tsx",
      sourceType: "module",
      jsx: { runtime: "automatic", importSource: "hono/jsx" },
    });
    if (errors.length > 0) throw new SyntaxError(errors.map((error) => error.message).join("\n"));
    return { format: "module", source: code, shortCircuit: true };
  },
});
