import type { Piece } from "./draw/canvas.ts";

/** One picture: what it shows for those who do not see it, where its subject is (shares of width and height), and how it is drawn. */
export type Scene = { alt: string; focus: { x: number; y: number }; draw: () => Piece[] };
