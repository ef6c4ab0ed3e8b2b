import {
  type Piece,
  type Point,
  blob,
  circle,
  curve,
  ellipse,
  grain,
  line,
  path,
  place,
  smoothPath,
} from "./canvas.ts";
import { COLOUR, darker, lighter } from "./palette.ts";
import { between, randomFrom, repeat } from "./random.ts";

/** A date palm: a bent trunk and a crown of hanging fronds. */
export function palm(
  x: number,
  y: number,
  height: number,
  leaf: string,
  trunk: string,
  lean = 0.1,
): Piece {
  const [topX, topY] = [x + height * lean, y - height];
  const thick = height * 0.035;
  const stem = path(
    `M${x - thick} ${y}Q${x + height * lean * 0.2} ${y - height * 0.55} ${topX - thick * 0.6} ${topY}L${topX + thick * 0.6} ${topY}Q${x + height * lean * 0.3 + thick * 2} ${y - height * 0.55} ${x + thick * 1.3} ${y}Z`,
    trunk,
  );
  const reach = height * 0.36;
  const angles = [-172, -150, -122, -92, -62, -34, -10, 14, 168];
  const crown = angles.map((angle, index) => {
    const turn = (angle * Math.PI) / 180;
    const length = reach * (index % 2 === 0 ? 1 : 0.86);
    const [tipX, tipY] = [Math.cos(turn) * length, Math.sin(turn) * length * 0.75 + length * 0.32];
    const [midX, midY] = [
      Math.cos(turn) * length * 0.6,
      Math.sin(turn) * length * 0.72 - length * 0.1,
    ];
    const width = length * 0.2;
    return path(
      `M0 0Q${midX} ${midY - width} ${tipX} ${tipY}Q${midX * 0.95} ${midY + width * 0.55} 0 0Z`,
      index % 2 === 0 ? leaf : darker(leaf, 0.18),
    );
  });
  const dates =
    circle(topX - thick, topY + thick * 2.2, thick * 1.1, COLOUR.terracotta) +
    circle(topX + thick * 1.2, topY + thick * 2.6, thick * 0.9, COLOUR.ochre);
  return stem + place({ x: topX, y: topY }, crown) + dates;
}

export function cypress(x: number, y: number, height: number, leaf: string, shade: string): Piece {
  const half = height * 0.13;
  const d = `M${x} ${y - height}C${x + half * 0.9} ${y - height * 0.6} ${x + half * 1.3} ${y - height * 0.2} ${x + half * 0.5} ${y - height * 0.04}L${x - half * 0.5} ${y - height * 0.04}C${x - half * 1.3} ${y - height * 0.2} ${x - half * 0.9} ${y - height * 0.6} ${x} ${y - height}Z`;
  return (
    line(
      [
        [x, y],
        [x, y - height * 0.1],
      ],
      COLOUR.umber,
      height * 0.03,
    ) +
    path(d, leaf) +
    grain(d, "across", shade, 0, 0.9)
  );
}

/** A round-headed tree of a few overlapping crowns. */
export function tree(
  x: number,
  y: number,
  height: number,
  leaf: string,
  shade: string,
  trunk: string = COLOUR.umber,
): Piece {
  const r = height * 0.24;
  const crowns: [number, number, number][] = [
    [-r * 0.9, -height * 0.56, r * 0.85],
    [r * 0.95, -height * 0.54, r * 0.8],
    [0, -height * 0.76, r],
    [r * 0.1, -height * 0.52, r * 0.9],
  ];
  const stem = path(
    `M${x - r * 0.2} ${y}Q${x - r * 0.05} ${y - height * 0.25} ${x - r * 0.5} ${y - height * 0.5}L${x - r * 0.2} ${y - height * 0.48}L${x} ${y - height * 0.34}L${x + r * 0.3} ${y - height * 0.5}L${x + r * 0.55} ${y - height * 0.48}Q${x + r * 0.15} ${y - height * 0.2} ${x + r * 0.25} ${y}Z`,
    trunk,
  );
  return (
    stem +
    crowns.map(([dx, dy, size]) => circle(x + dx, y + dy, size, leaf)).join("") +
    grain(
      smoothPath(
        [
          [x - r * 1.6, y - height * 0.5],
          [x, y - height * 0.66],
          [x + r * 1.7, y - height * 0.62],
          [x + r * 1.5, y - height * 0.38],
          [x, y - height * 0.32],
          [x - r * 1.4, y - height * 0.36],
        ],
        true,
      ),
      "down",
      shade,
      0.15,
      0.8,
    )
  );
}

