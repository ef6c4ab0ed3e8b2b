import { arch } from "../draw/buildings.ts";
import {
  type Piece,
  type Point,
  boxPath,
  circle,
  ellipse,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { furrows, hills, land, mountain } from "../draw/land.ts";
import { COLOUR, darker, lighter, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { wheat } from "../draw/plants.ts";
import { between, randomFrom, repeat } from "../draw/random.ts";
import { sky, streak, sun } from "../draw/sky.ts";
import { balance } from "../draw/tools.ts";

/** A round loaf cut like a chart, with ears of wheat, a balance and a mill. */
export function loafChart(): Piece[] {
  const slice = (from: number, to: number, crust: string, crumb: string, out: number): Piece => {
    const middle = ((from + to) / 2) * 2 * Math.PI;
    const [cx, cy] = [430 + Math.cos(middle) * out, 500 + Math.sin(middle) * out * 0.62];
    const rim = (radius: number, drop: number): readonly Point[] =>
      Array.from({ length: 25 }, (_none, index): Point => {
        const turn = (from + ((to - from) * index) / 24) * 2 * Math.PI;
        return [cx + Math.cos(turn) * radius, cy + drop + Math.sin(turn) * radius * 0.62];
      });
    return (
      polygon([[cx, cy + 54], ...rim(270, 54)], darker(crust, 0.35)) +
      polygon([...rim(270, 54), ...[...rim(270, 0)].reverse()], darker(crust, 0.2)) +
      polygon(
        [[cx, cy], ...rim(270, 0).slice(0, 1), ...rim(270, 54).slice(0, 1), [cx, cy + 54]],
        crumb,
      ) +
      polygon(
        [[cx, cy], ...rim(270, 0).slice(-1), ...rim(270, 54).slice(-1), [cx, cy + 54]],
        crumb,
      ) +
      polygon([[cx, cy], ...rim(270, 0)], crust) +
      polygon([[cx, cy], ...rim(236, 0)], lighter(crust, 0.14)) +
      repeat(5, (index) =>
        ellipse(
          cx + Math.cos(middle) * (70 + index * 34) + (index % 2) * 14,
          cy + Math.sin(middle) * (70 + index * 34) * 0.62,
          11,
          4,
          COLOUR.cream,
          `transform="rotate(${index * 40} ${cx + Math.cos(middle) * (70 + index * 34)} ${cy + Math.sin(middle) * (70 + index * 34) * 0.62})"`,
        ),
      )
    );
  };
  return [
    sky("#efdcb2", "#f5e8cc"),
    hills(91, 330, 30, 5, "#d9bd84"),
    hills(93, 360, 20, 7, "#c7a462"),
    path("M930 360L950 170H1030L1050 360Z", COLOUR.paper),
    path("M1000 170H1030L1050 360H1004Z", "#d9c9ac"),
    path("M938 172Q990 100 1042 172Z", COLOUR.rubric),
    ...[20, 110, 200, 290].map((turn) =>
      place({ x: 990, y: 186, turn }, [
        line(
          [
            [0, 0],
            [0, -150],
          ],
          COLOUR.umber,
          5,
        ),
        rect(4, -150, 36, 110, veil("#fffaf0", 0.95)),
        ...repeat(4, (index) =>
          line(
            [
              [4, -148 + index * 30],
              [40, -148 + index * 30],
            ],
            COLOUR.clay,
            2,
          ),
        ),
      ]),
    ),
    arch(976, 360, 30, 54, COLOUR.umber),
    rect(-10, 380, 1220, 430, "#8f4a32"),
    polygon(
      [
        [-10, 380],
        [1210, 380],
        [1210, 400],
        [-10, 400],
      ],
      "#b8694a",
    ),
    ...repeat(5, (index) =>
      line(
        [
          [-10, 460 + index * 78],
          [1210, 460 + index * 78],
        ],
        "#7d3f2b",
        3,
      ),
    ),
    grain(boxPath(-10, 400, 1220, 410), "down", COLOUR.maroon, 0, 0.5),
    ellipse(430, 580, 350, 180, "#e9d5ac"),
    ellipse(430, 574, 330, 168, "#f2e4c6"),
    slice(0.5, 0.76, "#c98a45", "#f0dcb0", 8),
    slice(0.76, 0.98, "#b8742f", "#f0dcb0", 8),
    slice(0.3, 0.5, "#d79c56", "#f0dcb0", 8),
    slice(-0.02, 0.1, "#a5602a", "#f0dcb0", 60),
    slice(0.1, 0.3, "#e0ab66", "#f0dcb0", 10),
    balance(
      970,
      720,
      1.6,
      "#c99a45",
      16,
      circle(-16, -12, 12, COLOUR.gold) +
        circle(8, -12, 12, COLOUR.gold) +
        circle(-4, -30, 12, COLOUR.gold),
      path("M-30 0Q-34 -36 0 -40Q34 -36 30 0Z", "#c98a45"),
    ),
    ...repeat(5, (index) =>
      wheat(
        60 + index * 30,
        800,
        330 + (index % 3) * 40,
        index % 2 === 0 ? COLOUR.gold : COLOUR.ochre,
        -0.12 + index * 0.07,
      ),
    ),
  ];
}

/** Women gather saffron at dawn before the mountains. */
export function saffron(): Piece[] {
  const random = randomFrom(17);
  const crocus = (x: number, y: number, size: number): Piece =>
    place({ x, y, scale: size }, [
      path("M0 0Q-10 -14 -18 -30", "none", `stroke="${COLOUR.olive}" stroke-width="4"`),
      path("M2 0Q12 -12 20 -24", "none", `stroke="${COLOUR.olive}" stroke-width="4"`),
      path("M0 -16Q-26 -34 -16 -62Q-4 -48 0 -16Z", "#7d6399"),
      path("M0 -16Q26 -34 16 -62Q4 -48 0 -16Z", "#6b5289"),
      path("M0 -14Q-14 -40 0 -68Q14 -40 0 -14Z", "#977fb3"),
      line(
        [
          [0, -50],
          [-3, -72],
        ],
        COLOUR.rubric,
        3,
      ),
      line(
        [
          [0, -50],
          [5, -70],
        ],
        COLOUR.rubric,
        3,
      ),
    ]);
  const rows = repeat(9, (row) =>
    repeat(Math.round(44 - row * 3.2), (index) => {
      const depth = row / 8;
      return crocus(
        -30 + index * (28 + row * 6.4) + between(random, -6, 6),
        520 + depth * depth * 280,
        0.26 + depth * 0.95,
      );
    }).join(""),
  );
  return [
    sky("#c98a9a", "#eeb99a", "#f8e2b4"),
    sun(300, 330, 90, "#fbeac2", COLOUR.gold),
    mountain(-100, 620, 500, [230, 280], "#b98a98", "#9c7088"),
    mountain(340, 1000, 500, [680, 200], "#a97a90", "#86607f"),
    mountain(760, 1500, 500, [1090, 260], "#94698a", "#745176"),
    streak(-60, 440, 700, 30, veil("#f8e2c4", 0.5)),
    land(
      [
        [-10, 490],
        [600, 470],
        [1210, 490],
      ],
      "#6d5a7c",
      COLOUR.plum,
    ),
    furrows([620, 440], 820, -500, 1700, 12, "#54466a", 30),
    rows.slice(0, 4).join(""),
    person({
      x: 820,
      y: 600,
      tall: 150,
      pose: "bend",
      dress: "skirt",
      top: COLOUR.ochre,
      bottom: COLOUR.maroon,
      head: "scarf",
      headColour: COLOUR.paper,
    }),
    person({
      x: 1010,
      y: 590,
      tall: 140,
      pose: "hold",
      dress: "robe",
      top: COLOUR.lapis,
      head: "scarf",
      headColour: COLOUR.cream,
      flip: true,
    }),
    rows.slice(4, 6).join(""),
    person({
      x: 380,
      y: 690,
      tall: 290,
      pose: "bend",
      dress: "skirt",
      top: COLOUR.rubric,
      bottom: COLOUR.navy,
      head: "scarf",
      headColour: COLOUR.paper,
    }),
    path("M470 610Q480 560 530 560T590 610L578 650H482Z", COLOUR.clay),
    ...repeat(7, (index) =>
      circle(492 + index * 13, 566 - (index % 2) * 8, 11, index % 2 === 0 ? "#977fb3" : "#7d6399"),
    ),
    rows.slice(6, 8).join(""),
    balance(
      950,
      770,
      1.1,
      COLOUR.gold,
      -12,
      repeat(7, (index) =>
        line(
          [
            [-22 + index * 7, -4],
            [-18 + index * 6, -26 + (index % 3) * 6],
          ],
          COLOUR.rubric,
          3,
        ),
      ).join(""),
      rect(-12, -24, 24, 24, "#8a6a3a", 3) + rect(-5, -31, 10, 8, "#8a6a3a"),
    ),
    rows.slice(8).join(""),
  ];
}
