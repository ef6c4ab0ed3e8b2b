import { boxPath, circle, curve, ellipse, fade, grain, line, path, place, polygon, rect, ring, type Piece } from '../draw/canvas.ts'
import { person } from '../draw/people.ts'
import { block, town } from '../draw/buildings.ts'
import { hills, land, reflection, road } from '../draw/land.ts'
import { COLOUR, darker, veil } from '../draw/palette.ts'
import { palm } from '../draw/plants.ts'
import { between, pick, randomFrom, repeat } from '../draw/random.ts'
import { bird, glow, sky, stars, streak, sun } from '../draw/sky.ts'
import { chair, football, streetLamp } from '../draw/things.ts'
import { basketball, chessPiece, type ChessPiece } from '../draw/tools.ts'
import { felucca, lights } from '../draw/vessels.ts'

function crowd(seed: number, top: number, rows: number, colours: readonly [string, string, string, string]): Piece {
  const random = randomFrom(seed)
  return repeat(rows, (row) => repeat(62, (seat) => circle(seat * 20 + (row % 2) * 10 + between(random, -2, 2), top + row * 22, 7.5, pick(random, ...colours))).join('')).join('')
}

/** A goalkeeper at full stretch is beaten in a stadium by the sea. */
export function lateGoal(): Piece[] {
  const tower = (x: number): Piece => line([[x, 330], [x, 130]], COLOUR.ink, 9) + rect(x - 58, 80, 116, 58, COLOUR.ink, 6) + repeat(8, (index) => circle(x - 40 + (index % 4) * 27, 96 + Math.floor(index / 4) * 26, 9, COLOUR.paper)).join('') + glow(x, 110, 190, 150, COLOUR.paper, 0.55)
  const net = (d: string): Piece => path(d, 'none', `stroke="${veil(COLOUR.paper, 0.6)}" stroke-width="2"`)
  return [
    sky('#161f45', '#3b3a6b', '#8c5f78'),
    stars(6, 40, 180, COLOUR.paper),
    hills(44, 290, 34, 5, '#d9cfc8', '#8c86a0'),
    rect(-10, 300, 1220, 60, '#33507c'),
    ...repeat(12, (index) => rect(index * 105, 312 + (index % 3) * 10, 46, 3, '#9fb2c9', 2)),
    tower(130),
    tower(1070),
    path('M-10 336Q600 372 1210 336V520H-10Z', '#2b2347'),
    path('M-10 326Q600 362 1210 326V342Q600 380 -10 342Z', COLOUR.rubric),
    crowd(4, 376, 6, ['#7d4d62', COLOUR.rubric, '#5d4a70', '#d9a08a']),
    rect(-10, 498, 1220, 30, COLOUR.navy),
    rect(-10, 526, 1220, 290, '#64803f'),
    ...repeat(6, (index) => polygon([[index * 240 - 130, 526], [index * 240 - 10, 526], [index * 290 - 190, 810], [index * 290 - 350, 810]], '#769150')),
    ...repeat(17, (index) => net(`M${506 + index * 36} 266L${536 + index * 32} 600`)),
    ...repeat(9, (index) => net(`M500 ${290 + index * 38}Q790 ${310 + index * 36} 1080 ${290 + index * 38}`)),
    football(1010, 350, 34),
    curve([[1040, 300], [1050, 350], [1036, 400]], veil(COLOUR.paper, 0.8), 3),
    streak(700, 420, 240, 5, veil(COLOUR.paper, 0.5)),
    streak(640, 446, 260, 4, veil(COLOUR.paper, 0.35)),
    place({ x: 720, y: 560, turn: 62 }, [person({ x: 0, y: 0, tall: 330, pose: 'cheer', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.ink, head: 'hair' })]),
    line([[490, 640], [490, 256], [1090, 256], [1090, 640]], COLOUR.paper, 14),
    line([[-10, 640], [1210, 640]], COLOUR.paper, 5),
    person({ x: 200, y: 744, tall: 400, pose: 'cheer', dress: 'shorts', top: COLOUR.rubric, bottom: COLOUR.paper, head: 'hair' }),
    person({ x: 400, y: 700, tall: 250, pose: 'run', dress: 'shorts', top: COLOUR.rubric, bottom: COLOUR.paper, head: 'bald', flip: true }),
  ]
}

