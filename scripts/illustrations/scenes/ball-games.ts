import { block } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  circle,
  curve,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
  ring,
} from "../draw/canvas.ts";
import { hills } from "../draw/land.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { between, pick, randomFrom, repeat } from "../draw/random.ts";
import { basketball } from "../draw/signs.ts";
import { glow, sky, stars, streak, sun } from "../draw/sky.ts";
import { football, streetLamp } from "../draw/things.ts";
import { lights } from "../draw/vessels.ts";

function crowd(
  seed: number,
  top: number,
  rows: number,
  colours: readonly [string, string, string, string],
): Piece {
  const random = randomFrom(seed);
  return repeat(rows, (row) =>
    repeat(62, (seat) =>
      circle(
        seat * 20 + (row % 2) * 10 + between(random, -2, 2),
        top + row * 22,
        7.5,
        pick(random, ...colours),
      ),
    ).join(""),
  ).join("");
}

/** A goalkeeper at full stretch is beaten in a stadium by the sea. */
export function lateGoal(): Piece[] {
  const tower = (x: number): Piece =>
    line(
      [
        [x, 330],
        [x, 130],
      ],
      COLOUR.ink,
      9,
    ) +
    rect(x - 58, 80, 116, 58, COLOUR.ink, 6) +
    repeat(8, (index) =>
      circle(x - 40 + (index % 4) * 27, 96 + Math.floor(index / 4) * 26, 9, COLOUR.paper),
    ).join("") +
    glow(x, 110, 190, 150, COLOUR.paper, 0.55);
  const net = (d: string): Piece =>
    path(d, "none", `stroke="${veil(COLOUR.paper, 0.6)}" stroke-width="2"`);
  return [
    sky("#161f45", "#3b3a6b", "#8c5f78"),
    stars(6, 40, 180, COLOUR.paper),
    hills(44, 290, 34, 5, "#d9cfc8", "#8c86a0"),
    rect(-10, 300, 1220, 60, "#33507c"),
    ...repeat(12, (index) => rect(index * 105, 312 + (index % 3) * 10, 46, 3, "#9fb2c9", 2)),
    tower(130),
    tower(1070),
    path("M-10 336Q600 372 1210 336V520H-10Z", "#2b2347"),
    path("M-10 326Q600 362 1210 326V342Q600 380 -10 342Z", COLOUR.rubric),
    crowd(4, 376, 6, ["#7d4d62", COLOUR.rubric, "#5d4a70", "#d9a08a"]),
    rect(-10, 498, 1220, 30, COLOUR.navy),
    rect(-10, 526, 1220, 290, "#64803f"),
    ...repeat(6, (index) =>
      polygon(
        [
          [index * 240 - 130, 526],
          [index * 240 - 10, 526],
          [index * 290 - 190, 810],
          [index * 290 - 350, 810],
        ],
        "#769150",
      ),
    ),
    ...repeat(17, (index) => net(`M${506 + index * 36} 266L${536 + index * 32} 600`)),
    ...repeat(9, (index) =>
      net(`M500 ${290 + index * 38}Q790 ${310 + index * 36} 1080 ${290 + index * 38}`),
    ),
    football(1010, 350, 34),
    curve(
      [
        [1040, 300],
        [1050, 350],
        [1036, 400],
      ],
      veil(COLOUR.paper, 0.8),
      3,
    ),
    streak(700, 420, 240, 5, veil(COLOUR.paper, 0.5)),
    streak(640, 446, 260, 4, veil(COLOUR.paper, 0.35)),
    place({ x: 720, y: 560, turn: 62 }, [
      person({
        x: 0,
        y: 0,
        tall: 330,
        pose: "cheer",
        dress: "trousers",
        top: COLOUR.ochre,
        bottom: COLOUR.ink,
        head: "hair",
      }),
    ]),
    line(
      [
        [490, 640],
        [490, 256],
        [1090, 256],
        [1090, 640],
      ],
      COLOUR.paper,
      14,
    ),
    line(
      [
        [-10, 640],
        [1210, 640],
      ],
      COLOUR.paper,
      5,
    ),
    person({
      x: 200,
      y: 744,
      tall: 400,
      pose: "cheer",
      dress: "shorts",
      top: COLOUR.rubric,
      bottom: COLOUR.paper,
      head: "hair",
    }),
    person({
      x: 400,
      y: 700,
      tall: 250,
      pose: "run",
      dress: "shorts",
      top: COLOUR.rubric,
      bottom: COLOUR.paper,
      head: "bald",
      flip: true,
    }),
  ];
}

