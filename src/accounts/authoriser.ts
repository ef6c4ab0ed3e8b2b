import { Refusal } from "#platform/refusal.ts";

/** Roles of the newsroom, from most to least trusted. */
export const ROLES = [
  "owner",
  "admin",
  "editor",
  "journalist",
  "contributor",
  "moderator",
] as const;

/** A role of the newsroom. */
export type Role = (typeof ROLES)[number];

/** Who asks for a change: a part of the product acting for its administrator, or a person with roles. */
export type Actor =
  | {
      readonly kind: "product";
      readonly name: "import" | "sample" | "scheduler" | "terminal" | "visitor";
    }
  | { readonly kind: "person"; readonly id: string; readonly roles: readonly Role[] };

/** What one may want to do to stories that readers see. */
export type StoryAct = "publish" | "update" | "correct" | "unpublish" | "takeDown";

/** How far an act reaches: to every subject of its kind, or only to those that are the person's own. */
export type Reach = "any" | "own";

type Rights = Readonly<Partial<Record<Role, Reach>>>;

const ANY_UP_TO = {
  admin: { owner: "any", admin: "any" },
  editor: { owner: "any", admin: "any", editor: "any" },
  journalist: { owner: "any", admin: "any", editor: "any", journalist: "any" },
} as const satisfies Record<string, Rights>;

/** The journalists' own stories are those that they write on or are assigned to; a contributor's, those they write on. */
const OWN_FOR_WRITERS = {
  ...ANY_UP_TO.editor,
  journalist: "own",
  contributor: "own",
} as const satisfies Rights;

/**
 * The role matrix: who may do what. An act that is not here nobody may do, and a role that is not named for an act may
 * not do it. Contributors are freelancers and not trusted: their own drafts and pictures, nothing that readers see.
 * Moderators keep the conversation and see nothing else.
 */
const RIGHTS = {
  // Stories on their way.
  readDrafts: { ...ANY_UP_TO.journalist, contributor: "own" },
  writeDrafts: OWN_FOR_WRITERS,
  noteOnDrafts: { ...ANY_UP_TO.journalist, contributor: "own" },
  submitForReview: OWN_FOR_WRITERS,
  approve: ANY_UP_TO.editor,
  assign: ANY_UP_TO.editor,
  embargo: ANY_UP_TO.editor,
  sharePreview: { ...ANY_UP_TO.editor, journalist: "own" },
  // Stories that readers see.
  publish: ANY_UP_TO.editor,
  schedule: ANY_UP_TO.editor,
  update: ANY_UP_TO.editor,
  correct: ANY_UP_TO.editor,
  unpublish: ANY_UP_TO.editor,
  takeDown: ANY_UP_TO.admin,
  // The site.
  seeDesk: ANY_UP_TO.journalist,
  seeFronts: ANY_UP_TO.journalist,
  arrangeFronts: ANY_UP_TO.editor,
  breakNews: ANY_UP_TO.editor,
  usePictures: { ...ANY_UP_TO.journalist, contributor: "own" },
  editPictures: { ...ANY_UP_TO.editor, journalist: "own", contributor: "own" },
  seeTaxonomy: { ...ANY_UP_TO.journalist, contributor: "any" },
  editTaxonomy: ANY_UP_TO.editor,
  editPages: ANY_UP_TO.editor,
  changeSettings: ANY_UP_TO.admin,
  // What leaves the building.
  seeDistribution: ANY_UP_TO.editor,
  sendNewsletter: ANY_UP_TO.editor,
  sendAlerts: ANY_UP_TO.editor,
  manageWebhooks: ANY_UP_TO.admin,
  // People.
  seeColleagues: ANY_UP_TO.journalist,
  managePeople: ANY_UP_TO.admin,
  readAudit: ANY_UP_TO.admin,
  // The conversation.
  moderate: { ...ANY_UP_TO.editor, moderator: "any" },
  steerConversation: ANY_UP_TO.editor,
} as const satisfies Record<string, Rights>;

/** What somebody may want to do in the newsroom. */
export type Act = keyof typeof RIGHTS;

/** Every act of the newsroom. */
export const ACTS: readonly Act[] = Object.keys(RIGHTS).filter((act): act is Act =>
  Object.hasOwn(RIGHTS, act),
);

/** What the parts of the product may do for their administrator. */
const PRODUCT_ACTS: ReadonlySet<Act> = new Set(["publish", "update", "correct", "editPages"]);

/** How far `by` may do `act`: to all, to their own, or (undefined) not at all. */
export function reachOf(by: Actor, act: Act): Reach | undefined {
  if (by.kind === "product") return PRODUCT_ACTS.has(act) ? "any" : undefined;
  const rights: Rights = RIGHTS[act];
  const reaches = by.roles.map((role) => rights[role]);
  return reaches.includes("any") ? "any" : reaches.find((reach) => reach !== undefined);
}

/** Whether `by` may do `act` to something; `isOwn` tells whether it is theirs. Default deny. */
export function may(by: Actor, act: Act, subject: { readonly isOwn: boolean }): boolean {
  const reach = reachOf(by, act);
  return reach === "any" || (reach === "own" && subject.isOwn);
}

/** The acts that a person with `role` may do at least to what is their own; what an app shows buttons by. */
export function actsOf(role: Role): Act[] {
  return ACTS.filter(
    (act) => reachOf({ kind: "person", id: "", roles: [role] }, act) !== undefined,
  );
}

/**
 * Lets pass who may do `act` to such a subject.
 * @throws Refusal `forbidden` for all others
 */
export function demandMay(by: Actor, act: Act, subject: { readonly isOwn: boolean }): void {
  if (!may(by, act, subject))
    throw new Refusal(
      "forbidden",
      `Cannot ${act}: need one of the roles ${Object.keys(RIGHTS[act]).join(", ")}`,
    );
}

/** Whether `by` may do `act` to a story that readers see. Default deny: a person needs a role that is named for the act. */
export function mayChangeStory(by: Actor, act: StoryAct): boolean {
  return may(by, act, { isOwn: false });
}

/**
 * Lets pass who may do `act` to the story.
 * @throws Refusal `forbidden` for all others
 */
export function demandMayChangeStory(by: Actor, act: StoryAct): void {
  demandMay(by, act, { isOwn: false });
}

/**
 * Whether somebody with the role `by` may give, take or end an account of the role `of`: owners everything, admins
 * everything below them.
 */
export function mayManageRole(by: Role, of: Role): boolean {
  if (by === "owner") return true;
  return by === "admin" && of !== "owner" && of !== "admin";
}

/** How an actor is named in revisions and logs. */
export function actorName(by: Actor): string {
  return by.kind === "product" ? by.name : `person:${by.id}`;
}