/** Chess leaves the halls for the shade of fig trees. */
export function chessUnderFigs(): Piece[] {
  const figTree = (x: number, y: number, size: number): Piece => path(`M${x - size * 0.12} ${y}Q${x - size * 0.02} ${y - size * 0.4} ${x - size * 0.34} ${y - size * 0.86}L${x - size * 0.2} ${y - size * 0.9}L${x} ${y - size * 0.5}L${x + size * 0.2} ${y - size * 0.92}L${x + size * 0.32} ${y - size * 0.86}Q${x + size * 0.08} ${y - size * 0.4} ${x + size * 0.16} ${y}Z`, '#7d6350')
  const random = randomFrom(5)
  const leaf = (x: number, y: number, size: number, colour: string): Piece => place({ x, y, scale: size, turn: between(random, -40, 40) }, [path('M0 20Q-6 6 -20 12Q-16 0 -26 -8Q-12 -10 -12 -24Q-4 -18 0 -30Q4 -18 12 -24Q12 -10 26 -8Q16 0 20 12Q6 6 0 20Z', colour)])
  const board = (x: number, y: number, width: number): Piece => rect(x - width * 0.06, y - 96, width * 0.12, 96, COLOUR.umber) + rect(x - width * 0.3, y - 8, width * 0.6, 8, COLOUR.umber) + polygon([[x - width * 0.5, y - 96], [x + width * 0.5, y - 96], [x + width * 0.42, y - 122], [x - width * 0.42, y - 122]], COLOUR.cream) + repeat(8, (index) => rect(x - width * 0.42 + index * width * 0.105, y - 122 + (index % 2) * 13, width * 0.105, 13, COLOUR.maroon)).join('') + rect(x - width * 0.5, y - 97, width, 9, COLOUR.clay) + (['pawn', 'king', 'rook', 'bishop', 'pawn'] as const).map((kind, index) => chessPiece(kind, x - width * 0.34 + index * width * 0.17, y - 104 - (index % 2) * 6, 0.34, index % 2 === 0 ? COLOUR.ink : COLOUR.paper)).join('')
  const shadow = (kind: ChessPiece, x: number, y: number, size: number): Piece => chessPiece(kind, x, y, size, veil('#7a4a2c', 0.42), -34)
  return [
    sky('#f2dcae', '#f6e8c9'),
    town(9, -20, 1230, 450, 110, 220, ['#ecd0a0', '#e2bd8a', '#f0dcb8'], '#a87b54'),
    rect(-10, 446, 1220, 370, '#e2bf8b'),
    grain(boxPath(-10, 446, 1220, 370), 'down', '#a06c3e', 0, 0.35),
    place({ x: 0, y: 0 }, [`<g transform="translate(0 1010) scale(1 -0.72)">${shadow('king', 690, 540, 2.2)}${shadow('rook', 90, 540, 2)}</g>`]),
    figTree(180, 590, 420),
    figTree(1010, 560, 400),
    ...repeat(150, () => leaf(between(random, -40, 1240), between(random, -20, 300) - (random() < 0.3 ? 20 : 0), between(random, 1.2, 2.1), pick(random, '#5d6f38', '#6f8243', '#48592e', '#83924f'))),
    chair(270, 660, 150, COLOUR.umber),
    person({ x: 270, y: 660, tall: 300, pose: 'sitWrite', dress: 'robe', top: COLOUR.paper, head: 'turban', headColour: COLOUR.rubric }),
    board(420, 660, 170),
    chair(566, 660, 150, COLOUR.umber, true),
    person({ x: 566, y: 660, tall: 240, pose: 'sitWrite', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.navy, head: 'hair', flip: true }),
    person({ x: 690, y: 640, tall: 280, pose: 'stand', dress: 'robe', top: COLOUR.lapis, head: 'scarf', headColour: COLOUR.cream, flip: true }),
    chair(800, 730, 176, COLOUR.maroon),
    person({ x: 800, y: 730, tall: 350, pose: 'sitWrite', dress: 'skirt', top: COLOUR.rubric, bottom: COLOUR.plum, head: 'bun' }),
    board(970, 730, 190),
    chair(1130, 730, 176, COLOUR.maroon, true),
    person({ x: 1130, y: 730, tall: 350, pose: 'sit', dress: 'trousers', top: COLOUR.violet, bottom: COLOUR.ink, head: 'cap', headColour: COLOUR.sand, flip: true }),
  ]
}

