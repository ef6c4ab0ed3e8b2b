import type { Sort } from "#conversation/comments/threads.ts";
import { hrefOf } from "../frame/html-text.ts";

/** Which part of a conversation a page shows. */
export type TalkView = {
  readonly sort?: Sort | undefined;
  readonly page?: number | undefined;
  readonly thread?: string | undefined;
};

/** What comes after a story's address. */
export const TALK_END = "/conversation";

/** Root-relative address of a page of the conversation below the story at `path`, for an attribute. */
export function talkHref(path: string, view: TalkView = {}): string {
  const query = new URLSearchParams();
  if (view.thread !== undefined) query.set("thread", view.thread);
  if (view.sort !== undefined && view.sort !== "newest") query.set("sort", view.sort);
  if (view.page !== undefined && view.page > 1) query.set("page", String(view.page));
  const text = query.toString();
  return `${hrefOf(path)}${TALK_END}${text === "" ? "" : `?${text}`}`;
}

/** Where something is written below a story, or in answer to a comment. */
export function writeHref(story: string, parent?: string): string {
  return `/conversation/write?story=${story}${parent === undefined ? "" : `&parent=${parent}`}`;
}

/** The lasting address of a comment. */
export function commentHref(id: string): string {
  return `/conversation/comments/${id}`;
}

const WORDS_OF_FRAGMENT = 8;

/** Address of the words that a comment quotes, within the story (URL Fragment Text Directives, WICG). */
export function quoteHref(path: string, quote: string): string {
  const coded = (text: string): string => encodeURIComponent(text).replaceAll("-", "%2D");
  const words = quote.replaceAll(/\s+/gu, " ").trim().split(" ");
  const text =
    words.length <= WORDS_OF_FRAGMENT
      ? coded(words.join(" "))
      : `${coded(words.slice(0, WORDS_OF_FRAGMENT / 2).join(" "))},${coded(words.slice(-WORDS_OF_FRAGMENT / 2).join(" "))}`;
  return `${hrefOf(path)}#:~:text=${text}`;
}
