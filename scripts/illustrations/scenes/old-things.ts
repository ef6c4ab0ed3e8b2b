import { openBook } from "../draw/books.ts";
import { archPath } from "../draw/buildings.ts";
import {
  type Piece,
  boxPath,
  circle,
  ellipse,
  grain,
  inside,
  line,
  path,
  place,
  polygon,
  rect,
} from "../draw/canvas.ts";
import { COLOUR, darker, lighter, veil } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { repeat } from "../draw/random.ts";
import { keyhole } from "../draw/signs.ts";
import { glow } from "../draw/sky.ts";
import { lantern } from "../draw/things.ts";
import { key, radio } from "../draw/tools.ts";

/** Ordinary things on museum shelves in warm light. */
export function museumOfThings(): Piece[] {
  const shelf = (y: number): Piece =>
    rect(80, y, 1040, 18, "#a8653c") + rect(80, y + 18, 1040, 8, "#6f3d27");
  const niche = (x: number, y: number, width: number, height: number): Piece =>
    path(archPath(x, y, width, height), "#7a3f30") +
    glow(x + width / 2, y - height * 0.55, width * 0.7, height * 0.6, COLOUR.gold, 0.55);
  return [
    rect(0, 0, 1200, 800, "#5a2a26"),
    grain(boxPath(0, 0, 1200, 800), "down", COLOUR.ink, 0, 0.5),
    ...[120, 460, 800].map((x) => niche(x, 380, 280, 300)),
    ...[120, 460, 800].map((x) => niche(x, 690, 280, 270)),
    shelf(380),
    shelf(690),
    rect(190, 356, 140, 24, COLOUR.umber, 4),
    place({ x: 260, y: 350, turn: 14 }, [
      rect(-6, -130, 12, 120, "#d9d4c8", 6),
      ellipse(0, -142, 26, 36, "#d9d4c8"),
      ellipse(4, -140, 16, 26, "#b9b3a6"),
    ]),
    path("M170 356V230Q170 130 260 130T350 230V356Z", veil("#e8f0ea", 0.28)),
    path(
      "M192 340V236Q192 164 236 148",
      "none",
      `stroke="${COLOUR.paper}" stroke-width="6" stroke-linecap="round" opacity="0.7"`,
    ),
    circle(260, 122, 11, COLOUR.gold),
    radio(490, 380, 220, "#a8602f"),
    path("M880 380V238Q880 226 892 226H988Q1000 226 1000 238V380Z", COLOUR.rubric),
    rect(880, 270, 120, 16, COLOUR.paper),
    rect(880, 296, 120, 8, COLOUR.paper),
    path("M892 226V190Q892 176 910 176H970Q988 176 988 190V226Z", COLOUR.sand),
    rect(884, 218, 112, 12, "#c7c0b2"),
    path(
      "M1000 270Q1040 280 1030 320T1000 350",
      "none",
      `stroke="${COLOUR.ink}" stroke-width="11"`,
    ),
    rect(970, 230, 30, 150, veil(COLOUR.maroon, 0.4)),
    path("M170 690V570Q170 540 200 540H320Q350 540 350 570V690Z", COLOUR.ochre),
    path("M170 600H350V620Q260 660 170 620Z", darker(COLOUR.ochre, 0.2)),
    rect(240, 616, 40, 36, COLOUR.umber, 5),
    path("M220 540Q220 510 260 510T300 540", "none", `stroke="${COLOUR.umber}" stroke-width="11"`),
    key(600, 520, 1.3, COLOUR.gold, 2, 0),
    path("M560 520Q600 470 640 520", "none", `stroke="${COLOUR.rubric}" stroke-width="6"`),
    rect(840, 610, 200, 80, COLOUR.lapis, 10),
    rect(832, 590, 216, 34, lighter(COLOUR.lapis, 0.15), 10),
    circle(940, 656, 22, COLOUR.gold),
    circle(940, 656, 12, COLOUR.rubric),
    ...[870, 1010].map((x) => circle(x, 656, 7, COLOUR.gold)),
    rect(-10, 726, 1220, 90, "#3a1a1c"),
    person({
      x: 1150,
      y: 870,
      tall: 420,
      pose: "hold",
      dress: "robe",
      shadow: "#1f0f16",
      flip: true,
    }),
    person({
      x: 60,
      y: 840,
      tall: 260,
      pose: "point",
      dress: "skirt",
      head: "bun",
      shadow: "#1f0f16",
    }),
    lantern(430, 40, 70, COLOUR.ink, COLOUR.gold, 60),
    lantern(770, 40, 70, COLOUR.ink, COLOUR.gold, 60),
  ];
}

