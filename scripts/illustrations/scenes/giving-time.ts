import { town } from "../draw/buildings.ts";
import {
  type Piece,
  circle,
  ellipse,
  fade,
  grain,
  inside,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { hills, land, pebbles } from "../draw/land.ts";
import { COLOUR, darker, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { leaf, olive, pot } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { cloud, sky, sun } from "../draw/sky.ts";
import { clock, hourglass, sewingMachine } from "../draw/tools.ts";

/** A great hourglass holds a sewing machine and a lesson in geometry. */
export function timeBank(): Piece[] {
  const glass = veil("#eaf1ea", 0.55);
  return [
    rect(0, 0, 1200, 800, fade("down", "#dfa77a", "#efcb9c")),
    circle(600, 400, 330, "#f4dcb2"),
    grain("M270 400a330 330 0 1 0 660 0a330 330 0 1 0 -660 0Z", "down", "#cf8a55", 0, 0.45),
    ...repeat(12, (index) =>
      line(
        [
          [
            600 + Math.cos((index * Math.PI) / 6) * 340,
            400 + Math.sin((index * Math.PI) / 6) * 340,
          ],
          [
            600 + Math.cos((index * Math.PI) / 6) * 366,
            400 + Math.sin((index * Math.PI) / 6) * 366,
          ],
        ],
        COLOUR.maroon,
        index % 3 === 0 ? 12 : 6,
      ),
    ),
    rect(-10, 706, 1220, 110, "#a8533b"),
    rect(-10, 706, 1220, 12, "#c9714e"),
    hourglass(600, 716, 610, "#7a3f2a", glass),
    inside("M436 148Q436 300 590 411H610Q764 300 764 148Z", [
      rect(400, 282, 400, 140, COLOUR.gold),
    ]),
    path("M456 268Q600 300 744 268L730 290H470Z", "#d6a24a"),
    sewingMachine(600, 276, 1.06, COLOUR.lapis),
    line(
      [
        [600, 400],
        [600, 640],
      ],
      COLOUR.gold,
      5,
    ),
    rect(488, 508, 224, 142, COLOUR.umber, 5),
    rect(498, 518, 204, 122, "#2f4a44", 3),
    polygon(
      [
        [530, 622],
        [610, 540],
        [628, 622],
      ],
      "none",
      `stroke="${COLOUR.paper}" stroke-width="4"`,
    ),
    circle(660, 580, 28, "none", `stroke="${COLOUR.gold}" stroke-width="4"`),
    line(
      [
        [660, 580],
        [684, 566],
      ],
      COLOUR.gold,
      3,
    ),
    path("M436 684Q520 640 600 640T764 684Z", COLOUR.gold),
    person({
      x: 250,
      y: 740,
      tall: 430,
      pose: "reachOut",
      dress: "robe",
      top: COLOUR.rubric,
      head: "scarf",
      headColour: COLOUR.paper,
    }),
    person({
      x: 950,
      y: 740,
      tall: 440,
      pose: "reachOut",
      dress: "trousers",
      top: COLOUR.olive,
      bottom: COLOUR.navy,
      head: "hair",
      flip: true,
    }),
    clock(402, 418, 36, 3, 0, COLOUR.gold),
    clock(798, 414, 36, 9, 0, COLOUR.gold),
    ...[
      [100, 690, 40],
      [1100, 690, 46],
    ].map(
      ([x = 0, y = 0, size = 0]) =>
        pot(x, y + 30, size * 1.8, COLOUR.terracotta) +
        leaf([x, y - 40], [x - 60, y - 150], 26, COLOUR.olive) +
        leaf([x, y - 40], [x + 64, y - 160], 26, COLOUR.moss) +
        leaf([x, y - 40], [x, y - 190], 24, COLOUR.olive),
    ),
  ];
}

/** A gardener listens to a bandaged olive while people queue with leaves. */
export function treeClinic(): Piece[] {
  const leafHolder = (
    x: number,
    y: number,
    size: number,
    top: string,
    head: "scarf" | "hair" | "ghutra" | "bun",
    colour: string,
    blade: string,
  ): Piece =>
    person({
      x,
      y,
      tall: size,
      pose: "hold",
      dress: head === "hair" || head === "bun" ? "trousers" : "robe",
      top,
      bottom: COLOUR.navy,
      head,
      headColour: colour,
      flip: true,
      held: ([hx, hy]) => leaf([hx, hy], [hx + 8, hy - 30], 8, blade, darker(blade, 0.3)),
    });
  return [
    sky("#bcd6cf", "#e6e8cb", "#f6e7bf"),
    sun(930, 190, 64, COLOUR.paper, COLOUR.gold),
    cloud(620, 150, 200, COLOUR.paper),
    town(29, 560, 1230, 520, 60, 150, ["#efdcb8", "#e5cba0", "#f5e7cb"], "#a5825c"),
    hills(45, 520, 16, 6, "#a5b07a"),
    land(
      [
        [-10, 570],
        [500, 550],
        [1210, 560],
      ],
      "#c9b578",
      "#8a7a40",
    ),
    olive(330, 720, 640, "#7c8748", "#a9b581", 9),
    path("M262 640L402 610L406 652L258 684Z", COLOUR.paper),
    path("M256 664L410 690L408 726L262 700Z", "#efe4cf"),
    path("M262 640L402 610L403 620L261 650ZM258 676L406 646L406 652L258 684Z", "#d8c8a8"),
    place({ x: 332, y: 648, turn: -12 }, [
      rect(-5, -16, 10, 32, COLOUR.sea, 2),
      rect(-16, -5, 32, 10, COLOUR.sea, 2),
    ]),
    ellipse(330, 732, 240, 20, veil("#5f5a2c", 0.35)),
    person({
      x: 520,
      y: 740,
      tall: 340,
      pose: "reachOut",
      dress: "trousers",
      top: COLOUR.paper,
      bottom: COLOUR.olive,
      head: "turban",
      headColour: COLOUR.ochre,
      flip: true,
    }),
    path(
      "M514 470Q480 520 500 560T420 540",
      "none",
      `stroke="${COLOUR.ink}" stroke-width="6" stroke-linecap="round"`,
    ),
    circle(414, 528, 14, COLOUR.slate),
    rect(548, 690, 70, 46, COLOUR.rubric, 6),
    path("M566 690Q583 664 600 690", "none", `stroke="${COLOUR.umber}" stroke-width="7"`),
    leafHolder(720, 744, 300, COLOUR.lapis, "scarf", COLOUR.cream, "#a8973f"),
    leafHolder(820, 740, 170, COLOUR.ochre, "bun", COLOUR.ink, COLOUR.olive),
    leafHolder(920, 742, 310, COLOUR.paper, "ghutra", COLOUR.rubric, COLOUR.terracotta),
    leafHolder(1030, 746, 290, COLOUR.terracotta, "hair", COLOUR.ink, "#8f9a4a"),
    leafHolder(1140, 744, 300, COLOUR.violet, "scarf", COLOUR.blush, "#b98a3a"),
    pebbles(3, 20, { x: 60, y: 740, width: 1080, height: 40 }, "#a5935a"),
  ];
}
