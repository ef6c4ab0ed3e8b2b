import {
  type Piece,
  type Point,
  circle,
  ellipse,
  path,
  place,
  polygon,
  smoothPath,
} from "./canvas.ts";
import { COLOUR, darker } from "./palette.ts";
import { POSES, type Pose, type PoseName } from "./poses.ts";

type Headwear = "hair" | "bun" | "scarf" | "ghutra" | "cap" | "turban" | "helmet" | "bald";

type Figure = {
  x: number;
  /** Where the feet (or the seat's ground) are. */
  y: number;
  /** Height of the same person standing. */
  tall: number;
  pose?: PoseName;
  dress?: "robe" | "trousers" | "skirt" | "shorts";
  top?: string;
  bottom?: string;
  skin?: string;
  head?: Headwear;
  headColour?: string;
  shoes?: string;
  flip?: boolean;
  turn?: number;
  /** One colour for everything: a silhouette. */
  shadow?: string;
  /** Pieces in the near hand, drawn around the hand's place. */
  held?: (hand: Point) => Piece;
};

function limb(joints: readonly Point[], widths: readonly number[], fill: string): Piece {
  return joints
    .map((joint, index) => {
      const width = widths[index] ?? 0;
      const next = joints[index + 1];
      const knob = circle(joint[0], joint[1], width / 2, fill);
      if (!next) return knob;
      const nextWidth = widths[index + 1] ?? 0;
      const length = Math.hypot(next[0] - joint[0], next[1] - joint[1]) || 1;
      const [nx, ny] = [-(next[1] - joint[1]) / length / 2, (next[0] - joint[0]) / length / 2];
      return (
        knob +
        polygon(
          [
            [joint[0] + nx * width, joint[1] + ny * width],
            [next[0] + nx * nextWidth, next[1] + ny * nextWidth],
            [next[0] - nx * nextWidth, next[1] - ny * nextWidth],
            [joint[0] - nx * width, joint[1] - ny * width],
          ],
          fill,
        )
      );
    })
    .join("");
}

function shoe([x, y]: Point, fill: string): Piece {
  return path(`M${x - 3.4} ${y + 0.6}v-3.6c2-2 5-1.4 6.6.2c2.5 1.2 5.2 1 5.4 3.4Z`, fill);
}

