import type { Pool } from "pg";
import { may, type Actor } from "#accounts/authoriser.ts";
import type { Log } from "#platform/log.ts";
import type { Notice, Notices } from "#platform/notices.ts";
import { Refusal } from "#platform/refusal.ts";
import { viewsByQuarter } from "#readership/views-today.ts";
import { isOwnStory } from "#stories/desk/working-story.ts";
import type { Edition } from "#stories/story.ts";

/** Streams that a node keeps open at most, and one person's at most: a person has a few tabs. */
const MAX_STREAMS = 1000;
const MAX_OF_PERSON = 12;
/** A stream is ended after this time; browsers open another by themselves, and are asked anew who they are. */
const LIFE_MS = 10 * 60_000;
const BEAT_MS = 20_000;
const NUMBERS_MS = 10_000;
/** What waits for a client that does not read; beyond it the stream is cut. */
const MAX_WAITING_BYTES = 64 * 1024;

/** The open streams of events of a node (Server-Sent Events). */
export type Streams = {
  /**
   * A stream for somebody who is signed in.
   * @throws Refusal `busy` or `tooMany` when there are too many
   */
  open(by: Actor): Response;
  /** Ends all of them, and opens no more. */
  stop(): void;
};

type Client = {
  readonly by: Actor;
  send(text: string): void;
  end(): void;
};

const encoder = new TextEncoder();

const eventText = (notice: Notice): string => `data: ${JSON.stringify(notice)}\n\n`;

/** Makes the streams of a node. Who sees only their own stories hears only of those. */
export function createStreams(options: {
  readonly pool: Pool;
  readonly notices: Pick<Notices, "subscribe">;
  readonly edition: () => Pick<Edition, "zone">;
  readonly now: () => Date;
  readonly log: Log;
}): Streams {
  const { pool, log } = options;
  const clients = new Set<Client>();
  let isStopped = false;
  let lastTotal: number | undefined;

  const unsubscribe = options.notices.subscribe((notice) => {
    for (const client of clients) tell(client, notice);
  });

  function tell(client: Client, notice: Notice): void {
    if (notice.story === undefined || may(client.by, "readDrafts", { isOwn: false })) {
      client.send(eventText(notice));
      return;
    }
    isOwnStory(pool, notice.story, client.by)
      .then((isOwn) => {
        if (isOwn) client.send(eventText(notice));
      })
      .catch((error: unknown) => {
        log.debug({ error }, "a notice could not be told");
      });
  }

  const beats = setInterval(() => {
    for (const client of clients) client.send(": \n\n");
  }, BEAT_MS);
  const numbers = setInterval(() => {
    if (clients.size > 0) tellNumbers();
  }, NUMBERS_MS);
  beats.unref();
  numbers.unref();

  function tellNumbers(): void {
    viewsByQuarter(pool, options.edition(), options.now())
      .then(({ total }) => {
        if (total === lastTotal) return;
        lastTotal = total;
        for (const client of clients)
          if (may(client.by, "readDrafts", { isOwn: false }))
            client.send(eventText({ kind: "views.changed", total }));
      })
      .catch((error: unknown) => {
        log.debug({ error }, "the views of the day could not be read for the newsroom");
      });
  }

  return {
    open: (by) => {
      const id = by.kind === "person" ? by.id : "";
      const own = [...clients].filter(
        (client) => client.by.kind === "person" && client.by.id === id,
      );
      if (isStopped || clients.size >= MAX_STREAMS)
        throw new Refusal("busy", "Cannot open a stream: too many are open");
      // The oldest gives way: a browser that was closed may not have been noticed yet.
      if (own.length >= MAX_OF_PERSON) own[0]?.end();
      return streamOf(by, clients);
    },
    stop: () => {
      isStopped = true;
      unsubscribe();
      clearInterval(beats);
      clearInterval(numbers);
      for (const client of clients) client.end();
    },
  };
}

function streamOf(by: Actor, clients: Set<Client>): Response {
  let client: Client | undefined;
  let life: NodeJS.Timeout | undefined;
  const forget = (): void => {
    clearTimeout(life);
    if (client !== undefined) clients.delete(client);
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const end = (): void => {
          forget();
          controller.close();
        };
        client = {
          by,
          end,
          send: (text) => {
            if ((controller.desiredSize ?? 0) < -MAX_WAITING_BYTES) end();
            else controller.enqueue(encoder.encode(text));
          },
        };
        clients.add(client);
        life = setTimeout(end, LIFE_MS);
        life.unref();
        client.send("retry: 2000\n\n");
      },
      cancel: forget,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 0 }),
  );
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      "cache-control": "no-store",
      // Proxies such as nginx would hold events back to fill a buffer.
      "x-accel-buffering": "no",
    },
  });
}
