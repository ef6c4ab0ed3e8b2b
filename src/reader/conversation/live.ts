import type { Pool } from "pg";
import { countComments, listComments } from "#conversation/comments/threads.ts";
import type { CommentEvent, Conversation } from "#conversation/conversation.ts";
import type { Log } from "#platform/log.ts";
import { Refusal } from "#platform/refusal.ts";
import type { Edition } from "#stories/story.ts";
import { htmlOf } from "../frame/html-text.ts";
import { Comment } from "./comment-view.tsx";
import { talkStrings } from "./strings.ts";

/** Readers who follow conversations as they go on (Server-Sent Events). */
export type Live = {
  /** A stream of what happens below a story. @throws Refusal `busy` when too many follow */
  open(story: string): Response;
  /** Ends all of them, and opens no more. */
  stop(): void;
};

const MAX_FOLLOWERS = 4000;
/** What happens within this time is told together, made once for all. */
const TOGETHER_MS = 1000;
/** A stream ends after this time; browsers open another by themselves. */
const LIFE_MS = 15 * 60_000;
const BEAT_MS = 25_000;
const MAX_WAITING_BYTES = 64 * 1024;
/** Of so many new comments at once only the last are told; the page has the rest. */
const MOST_AT_ONCE = 40;

type Follower = { send(bytes: Uint8Array): void; end(): void };
type Story = { readonly followers: Set<Follower>; happened: CommentEvent[]; isTelling: boolean };

const encoder = new TextEncoder();
const eventOf = (name: string, data: unknown): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

/** Makes the streams of a node. */
export function createLive(options: {
  readonly pool: Pool;
  readonly conversation: Pick<Conversation, "subscribe">;
  readonly edition: () => Edition;
  readonly log: Log;
}): Live {
  const { pool, log } = options;
  const stories = new Map<string, Story>();
  let followers = 0;
  let isStopped = false;

  const unsubscribe = options.conversation.subscribe((event) => {
    const story = stories.get(event.story);
    if (story === undefined) return;
    story.happened.push(event);
    if (story.isTelling) return;
    story.isTelling = true;
    setTimeout(() => {
      tell(event.story, story)
        .catch((error: unknown) => {
          log.debug({ error }, "new comments could not be told");
        })
        .finally(() => {
          story.isTelling = false;
        });
    }, TOGETHER_MS).unref();
  });

  async function tell(id: string, story: Story): Promise<void> {
    const happened = story.happened.splice(0);
    if (story.followers.size === 0 || happened.length === 0) return;
    const idsOf = (...kinds: CommentEvent["kind"][]): string[] => [
      ...new Set(happened.filter(({ kind }) => kinds.includes(kind)).map(({ comment }) => comment)),
    ];
    const [shown, counts] = await Promise.all([
      listComments(pool, idsOf("shown", "edited").slice(-MOST_AT_ONCE)),
      countComments(pool, [id]),
    ]);
    const edition = options.edition();
    const comments = shown.map(({ comment, story: of }) => ({
      id: comment.id,
      root: comment.root,
      parent: comment.parent,
      html: htmlOf(
        Comment({
          comment,
          place: { edition, story: of, level: comment.parent === null ? 2 : 3 },
        }),
      ),
    }));
    const bytes = encoder.encode(
      eventOf("comments", {
        said: talkStrings.count(counts.get(id) ?? 0, edition.digits),
        comments,
        hidden: idsOf("hidden"),
      }),
    );
    for (const follower of story.followers) follower.send(bytes);
  }

  const beat = encoder.encode(": \n\n");
  const beats = setInterval(() => {
    for (const story of stories.values())
      for (const follower of story.followers) follower.send(beat);
  }, BEAT_MS);
  beats.unref();

  function follow(id: string): Response {
    const story = stories.get(id) ?? { followers: new Set(), happened: [], isTelling: false };
    stories.set(id, story);
    followers += 1;
    let follower: Follower | undefined;
    let life: NodeJS.Timeout | undefined;
    const forget = (): void => {
      clearTimeout(life);
      if (follower === undefined || !story.followers.delete(follower)) return;
      followers -= 1;
      if (story.followers.size === 0) stories.delete(id);
    };
    const stream = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          const end = (): void => {
            forget();
            controller.close();
          };
          follower = {
            end,
            send: (bytes) => {
              if ((controller.desiredSize ?? 0) < -MAX_WAITING_BYTES) end();
              else controller.enqueue(bytes);
            },
          };
          story.followers.add(follower);
          life = setTimeout(end, LIFE_MS);
          life.unref();
          controller.enqueue(encoder.encode("retry: 5000\n\n"));
        },
        cancel: forget,
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
    );
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  }

  return {
    open: (story) => {
      if (isStopped || followers >= MAX_FOLLOWERS)
        throw new Refusal("busy", "Cannot follow the conversation: too many do", {
          retryAfterSeconds: 60,
        });
      return follow(story);
    },
    stop: () => {
      isStopped = true;
      unsubscribe();
      clearInterval(beats);
      for (const story of Array.from(stories.values()))
        for (const follower of Array.from(story.followers)) follower.end();
    },
  };
}