/** A woman of sixty-two runs along a valley road at sunrise. */
export function dawnRunner(): Piece[] {
  return [
    sky('#b9647a', '#e79f7d', '#f6d7a0'),
    sun(850, 360, 116, '#f9e3b0', COLOUR.gold),
    streak(980, 250, 240, 9, '#eeb38c'),
    streak(380, 300, 220, 8, '#eab08c'),
    hills(51, 400, 70, 4, '#b5667a'),
    hills(53, 450, 46, 5, '#8d4d6b'),
    land([[-10, 480], [300, 470], [640, 500], [1210, 460]], '#7a8350', '#4a4a3a'),
    ...[[40, 200], [130, 160], [240, 130], [330, 110], [1150, 210], [1060, 160], [990, 120]].map(([x = 0, height = 0]) => palm(x, 520, height * 1.2, '#40502f', COLOUR.umber, x < 600 ? 0.06 : -0.06)),
    road([[640, 486], [720, 486], [1090, 830], [110, 830]], '#d9a982', { from: [682, 490], to: [620, 820], colour: '#f3dcb8' }),
    grain('M640 486L720 486L1090 830L110 830Z', 'down', '#8a5a52', 0, 0.4),
    polygon([[340, 722], [384, 714], [150, 792], [0, 806]], veil(COLOUR.plum, 0.5)),
    polygon([[-10, 560], [180, 560], [-10, 700]], '#5d6a3c'),
    path('M-10 640Q60 610 120 640T210 700L100 810H-10Z', '#48532f'),
    person({ x: 450, y: 728, tall: 470, pose: 'run', dress: 'trousers', top: COLOUR.lapis, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.paper, shoes: COLOUR.rubric }),
    bird(240, 180, 34, COLOUR.plum),
    bird(290, 210, 24, COLOUR.plum),
  ]
}

/** Three wooden dhows on a windless sea, one of them rowing. */
export function calmRegatta(): Piece[] {
  const oar = (x: number, y: number): Piece => line([[x, y], [x - 70, y + 92]], COLOUR.umber, 6) + ellipse(x - 76, y + 98, 9, 18, COLOUR.umber, `transform="rotate(36 ${x - 76} ${y + 98})"`)
  const rower = (x: number): Piece => person({ x, y: 656, tall: 150, pose: 'sit', dress: 'trousers', top: x % 2 === 0 ? COLOUR.rubric : COLOUR.paper, bottom: COLOUR.ink, head: x % 3 === 0 ? 'turban' : 'cap', headColour: COLOUR.ochre, turn: 6 })
  const buoy = (x: number, y: number, size: number): Piece => path(`M${x - size} ${y}Q${x - size * 0.7} ${y - size * 1.6} ${x} ${y - size * 2}Q${x + size * 0.7} ${y - size * 1.6} ${x + size} ${y}Z`, COLOUR.rubric) + rect(x - size * 0.94, y - size * 0.7, size * 1.88, size * 0.36, COLOUR.paper) + ellipse(x, y, size * 1.5, size * 0.2, veil(COLOUR.navy, 0.25))
  return [
    sky('#f1dfb9', '#f7edd4', '#f4e6c6'),
    sun(600, 190, 92, '#fff6df', '#f3d48b'),
    hills(61, 428, 16, 7, '#ddc7a0'),
    rect(-10, 440, 1220, 370, fade('down', '#cfdccb', '#8fb5b4', '#5f96a0')),
    ...repeat(10, (index) => rect(100 + ((index * 211) % 1000), 470 + index * 28, 90 + index * 12, 4, veil(COLOUR.paper, 0.6), 2)),
    reflection(600, 446, 620, 90, '#fdf3d8', 4),
    place({ x: 230, y: 474, opacity: 0.35 }, [`<g transform="scale(1 -0.35)">${felucca(0, 0, 0.7, COLOUR.maroon, COLOUR.cream)}</g>`]),
    felucca(230, 470, 0.7, COLOUR.maroon, COLOUR.cream),
    place({ x: 960, y: 512, opacity: 0.35 }, [`<g transform="scale(1 -0.35)">${felucca(0, 0, 1, COLOUR.navy, COLOUR.rubric)}</g>`]),
    felucca(960, 506, 1, COLOUR.navy, '#c2453a'),
    place({ x: 560, y: 700, opacity: 0.3 }, [`<g transform="scale(1 -0.3)">${felucca(0, 0, 1.9, COLOUR.umber, COLOUR.paper)}</g>`]),
    felucca(560, 684, 1.9, '#7a4a2e', COLOUR.paper),
    rower(470), rower(552), rower(634),
    path('M355 640Q440 672 560 670Q680 668 772 626L756 668Q700 700 640 706H440Q376 700 355 640Z', '#7a4a2e'),
    path('M355 640Q440 672 560 670Q680 668 772 626L768 642Q690 690 560 690Q430 690 362 660Z', '#c08a5a'),
    oar(500, 650), oar(582, 650), oar(664, 644),
    ...[430, 512, 594].map((x) => ellipse(x - 6, 750, 34, 6, veil(COLOUR.paper, 0.6))),
    buoy(150, 700, 26), buoy(1090, 640, 20), buoy(820, 470, 9), buoy(420, 476, 8),
  ]
}

