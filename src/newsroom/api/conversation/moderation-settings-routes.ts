import { Readable } from "node:stream";
import { Hono } from "hono";
import { z } from "zod";
import {
  changeModerationSettings,
  changeStoryMode,
  ModerationSettings,
  modeOf,
  readModerationSettings,
  readStoryMode,
  StoryModeInput,
} from "#conversation/moderation/modes.ts";
import { changeWords, readWords, tryWords, WordsInput } from "#conversation/moderation/policy.ts";
import { exportForResearch } from "#conversation/moderation/research-export.ts";
import { Refusal } from "#platform/refusal.ts";
import type { NewsroomEnv } from "../context.ts";
import { demand, idOf, json } from "../route.ts";

/** Room for a list of 100,000 letters, each of two bytes or escaped. */
const WORDS_BYTES = 600 * 1024;

const Trial = z.strictObject({ list: z.string().max(100_000), text: z.string().max(5000) });

async function* linesOf(comments: AsyncIterable<object>): AsyncGenerator<string> {
  for await (const comment of comments) yield `${JSON.stringify(comment)}\n`;
}

/** How conversations are moderated: modes, the word list, and what researchers may have. */
export const moderationSettingsRoutes = new Hono<NewsroomEnv>()
  .get("/moderation/settings", demand("moderate"), async (c) =>
    c.json(await readModerationSettings(c.var.db, c.var.deps.edition().code)),
  )
  .put("/moderation/settings", demand("steerConversation"), json(ModerationSettings), async (c) => {
    const { db, by, now, deps } = c.var;
    const edition = deps.edition().code;
    await changeModerationSettings(db, { edition, settings: c.req.valid("json") }, by, now);
    return c.json(await readModerationSettings(db, edition));
  })
  .get("/moderation/words", demand("moderate"), async (c) =>
    c.json(await readWords(c.var.db, c.var.deps.edition().code)),
  )
  .put(
    "/moderation/words",
    demand("moderate"),
    json(WordsInput, { maxBytes: WORDS_BYTES }),
    async (c) => {
      const { db, by, now, deps } = c.var;
      const input = { edition: deps.edition().code, words: c.req.valid("json") };
      return c.json(await changeWords(db, input, by, now));
    },
  )
  .post(
    "/moderation/words/try",
    demand("moderate"),
    json(Trial, { maxBytes: WORDS_BYTES }),
    (c) => {
      const { list, text } = c.req.valid("json");
      return c.json({ hits: [...tryWords(list, text)] });
    },
  )
  .get("/moderation/stories/:id", demand("moderate"), async (c) => {
    const { db, now } = c.var;
    const story = idOf(c.req.param("id"));
    const [settings, mode] = await Promise.all([readStoryMode(db, story), modeOf(db, story, now)]);
    if (mode === undefined) throw new Refusal("notFound", "there is no such story");
    return c.json({ settings, mode: mode.mode, isClosed: mode.isClosed });
  })
  .put("/moderation/stories/:id", demand("moderate"), json(StoryModeInput), async (c) => {
    const { db, by, now } = c.var;
    const story = idOf(c.req.param("id"));
    await changeStoryMode(db, { story, settings: c.req.valid("json") }, by, now);
    return c.json(await readStoryMode(db, story));
  })
  .get("/moderation/export", demand("steerConversation"), (c) => {
    const lines = Readable.from(linesOf(exportForResearch(c.var.db)));
    return new Response(Readable.toWeb(lines) as ReadableStream, {
      headers: {
        "content-type": "application/x-ndjson; charset=utf-8",
        "content-disposition": 'attachment; filename="comments.jsonl"',
        "cache-control": "no-store",
      },
    });
  });
