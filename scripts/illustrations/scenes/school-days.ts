import { arch, block, windows } from "../draw/buildings.ts";
import {
  type Piece,
  circle,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { hills, land } from "../draw/land.ts";
import { COLOUR, darker, lighter, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { tree } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { cloud, glow, sky, stars, sun } from "../draw/sky.ts";
import { flatbread } from "../draw/things.ts";
import { bell } from "../draw/tools.ts";

/** Pupils walk in past a silent brass bell and a sundial. */
export function schoolWithoutBell(): Piece[] {
  const pupil = (
    x: number,
    y: number,
    size: number,
    top: string,
    bag: string,
    head: "hair" | "bun" | "scarf",
    flip = false,
  ): Piece =>
    place({ x, y, flip }, [
      person({
        x: 0,
        y: 0,
        tall: size,
        pose: "walk",
        dress: head === "hair" ? "trousers" : "skirt",
        top,
        bottom: COLOUR.navy,
        head,
        headColour: head === "scarf" ? COLOUR.paper : COLOUR.ink,
      }),
      rect(-size * 0.19, -size * 0.78, size * 0.17, size * 0.26, bag, size * 0.05),
      rect(-size * 0.17, -size * 0.66, size * 0.1, size * 0.1, darker(bag, 0.25), 3),
    ]);
  return [
    sky("#a9cdd2", "#dfe6cf", "#f5e6c2"),
    cloud(640, 150, 260, COLOUR.paper),
    sun(980, 170, 60, COLOUR.paper, COLOUR.gold),
    block({
      x: 420,
      y: 560,
      width: 800,
      height: 270,
      wall: "#f0dfbb",
      roof: "parapet",
      side: 0,
      shade: "#c79f6c",
    }),
    ...repeat(
      5,
      (index) =>
        arch(470 + index * 152, 560, 100, 170, "#8a4a3a") +
        arch(482 + index * 152, 560, 76, 152, index === 2 ? COLOUR.gold : "#6b3430"),
    ),
    windows({
      x: 486,
      y: 312,
      columns: 5,
      rows: 1,
      width: 66,
      height: 50,
      gapX: 86,
      gapY: 10,
      fill: COLOUR.sea,
    }),
    tree(1080, 650, 520, "#7d8f4a", COLOUR.moss),
    land(
      [
        [-10, 570],
        [420, 560],
        [1210, 566],
      ],
      "#e2bf88",
      "#a87444",
    ),
    ellipse(1060, 660, 300, 36, veil("#8a5c34", 0.35)),
    ellipse(660, 704, 150, 36, "#b98a58"),
    ellipse(660, 694, 150, 36, COLOUR.paper),
    ellipse(660, 694, 130, 30, "#efe0bf"),
    ...repeat(9, (index) => {
      const turn = Math.PI + (index * Math.PI) / 8;
      return line(
        [
          [660 + Math.cos(turn) * 104, 694 + Math.sin(turn) * 23],
          [660 + Math.cos(turn) * 122, 694 + Math.sin(turn) * 27],
        ],
        COLOUR.umber,
        4,
      );
    }),
    polygon(
      [
        [660, 696],
        [590, 676],
        [598, 672],
      ],
      veil(COLOUR.umber, 0.6),
    ),
    polygon(
      [
        [660, 698],
        [640, 620],
        [700, 696],
      ],
      COLOUR.ochre,
    ),
    polygon(
      [
        [660, 698],
        [640, 620],
        [668, 697],
      ],
      lighter(COLOUR.ochre, 0.3),
    ),
    pupil(520, 640, 150, COLOUR.rubric, COLOUR.ochre, "hair"),
    pupil(440, 650, 140, COLOUR.paper, COLOUR.lapis, "scarf"),
    pupil(840, 640, 146, COLOUR.ochre, COLOUR.rubric, "bun", true),
    pupil(930, 730, 210, COLOUR.lapis, COLOUR.rubric, "hair", true),
    pupil(1060, 744, 200, COLOUR.paper, COLOUR.olive, "bun", true),
    rect(60, 90, 26, 720, COLOUR.umber),
    rect(350, 90, 26, 720, COLOUR.umber),
    rect(30, 80, 376, 30, "#6b4432"),
    line(
      [
        [218, 108],
        [218, 190],
      ],
      COLOUR.ink,
      9,
    ),
    bell(218, 206, 250, "#d2a043"),
    path("M104 356Q218 386 332 356V388Q218 420 104 388Z", COLOUR.rubric),
    path("M218 380Q160 330 140 370T218 392Q276 330 300 370T218 392Z", COLOUR.rubric),
    path("M208 392L176 470L204 458L216 400ZM228 392L262 474L232 460L220 400Z", COLOUR.maroon),
    circle(218, 388, 17, lighter(COLOUR.rubric, 0.15)),
  ];
}

/** Mothers bake for a school around a clay oven before dawn. */
export function mothersBake(): Piece[] {
  return [
    sky("#1d2450", "#4a3f70", "#b5727a", "#eab382"),
    stars(17, 80, 300, COLOUR.paper),
    hills(35, 430, 26, 6, "#4d3f66"),
    block({
      x: 700,
      y: 520,
      width: 460,
      height: 220,
      wall: "#5d4a72",
      roof: "parapet",
      side: 0.12,
      shade: "#43355c",
    }),
    windows({
      x: 736,
      y: 340,
      columns: 5,
      rows: 2,
      width: 46,
      height: 54,
      gapX: 30,
      gapY: 32,
      fill: COLOUR.gold,
    }),
    arch(1096, 520, 46, 80, COLOUR.gold),
    tree(620, 540, 230, "#3b3558", COLOUR.night),
    path(
      "M470 420Q420 340 480 270T440 120Q430 60 480 -10H560Q510 70 530 130T560 280Q500 350 530 420Z",
      veil("#d8c0c4", 0.3),
    ),
    land(
      [
        [-10, 540],
        [600, 516],
        [1210, 530],
      ],
      "#7d5a5e",
      COLOUR.plum,
    ),
    glow(500, 560, 520, 300, COLOUR.ochre, 0.6),
    path("M360 700Q350 470 430 430H580Q660 470 650 700Z", "#b5693f"),
    grain("M360 700Q350 470 430 430H580Q660 470 650 700Z", "across", COLOUR.maroon, 0, 0.8),
    ellipse(505, 432, 88, 24, "#5a2318"),
    ellipse(505, 436, 72, 16, "#f0a23e"),
    path("M450 436Q440 380 470 340Q480 384 500 330Q520 380 538 350Q570 400 556 436Z", COLOUR.ochre),
    path("M476 438Q470 400 496 372Q520 400 530 438Z", COLOUR.gold),
    arch(466, 700, 80, 70, "#3a1512"),
    glow(506, 680, 60, 50, COLOUR.ochre, 0.8),
    person({
      x: 270,
      y: 730,
      tall: 390,
      pose: "reachOut",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: "#3a2a4a",
      head: "scarf",
      headColour: COLOUR.cream,
      held: ([x, y]) => ellipse(x + 9, y - 1, 14, 4, "#e3b46a"),
    }),
    person({
      x: 740,
      y: 740,
      tall: 380,
      pose: "bend",
      dress: "skirt",
      top: COLOUR.lapis,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.ochre,
      flip: true,
    }),
    person({
      x: 110,
      y: 750,
      tall: 360,
      pose: "kneel",
      dress: "robe",
      top: COLOUR.olive,
      head: "scarf",
      headColour: COLOUR.blush,
    }),
    path("M760 700L1160 680L1210 800H720Z", COLOUR.cream),
    path("M760 700L1160 680L1164 692L757 712Z", COLOUR.rubric),
    path("M728 782L1203 782L1210 800H720Z", COLOUR.rubric),
    flatbread(850, 740, 64, "#d8a050"),
    flatbread(990, 734, 62, "#e0ac5c", 40),
    flatbread(1110, 736, 58, "#d8a050", 90),
    flatbread(920, 722, 58, "#dda656", 20),
    flatbread(1050, 718, 56, "#d19a4a", 70),
    flatbread(1050, 706, 54, "#e0ac5c", 10),
    person({
      x: 1120,
      y: 700,
      tall: 330,
      pose: "kneel",
      dress: "robe",
      top: COLOUR.violet,
      head: "scarf",
      headColour: COLOUR.paper,
      flip: true,
    }),
    ellipse(40, 740, 70, 26, COLOUR.cream),
    ...[10, 50, 80].map((x, index) => circle(x, 724 - index * 4, 22, "#f1e3c2")),
  ];
}
