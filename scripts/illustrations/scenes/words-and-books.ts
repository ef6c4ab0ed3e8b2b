import { pile } from "../draw/books.ts";
import { town } from "../draw/buildings.ts";
import { type Piece, circle, path, place, polygon, rect } from "../draw/canvas.ts";
import { land, wave } from "../draw/land.ts";
import { COLOUR } from "../draw/palette.ts";
import { person } from "../draw/people.ts";
import { bush, palm, pot } from "../draw/plants.ts";
import { repeat } from "../draw/random.ts";
import { compassRose } from "../draw/signs.ts";
import { bird, cloud, glow, sky, stars, sun } from "../draw/sky.ts";
import { cup, lantern } from "../draw/things.ts";
import { sack } from "../draw/tools.ts";
import { felucca, lights } from "../draw/vessels.ts";

/** A ship whose sails are pages carries words away with cotton, lemons and coffee. */
export function wordsAtSea(): Piece[] {
  const page = (x: number, y: number, width: number, height: number): Piece =>
    path(
      `M${x} ${y}Q${x + width * 0.5} ${y + 18} ${x + width} ${y}Q${x + width + 26} ${y + height * 0.5} ${x + width} ${y + height}Q${x + width * 0.5} ${y + height + 26} ${x} ${y + height}Q${x + 26} ${y + height * 0.5} ${x} ${y}Z`,
      COLOUR.paper,
    ) +
    path(
      `M${x + width * 0.72} ${y + 8}L${x + width} ${y}Q${x + width + 26} ${y + height * 0.5} ${x + width} ${y + height}L${x + width * 0.72} ${y + height + 20}Q${x + width * 0.84} ${y + height * 0.5} ${x + width * 0.72} ${y + 8}Z`,
      "#ddceb0",
    ) +
    repeat(Math.floor(height / 24) - 1, (index) =>
      path(
        `M${x + 30} ${y + 28 + index * 24}Q${x + width * 0.5} ${y + 42 + index * 24} ${x + width - (index % 3 === 2 ? width * 0.4 : 12)} ${y + 30 + index * 24}`,
        "none",
        `stroke="#8f7d6a" stroke-width="5" stroke-linecap="round" stroke-dasharray="${40 + (index % 3) * 16} 12"`,
      ),
    );
  const curl = (y: number, colour: string, shift: number): Piece =>
    repeat(9, (index) =>
      [46, 30, 14]
        .map((radius) =>
          path(
            `M${index * 160 + shift - radius} ${y + 60}a${radius} ${radius} 0 0 1 ${radius * 2} 0`,
            "none",
            `stroke="${colour}" stroke-width="7" stroke-linecap="round"`,
          ),
        )
        .join(""),
    ).join("");
  return [
    sky("#e7c792", "#f2dfb8", "#f4e8cc"),
    place({ x: 200, y: 220, opacity: 0.5 }, [compassRose(0, 0, 150, "#a5601f")]),
    sun(980, 220, 80, COLOUR.rubric, COLOUR.ochre),
    cloud(60, 470, 190, "#f6ead0"),
    bird(420, 140, 40, COLOUR.maroon),
    bird(360, 180, 28, COLOUR.maroon),
    wave(560, 26, 320, "#5a8e9c", 30),
    curl(520, "#d9e4da", -20),
    wave(572, 24, 320, "#5a8e9c", 30),
    rect(594, 110, 14, 460, COLOUR.umber),
    rect(794, 170, 12, 400, COLOUR.umber),
    rect(434, 200, 10, 370, COLOUR.umber),
    page(500, 130, 200, 150),
    page(490, 306, 220, 170),
    page(720, 190, 160, 120),
    page(716, 334, 170, 140),
    page(372, 230, 130, 110),
    page(368, 362, 134, 110),
    path(
      "M300 500Q420 540 600 540T880 520L980 450L960 520Q930 650 820 670H440Q340 650 300 500Z",
      "#7d4428",
    ),
    path(
      "M300 500Q420 540 600 540T880 520L980 450L974 480L884 548Q760 570 600 570T312 532Z",
      COLOUR.ochre,
    ),
    ...[430, 520, 610, 700, 790].map(
      (x) => circle(x, 606, 15, "#4a2616") + circle(x, 606, 9, COLOUR.gold),
    ),
    sack(400, 528, 50, COLOUR.paper),
    ...[470, 486, 478].map((x, index) => circle(x, 524 - (index === 2 ? 16 : 0), 12, COLOUR.gold)),
    path("M668 536L690 470L712 536Z", COLOUR.paper),
    path("M740 536L758 486L776 536Z", COLOUR.cream),
    cup(840, 524, 34, COLOUR.lapis, COLOUR.paper),
    wave(650, 30, 360, "#2f6f8a", -40),
    curl(606, "#c4d8d4", 50),
    wave(664, 30, 360, "#2f6f8a", -40),
    wave(726, 34, 400, COLOUR.lapis, 60),
    wave(770, 24, 300, COLOUR.navy, 0),
    felucca(150, 566, 0.3, COLOUR.maroon, COLOUR.cream),
  ];
}

