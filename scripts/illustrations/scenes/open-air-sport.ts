import { town } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  ellipse,
  fade,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { hills, land, reflection, road } from "../draw/land.ts";
import { COLOUR, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { palm } from "../draw/plants.ts";
import { between, pick, randomFrom, repeat } from "../draw/random.ts";
import { chessPiece } from "../draw/signs.ts";
import { bird, sky, streak, sun } from "../draw/sky.ts";
import { chair } from "../draw/things.ts";
import { felucca } from "../draw/vessels.ts";

/** Chess leaves the halls for the shade of fig trees. */
export function chessUnderFigs(): Piece[] {
  const figTree = (x: number, y: number, size: number): Piece =>
    path(
      `M${x - size * 0.12} ${y}Q${x - size * 0.02} ${y - size * 0.4} ${x - size * 0.34} ${y - size * 0.86}L${x - size * 0.2} ${y - size * 0.9}L${x} ${y - size * 0.5}L${x + size * 0.2} ${y - size * 0.92}L${x + size * 0.32} ${y - size * 0.86}Q${x + size * 0.08} ${y - size * 0.4} ${x + size * 0.16} ${y}Z`,
      "#7d6350",
    );
  const random = randomFrom(5);
  const leaf = (x: number, y: number, size: number, colour: string): Piece =>
    place({ x, y, scale: size, turn: between(random, -40, 40) }, [
      path(
        "M0 20Q-6 6 -20 12Q-16 0 -26 -8Q-12 -10 -12 -24Q-4 -18 0 -30Q4 -18 12 -24Q12 -10 26 -8Q16 0 20 12Q6 6 0 20Z",
        colour,
      ),
    ]);
  const board = (x: number, y: number, width: number): Piece =>
    rect(x - width * 0.06, y - 96, width * 0.12, 96, COLOUR.umber) +
    rect(x - width * 0.3, y - 8, width * 0.6, 8, COLOUR.umber) +
    polygon(
      [
        [x - width * 0.5, y - 96],
        [x + width * 0.5, y - 96],
        [x + width * 0.42, y - 122],
        [x - width * 0.42, y - 122],
      ],
      COLOUR.cream,
    ) +
    repeat(8, (index) =>
      rect(
        x - width * 0.42 + index * width * 0.105,
        y - 122 + (index % 2) * 13,
        width * 0.105,
        13,
        COLOUR.maroon,
      ),
    ).join("") +
    rect(x - width * 0.5, y - 97, width, 9, COLOUR.clay) +
    (["pawn", "king", "rook", "bishop", "pawn"] as const)
      .map((kind, index) =>
        chessPiece(
          kind,
          x - width * 0.34 + index * width * 0.17,
          y - 104 - (index % 2) * 6,
          0.34,
          index % 2 === 0 ? COLOUR.ink : COLOUR.paper,
        ),
      )
      .join("");
  return [
    sky("#f2dcae", "#f6e8c9"),
    town(9, -20, 1230, 450, 110, 220, ["#ecd0a0", "#e2bd8a", "#f0dcb8"], "#a87b54"),
    rect(-10, 446, 1220, 370, "#e2bf8b"),
    grain(boxPath(-10, 446, 1220, 370), "down", "#a06c3e", 0, 0.35),
    `<g transform="translate(20 732) scale(1 0.5) rotate(90)">${chessPiece("king", 0, 0, 3.6, veil("#7a4a2c", 0.42))}</g><g transform="translate(470 762) scale(1 0.42) rotate(90)">${chessPiece("rook", 0, 0, 3, veil("#7a4a2c", 0.42))}</g>`,
    figTree(180, 590, 420),
    figTree(1010, 560, 400),
    ...repeat(150, () =>
      leaf(
        between(random, -40, 1240),
        between(random, -20, 300) - (random() < 0.3 ? 20 : 0),
        between(random, 1.2, 2.1),
        pick(random, "#5d6f38", "#6f8243", "#48592e", "#83924f"),
      ),
    ),
    chair(270, 660, 150, COLOUR.umber),
    person({
      x: 270,
      y: 660,
      tall: 300,
      pose: "sitWrite",
      dress: "robe",
      top: COLOUR.paper,
      head: "turban",
      headColour: COLOUR.rubric,
    }),
    board(420, 660, 170),
    chair(566, 660, 150, COLOUR.umber, true),
    person({
      x: 566,
      y: 660,
      tall: 240,
      pose: "sitWrite",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.navy,
      head: "hair",
      flip: true,
    }),
    person({
      x: 690,
      y: 640,
      tall: 280,
      pose: "stand",
      dress: "robe",
      top: COLOUR.lapis,
      head: "scarf",
      headColour: COLOUR.cream,
      flip: true,
    }),
    chair(800, 730, 176, COLOUR.maroon),
    person({
      x: 800,
      y: 730,
      tall: 350,
      pose: "sitWrite",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: COLOUR.plum,
      head: "bun",
    }),
    board(970, 730, 190),
    chair(1130, 730, 176, COLOUR.maroon, true),
    person({
      x: 1130,
      y: 730,
      tall: 350,
      pose: "sit",
      dress: "trousers",
      top: COLOUR.violet,
      bottom: COLOUR.ink,
      head: "cap",
      headColour: COLOUR.sand,
      flip: true,
    }),
  ];
}

/** A woman of sixty-two runs along a valley road at sunrise. */
export function dawnRunner(): Piece[] {
  return [
    sky("#b9647a", "#e79f7d", "#f6d7a0"),
    sun(850, 360, 116, "#f9e3b0", COLOUR.gold),
    streak(980, 250, 240, 9, "#eeb38c"),
    streak(380, 300, 220, 8, "#eab08c"),
    hills(51, 400, 70, 4, "#b5667a"),
    hills(53, 450, 46, 5, "#8d4d6b"),
    land(
      [
        [-10, 480],
        [300, 470],
        [640, 500],
        [1210, 460],
      ],
      "#7a8350",
      "#4a4a3a",
    ),
    ...[
      [40, 200],
      [130, 160],
      [240, 130],
      [330, 110],
      [1150, 210],
      [1060, 160],
      [990, 120],
    ].map(([x = 0, height = 0]) =>
      palm(x, 520, height * 1.2, "#40502f", COLOUR.umber, x < 600 ? 0.06 : -0.06),
    ),
    road(
      [
        [640, 486],
        [720, 486],
        [1090, 830],
        [110, 830],
      ],
      "#d9a982",
      { from: [682, 490], to: [620, 820], colour: "#f3dcb8" },
    ),
    grain("M640 486L720 486L1090 830L110 830Z", "down", "#8a5a52", 0, 0.4),
    polygon(
      [
        [340, 722],
        [384, 714],
        [150, 792],
        [0, 806],
      ],
      veil(COLOUR.plum, 0.5),
    ),
    polygon(
      [
        [-10, 560],
        [180, 560],
        [-10, 700],
      ],
      "#5d6a3c",
    ),
    path("M-10 640Q60 610 120 640T210 700L100 810H-10Z", "#48532f"),
    person({
      x: 450,
      y: 728,
      tall: 470,
      pose: "run",
      dress: "trousers",
      top: COLOUR.lapis,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.paper,
      shoes: COLOUR.rubric,
    }),
    bird(240, 180, 34, COLOUR.plum),
    bird(290, 210, 24, COLOUR.plum),
  ];
}

/** Three wooden dhows on a windless sea, one of them rowing. */
export function calmRegatta(): Piece[] {
  const oar = (x: number, y: number): Piece =>
    line(
      [
        [x, y],
        [x - 70, y + 92],
      ],
      COLOUR.umber,
      6,
    ) + ellipse(x - 76, y + 98, 9, 18, COLOUR.umber, `transform="rotate(36 ${x - 76} ${y + 98})"`);
  const rower = (x: number): Piece =>
    person({
      x,
      y: 656,
      tall: 150,
      pose: "sit",
      dress: "trousers",
      top: x % 2 === 0 ? COLOUR.rubric : COLOUR.paper,
      bottom: COLOUR.ink,
      head: x % 3 === 0 ? "turban" : "cap",
      headColour: COLOUR.ochre,
      turn: 6,
    });
  const buoy = (x: number, y: number, size: number): Piece =>
    path(
      `M${x - size} ${y}Q${x - size * 0.7} ${y - size * 1.6} ${x} ${y - size * 2}Q${x + size * 0.7} ${y - size * 1.6} ${x + size} ${y}Z`,
      COLOUR.rubric,
    ) +
    rect(x - size * 0.94, y - size * 0.7, size * 1.88, size * 0.36, COLOUR.paper) +
    ellipse(x, y, size * 1.5, size * 0.2, veil(COLOUR.navy, 0.25));
  return [
    sky("#f1dfb9", "#f7edd4", "#f4e6c6"),
    sun(600, 190, 92, "#fff6df", "#f3d48b"),
    hills(61, 428, 16, 7, "#ddc7a0"),
    rect(-10, 440, 1220, 370, fade("down", "#cfdccb", "#8fb5b4", "#5f96a0")),
    ...repeat(10, (index) =>
      rect(
        100 + ((index * 211) % 1000),
        470 + index * 28,
        90 + index * 12,
        4,
        veil(COLOUR.paper, 0.6),
        2,
      ),
    ),
    reflection(600, 446, 620, 90, "#fdf3d8", 4),
    place({ x: 230, y: 474, opacity: 0.35 }, [
      `<g transform="scale(1 -0.35)">${felucca(0, 0, 0.7, COLOUR.maroon, COLOUR.cream)}</g>`,
    ]),
    felucca(230, 470, 0.7, COLOUR.maroon, COLOUR.cream),
    place({ x: 960, y: 512, opacity: 0.35 }, [
      `<g transform="scale(1 -0.35)">${felucca(0, 0, 1, COLOUR.navy, COLOUR.rubric)}</g>`,
    ]),
    felucca(960, 506, 1, COLOUR.navy, "#c2453a"),
    place({ x: 560, y: 700, opacity: 0.3 }, [
      `<g transform="scale(1 -0.3)">${felucca(0, 0, 1.9, COLOUR.umber, COLOUR.paper)}</g>`,
    ]),
    felucca(560, 684, 1.9, "#7a4a2e", COLOUR.paper),
    rower(470),
    rower(552),
    rower(634),
    path(
      "M355 640Q440 672 560 670Q680 668 772 626L756 668Q700 700 640 706H440Q376 700 355 640Z",
      "#7a4a2e",
    ),
    path(
      "M355 640Q440 672 560 670Q680 668 772 626L768 642Q690 690 560 690Q430 690 362 660Z",
      "#c08a5a",
    ),
    oar(500, 650),
    oar(582, 650),
    oar(664, 644),
    ...[430, 512, 594].map((x) => ellipse(x - 6, 750, 34, 6, veil(COLOUR.paper, 0.6))),
    buoy(150, 700, 26),
    buoy(1090, 640, 20),
    buoy(820, 470, 9),
    buoy(420, 476, 8),
  ];
}
