import { type Point } from "./canvas.ts";

/** Joints of a figure 100 units tall that looks to the right and stands at the origin; y grows downwards. */
export type Pose = {
  head: Point;
  neck: Point;
  hip: Point;
  nearArm: readonly [elbow: Point, hand: Point];
  farArm: readonly [elbow: Point, hand: Point];
  nearLeg: readonly [knee: Point, foot: Point];
  farLeg: readonly [knee: Point, foot: Point];
};

const stand: Pose = {
  head: [1, -91],
  neck: [0, -80],
  hip: [0, -47],
  nearArm: [
    [-5, -63],
    [-4, -46],
  ],
  farArm: [
    [6, -63],
    [7, -46],
  ],
  nearLeg: [
    [-2, -24],
    [-4, 0],
  ],
  farLeg: [
    [3, -24],
    [4, 0],
  ],
};

const seated = {
  hip: [-4, -29],
  nearLeg: [
    [20, -30],
    [20, 0],
  ],
  farLeg: [
    [23, -28],
    [27, 0],
  ],
} as const;

export const POSES = {
  stand,
  walk: {
    ...stand,
    head: [4, -90],
    neck: [2, -80],
    nearArm: [
      [-7, -64],
      [-3, -49],
    ],
    farArm: [
      [9, -65],
      [15, -52],
    ],
    nearLeg: [
      [6, -25],
      [15, -1],
    ],
    farLeg: [
      [-2, -24],
      [-15, -2],
    ],
  },
  hold: {
    ...stand,
    nearArm: [
      [-2, -62],
      [13, -58],
    ],
    farArm: [
      [7, -62],
      [16, -60],
    ],
  },
  reach: {
    ...stand,
    head: [3, -91],
    nearArm: [
      [11, -82],
      [25, -93],
    ],
    farArm: [
      [6, -63],
      [10, -48],
    ],
  },
  reachOut: {
    ...stand,
    nearArm: [
      [12, -70],
      [28, -66],
    ],
    farArm: [
      [13, -72],
      [28, -72],
    ],
  },
  cheer: {
    ...stand,
    nearArm: [
      [-13, -87],
      [-13, -106],
    ],
    farArm: [
      [13, -88],
      [16, -107],
    ],
  },
  lookUp: {
    ...stand,
    head: [-1, -91],
    neck: [-1, -80],
    nearArm: [
      [10, -76],
      [10, -92],
    ],
    farArm: [
      [6, -63],
      [7, -46],
    ],
  },
  point: {
    ...stand,
    nearArm: [
      [12, -78],
      [29, -84],
    ],
    farArm: [
      [5, -62],
      [2, -48],
    ],
  },
  bend: {
    ...stand,
    head: [32, -68],
    neck: [23, -64],
    hip: [-4, -48],
    nearArm: [
      [26, -46],
      [32, -28],
    ],
    farArm: [
      [32, -46],
      [40, -30],
    ],
    nearLeg: [
      [1, -24],
      [-4, 0],
    ],
    farLeg: [
      [8, -24],
      [9, 0],
    ],
  },
  run: {
    ...stand,
    head: [13, -88],
    neck: [9, -79],
    hip: [0, -48],
    nearArm: [
      [-4, -68],
      [-12, -56],
    ],
    farArm: [
      [22, -68],
      [29, -78],
    ],
    nearLeg: [
      [19, -43],
      [18, -18],
    ],
    farLeg: [
      [-7, -25],
      [-21, -3],
    ],
  },
  kick: {
    ...stand,
    head: [-4, -90],
    neck: [-3, -80],
    hip: [0, -48],
    nearArm: [
      [-18, -74],
      [-30, -80],
    ],
    farArm: [
      [12, -70],
      [22, -60],
    ],
    nearLeg: [
      [16, -36],
      [34, -24],
    ],
    farLeg: [
      [-5, -24],
      [-8, 0],
    ],
  },
  sit: {
    ...seated,
    head: [-1, -73],
    neck: [-4, -62],
    nearArm: [
      [0, -44],
      [15, -38],
    ],
    farArm: [
      [6, -45],
      [17, -40],
    ],
  },
  sitRead: {
    ...seated,
    head: [3, -72],
    neck: [-3, -62],
    nearArm: [
      [-1, -43],
      [15, -45],
    ],
    farArm: [
      [6, -45],
      [18, -46],
    ],
  },
  sitWrite: {
    ...seated,
    head: [10, -68],
    neck: [4, -60],
    nearArm: [
      [8, -42],
      [26, -41],
    ],
    farArm: [
      [13, -44],
      [30, -42],
    ],
  },
  sitGround: {
    head: [2, -47],
    neck: [-1, -37],
    hip: [-2, -7],
    nearArm: [
      [4, -20],
      [18, -18],
    ],
    farArm: [
      [9, -21],
      [20, -20],
    ],
    nearLeg: [
      [20, -8],
      [4, -3],
    ],
    farLeg: [
      [24, -6],
      [10, -2],
    ],
  },
  kneel: {
    head: [14, -62],
    neck: [8, -53],
    hip: [0, -22],
    nearArm: [
      [17, -36],
      [30, -26],
    ],
    farArm: [
      [22, -38],
      [35, -28],
    ],
    nearLeg: [
      [14, -4],
      [-12, -2],
    ],
    farLeg: [
      [20, -20],
      [20, 0],
    ],
  },
  ride: {
    head: [10, -84],
    neck: [6, -75],
    hip: [-6, -45],
    nearArm: [
      [14, -62],
      [28, -58],
    ],
    farArm: [
      [18, -62],
      [30, -60],
    ],
    nearLeg: [
      [12, -32],
      [4, -10],
    ],
    farLeg: [
      [10, -36],
      [13, -20],
    ],
  },
} as const satisfies Record<string, Pose>;

export type PoseName = keyof typeof POSES;