/** Visitors pass an arch of stacked books, each with a book for a ticket. */
export function bookFairArch(): Piece[] {
  const covers = [
    COLOUR.rubric,
    COLOUR.lapis,
    COLOUR.ochre,
    COLOUR.olive,
    COLOUR.violet,
    COLOUR.terracotta,
    COLOUR.sea,
    COLOUR.maroon,
  ];
  const wedges = repeat(15, (index) => {
    const turn = -90 - 84 + (index * 168) / 14;
    const angle = (turn * Math.PI) / 180;
    return place(
      { x: 600 + Math.cos(angle) * 262, y: 380 + Math.sin(angle) * 262, turn: turn + 90 },
      [
        rect(-29, -62, 58, 124, covers[(index * 3) % 8] ?? COLOUR.rubric, 4),
        rect(-29, -40, 58, 8, COLOUR.cream),
        rect(-29, 30, 58, 8, COLOUR.cream),
        rect(-23, 52, 46, 12, COLOUR.paper),
      ],
    );
  });
  const visitor = (
    x: number,
    y: number,
    size: number,
    top: string,
    head: "scarf" | "hair" | "ghutra" | "bun",
    colour: string,
    cover: string,
  ): Piece =>
    person({
      x,
      y,
      tall: size,
      pose: "reachOut",
      dress: head === "hair" ? "trousers" : "robe",
      top,
      bottom: COLOUR.navy,
      head,
      headColour: colour,
      held: ([hx, hy]) =>
        rect(hx - 2, hy - 9, 15, 19, cover, 1) + rect(hx + 10, hy - 7, 4, 15, COLOUR.paper),
    });
  return [
    sky("#2a3566", "#7a5a86", "#dd9a86", "#f3cf9e"),
    stars(13, 60, 260, COLOUR.paper),
    town(67, -20, 1220, 600, 110, 220, ["#8a5f7c", "#7a5474", "#9a6d84"], "#4a3358", COLOUR.gold),
    palm(90, 640, 420, "#2f3f3a", COLOUR.umber, 0.08),
    palm(1110, 640, 440, "#2f3f3a", COLOUR.umber, -0.08),
    palm(470, 600, 260, "#4a5a4a", COLOUR.umber, 0.06),
    palm(730, 600, 280, "#4a5a4a", COLOUR.umber, -0.08),
    glow(600, 520, 360, 260, COLOUR.gold, 0.75),
    land(
      [
        [-10, 620],
        [600, 600],
        [1210, 620],
      ],
      "#c98a66",
      "#6b3f4a",
    ),
    polygon(
      [
        [440, 610],
        [760, 610],
        [900, 810],
        [300, 810],
      ],
      "#e6b988",
    ),
    ...repeat(4, (index) => pile(7 + index * 5, 268, 660 - index * 72, 150, 4, covers)),
    ...repeat(4, (index) => pile(9 + index * 7, 784, 660 - index * 72, 150, 4, covers)),
    ...wedges,
    ...[440, 600, 760].map((x, index) =>
      lantern(x, index === 1 ? 200 : 270, 74, COLOUR.ink, COLOUR.gold, index === 1 ? 20 : 40),
    ),
    lights(-20, 200, 330, 300, 70, 7, COLOUR.gold, COLOUR.plum),
    lights(870, 300, 1220, 200, 70, 7, COLOUR.gold, COLOUR.plum),
    person({
      x: 690,
      y: 680,
      tall: 220,
      pose: "reachOut",
      dress: "robe",
      top: COLOUR.olive,
      head: "scarf",
      headColour: COLOUR.cream,
      flip: true,
    }),
    visitor(520, 692, 230, COLOUR.lapis, "hair", COLOUR.ink, COLOUR.rubric),
    visitor(330, 736, 270, COLOUR.rubric, "scarf", COLOUR.cream, COLOUR.ochre),
    visitor(160, 764, 290, COLOUR.paper, "ghutra", COLOUR.paper, COLOUR.lapis),
    person({
      x: 60,
      y: 770,
      tall: 170,
      pose: "hold",
      dress: "trousers",
      top: COLOUR.ochre,
      bottom: COLOUR.navy,
      held: ([x, y]) => rect(x - 2, y - 8, 18, 18, COLOUR.sea, 1),
    }),
    bush(960, 676, 130, COLOUR.olive),
    pot(960, 760, 90, COLOUR.terracotta),
    bush(1060, 674, 160, COLOUR.moss),
    pot(1060, 776, 110, "#8a4a3a"),
  ];
}