/** An olive: a twisted trunk and small narrow leaves. */
export function olive(
  x: number,
  y: number,
  height: number,
  leaf: string,
  shade: string,
  seed = 3,
): Piece {
  const random = randomFrom(seed);
  const trunk = path(
    `M${x - height * 0.13} ${y}C${x - height * 0.02} ${y - height * 0.16} ${x - height * 0.12} ${y - height * 0.26} ${x - height * 0.2} ${y - height * 0.5}L${x - height * 0.12} ${y - height * 0.5}L${x - height * 0.01} ${y - height * 0.3}L${x + height * 0.14} ${y - height * 0.52}L${x + height * 0.22} ${y - height * 0.5}C${x + height * 0.08} ${y - height * 0.26} ${x + height * 0.04} ${y - height * 0.14} ${x + height * 0.15} ${y}Z`,
    COLOUR.umber,
  );
  const mass = [
    [-0.26, -0.58, 0.22],
    [0.24, -0.6, 0.22],
    [0, -0.76, 0.25],
    [-0.05, -0.56, 0.2],
    [0.42, -0.5, 0.13],
    [-0.44, -0.5, 0.12],
  ]
    .map(([dx = 0, dy = 0, size = 0]) =>
      ellipse(x + dx * height, y + dy * height, size * height, size * height * 0.8, leaf),
    )
    .join("");
  const leaves = repeat(60, () => {
    const turn = between(random, 0, 360);
    return ellipse(
      0,
      0,
      height * 0.032,
      height * 0.01,
      random() > 0.5 ? shade : lighter(leaf, 0.2),
      `transform="translate(${(x + between(random, -0.46, 0.46) * height).toFixed(1)} ${(y - between(random, 0.46, 0.92) * height).toFixed(1)}) rotate(${turn.toFixed(0)})"`,
    );
  }).join("");
  return trunk + mass + leaves;
}

/** An ear of wheat on its bent stalk. */
export function wheat(x: number, y: number, height: number, colour: string, lean = 0.15): Piece {
  const [topX, topY] = [x + height * lean, y - height];
  const stalk = curve(
    [
      [x, y],
      [x + height * lean * 0.25, y - height * 0.5],
      [topX, topY],
    ],
    colour,
    Math.max(1.5, height * 0.012),
  );
  const grains = repeat(6, (index) => {
    const [along, size] = [index * height * 0.042, height * 0.036];
    const seat = (side: number): Piece =>
      ellipse(
        0,
        0,
        size * 0.48,
        size,
        colour,
        `transform="translate(${side * size * 0.75} ${-along}) rotate(${side * 24})"`,
      );
    return (
      seat(-1) +
      seat(1) +
      line(
        [
          [0, -along],
          [(index % 2 === 0 ? -1 : 1) * size * 1.8, -along - size * 3.2],
        ],
        colour,
        Math.max(0.8, height * 0.004),
      )
    );
  });
  return (
    stalk +
    place({ x: topX, y: topY + height * 0.16, turn: lean * 70 }, [
      ...grains,
      ellipse(0, -height * 0.26, height * 0.016, height * 0.034, colour),
    ])
  );
}

