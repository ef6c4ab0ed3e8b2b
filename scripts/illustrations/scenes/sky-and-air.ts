import { glidingStork, stork } from "../draw/animals.ts";
import { block, windows } from "../draw/buildings.ts";
import { type Piece, circle, line, path, place, polygon, rect } from "../draw/canvas.ts";
import { hills, land } from "../draw/land.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { between, randomFrom, repeat } from "../draw/random.ts";
import { compassRose } from "../draw/signs.ts";
import { cloud, sky, sparkle, stars } from "../draw/sky.ts";
import { telescope } from "../draw/things.ts";

/** A town without lamps lies on its roofs under the Milky Way. */
export function darkTown(): Piece[] {
  const random = randomFrom(77);
  const cloudOfStars = repeat(260, () => {
    const along = random();
    const off = (random() + random() + random() - 1.5) * 110;
    return circle(
      60 + along * 900 + off * 0.6,
      640 - along * 700 + off,
      between(random, 0.7, 2.4),
      veil(COLOUR.paper, between(random, 0.4, 0.95)),
    );
  });
  const sleeper = (x: number, y: number, size: number, colour: string): Piece =>
    place({ x, y, scale: size }, [
      rect(-60, -7, 130, 8, "#7a5a78", 3),
      path("M-44 -8Q-30 -24 6 -20L58 -14V-6H-44Z", colour),
      circle(-52, -15, 9, COLOUR.skin),
      path("M-61 -14a9 9 0 0 1 14 -8l-4 12Z", COLOUR.ink),
      line(
        [
          [-30, -18],
          [-36, -40],
          [-20, -58],
        ],
        COLOUR.skin,
        5,
      ),
    ]);
  const house = (x: number, y: number, width: number, height: number, wall: string): Piece =>
    block({ x, y, width, height, wall, roof: "parapet", shade: darker(wall, 0.3) }) +
    windows({
      x: x + 18,
      y: y - height + 26,
      columns: Math.floor(width / 50),
      rows: Math.max(1, Math.floor(height / 66)),
      width: 16,
      height: 26,
      gapX: 32,
      gapY: 36,
      fill: "#14142c",
      kind: "round",
    });
  return [
    sky("#0d1638", "#25306a", "#4f4580", "#8a5f80"),
    ...repeat(9, (index) =>
      polygon(
        [
          [-100 + index * 22, 720],
          [780 + index * 20, -60],
          [1150 - index * 20, -60],
          [300 - index * 22, 720],
        ],
        veil(index < 5 ? "#8f7aa8" : "#d9b8b0", 0.055),
      ),
    ),
    ...cloudOfStars,
    stars(71, 200, 560, COLOUR.paper),
    sparkle(240, 150, 16, COLOUR.paper),
    sparkle(960, 260, 13, COLOUR.paper),
    sparkle(1090, 120, 18, COLOUR.paper),
    land(
      [
        [400, 820],
        [620, 560],
        [800, 420],
        [960, 360],
        [1210, 330],
      ],
      "#2b2549",
      COLOUR.night,
    ),
    ...[
      [1020, 470, 120, 90],
      [880, 500, 130, 84],
      [1120, 560, 110, 130],
      [760, 570, 130, 96],
      [960, 610, 150, 110],
      [640, 640, 120, 90],
      [820, 690, 160, 110],
      [1060, 700, 170, 120],
    ].map(([x = 0, y = 0, width = 0, height = 0], index) =>
      house(x, y, width, height, ["#5a4a80", "#685688", "#4d4274"][index % 3] ?? "#3d3460"),
    ),
    sleeper(936, 372, 1.0, COLOUR.sea),
    sleeper(1074, 372, 1.0, COLOUR.rubric),
    sleeper(824, 466, 1.15, COLOUR.ochre),
    rect(-10, 650, 700, 170, "#241f45"),
    rect(-10, 636, 716, 22, "#6a5a8c"),
    telescope(160, 640, 1.1, COLOUR.rubric, COLOUR.gold, false, -46),
    person({
      x: 60,
      y: 640,
      tall: 250,
      pose: "lookUp",
      dress: "robe",
      top: "#a58a94",
      head: "ghutra",
      headColour: COLOUR.paper,
    }),
    sleeper(350, 636, 1.9, COLOUR.sea),
    sleeper(560, 636, 1.5, COLOUR.terracotta),
  ];
}

/** Storks rise in a spiral over coast and hills, a nest below them. */
export function storks(): Piece[] {
  const spiral = repeat(11, (index) => {
    const turn = index * 0.92;
    const reach = 110 + index * 23;
    return glidingStork(
      560 + Math.cos(turn) * reach * 1.2,
      300 + Math.sin(turn) * reach * 0.55 - index * 4,
      0.34 + index * 0.055,
      Math.cos(turn) * 14,
      Math.sin(turn) < 0,
    );
  });
  return [
    sky("#8fb9c4", "#cfdcc8", "#f4dfb5"),
    place({ x: 600, y: 330, opacity: 0.55 }, [compassRose(0, 0, 260, COLOUR.paper)]),
    cloud(60, 210, 240, veil(COLOUR.paper, 0.8)),
    cloud(900, 150, 240, veil(COLOUR.paper, 0.8)),
    hills(71, 560, 40, 5, "#a9b78c"),
    path("M-10 600Q300 560 560 600T1210 620V810H-10Z", "#4f93a0"),
    path("M-10 810V600Q200 590 330 640T540 720T820 760T1210 700V810Z", "#c9b06f"),
    path("M-10 810V630Q180 620 300 670T500 750T800 790L1210 740V810Z", "#8a9150"),
    path(
      "M-10 600Q200 590 330 640T540 720T820 760",
      "none",
      `stroke="${COLOUR.cream}" stroke-width="10"`,
    ),
    ...spiral,
    rect(960, 500, 110, 320, "#b0613f"),
    ...repeat(
      14,
      (index) =>
        rect(960 + (index % 2) * 8, 512 + index * 22, 50, 3, "#8a4630") +
        rect(1020 - (index % 2) * 8, 512 + index * 22, 46, 3, "#8a4630"),
    ),
    rect(1040, 500, 30, 320, veil(COLOUR.maroon, 0.4)),
    rect(946, 486, 138, 20, "#8a4630"),
    path("M916 486Q930 440 1014 440T1114 486Q1060 500 1014 498T916 486Z", COLOUR.umber),
    ...repeat(18, (index) =>
      line(
        [
          [910 + index * 11, 478 - (index % 4) * 7],
          [950 + index * 10, 462 + (index % 3) * 12],
        ],
        index % 2 === 0 ? COLOUR.clay : "#7d5640",
        3,
      ),
    ),
    stork(1010, 452, 1.15, true),
    polygon(
      [
        [880, 640],
        [1210, 600],
        [1210, 810],
        [860, 810],
      ],
      COLOUR.terracotta,
    ),
    ...repeat(6, (index) =>
      line(
        [
          [876, 668 + index * 28],
          [1210, 630 + index * 30],
        ],
        COLOUR.maroon,
        3,
      ),
    ),
  ];
}
