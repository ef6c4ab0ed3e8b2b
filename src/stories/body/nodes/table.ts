import { checkedSpec, directionHtml, directionSpec } from "../attributes.ts";
import { escapeHtml } from "../escape.ts";
import type { NodeKind } from "../node-kind.ts";

/** A plain table of rows and cells, such as results or prices. It scrolls by itself where it is wider than the page. */
export const table: NodeKind = {
  spec: { group: "block", content: "tableRow+", attrs: { dir: directionSpec } },
  html: (node, inner, context) =>
    `<div class="table" role="region" tabindex="0" aria-label="${escapeHtml(context.words.table)}"${directionHtml(node)}><table><tbody>${inner}</tbody></table></div>`,
};

/** A row of a table. */
export const tableRow: NodeKind = {
  spec: { content: "tableCell+" },
  html: (_node, inner) => `<tr>${inner}</tr>`,
};

/** A cell of a table; `header` says that it names its row or column. */
export const tableCell: NodeKind = {
  spec: {
    content: "inline*",
    attrs: { header: checkedSpec((value) => typeof value === "boolean", "true or false", false) },
  },
  html: (node, inner) =>
    node.attrs["header"] === true ? `<th>${inner}</th>` : `<td>${inner}</td>`,
};