/** A broad leaf from its stem to its tip. */
export function leaf(from: Point, to: Point, width: number, colour: string, vein?: string): Piece {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy) || 1;
  const [nx, ny] = [(-dy / length) * width, (dx / length) * width];
  const [mx, my] = [from[0] + dx * 0.42, from[1] + dy * 0.42];
  return (
    path(
      `M${from[0]} ${from[1]}Q${mx + nx} ${my + ny} ${to[0]} ${to[1]}Q${mx - nx} ${my - ny} ${from[0]} ${from[1]}Z`,
      colour,
    ) + (vein ? line([from, to], vein, Math.max(1, width * 0.06)) : "")
  );
}

/** A young plant with pairs of leaves. */
export function sprout(x: number, y: number, height: number, colour: string): Piece {
  const shade = darker(colour, 0.2);
  return (
    curve(
      [
        [x, y],
        [x + height * 0.03, y - height * 0.5],
        [x, y - height * 0.9],
      ],
      colour,
      height * 0.04,
    ) +
    leaf([x, y - height * 0.5], [x - height * 0.42, y - height * 0.74], height * 0.16, colour) +
    leaf([x, y - height * 0.56], [x + height * 0.44, y - height * 0.84], height * 0.16, shade) +
    leaf([x, y - height * 0.84], [x - height * 0.2, y - height * 1.12], height * 0.1, shade) +
    leaf([x, y - height * 0.84], [x + height * 0.22, y - height * 1.14], height * 0.1, colour)
  );
}

export function bush(x: number, y: number, width: number, colour: string): Piece {
  return blob(
    [
      [x - width / 2, y],
      [x - width * 0.42, y - width * 0.2],
      [x - width * 0.18, y - width * 0.34],
      [x + width * 0.05, y - width * 0.27],
      [x + width * 0.28, y - width * 0.36],
      [x + width * 0.46, y - width * 0.16],
      [x + width / 2, y],
    ],
    colour,
  );
}

export function grass(
  seed: number,
  y: number,
  count: number,
  height: number,
  colour: string,
): Piece {
  const random = randomFrom(seed);
  return repeat(count, () => {
    const x = between(random, 0, 1200);
    const top = height * between(random, 0.5, 1);
    return path(
      `M${x - 3} ${y}Q${x} ${y - top * 0.6} ${x + between(random, -0.5, 0.5) * top} ${y - top}Q${x + 3} ${y - top * 0.5} ${x + 4} ${y}Z`,
      colour,
    );
  }).join("");
}

export function pot(x: number, y: number, width: number, colour: string): Piece {
  const d = `M${x - width * 0.5} ${y - width * 0.9}h${width}l${-width * 0.15} ${width * 0.9}h${-width * 0.7}Z`;
  return (
    path(d, colour) +
    grain(d, "across", COLOUR.umber, 0, 0.7) +
    path(
      `M${x - width * 0.56} ${y - width * 1.02}h${width * 1.12}v${width * 0.2}h${-width * 1.12}Z`,
      darker(colour, 0.12),
    )
  );
}

/** A pine of stacked, slightly uneven skirts. */
export function pine(x: number, y: number, height: number, needle: string): Piece {
  const skirt = (share: number, half: number): Piece =>
    path(
      `M${x} ${y - height * (share + 0.4)}L${x + height * half} ${y - height * share}Q${x} ${y - height * (share - 0.05)} ${x - height * half} ${y - height * share}Z`,
      needle,
    ) +
    path(
      `M${x} ${y - height * (share + 0.4)}L${x + height * half} ${y - height * share}Q${x + height * half * 0.6} ${y - height * (share - 0.02)} ${x + height * 0.02} ${y - height * (share - 0.015)}Z`,
      darker(needle, 0.3),
    );
  return (
    line(
      [
        [x, y],
        [x, y - height * 0.2],
      ],
      COLOUR.umber,
      height * 0.05,
    ) +
    skirt(0.12, 0.22) +
    skirt(0.36, 0.17) +
    skirt(0.6, 0.12)
  );
}
