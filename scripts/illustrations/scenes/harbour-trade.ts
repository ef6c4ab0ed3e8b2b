import { arch, town, windows } from "../draw/buildings.ts";
import {
  type Piece,
  type Point,
  circle,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { hills, land, reflection, water } from "../draw/land.ts";
import { COLOUR, lighter, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { repeat } from "../draw/random.ts";
import { bird, sky, streak, sun } from "../draw/sky.ts";
import { lantern } from "../draw/things.ts";
import { sack } from "../draw/tools.ts";
import { boat } from "../draw/vessels.ts";

/** Panels on the saw-tooth roof of a fish market. */
export function solarFishMarket(): Piece[] {
  const tooth = (x: number): Piece => {
    const slope: readonly Point[] = [
      [x, 420],
      [x + 150, 300],
      [x + 150, 300],
      [x, 420],
    ];
    const at = (share: number, lift: number): Point => [
      x + 8 + share * 136,
      408 - share * 108 - lift,
    ];
    return (
      polygon(
        [
          [x, 420],
          [x + 150, 300],
          [x + 180, 300],
          [x + 180, 420],
        ],
        "#c98a5c",
      ) +
      polygon(
        [
          [x + 150, 300],
          [x + 180, 300],
          [x + 180, 420],
          [x + 150, 420],
        ],
        "#9c6242",
      ) +
      rect(x + 156, 318, 18, 84, COLOUR.gold) +
      polygon([at(0, 0), at(1, 0), at(1, 40), at(0, 40)], COLOUR.lapis) +
      [0.25, 0.5, 0.75]
        .map((share) => line([at(share, 0), at(share, 40)], COLOUR.mist, 2))
        .join("") +
      line([at(0, 20), at(1, 20)], COLOUR.mist, 2) +
      line(slope.slice(0, 2), COLOUR.umber, 4)
    );
  };
  const fish = (x: number, y: number, size: number, colour: string): Piece =>
    path(
      `M${x} ${y}q${size * 0.45} ${-size * 0.34} ${size} 0q${-size * 0.55} ${size * 0.34} ${-size} 0ZM${x + size * 0.06} ${y}l${-size * 0.28} ${-size * 0.2}v${size * 0.4}Z`,
      colour,
    ) + circle(x + size * 0.82, y - size * 0.04, size * 0.035, COLOUR.ink);
  const box = (x: number, y: number, width: number): Piece =>
    repeat(16, (index) =>
      polygon(
        [
          [x + 10 + ((index * 37) % (width - 30)), y - 62 + (index % 3) * 9],
          [x + 30 + ((index * 37) % (width - 30)), y - 70 + (index % 3) * 9],
          [x + 36 + ((index * 37) % (width - 30)), y - 50],
          [x + 14 + ((index * 37) % (width - 30)), y - 46],
        ],
        index % 2 === 0 ? "#e9f4f2" : "#c7e0e0",
      ),
    ).join("") +
    fish(x + width * 0.2, y - 62, width * 0.5, "#5f8ea0") +
    fish(x + width * 0.42, y - 76, width * 0.48, COLOUR.rose) +
    fish(x + width * 0.12, y - 82, width * 0.44, "#7ba6b0") +
    rect(x, y - 50, width, 50, COLOUR.lapis, 4) +
    rect(x, y - 50, width, 9, lighter(COLOUR.lapis, 0.3), 4) +
    rect(x + width * 0.38, y - 32, width * 0.24, 9, COLOUR.navy, 4);
  return [
    sky("#f0bd62", "#f6dba0", "#f8ecd2"),
    ...repeat(16, (index) => {
      const turn = (index * Math.PI) / 8;
      return polygon(
        [
          [240 + Math.cos(turn - 0.05) * 140, 220 + Math.sin(turn - 0.05) * 140],
          [240 + Math.cos(turn + 0.05) * 140, 220 + Math.sin(turn + 0.05) * 140],
          [240 + Math.cos(turn + 0.05) * 210, 220 + Math.sin(turn + 0.05) * 210],
          [240 + Math.cos(turn - 0.05) * 210, 220 + Math.sin(turn - 0.05) * 210],
        ],
        "#f9e4b3",
      );
    }),
    circle(240, 220, 112, COLOUR.rubric),
    grain("M128 220a112 112 0 1 0 224 0a112 112 0 1 0 -224 0Z", "diagonal", COLOUR.ochre, 0, 0.7),
    water(470, "#4f93a0", COLOUR.cream, 5, 620, 30),
    boat(140, 520, 0.9, COLOUR.rubric, COLOUR.paper, false, true),
    boat(40, 560, 0.7, COLOUR.navy, COLOUR.ochre),
    ...[330, 510, 690, 870, 1050].map(tooth),
    rect(330, 420, 900, 250, "#e6c79a"),
    rect(330, 420, 900, 14, "#b07c52"),
    ...[370, 580, 790, 1000].map(
      (x) => arch(x, 670, 160, 200, COLOUR.maroon) + rect(x, 590, 160, 12, "#86403a"),
    ),
    ...[450, 660, 870, 1080].map((x) => lantern(x, 490, 44, COLOUR.ink, COLOUR.gold, 14)),
    land(
      [
        [-10, 640],
        [330, 656],
        [1210, 664],
      ],
      "#cfa57a",
      "#8a5c40",
    ),
    person({
      x: 470,
      y: 690,
      tall: 200,
      pose: "hold",
      dress: "robe",
      top: COLOUR.olive,
      head: "scarf",
      headColour: COLOUR.cream,
    }),
    person({
      x: 690,
      y: 690,
      tall: 210,
      pose: "reachOut",
      dress: "trousers",
      top: COLOUR.paper,
      bottom: COLOUR.navy,
      head: "cap",
      headColour: COLOUR.rubric,
      flip: true,
    }),
    person({
      x: 930,
      y: 690,
      tall: 206,
      pose: "walk",
      dress: "robe",
      top: COLOUR.lapis,
      head: "ghutra",
      headColour: COLOUR.paper,
      flip: true,
    }),
    box(80, 750, 250),
    box(360, 764, 240),
    box(640, 758, 250),
    box(930, 770, 260),
    box(220, 700, 190),
    box(1010, 720, 150),
  ];
}

/** A cargo ship with four rigid sails enters a harbour with coffee. */
export function sailingCargo(): Piece[] {
  const wing = (x: number, height: number): Piece =>
    path(
      `M${x - 34} 520Q${x - 50} ${520 - height * 0.6} ${x - 10} ${520 - height}Q${x + 50} ${520 - height * 0.5} ${x + 38} 520Z`,
      COLOUR.paper,
    ) +
    path(
      `M${x - 10} ${520 - height}Q${x + 50} ${520 - height * 0.5} ${x + 38} 520H${x + 8}Q${x + 26} ${520 - height * 0.5} ${x - 10} ${520 - height}Z`,
      "#d8c7ac",
    ) +
    [0.25, 0.5, 0.75]
      .map((share) =>
        line(
          [
            [x - 40, 520 - height * share * 0.9],
            [x + 40, 520 - height * share * 0.88],
          ],
          "#c9b596",
          2.5,
        ),
      )
      .join("") +
    rect(x - 36, 430, 74, 16, COLOUR.rubric);
  const crane = (x: number, size: number, flip: boolean): Piece =>
    place({ x, y: 560, scale: size, flip }, [
      line(
        [
          [-50, 0],
          [-36, -200],
        ],
        COLOUR.maroon,
        12,
      ),
      line(
        [
          [50, 0],
          [36, -200],
        ],
        COLOUR.maroon,
        12,
      ),
      line(
        [
          [-46, -60],
          [46, -60],
        ],
        COLOUR.maroon,
        8,
      ),
      line(
        [
          [-46, -60],
          [38, -190],
        ],
        COLOUR.maroon,
        5,
      ),
      rect(-50, -216, 100, 22, COLOUR.maroon),
      line(
        [
          [-80, -206],
          [250, -240],
        ],
        COLOUR.maroon,
        11,
      ),
      line(
        [
          [0, -206],
          [10, -310],
          [240, -240],
        ],
        COLOUR.maroon,
        5,
      ),
      line(
        [
          [10, -310],
          [-76, -206],
        ],
        COLOUR.maroon,
        5,
      ),
      line(
        [
          [210, -236],
          [210, -140],
        ],
        COLOUR.ink,
        2.5,
      ),
      rect(186, -140, 48, 34, COLOUR.ochre),
    ]);
  return [
    sky("#d98a78", "#efb88e", "#f7dfb2"),
    sun(860, 330, 120, "#fbe7bd", COLOUR.gold),
    streak(980, 250, 260, 9, "#e9a888"),
    streak(120, 200, 320, 9, "#e2a088"),
    hills(81, 500, 24, 6, "#c48a86"),
    town(27, 860, 1240, 530, 40, 110, ["#c98d80", "#b97b76"], "#8d5a60"),
    crane(1080, 1, true),
    crane(940, 0.78, true),
    water(530, "#7c7f9a", "#f3cfa2", 15, 800, 60),
    reflection(860, 540, 760, 220, "#f6dba8", 6),
    wing(180, 350),
    wing(320, 380),
    wing(460, 380),
    wing(600, 350),
    rect(700, 420, 90, 100, COLOUR.paper, 4),
    rect(690, 400, 110, 22, COLOUR.rubric, 4),
    windows({
      x: 710,
      y: 436,
      columns: 3,
      rows: 2,
      width: 18,
      height: 18,
      gapX: 8,
      gapY: 14,
      fill: COLOUR.navy,
    }),
    ...repeat(9, (index) =>
      rect(
        130 + index * 62,
        488,
        58,
        36,
        [COLOUR.ochre, COLOUR.lapis, COLOUR.terracotta, COLOUR.olive][index % 4] ?? COLOUR.ochre,
        2,
      ),
    ),
    path("M70 520H800L850 490L826 610H130Q90 590 70 520Z", COLOUR.navy),
    path("M86 566L834 566L826 610H130Q102 594 86 566Z", COLOUR.rubric),
    path("M60 622Q200 604 340 620T640 618T880 624L840 640H120Z", veil(COLOUR.paper, 0.6)),
    polygon(
      [
        [500, 740],
        [1210, 650],
        [1210, 810],
        [500, 810],
      ],
      "#6b4a4c",
    ),
    polygon(
      [
        [500, 740],
        [1210, 650],
        [1210, 664],
        [500, 758],
      ],
      "#a87a6a",
    ),
    sack(780, 770, 120, COLOUR.sand, "#4a2a20"),
    sack(910, 756, 124, "#cdb189", "#4a2a20"),
    sack(1040, 768, 136, COLOUR.sand, "#4a2a20"),
    ...repeat(14, (index) =>
      ellipse(
        700 + index * 13,
        780 - (index % 3) * 9,
        7,
        5,
        "#4a2a20",
        `transform="rotate(${index * 40} ${700 + index * 13} ${780 - (index % 3) * 9})"`,
      ),
    ),
    person({
      x: 1140,
      y: 740,
      tall: 260,
      pose: "lookUp",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.ink,
      head: "helmet",
      headColour: COLOUR.paper,
      flip: true,
    }),
    bird(500, 100, 40, COLOUR.paper),
    bird(700, 180, 30, COLOUR.paper),
  ];
}