/** Wheelchair basketball on a neighbourhood court, cheered from the balconies. */
export function wheelchairCourt(): Piece[] {
  const player = (
    x: number,
    y: number,
    size: number,
    top: string,
    pose: "reach" | "sit",
    flip = false,
  ): Piece =>
    place({ x, y, scale: size, flip }, [
      ring(-14, -34, 34, COLOUR.slate, 5),
      line(
        [
          [-26, -84],
          [-20, -40],
          [30, -40],
          [36, -10],
        ],
        COLOUR.slate,
        6,
      ),
      person({
        x: -4,
        y: 4,
        tall: 130,
        pose: "sit",
        dress: "trousers",
        top,
        bottom: COLOUR.ink,
        head: pose === "reach" ? "hair" : "scarf",
        headColour: pose === "reach" ? COLOUR.ink : COLOUR.cream,
      }),
      pose === "reach"
        ? line(
            [
              [-6, -70],
              [14, -108],
              [30, -136],
            ],
            darker(top, 0.1),
            11,
          ) + circle(32, -140, 5, COLOUR.skin)
        : "",
      ring(-14, -34, 34, COLOUR.ink, 5),
      circle(-14, -34, 6, COLOUR.ink),
      ...repeat(6, (index) =>
        line(
          [
            [-14, -34],
            [
              -14 + Math.cos((index * Math.PI) / 3) * 32,
              -34 + Math.sin((index * Math.PI) / 3) * 32,
            ],
          ],
          COLOUR.ink,
          1.2,
        ),
      ),
      circle(36, -9, 9, COLOUR.ink),
    ]);
  const flat = (x: number, y: number, index: number): Piece =>
    rect(x, y - 92, 62, 92, index % 3 === 0 ? COLOUR.gold : "#5a3c54", 3) +
    (index % 2 === 0
      ? person({
          x: x + 31,
          y: y + 10,
          tall: 110,
          pose: index % 4 === 0 ? "cheer" : "reachOut",
          dress: "trousers",
          top: [COLOUR.rubric, COLOUR.lapis, COLOUR.ochre, COLOUR.paper][index % 4] ?? COLOUR.paper,
          bottom: COLOUR.ink,
          head: index % 3 === 0 ? "scarf" : "hair",
          headColour: index % 3 === 0 ? COLOUR.paper : COLOUR.ink,
        })
      : "") +
    rect(x - 18, y - 34, 98, 40, "#8a5a62", 2) +
    repeat(8, (bar) => rect(x - 14 + bar * 12, y - 32, 4, 36, "#c48f7c")).join("") +
    rect(x - 22, y + 4, 106, 8, "#6b4552");
  return [
    sky("#5a4a7a", "#c2727a", "#f0b986"),
    sun(640, 330, 70, COLOUR.gold, COLOUR.gold),
    block({
      x: -20,
      y: 540,
      width: 420,
      height: 600,
      wall: "#b9757a",
      roof: "none",
      side: 0.1,
      shade: "#8f5563",
    }),
    block({
      x: 860,
      y: 540,
      width: 360,
      height: 600,
      wall: "#a3667a",
      roof: "none",
      side: 0,
      shade: "#7a4a66",
    }),
    ...repeat(9, (index) => flat(34 + (index % 3) * 122, 170 + Math.floor(index / 3) * 156, index)),
    ...repeat(6, (index) =>
      flat(1000 + (index % 2) * 118, 170 + Math.floor(index / 2) * 156, index + 4),
    ),
    lights(400, 180, 870, 150, 60, 9, COLOUR.gold, COLOUR.plum),
    rect(-10, 530, 1220, 280, "#b5573f"),
    grain(boxPath(-10, 530, 1220, 280), "down", COLOUR.maroon, 0, 0.5),
    rect(-10, 530, 1220, 10, "#8a3f38"),
    path("M880 560Q560 600 600 810", "none", `stroke="${COLOUR.paper}" stroke-width="6"`),
    line(
      [
        [-10, 610],
        [1210, 610],
      ],
      COLOUR.paper,
      5,
    ),
    rect(926, 210, 14, 430, COLOUR.ink),
    line(
      [
        [932, 300],
        [880, 270],
      ],
      COLOUR.ink,
      10,
    ),
    polygon(
      [
        [790, 150],
        [896, 176],
        [896, 320],
        [790, 290],
      ],
      COLOUR.paper,
    ),
    polygon(
      [
        [806, 220],
        [860, 233],
        [860, 286],
        [806, 272],
      ],
      "none",
      `stroke="${COLOUR.rubric}" stroke-width="6"`,
    ),
    ellipse(786, 296, 46, 12, "none", `stroke="${COLOUR.rubric}" stroke-width="8"`),
    ...repeat(6, (index) =>
      line(
        [
          [748 + index * 15, 300],
          [758 + index * 11, 358],
        ],
        veil(COLOUR.paper, 0.9),
        2.5,
      ),
    ),
    basketball(640, 250, 34),
    path(
      "M470 380Q540 240 622 246",
      "none",
      `stroke="${veil(COLOUR.paper, 0.7)}" stroke-width="4" stroke-dasharray="4 16" stroke-linecap="round"`,
    ),
    player(400, 720, 2.4, COLOUR.lapis, "reach"),
    player(820, 730, 2, COLOUR.ochre, "sit", true),
    player(1060, 690, 1.5, COLOUR.ochre, "reach", true),
    player(130, 680, 1.4, COLOUR.lapis, "sit"),
    streetLamp(1150, 620, 330, COLOUR.ink, COLOUR.gold),
  ];
}
