import assert from "node:assert/strict";
import { test } from "node:test";
import {
  ACTS as ALL_ACTS,
  actorName,
  actsOf,
  demandMayChangeStory,
  may,
  mayChangeStory,
  mayManageRole,
  ROLES,
  type Actor,
  type Role,
  type StoryAct,
} from "#accounts/authoriser.ts";
import { Refusal } from "#platform/refusal.ts";

const person = (...roles: Role[]): Actor => ({ kind: "person", id: "7", roles });
const ACTS: StoryAct[] = ["publish", "update", "correct", "unpublish", "takeDown"];

/** The written matrix: who may do what. */
const MATRIX: [Role, StoryAct[]][] = [
  ["owner", ["publish", "update", "correct", "unpublish", "takeDown"]],
  ["admin", ["publish", "update", "correct", "unpublish", "takeDown"]],
  ["editor", ["publish", "update", "correct", "unpublish"]],
  ["journalist", []],
  ["contributor", []],
  ["moderator", []],
];

for (const [role, allowed] of MATRIX) {
  test(`mayChangeStory() lets ${role} do ${allowed.join(", ") || "nothing"}`, () => {
    assert.deepEqual(
      ACTS.filter((act) => mayChangeStory(person(role), act)),
      allowed,
    );
  });
}

test("mayChangeStory() denies a person without roles, and lets the product publish but not take down", () => {
  assert.deepEqual(
    ACTS.filter((act) => mayChangeStory(person(), act)),
    [],
  );
  const product: Actor = { kind: "product", name: "import" };
  assert.deepEqual(
    ACTS.filter((act) => mayChangeStory(product, act)),
    ["publish", "update", "correct"],
  );
});

test("demandMayChangeStory() refuses with forbidden, and actorName() names who it was", () => {
  assert.throws(
    () => demandMayChangeStory(person("contributor"), "publish"),
    (error: unknown) => error instanceof Refusal && error.kind === "forbidden",
  );
  demandMayChangeStory(person("editor"), "publish");
  assert.equal(actorName(person("editor")), "person:7");
  assert.equal(actorName({ kind: "product", name: "import" }), "import");
});

test("may() lets a contributor only at what is theirs, and a moderator only at the conversation", () => {
  const contributor = person("contributor");
  for (const act of ALL_ACTS) {
    if (act !== "seeTaxonomy") assert.equal(may(contributor, act, { isOwn: false }), false, act);
    assert.equal(
      may(contributor, act, { isOwn: true }),
      [
        "readDrafts",
        "writeDrafts",
        "noteOnDrafts",
        "submitForReview",
        "usePictures",
        "editPictures",
        "seeTaxonomy",
      ].includes(act),
      act,
    );
  }
  assert.deepEqual(actsOf("moderator"), ["moderate"]);
  assert.deepEqual(actsOf("owner"), ALL_ACTS);
  assert.equal(may(person(), "readDrafts", { isOwn: true }), false);
});

test("mayManageRole() lets owners manage all, admins those below them, others nobody", () => {
  assert.deepEqual(
    ROLES.filter((of) => mayManageRole("owner", of)),
    ROLES,
  );
  assert.deepEqual(
    ROLES.filter((of) => mayManageRole("admin", of)),
    ["editor", "journalist", "contributor", "moderator"],
  );
  for (const role of ROLES.slice(2))
    assert.deepEqual(
      ROLES.filter((of) => mayManageRole(role, of)),
      [],
    );
});