function headOf(pose: Pose, skin: string, kind: Headwear, colour: string): Piece {
  const [x, y] = pose.head;
  const neck = limb(
    [
      [pose.neck[0], pose.neck[1] + 2],
      [x - 0.8, y + 4],
    ],
    [6.4, 5.6],
    darker(skin, 0.18),
  );
  const face = ellipse(x, y, 6.2, 7.4, skin) + path(`M${x + 5.4} ${y - 1.5}l2.3 3.2l-2.4.8Z`, skin);
  switch (kind) {
    case "bald":
      return neck + face;
    case "hair":
      return (
        neck +
        face +
        path(
          `M${x + 5.8} ${y - 3}c-2.6-.4-5.4-.8-6.4.6c-1 1.4-.6 3.4-2 4.6c-2.2 1-4.4-.6-4.6-3.2c-.6-5.6 2.6-8.8 7-8.8c3.6 0 6.6 2.4 6 6.8Z`,
          colour,
        )
      );
    case "bun":
      return (
        neck +
        circle(x - 7.6, y - 4, 3.8, colour) +
        face +
        path(
          `M${x + 5.9} ${y - 3}c-2.6-.2-5.6-.6-6.8 1.4c-.8 1.8-.6 3.6-2.2 4.6c-2.4.8-4.4-1-4.5-4c-.4-5.4 3-8.6 7.2-8.6c3.8 0 6.6 2.4 6.3 6.6Z`,
          colour,
        )
      );
    case "cap":
      return (
        neck +
        face +
        path(`M${x - 6.6} ${y - 2}c-.4-5 2.6-7.4 6.6-7.4c4 0 6.4 2.6 6.6 5.4Z`, colour) +
        path(`M${x + 2} ${y - 5}l9.5 2.2c.4 1-.4 1.6-1.6 1.6l-8.5-1Z`, darker(colour, 0.3))
      );
    case "helmet":
      return (
        neck +
        face +
        path(`M${x - 7.6} ${y - 1.5}c-.6-6 3-9 7.6-9c4.6 0 7.8 3 7.6 7.2l-1.5 1.8Z`, colour)
      );
    case "turban":
      return (
        neck +
        face +
        ellipse(x - 0.4, y - 5.2, 8.4, 4.8, colour, 'transform-origin="0 0"') +
        path(
          `M${x - 8} ${y - 5}c4-4 10-5 16-1`,
          "none",
          `stroke="${darker(colour, 0.2)}" stroke-width="1"`,
        )
      );
    case "ghutra":
      return (
        neck +
        face +
        path(
          `M${x + 4.8} ${y - 4.5}c-3-.4-5.2 1.5-5.2 5c0 4-.4 8-2.2 12.5c-3.6 1.5-7.4 1-10-.5c2.6-5 3.4-9.5 4-14.5c.6-5.6 4-8.6 8-8.6c3.6 0 6 2.4 5.4 6.1Z`,
          colour,
        ) +
        path(
          `M${x - 7.3} ${y - 3.6}c3.5-2.6 9-3.4 12.6-1.6l-.4 1.9c-4-1.3-8.6-.7-12.4 1.8Z`,
          COLOUR.ink,
        )
      );
    case "scarf":
      return (
        neck +
        path(
          `M${x + 5.6} ${y - 5}c1.4 1.2 1.4 2.6.6 3.6l-1.6 10c3 3 4.6 5.6 4.4 8.4c-6 3.4-14.5 3-19.5-.8c.4-3.4 2-5 2.6-8.2c.4-3.5-.6-6-.2-9.6c.5-4.6 3.4-7.4 7.6-7.4c3 0 5 1.4 6.1 4Z`,
          colour,
        ) +
        ellipse(x + 2.2, y - 0.2, 4.5, 6.1, skin) +
        path(`M${x + 5.6} ${y - 1.5}l2.1 3l-2.2.8Z`, skin)
      );
  }
}

function bodyOf(pose: Pose, figure: Figure, top: string, bottom: string): Piece {
  const [nx, ny] = pose.neck;
  const [hx, hy] = pose.hip;
  const length = Math.hypot(hx - nx, hy - ny) || 1;
  const [ax, ay] = [(hx - nx) / length, (hy - ny) / length];
  const across = (base: Point, side: number, down: number): Point => [
    base[0] - ay * side + ax * down,
    base[1] + ax * side + ay * down,
  ];
  const torso = smoothPath(
    [
      across(pose.neck, 3.5, -2.5),
      across(pose.neck, 9, 3),
      across(pose.neck, 9.5, length * 0.45),
      across(pose.hip, 8.6, 1),
      across(pose.hip, 0, 4),
      across(pose.hip, -8.6, 1),
      across(pose.neck, -9, length * 0.45),
      across(pose.neck, -9, 3),
      across(pose.neck, -3, -2.5),
    ],
    true,
  );
  if (figure.dress !== "robe" && figure.dress !== "skirt") return path(torso, top);
  const [nearKnee, nearFoot] = pose.nearLeg;
  const [farKnee, farFoot] = pose.farLeg;
  const [left, right] = [
    Math.min(nearFoot[0], farFoot[0], nearKnee[0]) - 8,
    Math.max(nearFoot[0], farFoot[0]) + 8,
  ];
  const kneeFront = Math.max(nearKnee[0], farKnee[0]) + 7;
  const kneeTop = Math.min(nearKnee[1], farKnee[1]) - 6;
  const hem = Math.min(-2, Math.max(nearFoot[1], farFoot[1]) - 2);
  const seatedNow = hy > -40;
  const outline: Point[] = seatedNow
    ? [
        across(pose.hip, 9.5, -8),
        [hx - 11, hy + 5],
        [Math.min(left + 18, nearFoot[0] - 9), hy + 9],
        [nearFoot[0] - 8, hem],
        [right, hem],
        [kneeFront + 2, (kneeTop + hem) / 2],
        [kneeFront, kneeTop + 1],
        across(pose.hip, -8.6, -6),
      ]
    : [
        across(pose.hip, 9, -10),
        [Math.min(hx - 9.5, left + 5), hy + 14],
        [left, hem],
        [(left + right) / 2, hem + 1.5],
        [right, hem],
        [Math.max(hx + 9.5, right - 5), hy + 14],
        across(pose.hip, -9, -10),
      ];
  const skirt = smoothPath(outline, true);
  const skirtColour = figure.dress === "robe" ? top : bottom;
  const fold = seatedNow
    ? ""
    : path(
        `M${hx + 3} ${hy}Q${hx + 1} ${hy + 24} ${(left + right) / 2 + 3} ${hem}L${right - 1} ${hem}Q${right - 4} ${hy + 20} ${hx + 8} ${hy - 8}Z`,
        darker(skirtColour, 0.13),
      );
  return path(skirt, skirtColour) + fold + path(torso, top);
}