/** Wheelchair basketball on a neighbourhood court, cheered from the balconies. */
export function wheelchairCourt(): Piece[] {
  const player = (x: number, y: number, size: number, top: string, pose: 'reach' | 'sit', flip = false): Piece => place({ x, y, scale: size, flip }, [
    ring(-14, -34, 34, COLOUR.slate, 5),
    line([[-26, -84], [-20, -40], [30, -40], [36, -10]], COLOUR.slate, 6),
    person({ x: -4, y: 4, tall: 130, pose: 'sit', dress: 'trousers', top, bottom: COLOUR.ink, head: pose === 'reach' ? 'hair' : 'scarf', headColour: pose === 'reach' ? COLOUR.ink : COLOUR.cream }),
    pose === 'reach' ? line([[-6, -70], [14, -108], [30, -136]], darker(top, 0.1), 11) + circle(32, -140, 5, COLOUR.skin) : '',
    ring(-14, -34, 34, COLOUR.ink, 5),
    circle(-14, -34, 6, COLOUR.ink),
    ...repeat(6, (index) => line([[-14, -34], [-14 + Math.cos((index * Math.PI) / 3) * 32, -34 + Math.sin((index * Math.PI) / 3) * 32]], COLOUR.ink, 1.2)),
    circle(36, -9, 9, COLOUR.ink),
  ])
  const flat = (x: number, y: number, index: number): Piece => rect(x, y - 92, 62, 92, index % 3 === 0 ? COLOUR.gold : '#5a3c54', 3) + (index % 2 === 0 ? person({ x: x + 31, y: y + 10, tall: 110, pose: index % 4 === 0 ? 'cheer' : 'reachOut', dress: 'trousers', top: [COLOUR.rubric, COLOUR.lapis, COLOUR.ochre, COLOUR.paper][index % 4] ?? COLOUR.paper, bottom: COLOUR.ink, head: index % 3 === 0 ? 'scarf' : 'hair', headColour: index % 3 === 0 ? COLOUR.paper : COLOUR.ink }) : '') + rect(x - 18, y - 34, 98, 40, '#8a5a62', 2) + repeat(8, (bar) => rect(x - 14 + bar * 12, y - 32, 4, 36, '#c48f7c')).join('') + rect(x - 22, y + 4, 106, 8, '#6b4552')
  return [
    sky('#5a4a7a', '#c2727a', '#f0b986'),
    sun(640, 330, 70, COLOUR.gold, COLOUR.gold),
    block({ x: -20, y: 540, width: 420, height: 600, wall: '#b9757a', roof: 'none', side: 0.1, shade: '#8f5563' }),
    block({ x: 860, y: 540, width: 360, height: 600, wall: '#a3667a', roof: 'none', side: 0, shade: '#7a4a66' }),
    ...repeat(9, (index) => flat(34 + (index % 3) * 122, 170 + Math.floor(index / 3) * 156, index)),
    ...repeat(6, (index) => flat(1000 + (index % 2) * 118, 170 + Math.floor(index / 2) * 156, index + 4)),
    lights(400, 180, 870, 150, 60, 9, COLOUR.gold, COLOUR.plum),
    rect(-10, 530, 1220, 280, '#b5573f'),
    grain(boxPath(-10, 530, 1220, 280), 'down', COLOUR.maroon, 0, 0.5),
    rect(-10, 530, 1220, 10, '#8a3f38'),
    path('M880 560Q560 600 600 810', 'none', `stroke="${COLOUR.paper}" stroke-width="6"`),
    line([[-10, 610], [1210, 610]], COLOUR.paper, 5),
    rect(926, 210, 14, 430, COLOUR.ink),
    line([[932, 300], [880, 270]], COLOUR.ink, 10),
    polygon([[790, 150], [896, 176], [896, 320], [790, 290]], COLOUR.paper),
    polygon([[806, 220], [860, 233], [860, 286], [806, 272]], 'none', `stroke="${COLOUR.rubric}" stroke-width="6"`),
    ellipse(786, 296, 46, 12, 'none', `stroke="${COLOUR.rubric}" stroke-width="8"`),
    ...repeat(6, (index) => line([[748 + index * 15, 300], [758 + index * 11, 358]], veil(COLOUR.paper, 0.9), 2.5)),
    basketball(640, 250, 34),
    path('M470 380Q540 240 622 246', 'none', `stroke="${veil(COLOUR.paper, 0.7)}" stroke-width="4" stroke-dasharray="4 16" stroke-linecap="round"`),
    player(400, 720, 2.4, COLOUR.lapis, 'reach'),
    player(820, 730, 2, COLOUR.ochre, 'sit', true),
    player(1060, 690, 1.5, COLOUR.ochre, 'reach', true),
    player(130, 680, 1.4, COLOUR.lapis, 'sit'),
    streetLamp(1150, 620, 330, COLOUR.ink, COLOUR.gold),
  ]
}
