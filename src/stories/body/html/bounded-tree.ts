import { defaultTreeAdapter, parseFragment, type DefaultTreeAdapterTypes } from "parse5";

const MOST_NODES = 40_000;
const DEEPEST = 200;

/** HTML that would cost too much to read: too long, too deep, or too many nodes. */
export class HtmlTooLarge extends Error {
  override name = "HtmlTooLarge";
}

/**
 * The tree that a browser would make of `html` as the inside of an element, within bounds: a parser's work grows with
 * the square of the depth, and misnested formatting multiplies nodes, so both are bounded while it parses.
 * @throws HtmlTooLarge over 40,000 nodes or 200 levels
 */
export function parseBounded(html: string): DefaultTreeAdapterTypes.DocumentFragment {
  let nodes = 0;
  let depth = 0;
  const count = () => {
    nodes += 1;
    if (nodes > MOST_NODES) throw new HtmlTooLarge(`more than ${MOST_NODES} elements`);
  };
  return parseFragment(html, {
    scriptingEnabled: true,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement: (...given) => {
        count();
        return defaultTreeAdapter.createElement(...given);
      },
      createCommentNode: (...given) => {
        count();
        return defaultTreeAdapter.createCommentNode(...given);
      },
      onItemPush: () => {
        depth += 1;
        if (depth > DEEPEST) throw new HtmlTooLarge(`elements nested deeper than ${DEEPEST}`);
      },
      onItemPop: () => {
        depth -= 1;
      },
    },
  });
}
