import { randomUUIDv7 } from "node:crypto";
import type { Pool } from "pg";
import { dayOf, resolveWallTime, shiftDay } from "#arabic/zone-days.ts";
import type { Edition, StoryCard } from "#stories/story.ts";
import type { IssueContent } from "./issues.ts";
import { findSettings, type NewsletterSettings } from "./settings.ts";
import { mailStrings, type ListBasis } from "./strings.ts";

/** The lists that readers' views make, as the newsletter asks for them. */
export type NewsletterRanking = {
  mostReadOn(day: string): Promise<RankedDay | undefined>;
};
type RankedDay = {
  readonly basis: ListBasis;
  readonly stories: readonly { readonly card: StoryCard; readonly counted: number }[];
};

/** A mail that writes itself. */
type AutomaticIssue = {
  readonly subject: string;
  readonly title: string;
  readonly note: string;
  readonly cards: readonly StoryCard[];
};

const LISTED = 10;
/** Fewer stories make no letter. */
const FEWEST = 3;
/** A site that was down at the hour sends the mail when it is back, but not in the middle of the night. */
const LATE_MS = 3 * 3_600_000;

/** The instant at which the clock of the zone shows `at` on `day`; in a gap the first one after it. */
function instantOf(day: string, at: string, zone: string): Date {
  const wall = resolveWallTime(`${day}T${at}`, zone);
  if (wall.kind === "instant") return wall.instant;
  if (wall.kind === "gap") return wall.next;
  if (wall.kind === "double") return wall.first;
  throw new RangeError(`Cannot tell when ${at} is on ${day}`);
}

/** Day of the week of `day`, from Sunday, 0. */
const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay();

/** Which automatic mails are due at `now`, for the edition's day on which they leave. */
export function dueKinds(
  settings: NewsletterSettings,
  zone: string,
  now: Date,
): readonly { readonly kind: "daily" | "weekly"; readonly period: string }[] {
  const due: { kind: "daily" | "weekly"; period: string }[] = [];
  const today = dayOf(now, zone);
  for (const day of [shiftDay(today, -1), today]) {
    const isNow = (at: string): boolean => {
      const lateMs = now.getTime() - instantOf(day, at, zone).getTime();
      return lateMs >= 0 && lateMs < LATE_MS;
    };
    const { daily, weekly } = settings;
    if (daily.isOn && isNow(daily.at)) due.push({ kind: "daily", period: day });
    if (weekly.isOn && weekly.day === weekdayOf(day) && isNow(weekly.at))
      due.push({ kind: "weekly", period: day });
  }
  return due;
}

async function dailyIssue(
  ranking: NewsletterRanking,
  edition: Edition,
  period: string,
): Promise<AutomaticIssue | undefined> {
  const list = await ranking.mostReadOn(period);
  const cards = (list?.stories ?? []).slice(0, LISTED).map(({ card }) => card);
  const [first] = cards;
  if (list === undefined || first === undefined || cards.length < FEWEST) return undefined;
  return {
    subject: mailStrings.dailySubject(period, first.headline),
    title: mailStrings.dailyTitle(period, edition),
    note: mailStrings.basis(list.basis),
    cards,
  };
}

/** The seven days that end with the day before `period`, by the views that were counted in them. */
async function weeklyIssue(
  ranking: NewsletterRanking,
  edition: Edition,
  period: string,
): Promise<AutomaticIssue | undefined> {
  const days = Array.from({ length: 7 }, (_, index) => shiftDay(period, index - 7));
  const sums = new Map<string, { card: StoryCard; counted: number }>();
  for (const day of days)
    for (const { card, counted } of (await ranking.mostReadOn(day))?.stories ?? [])
      sums.set(card.id, { card, counted: counted + (sums.get(card.id)?.counted ?? 0) });
  const cards = [...sums.values()]
    .sort(
      (a, b) =>
        b.counted - a.counted || b.card.publishedAt.getTime() - a.card.publishedAt.getTime(),
    )
    .slice(0, LISTED)
    .map(({ card }) => card);
  const [first] = cards;
  if (first === undefined || cards.length < FEWEST) return undefined;
  return {
    subject: mailStrings.weeklySubject(first.headline),
    title: mailStrings.weeklyTitle(shiftDay(period, -7), shiftDay(period, -1), edition),
    note: mailStrings.weeklyBasis,
    cards,
  };
}

/** Makes the automatic mail of a period from the real ranking; undefined where there is too little to tell. */
function automaticIssue(
  kind: "daily" | "weekly",
  ranking: NewsletterRanking,
  edition: Edition,
  period: string,
): Promise<AutomaticIssue | undefined> {
  return kind === "daily"
    ? dailyIssue(ranking, edition, period)
    : weeklyIssue(ranking, edition, period);
}

/** Adds the automatic issues that are due, each once whatever node asks; gives how many this call added. */
export async function addDueIssues(
  pool: Pool,
  options: { readonly edition: Edition; readonly ranking: NewsletterRanking },
  now: Date,
): Promise<number> {
  const { edition, ranking } = options;
  const { settings } = await findSettings(pool, edition.code);
  let added = 0;
  for (const { kind, period } of dueKinds(settings, edition.zone, now)) {
    const { rows } = await pool.query<{ is_wanted: boolean }>(
      `SELECT EXISTS (SELECT FROM subscriber WHERE state = 'active' AND $2 = ANY (kinds))
         AND NOT EXISTS (SELECT FROM newsletter_issue WHERE edition_code = $1 AND kind = $2 AND period = $3) AS is_wanted`,
      [edition.code, kind, period],
    );
    if (rows[0]?.is_wanted !== true) continue;
    const issue = await automaticIssue(kind, ranking, edition, period);
    if (issue === undefined) continue;
    const { subject, title, note, cards } = issue;
    const content: IssueContent = {
      subject: subject.slice(0, 150).toWellFormed(),
      intro: "",
      stories: cards.map((card) => card.id),
      title,
      note,
    };
    const { rowCount } = await pool.query(
      `INSERT INTO newsletter_issue (id, edition_code, kind, period, state, version, content, send_at, created_at, created_by)
       VALUES ($1, $2, $3, $4, 'scheduled', 1, $5, $6, $6, 'scheduler')
       ON CONFLICT (edition_code, kind, period) DO NOTHING`,
      [randomUUIDv7(), edition.code, kind, period, JSON.stringify(content), now],
    );
    added += rowCount ?? 0;
  }
  return added;
}