/** A carved door, seven keys and light through its keyhole above an open book. */
export function sevenKeys(): Piece[] {
  const panel = (x: number, y: number, width: number, height: number): Piece =>
    rect(x, y, width, height, "#3f2318", 6) +
    rect(x + 10, y + 10, width - 20, height - 20, "#7a4529", 4) +
    place(
      { x: x + width / 2, y: y + height / 2 },
      [0, 45]
        .map((turn) =>
          place({ x: 0, y: 0, turn }, [
            rect(
              -width * 0.2,
              -width * 0.2,
              width * 0.4,
              width * 0.4,
              'none" stroke="#a8683c" stroke-width="6',
            ),
          ]),
        )
        .concat([circle(0, 0, width * 0.1, "#a8683c")]),
    );
  return [
    rect(0, 0, 1200, 800, "#c99a68"),
    grain(boxPath(0, 0, 1200, 800), "down", "#6a3f2a", 0, 0.6),
    ...repeat(10, (index) =>
      rect((index % 2) * 1000 - 40 + (index % 3) * 20, index * 84 - 20, 210, 74, "#bd8b58", 6),
    ),
    path(archPath(240, 810, 720, 800, "pointed"), "#8f5a38"),
    path(archPath(276, 810, 648, 756, "pointed"), "#5f3420"),
    inside(archPath(276, 810, 648, 756, "pointed"), [
      ...[0, 1, 2].map(
        (row) =>
          panel(300, 250 + row * 190, 136, 170) +
          panel(450, 150 + row * 190 + (row === 0 ? 0 : 0), 136, 170),
      ),
      ...[0, 1, 2].map(
        (row) => panel(620, 150 + row * 190, 136, 170) + panel(770, 250 + row * 190, 136, 170),
      ),
      rect(592, 0, 18, 810, "#3f2318"),
    ]),
    polygon(
      [
        [690, 430],
        [60, 700],
        [60, 860],
        [560, 860],
      ],
      veil("#ffe9b0", 0.3),
    ),
    polygon(
      [
        [690, 436],
        [240, 720],
        [420, 800],
      ],
      veil("#fff3cf", 0.4),
    ),
    keyhole(690, 430, 74, COLOUR.gold, "#fff3cf"),
    rect(596, 146, 320, 10, COLOUR.ink, 5),
    ...repeat(
      7,
      (index) =>
        line(
          [
            [616 + index * 46, 152],
            [616 + index * 46, 170 + (index % 3) * 12],
          ],
          COLOUR.ink,
          3,
        ) +
        key(
          616 + index * 46,
          168 + (index % 3) * 12,
          0.86 + (index % 2) * 0.2,
          [COLOUR.gold, COLOUR.sand, "#b9793c", COLOUR.paper, COLOUR.ochre, "#8f9aa0", COLOUR.gold][
            index
          ] ?? COLOUR.gold,
          ([0, 1, 2, 1, 0, 2, 1] as const)[index] ?? 0,
        ),
    ),
    openBook(350, 790, 460, COLOUR.rubric),
    glow(350, 690, 330, 130, "#fff0c2", 0.45),
  ];
}
