import { Refusal } from "#platform/refusal.ts";

/** Roles of the newsroom, from most to least trusted. */
export type Role = "owner" | "admin" | "editor" | "journalist" | "contributor" | "moderator";

/** Who asks for a change: a part of the product acting for its administrator, or a person with roles. */
export type Actor =
  | { readonly kind: "product"; readonly name: "import" | "sample" | "scheduler" }
  | { readonly kind: "person"; readonly id: string; readonly roles: readonly Role[] };

/** What one may want to do to stories. */
export type StoryAct = "publish" | "update" | "correct" | "unpublish" | "takeDown";

const ROLES_FOR = {
  publish: ["owner", "admin", "editor"],
  update: ["owner", "admin", "editor"],
  correct: ["owner", "admin", "editor"],
  unpublish: ["owner", "admin", "editor"],
  takeDown: ["owner", "admin"],
} as const satisfies Record<StoryAct, readonly Role[]>;

/** Whether `by` may do `act` to a story. Default deny: a person needs a role that is named for the act. */
export function mayChangeStory(by: Actor, act: StoryAct): boolean {
  if (by.kind === "product") return act === "publish" || act === "update" || act === "correct";
  const allowed: readonly Role[] = ROLES_FOR[act];
  return by.roles.some((role) => allowed.includes(role));
}

/**
 * Lets pass who may do `act` to a story.
 * @throws Refusal `forbidden` for all others
 */
export function demandMayChangeStory(by: Actor, act: StoryAct): void {
  if (!mayChangeStory(by, act))
    throw new Refusal(
      "forbidden",
      `Cannot ${act} the story: need one of the roles ${ROLES_FOR[act].join(", ")}`,
    );
}

/** How an actor is named in revisions and logs. */
export function actorName(by: Actor): string {
  return by.kind === "product" ? by.name : `person:${by.id}`;
}
