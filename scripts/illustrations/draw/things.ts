import {
  type Piece,
  type Point,
  circle,
  circlePath,
  curve,
  ellipse,
  fade,
  grain,
  line,
  path,
  place,
  polygon,
  rect,
  ring,
} from "./canvas.ts";
import { COLOUR, darker, lighter, veil } from "./palette.ts";
import { repeat } from "./random.ts";

/** A telescope on a tripod, its eyepiece low on the left; 220 high at scale 1. */
export function telescope(
  x: number,
  y: number,
  scale: number,
  tube: string,
  brass: string,
  flip = false,
  turn = -38,
): Piece {
  return place({ x, y, scale, flip }, [
    line(
      [
        [0, -120],
        [-62, 0],
      ],
      COLOUR.ink,
      7,
    ),
    line(
      [
        [0, -120],
        [60, 0],
      ],
      COLOUR.ink,
      7,
    ),
    line(
      [
        [0, -120],
        [6, 4],
      ],
      COLOUR.slate,
      7,
    ),
    rect(-12, -142, 24, 34, COLOUR.ink, 4),
    place({ x: 0, y: -146, turn }, [
      rect(-104, -12, 60, 24, darker(tube, 0.25)),
      rect(-52, -18, 150, 36, tube),
      rect(-52, 4, 150, 14, darker(tube, 0.25)),
      rect(92, -24, 58, 48, tube),
      rect(92, 6, 58, 18, darker(tube, 0.25)),
      rect(86, -25, 9, 50, brass),
      rect(146, -27, 10, 54, brass),
      rect(-56, -19, 8, 38, brass),
      rect(-120, -8, 18, 16, brass),
      rect(-20, -32, 70, 9, brass, 4),
    ]),
  ]);
}

/** A hanging lantern with a metal cap. */
export function lantern(
  x: number,
  y: number,
  height: number,
  metal: string,
  light: string,
  chain = 0,
): Piece {
  const w = height * 0.5;
  return (
    (chain > 0
      ? line(
          [
            [x, y - chain],
            [x, y],
          ],
          metal,
          2.5,
        )
      : "") +
    circle(x, y + height * 0.55, height * 0.95, fade("radial", veil(light, 0.55), veil(light, 0))) +
    path(
      `M${x} ${y}Q${x + w * 0.12} ${y + height * 0.14} ${x + w * 0.5} ${y + height * 0.26}H${x - w * 0.5}Q${x - w * 0.12} ${y + height * 0.14} ${x} ${y}Z`,
      metal,
    ) +
    polygon(
      [
        [x - w * 0.4, y + height * 0.26],
        [x + w * 0.4, y + height * 0.26],
        [x + w * 0.56, y + height * 0.6],
        [x + w * 0.3, y + height * 0.88],
        [x - w * 0.3, y + height * 0.88],
        [x - w * 0.56, y + height * 0.6],
      ],
      light,
    ) +
    line(
      [
        [x, y + height * 0.26],
        [x, y + height * 0.88],
      ],
      metal,
      3,
    ) +
    line(
      [
        [x - w * 0.4, y + height * 0.26],
        [x - w * 0.56, y + height * 0.6],
        [x - w * 0.3, y + height * 0.88],
      ],
      metal,
      3,
    ) +
    line(
      [
        [x + w * 0.4, y + height * 0.26],
        [x + w * 0.56, y + height * 0.6],
        [x + w * 0.3, y + height * 0.88],
      ],
      metal,
      3,
    ) +
    rect(x - w * 0.4, y + height * 0.86, w * 0.8, height * 0.08, metal, 3)
  );
}

/** A street lamp with a bent arm. */
export function streetLamp(
  x: number,
  y: number,
  height: number,
  iron: string,
  light: string,
): Piece {
  return (
    line(
      [
        [x, y],
        [x, y - height * 0.86],
      ],
      iron,
      height * 0.022,
    ) +
    rect(x - height * 0.03, y - height * 0.08, height * 0.06, height * 0.08, iron) +
    curve(
      [
        [x, y - height * 0.86],
        [x + height * 0.04, y - height],
        [x + height * 0.16, y - height * 0.98],
      ],
      iron,
      height * 0.018,
    ) +
    path(
      `M${x + height * 0.1} ${y - height * 0.93}q${height * 0.06} ${-height * 0.1} ${height * 0.12} 0Z`,
      iron,
    ) +
    circle(
      x + height * 0.16,
      y - height * 0.9,
      height * 0.16,
      fade("radial", veil(light, 0.7), veil(light, 0)),
    ) +
    ellipse(x + height * 0.16, y - height * 0.92, height * 0.035, height * 0.022, light)
  );
}