/** A person in flat shapes, 100 units scaled to the wanted height. */
export function person(figure: Figure): Piece {
  const pose: Pose = POSES[figure.pose ?? "stand"];
  const only = figure.shadow;
  const top = only ?? figure.top ?? COLOUR.paper;
  const bottom = only ?? figure.bottom ?? COLOUR.slate;
  const skin = only ?? figure.skin ?? COLOUR.skin;
  const shoes = only ?? figure.shoes ?? COLOUR.ink;
  const headColour = only ?? figure.headColour ?? COLOUR.ink;
  const robe = figure.dress === "robe" || figure.dress === "skirt";
  const shade = (colour: string, share: number): string => (only ? only : darker(colour, share));
  const shoulder: Point = [pose.neck[0] - 1, pose.neck[1] + 5];
  const farShoulder: Point = [pose.neck[0] + 3, pose.neck[1] + 5];
  const arm = (
    from: Point,
    [elbow, hand]: readonly [Point, Point],
    sleeve: string,
    far: boolean,
  ): Piece =>
    circle(hand[0], hand[1], 3, far ? shade(skin, 0.2) : skin) +
    limb(
      [from, elbow, [elbow[0] + (hand[0] - elbow[0]) * 0.8, elbow[1] + (hand[1] - elbow[1]) * 0.8]],
      [8.6, 7, 5.6],
      sleeve,
    );
  const leg = ([knee, foot]: readonly [Point, Point], cloth: string): Piece => {
    const hip: Point = [pose.hip[0] + (cloth === bottom ? -2.5 : 2.5), pose.hip[1]];
    const ankle: Point = [foot[0], foot[1] - 3];
    if (figure.dress === "shorts")
      return (
        limb([knee, ankle], [7, 5], cloth === bottom ? skin : shade(skin, 0.2)) +
        limb(
          [hip, [knee[0] * 0.8 + hip[0] * 0.2, knee[1] * 0.8 + hip[1] * 0.2]],
          [11.5, 10.5],
          cloth,
        ) +
        shoe(foot, shoes)
      );
    return shoe(foot, shoes) + limb([hip, knee, ankle], [11.5, 8.6, 6.4], cloth);
  };
  const feet = robe
    ? shoe(pose.farLeg[1], shoes) + shoe(pose.nearLeg[1], shoes)
    : leg(pose.farLeg, shade(bottom, 0.25)) + leg(pose.nearLeg, bottom);
  const held = figure.held ? figure.held(pose.nearArm[1]) : "";
  return place(
    {
      x: figure.x,
      y: figure.y,
      scale: figure.tall / 98,
      flip: figure.flip ?? false,
      turn: figure.turn ?? 0,
    },
    [
      arm(farShoulder, pose.farArm, shade(top, 0.28), true),
      feet,
      bodyOf(pose, figure, top, bottom),
      headOf(pose, skin, figure.head ?? "hair", headColour),
      held,
      arm(shoulder, pose.nearArm, only ?? darker(top, 0.1), false),
    ],
  );
}
