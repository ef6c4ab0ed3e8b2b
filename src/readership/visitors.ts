import { hash, randomBytes } from "node:crypto";
import { z } from "zod";
import { dayOf, nextDay } from "#arabic/zone-days.ts";
import type { Clock } from "#platform/clock.ts";
import type { FileStore } from "#platform/file-store.ts";
import { VISITORS_KEPT_MS } from "./counting/partitions.ts";
import type { Visitor } from "./view.ts";

/** The one file that holds the salts of yesterday's last minutes, today and tomorrow. */
const KEY = "salts/visitors.json";
const FILE_MODE = 0o600;
const SALT_BYTES = 32;
/** 48 bits: few enough that a number holds them, enough that no two visitors of a story meet in a day. */
const HASH_DIGITS = 12;

const Salts = z.record(z.iso.date(), z.string().regex(/^[0-9a-f]{64}$/));

/** Who made a view, as the request tells. None of it is kept. */
export type Sender = {
  /** Network address of the client; of an IPv6 address its /64, which is what a subscriber is given. */
  readonly address: string;
  readonly agent: string;
  /** The random text that the page keeps for the day, where it was sent. */
  readonly visitor: string | undefined;
};

/** Turns senders into hashes that mean nothing after the day. */
export type Visitors = {
  /** The visitor of a story whose view happened at `atMs`. */
  visitorOf(story: string, atMs: number, sender: Sender): Visitor;
  /** Makes the salts of today and tomorrow, forgets those of days that are over, keeps the file so. */
  turn(): Promise<void>;
};

const parseSalts = (bytes: Buffer): Map<string, string> =>
  new Map(Object.entries(Salts.parse(JSON.parse(bytes.toString()))));

/**
 * Opens the visitors' salts. A salt is random, lives in a file that only this user can read, and is gone when its day's
 * list is final; so then are the hashes. Two nodes that shall know each other's visitors share the file.
 * @param options.zone zone of the edition, whose days part the salts
 * @throws Error when the file cannot be read or written
 */
export async function openVisitors(options: {
  store: FileStore;
  clock: Clock;
  zone: () => string;
}): Promise<Visitors> {
  const { store, clock, zone } = options;
  const kept = await store.read(KEY);
  let salts = kept === undefined ? new Map<string, string>() : parseSalts(kept);

  const saltOf = (day: string): string => {
    const known = salts.get(day);
    if (known !== undefined) return known;
    const made = randomBytes(SALT_BYTES).toString("hex");
    salts.set(day, made);
    return made;
  };

  const visitors: Visitors = {
    visitorOf: (story, atMs, { address, agent, visitor }) => {
      const day = dayOf(new Date(atMs), zone());
      const place = `${saltOf(day)}\n${story}\n${address}`;
      return {
        day,
        address: hash48(place),
        visitor: hash48(`${place}\n${agent}\n${visitor ?? ""}`),
      };
    },
    turn: async () => {
      const now = clock.now();
      const first = dayOf(new Date(now.getTime() - VISITORS_KEPT_MS), zone());
      const today = dayOf(now, zone());
      saltOf(today);
      saltOf(nextDay(today));
      salts = new Map([...salts].filter(([day]) => day >= first));
      const bytes = Buffer.from(JSON.stringify(Object.fromEntries(salts)));
      if (bytes.equals((await store.read(KEY)) ?? Buffer.alloc(0))) return;
      await store.write(KEY, bytes, { mode: FILE_MODE });
    },
  };
  await visitors.turn();
  return visitors;
}

const hash48 = (text: string): number =>
  Number.parseInt(hash("sha256", text, "hex").slice(0, HASH_DIGITS), 16);
