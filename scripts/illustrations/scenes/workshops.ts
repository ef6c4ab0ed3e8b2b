import { archPath } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  circle,
  fade,
  grain,
  inside,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { COLOUR, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { repeat } from "../draw/random.ts";
import { oud } from "../draw/things.ts";
import { felucca } from "../draw/vessels.ts";

/** An oud maker's workshop between ship planks and a window on the sea. */
export function luthier(): Piece[] {
  return [
    rect(0, 0, 1200, 800, "#4a3a48"),
    grain(boxPath(0, 0, 1200, 700), "across", COLOUR.night, 0, 0.5),
    inside(archPath(110, 520, 330, 400), [
      rect(100, 100, 360, 440, fade("down", "#f0c98e", "#f7e3b8")),
      circle(330, 250, 50, COLOUR.rubric),
      rect(100, 360, 360, 200, COLOUR.sea),
      ...repeat(8, (index) =>
        rect(130 + ((index * 83) % 260), 376 + index * 17, 60, 5, COLOUR.cream, 2),
      ),
      felucca(220, 400, 0.4, COLOUR.maroon, COLOUR.paper),
    ]),
    rect(270, 120, 10, 400, "#2f2432"),
    rect(110, 330, 330, 10, "#2f2432"),
    rect(90, 516, 370, 20, "#8a5a44"),
    polygon(
      [
        [110, 536],
        [440, 536],
        [900, 810],
        [260, 810],
      ],
      veil(COLOUR.gold, 0.2),
    ),
    line(
      [
        [470, 70],
        [1210, 70],
      ],
      "#2a2030",
      14,
    ),
    ...[
      [560, 250, 0.62, 6],
      [710, 262, 0.72, -5],
      [1090, 270, 0.72, 5],
    ].map(
      ([x = 0, y = 0, scale = 1, turn = 0]) =>
        line(
          [
            [x, 70],
            [x, y - 240 * scale],
          ],
          COLOUR.ink,
          3,
        ) + oud(x, y, scale, turn, "#8a4f2c", "#d9aa6c"),
    ),
    ...[0, 1, 2, 3].map(
      (index) =>
        polygon(
          [
            [960 + index * 64, 640],
            [1010 + index * 64, 640],
            [1050 + index * 50, 300 - index * 18],
            [1004 + index * 50, 300 - index * 18],
          ],
          ["#7d5a44", "#93694c", "#6c4c3c", "#85603f"][index] ?? "#7d5a44",
        ) +
        circle(1010 + index * 58, 420, 5, COLOUR.ink) +
        circle(996 + index * 62, 560, 5, COLOUR.ink) +
        rect(972 + index * 62, 500 + index * 10, 40, 20, index % 2 === 0 ? COLOUR.sea : "#8a5a44"),
    ),
    rect(420, 620, 800, 26, "#c08a58"),
    rect(440, 646, 760, 170, "#7a4a30"),
    ...repeat(
      3,
      (index) =>
        rect(470 + index * 240, 680, 200, 90, "#6b3f28", 4) +
        circle(570 + index * 240, 724, 8, COLOUR.sand),
    ),
    place({ x: 760, y: 540, scale: 1.15, turn: 74 }, [
      path(
        "M0 -120C48 -96 92 -48 92 18C92 74 50 104 0 104C-50 104 -92 74 -92 18C-92 -48 -48 -96 0 -120Z",
        "#a8683c",
      ),
      ...[-66, -40, -14, 14, 40, 66].map((x) =>
        path(
          `M0 -118Q${x * 1.5} -20 ${x * 0.5} 102`,
          "none",
          `stroke="${x < 0 ? "#d9a568" : "#6f3f24"}" stroke-width="7"`,
        ),
      ),
    ]),
    person({
      x: 560,
      y: 830,
      tall: 520,
      pose: "hold",
      dress: "trousers",
      top: COLOUR.lapis,
      bottom: COLOUR.ink,
      head: "turban",
      headColour: COLOUR.cream,
      held: ([x, y]) =>
        rect(x - 2, y - 5, 22, 6, COLOUR.clay, 1) + rect(x + 4, y - 9, 6, 5, COLOUR.umber),
    }),
    ...repeat(10, (index) =>
      path(
        `M${640 + index * 52} ${618 - (index % 2) * 6}q10 -24 24 -8q-4 12 -14 4`,
        "none",
        `stroke="${index % 2 === 0 ? COLOUR.gold : COLOUR.sand}" stroke-width="5" stroke-linecap="round"`,
      ),
    ),
    rect(420, 620, 800, 26, "#c08a58"),
    rect(-10, 770, 1220, 40, "#2a2030"),
    ...repeat(9, (index) =>
      path(
        `M${60 + index * 46} ${768 - (index % 3) * 4}q12 -26 26 -8q-4 12 -16 4`,
        "none",
        `stroke="${COLOUR.ochre}" stroke-width="5" stroke-linecap="round"`,
      ),
    ),
  ];
}