/** An oud from the front: its bowl's middle at x, y; 340 long at scale 1. */
export function oud(
  x: number,
  y: number,
  scale: number,
  turn: number,
  wood: string,
  face: string,
): Piece {
  return place({ x, y, scale, turn }, [
    polygon(
      [
        [-11, -90],
        [11, -90],
        [9, -214],
        [-9, -214],
      ],
      darker(wood, 0.35),
    ),
    polygon(
      [
        [-11, -212],
        [11, -212],
        [44, -262],
        [28, -270],
      ],
      darker(wood, 0.2),
    ),
    ...repeat(5, (index) =>
      line(
        [
          [4 + index * 8, -222 - index * 9],
          [24 + index * 8, -214 - index * 9],
        ],
        wood,
        4,
      ),
    ),
    path(
      "M0 -120C48 -96 92 -48 92 18C92 74 50 104 0 104C-50 104 -92 74 -92 18C-92 -48 -48 -96 0 -120Z",
      wood,
    ),
    path(
      "M0 -108C42 -86 80 -44 80 16C80 66 44 92 0 92C-44 92 -80 66 -80 16C-80 -44 -42 -86 0 -108Z",
      face,
    ),
    grain(
      "M0 -108C42 -86 80 -44 80 16C80 66 44 92 0 92C-44 92 -80 66 -80 16C-80 -44 -42 -86 0 -108Z",
      "across",
      darker(wood, 0.1),
      0,
      0.6,
    ),
    circle(0, -10, 25, darker(wood, 0.5)),
    ring(0, -10, 30, darker(wood, 0.2), 3),
    ...repeat(8, (index) =>
      circle(Math.cos(index * 0.785) * 14, -10 + Math.sin(index * 0.785) * 14, 4, face),
    ),
    circle(0, -10, 5, face),
    circle(-40, 28, 9, darker(wood, 0.5)),
    circle(40, 28, 9, darker(wood, 0.5)),
    rect(-34, 58, 68, 10, darker(wood, 0.4), 3),
    ...repeat(5, (index) =>
      line(
        [
          [-12 + index * 6, 60],
          [-6 + index * 3, -212],
        ],
        COLOUR.paper,
        1.2,
      ),
    ),
  ]);
}

export function football(x: number, y: number, radius: number): Piece {
  const spot = (turn: number, reach: number, size: number): Piece => {
    const angle = (turn * Math.PI) / 180;
    const [cx, cy] = [x + Math.cos(angle) * radius * reach, y + Math.sin(angle) * radius * reach];
    return polygon(
      Array.from({ length: 5 }, (_none, index): Point => [
        cx + Math.cos(angle + index * 1.2566) * radius * size,
        cy + Math.sin(angle + index * 1.2566) * radius * size * 0.95,
      ]),
      COLOUR.ink,
    );
  };
  return (
    circle(x, y, radius, COLOUR.paper) +
    spot(-90, 0, 0.34) +
    [18, 90, 162, 234, 306]
      .map(
        (turn) =>
          spot(turn, 0.86, 0.26) +
          line(
            [
              [
                x + Math.cos((turn * Math.PI) / 180) * radius * 0.3,
                y + Math.sin((turn * Math.PI) / 180) * radius * 0.3,
              ],
              [
                x + Math.cos((turn * Math.PI) / 180) * radius * 0.7,
                y + Math.sin((turn * Math.PI) / 180) * radius * 0.7,
              ],
            ],
            COLOUR.ink,
            radius * 0.06,
          ),
      )
      .join("") +
    grain(circlePath(x, y, radius), "diagonal", COLOUR.slate, 0, 0.55)
  );
}

/** A flat bread seen from above, leaning. */
export function flatbread(
  x: number,
  y: number,
  radius: number,
  crust: string,
  seedTurn = 0,
): Piece {
  return (
    ellipse(x, y, radius, radius * 0.42, crust) +
    ellipse(x, y - radius * 0.05, radius * 0.86, radius * 0.33, lighter(crust, 0.22)) +
    [0, 70, 150, 215, 300]
      .map((turn) =>
        circle(
          x + Math.cos(((turn + seedTurn) * Math.PI) / 180) * radius * 0.5,
          y - radius * 0.05 + Math.sin(((turn + seedTurn) * Math.PI) / 180) * radius * 0.18,
          radius * 0.07,
          darker(crust, 0.15),
        ),
      )
      .join("")
  );
}

export function cup(x: number, y: number, width: number, colour: string, steam?: string): Piece {
  return (
    path(
      `M${x - width / 2} ${y - width * 0.8}H${x + width / 2}Q${x + width * 0.46} ${y} ${x} ${y}Q${x - width * 0.46} ${y} ${x - width / 2} ${y - width * 0.8}Z`,
      colour,
    ) +
    ellipse(x, y - width * 0.8, width / 2, width * 0.1, COLOUR.umber) +
    (steam
      ? curve(
          [
            [x, y - width],
            [x - width * 0.14, y - width * 1.3],
            [x + width * 0.1, y - width * 1.6],
            [x - width * 0.04, y - width * 2],
          ],
          steam,
          width * 0.07,
        )
      : "")
  );
}

/** A jar with a lid, filled to a share. */
export function jar(
  x: number,
  y: number,
  width: number,
  height: number,
  glass: string,
  filling: string,
  share = 0.6,
  lid: string = COLOUR.clay,
): Piece {
  return (
    rect(x, y - height, width, height, glass, width * 0.14) +
    rect(x + 3, y - height * share, width - 6, height * share - 4, filling, width * 0.1) +
    rect(x + width * 0.08, y - height - height * 0.1, width * 0.84, height * 0.12, lid, 3) +
    rect(
      x + width * 0.14,
      y - height * 0.86,
      width * 0.09,
      height * 0.68,
      veil(COLOUR.paper, 0.55),
      4,
    )
  );
}

export function chair(x: number, y: number, height: number, wood: string, flip = false): Piece {
  return place({ x, y, scale: height / 100, flip }, [
    line(
      [
        [-16, 0],
        [-14, -48],
        [-20, -100],
      ],
      wood,
      5,
    ),
    line(
      [
        [18, 0],
        [16, -46],
      ],
      wood,
      5,
    ),
    rect(-18, -50, 40, 7, wood, 2),
    line(
      [
        [-18, -84],
        [-16, -62],
      ],
      darker(wood, 0.2),
      9,
    ),
  ]);
}
