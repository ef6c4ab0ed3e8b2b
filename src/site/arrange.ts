import type { StoryCard } from "#stories/story.ts";
import type { FrontContent, Slot } from "./fronts.ts";

/** A story on a front, with the headline that it has there. */
export type PlacedCard = StoryCard & {
  /** Word above the headline, in place of the section. */
  readonly kicker?: string;
};

/** Ids of the stories that are pinned on a front. */
export function pinnedStories(front: FrontContent): string[] {
  return [...new Set(front.slots.flatMap(({ story }) => (story === null ? [] : [story])))];
}

/**
 * Fills the places of a front: pinned stories where they stand, all others from `filling` in its order. A pinned story
 * that readers can't see (it is not among `pinned`) leaves its place to the filling; none is shown twice.
 * @param pinned cards of the pinned stories that are published
 * @returns at most `places` cards
 */
export function fillPlaces(
  front: FrontContent,
  pinned: readonly StoryCard[],
  filling: readonly StoryCard[],
  places: number,
): PlacedCard[] {
  const byId = new Map(pinned.map((card) => [card.id, card]));
  const rest = filling.filter((card) => !byId.has(card.id));
  const shown = new Set<string>();
  const placed: PlacedCard[] = [];
  for (let place = 0; place < places; place += 1) {
    const slot = front.slots[place];
    const wanted = slot?.story ?? "";
    const own = shown.has(wanted) ? undefined : byId.get(wanted);
    const card = own ?? rest.find((one) => !shown.has(one.id));
    if (card === undefined) continue;
    shown.add(card.id);
    placed.push(own === undefined || slot === undefined ? card : dressed(own, slot));
  }
  return placed;
}

const dressed = (card: StoryCard, { kicker, headline }: Slot): PlacedCard => ({
  ...card,
  ...(headline === "" ? {} : { headline }),
  ...(kicker === "" ? {} : { kicker }),
});
