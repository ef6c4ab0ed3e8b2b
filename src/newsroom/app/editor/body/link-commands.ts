import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { safeHref } from "#stories/body/links.ts";
import { bodySchema } from "#stories/body/schema.ts";

const { link } = bodySchema.marks;
const BARE_HOST = /^[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)/;

/** The link at the caret or in what is selected; undefined: there is none. */
export function linkAt(state: EditorState): Mark | undefined {
  const { $from, empty, from, to } = state.selection;
  if (empty) {
    const around = [$from.nodeBefore, $from.nodeAfter].flatMap((node) => node?.marks ?? []);
    return link.isInSet($from.marks()) ?? link.isInSet(around);
  }
  let found: Mark | undefined;
  state.doc.nodesBetween(from, to, (node) => {
    found ??= link.isInSet(node.marks);
  });
  return found;
}

/** The whole text of the link at the caret, or what is selected. */
function linkedRange(state: EditorState): { readonly from: number; readonly to: number } {
  const { $from, empty, from, to } = state.selection;
  const mark = empty ? linkAt(state) : undefined;
  if (mark === undefined) return { from, to };
  let begin = $from.start();
  let range = { from, to };
  $from.parent.forEach((node, offset) => {
    const end = $from.start() + offset + node.nodeSize;
    if (!mark.isInSet(node.marks)) begin = end;
    else if (begin <= from && end >= from) range = { from: begin, to: end };
  });
  return range;
}

/** The address that a link is kept with, also for one without `https://`; undefined for what may not be linked. */
export function linkAddress(typed: string): string | undefined {
  const address = typed.trim();
  return safeHref(BARE_HOST.test(address) ? `https://${address}` : address);
}

/**
 * Links what is selected, or the whole of a link at the caret, or puts the address there as `text`. An empty address
 * takes the link off; one that may not be linked does nothing.
 */
export function linkCommand(typed: string, text = typed): Command {
  return (state, dispatch) => {
    const { from, to } = linkedRange(state);
    if (typed.trim() === "") {
      dispatch?.(state.tr.removeMark(from, to, link));
      return true;
    }
    const href = linkAddress(typed);
    if (href === undefined) return false;
    if (dispatch) {
      const mark = link.create({ href });
      const transaction = state.tr;
      if (from === to) transaction.insert(from, bodySchema.text(text.trim(), [mark]));
      else transaction.addMark(from, to, mark);
      dispatch(transaction.removeStoredMark(link).scrollIntoView());
    }
    return true;
  };
}
