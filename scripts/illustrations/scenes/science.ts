import { boxPath, circle, curve, ellipse, grain, line, path, place, polygon, rect, type Piece, type Point } from '../draw/canvas.ts'
import { bee, glidingStork, goat, stork } from '../draw/animals.ts'
import { block, skyline, windows } from '../draw/buildings.ts'
import { dune, hills, land, mountain, stones } from '../draw/land.ts'
import { COLOUR, darker, veil } from '../draw/palette.ts'
import { person } from '../draw/people.ts'
import { bush, grass, leaf } from '../draw/plants.ts'
import { between, randomFrom, repeat } from '../draw/random.ts'
import { bird, cloud, glow, sky, sparkle, stars, streak, sun } from '../draw/sky.ts'
import { telescope } from '../draw/things.ts'
import { clock, compassRose, dotted } from '../draw/tools.ts'

/** Nets on a mountain ridge gather water from the fog. */
export function fogNets(): Piece[] {
  const net = (x: number, y: number, scale: number): Piece =>
    place({ x, y, scale }, [
      line([[-110, 10], [-110, -190]], COLOUR.umber, 8),
      line([[110, 10], [110, -190]], COLOUR.umber, 8),
      rect(-106, -184, 212, 140, veil(COLOUR.paper, 0.45)),
      ...repeat(13, (index) => line([[-106 + index * 17.6, -184], [-106 + index * 17.6, -44]], veil(COLOUR.lapis, 0.5), 1.6)),
      ...repeat(9, (index) => line([[-106, -184 + index * 17.4], [106, -184 + index * 17.4]], veil(COLOUR.lapis, 0.5), 1.6)),
      rect(-112, -44, 224, 12, COLOUR.lapis, 5),
      ...repeat(6, (index) => ellipse(-90 + index * 36, -24 + (index % 3) * 9, 3.5, 6, COLOUR.lapis)),
    ])
  return [
    sky('#dfe4dc', '#e9ddc6', '#dcc3a6'),
    sun(880, 170, 66, COLOUR.paper, COLOUR.paper),
    mountain(-200, 640, 620, [220, 230], '#b9bdb4', '#a3a9a5'),
    streak(-60, 420, 800, 54, veil(COLOUR.paper, 0.75)),
    streak(420, 350, 900, 44, veil(COLOUR.paper, 0.6)),
    mountain(440, 1400, 660, [960, 280], '#9aa498', '#848f88'),
    streak(300, 500, 1000, 60, veil(COLOUR.paper, 0.7)),
    land([[-10, 700], [220, 610], [520, 560], [820, 590], [1210, 520]], '#7c7f58', '#474f2f'),
    net(330, 600, 0.82),
    net(620, 584, 1.05),
    net(950, 580, 1.36),
    streak(-80, 560, 420, 40, veil(COLOUR.paper, 0.7)),
    streak(640, 596, 260, 28, veil(COLOUR.paper, 0.55)),
    land([[-10, 760], [400, 690], [800, 720], [1210, 660]], '#565c39', COLOUR.moss),
    line([[800, 526], [756, 560], [756, 610]], COLOUR.lapis, 9),
    rect(690, 606, 150, 110, COLOUR.sand, 10),
    grain(boxPath(690, 606, 150, 110), 'across', COLOUR.umber, 0, 0.6),
    ellipse(765, 608, 75, 14, COLOUR.sea),
    ellipse(765, 608, 75, 14, 'none', `stroke="${COLOUR.clay}" stroke-width="6"`),
    person({ x: 480, y: 740, tall: 260, pose: 'walk', dress: 'skirt', top: COLOUR.rubric, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.ochre }),
    path('M524 636h48l-7 56h-34Z', COLOUR.lapis),
    curve([[527, 638], [548, 606], [569, 638]], COLOUR.ink, 4),
    stones([[150, 730, 90], [1090, 720, 70], [1010, 750, 36]], '#8d8a6d', COLOUR.moss),
    goat(170, 668, 1.2, COLOUR.paper),
    grass(3, 810, 120, 60, '#3c4429'),
  ]
}

/** A town without lamps lies on its roofs under the Milky Way. */
export function darkTown(): Piece[] {
  const random = randomFrom(77)
  const cloudOfStars = repeat(260, () => {
    const along = random()
    const off = (random() + random() + random() - 1.5) * 110
    return circle(60 + along * 900 + off * 0.6, 640 - along * 700 + off, between(random, 0.7, 2.4), veil(COLOUR.paper, between(random, 0.4, 0.95)))
  })
  const sleeper = (x: number, y: number, size: number, colour: string): Piece => place({ x, y, scale: size }, [rect(-60, -7, 130, 8, '#7a5a78', 3), path('M-44 -8Q-30 -24 6 -20L58 -14V-6H-44Z', colour), circle(-52, -15, 9, COLOUR.skin), path('M-61 -14a9 9 0 0 1 14 -8l-4 12Z', COLOUR.ink), line([[-30, -18], [-36, -40], [-20, -58]], COLOUR.skin, 5)])
  const house = (x: number, y: number, width: number, height: number, wall: string): Piece => block({ x, y, width, height, wall, roof: 'parapet', shade: darker(wall, 0.3) }) + windows({ x: x + 18, y: y - height + 26, columns: Math.floor(width / 50), rows: Math.max(1, Math.floor(height / 66)), width: 16, height: 26, gapX: 32, gapY: 36, fill: '#14142c', kind: 'round' })
  return [
    sky('#0b1230', '#1c2450', '#3c3561', '#6b4a66'),
    ...repeat(9, (index) => polygon([[-100 + index * 22, 720], [780 + index * 20, -60], [1150 - index * 20, -60], [300 - index * 22, 720]], veil(index < 5 ? '#8f7aa8' : '#d9b8b0', 0.055))),
    ...cloudOfStars,
    stars(71, 200, 560, COLOUR.paper),
    sparkle(240, 150, 16, COLOUR.paper),
    sparkle(960, 260, 13, COLOUR.paper),
    sparkle(1090, 120, 18, COLOUR.paper),
    land([[400, 820], [620, 560], [800, 420], [960, 360], [1210, 330]], '#2b2549', COLOUR.night),
    ...[[1020, 470, 120, 90], [880, 500, 130, 84], [1120, 560, 110, 130], [760, 570, 130, 96], [960, 610, 150, 110], [640, 640, 120, 90], [820, 690, 160, 110], [1060, 700, 170, 120]].map(([x = 0, y = 0, width = 0, height = 0], index) => house(x, y, width, height, ['#3d3460', '#463a66', '#352f58'][index % 3] ?? '#3d3460')),
    sleeper(950, 414, 0.7, COLOUR.sea),
    sleeper(1040, 500, 0.85, COLOUR.rubric),
    sleeper(900, 578, 0.86, COLOUR.ochre),
    rect(-10, 650, 640, 170, '#1d1a38'),
    rect(-10, 636, 656, 22, '#4a3f6a'),
    telescope(160, 640, 1.1, COLOUR.rubric, COLOUR.gold, false, -46),
    person({ x: 60, y: 640, tall: 250, pose: 'lookUp', dress: 'robe', top: '#a58a94', head: 'ghutra', headColour: COLOUR.paper }),
    sleeper(330, 636, 1.5, COLOUR.lapis),
    sleeper(520, 636, 1.3, COLOUR.terracotta),
  ]
}

/** Bees from hives on a hospital roof map the flowers of the city. */
export function hospitalBees(): Piece[] {
  const hive = (x: number, y: number, colour: string): Piece => polygon([[x - 8, y - 150], [x + 118, y - 150], [x + 110, y - 162], [x, y - 162]], COLOUR.umber) + [0, 1, 2].map((row) => rect(x, y - 150 + row * 46, 110, 44, row === 1 ? darker(colour, 0.1) : colour, 3) + rect(x + 36, y - 130 + row * 46, 38, 7, COLOUR.umber, 3)).join('') + rect(x + 24, y - 20, 62, 8, COLOUR.ink, 3) + rect(x + 6, y - 12, 12, 14, COLOUR.umber) + rect(x + 92, y - 12, 12, 14, COLOUR.umber)
  const blossom = (x: number, y: number, size: number, petal: string): Piece => [0, 72, 144, 216, 288].map((turn) => ellipse(0, -size, size * 0.55, size, petal, `transform="translate(${x} ${y}) rotate(${turn})"`)).join('') + circle(x, y, size * 0.5, COLOUR.ochre)
  const routes: readonly (readonly Point[])[] = [[[390, 560], [520, 400], [660, 380], [740, 300]], [[300, 540], [360, 330], [520, 210], [640, 180]], [[420, 580], [640, 520], [860, 480], [1000, 470]], [[250, 540], [200, 360], [260, 240], [180, 160]]]
  return [
    sky('#bcd9d4', '#e5e8cf', '#f7e6bf'),
    sun(960, 170, 66, COLOUR.paper, COLOUR.gold),
    skyline(23, 560, 120, 300, '#c4d2c2'),
    skyline(37, 640, 60, 220, '#9fb6a8', COLOUR.cream, 0.3),
    ...[[740, 340, 150], [1010, 520, 200], [640, 230, 110], [880, 620, 200]].map(([x = 0, y = 0, width = 0], index) => rect(x - width * 0.55, y - 6, width * 1.1, 60 + index * 60, '#86a093') + bush(x, y, width, '#6f8a4d') + [-0.25, 0, 0.26].map((share, spot) => blossom(x + share * width, y - width * (spot === 1 ? 0.2 : 0.14), width * 0.045, spot === 1 ? COLOUR.blush : COLOUR.paper)).join('')),
    rect(-10, 640, 1220, 170, '#e9e2cf'),
    rect(-10, 626, 1220, 20, COLOUR.paper),
    rect(-10, 646, 1220, 8, '#c4b99c'),
    grain(boxPath(-10, 650, 1220, 160), 'down', '#a08a5c', 0, 0.4),
    block({ x: 960, y: 640, width: 180, height: 130, wall: COLOUR.paper, roof: 'parapet' }),
    rect(1030, 536, 16, 56, COLOUR.sea),
    rect(1010, 556, 56, 16, COLOUR.sea),
    hive(60, 650, COLOUR.ochre),
    hive(200, 650, COLOUR.paper),
    hive(340, 650, '#7fa6b0'),
    person({ x: 540, y: 740, tall: 340, pose: 'hold', dress: 'robe', top: COLOUR.paper, head: 'scarf', headColour: '#7fa6b0', flip: true, held: ([x, y]) => rect(x - 4, y - 22, 30, 28, COLOUR.clay, 1) + rect(x - 1, y - 18, 24, 20, COLOUR.gold) }),
    ...routes.map((points) => dotted(points, COLOUR.rubric, 5)),
    ...routes.map((points, index) => { const [x, y] = points[2] ?? [0, 0]; return bee(x, y, 1.5 - index * 0.12, index === 3 ? -60 : -20) }),
    bee(760, 440, 2.1, -24),
    leaf([1210, 700], [1030, 640], 34, '#5d7a42', COLOUR.sage),
    leaf([1210, 760], [1010, 730], 36, '#4d6638', COLOUR.sage),
    blossom(1090, 700, 24, COLOUR.paper),
    blossom(1160, 650, 20, COLOUR.paper),
    circle(1160, 756, 26, COLOUR.ochre),
  ]
}

/** Storks rise in a spiral over coast and hills, a nest below them. */
export function storks(): Piece[] {
  const spiral = repeat(11, (index) => {
    const turn = index * 0.92
    const reach = 110 + index * 23
    return glidingStork(560 + Math.cos(turn) * reach * 1.2, 300 + Math.sin(turn) * reach * 0.55 - index * 4, 0.34 + index * 0.055, Math.cos(turn) * 14, Math.sin(turn) < 0)
  })
  return [
    sky('#8fb9c4', '#cfdcc8', '#f4dfb5'),
    place({ x: 600, y: 330, opacity: 0.55 }, [compassRose(0, 0, 260, COLOUR.paper)]),
    cloud(60, 210, 240, veil(COLOUR.paper, 0.8)),
    cloud(900, 150, 240, veil(COLOUR.paper, 0.8)),
    hills(71, 560, 40, 5, '#a9b78c'),
    path('M-10 600Q300 560 560 600T1210 620V810H-10Z', '#4f93a0'),
    path('M-10 810V600Q200 590 330 640T540 720T820 760T1210 700V810Z', '#c9b06f'),
    path('M-10 810V630Q180 620 300 670T500 750T800 790L1210 740V810Z', '#8a9150'),
    path('M-10 600Q200 590 330 640T540 720T820 760', 'none', `stroke="${COLOUR.cream}" stroke-width="10"`),
    ...spiral,
    rect(960, 500, 110, 320, '#b0613f'),
    ...repeat(14, (index) => rect(960 + (index % 2) * 8, 512 + index * 22, 50, 3, '#8a4630') + rect(1020 - (index % 2) * 8, 512 + index * 22, 46, 3, '#8a4630')),
    rect(1040, 500, 30, 320, veil(COLOUR.maroon, 0.4)),
    rect(946, 486, 138, 20, '#8a4630'),
    path('M916 486Q930 440 1014 440T1114 486Q1060 500 1014 498T916 486Z', COLOUR.umber),
    ...repeat(18, (index) => line([[910 + index * 11, 478 - (index % 4) * 7], [950 + index * 10, 462 + (index % 3) * 12]], index % 2 === 0 ? COLOUR.clay : '#7d5640', 3)),
    stork(1010, 452, 1.15, true),
    polygon([[880, 640], [1210, 600], [1210, 810], [860, 810]], COLOUR.terracotta),
    ...repeat(6, (index) => line([[876, 668 + index * 28], [1210, 630 + index * 30]], COLOUR.maroon, 3)),
  ]
}

/** A researcher records a singing dune. */
export function singingDune(): Piece[] {
  const waveLine = (offset: number, opacity: number): Piece => path(`M560 ${330 + offset}q60 -50 120 0t120 0t120 0t120 0t120 0t120 0`, 'none', `stroke="${veil(COLOUR.cream, opacity)}" stroke-width="7" stroke-linecap="round"`)
  return [
    sky('#7d2b22', '#c4532c', '#e8964a', '#f3c67c'),
    sun(210, 250, 84, '#f8dfa2', COLOUR.gold),
    dune(-300, 620, 640, [120, 470], '#c87440', '#97452f'),
    ...[-120, -60, 0, 60].map((offset, index) => waveLine(offset - 60, 0.25 + index * 0.14)),
    path('M240 720Q560 640 800 240Q850 330 910 420T1090 610L1230 680V820H200Z', '#dd9350'),
    path('M800 240Q850 330 910 420T1090 610L1230 680V820H760Q860 640 800 500Q760 380 800 240Z', '#a34f30'),
    grain('M240 720Q560 640 800 240Q760 380 800 500Q860 640 760 820H200Z', 'across', '#f7cf8a', 0, 0.5),
    grain('M800 240Q850 330 910 420T1090 610L1230 680V820H760Q860 640 800 500Q760 380 800 240Z', 'down', COLOUR.maroon, 0, 0.6),
    ...repeat(7, (index) => path(`M${812 + index * 22} ${330 + index * 44}q40 30 30 80q20 40 0 90`, 'none', `stroke="#d98c50" stroke-width="${4 + index * 0.7}" stroke-linecap="round"`)),
    ...[60, 100, 140, 180].map((radius, index) => path(`M${410 - radius * 0.1} ${520 - radius}A${radius} ${radius} 0 0 1 ${410 + radius * 0.94} ${520 - radius * 0.2}`, 'none', `stroke="${veil(COLOUR.cream, 0.85 - index * 0.18)}" stroke-width="6" stroke-linecap="round"`)),
    land([[-10, 700], [300, 670], [620, 720], [1210, 700]], '#8a3d2c', COLOUR.maroon),
    line([[400, 560], [340, 706]], COLOUR.ink, 7),
    line([[400, 560], [456, 706]], COLOUR.ink, 7),
    line([[400, 560], [402, 712]], COLOUR.ink, 7),
    place({ x: 396, y: 546, turn: 60 }, [ellipse(0, -40, 24, 50, COLOUR.slate), rect(-9, 0, 18, 34, COLOUR.ink, 4), ...repeat(5, (index) => line([[-20, -66 + index * 13], [20, -60 + index * 13]], COLOUR.ink, 2))]),
    curve([[392, 580], [330, 640], [262, 600]], COLOUR.ink, 4),
    person({ x: 210, y: 712, tall: 330, pose: 'hold', dress: 'trousers', top: COLOUR.paper, bottom: '#4a2a2a', head: 'ghutra', headColour: COLOUR.sand, held: ([x, y]) => rect(x - 3, y - 9, 18, 14, COLOUR.ink, 1) + circle(x + 3, y - 2, 3, COLOUR.ochre) + circle(x + 10, y - 2, 3, COLOUR.ochre) }),
    path('M196 404A24 30 0 0 1 236 392', 'none', `stroke="${COLOUR.ink}" stroke-width="6"`),
    ellipse(208, 408, 9, 13, COLOUR.rubric),
    bird(560, 170, 36, COLOUR.maroon),
  ]
}

/** A nap in a hammock beneath a vine, the clock at half past one. */
export function shortNap(): Piece[] {
  const random = randomFrom(91)
  const vineLeaf = (x: number, y: number, size: number, colour: string): Piece => place({ x, y, scale: size, turn: between(random, -50, 50) }, [path('M0 24Q-4 10 -18 14Q-28 4 -24 -10Q-14 -8 -12 -20Q0 -30 12 -20Q14 -8 24 -10Q28 4 18 14Q4 10 0 24Z', colour)])
  const grapes = (x: number, y: number): Piece => [[0, 0], [-14, 2], [14, 2], [-7, 14], [8, 14], [0, 28]].map(([dx = 0, dy = 0], index) => circle(x + dx, y + dy, 10, index % 2 === 0 ? COLOUR.violet : '#705a82')).join('')
  return [
    rect(0, 0, 1200, 800, '#f0e0bd'),
    grain(boxPath(0, 0, 1200, 700), 'diagonal', '#c99a66', 0, 0.3),
    ...repeat(8, (index) => polygon([[index * 170 - 160, 120], [index * 170 - 90, 120], [index * 170 + 40, 810], [index * 170 - 60, 810]], veil('#b98a5e', 0.32))),
    rect(-10, 650, 1220, 160, '#cda070'),
    ...repeat(8, (index) => polygon([[index * 190 - 200, 650], [index * 190 - 110, 650], [index * 190 - 10, 810], [index * 190 - 140, 810]], veil('#8a5a3c', 0.4))),
    rect(130, 260, 150, 220, COLOUR.lapis, 4),
    rect(200, 260, 8, 220, COLOUR.paper),
    rect(130, 364, 150, 8, COLOUR.paper),
    rect(110, 250, 30, 240, '#2d6a7a'),
    rect(272, 250, 30, 240, '#2d6a7a'),
    clock(960, 290, 74, 1, 30, COLOUR.rubric),
    rect(46, 110, 26, 700, COLOUR.umber),
    rect(1130, 110, 26, 700, COLOUR.umber),
    rect(-10, 96, 1220, 20, COLOUR.umber),
    ...repeat(9, (index) => rect(index * 146 - 20, 60, 16, 60, '#6f4a34')),
    line([[72, 330], [300, 470]], COLOUR.cream, 5),
    line([[1130, 330], [900, 470]], COLOUR.cream, 5),
    path('M290 462Q600 450 912 462Q850 480 600 500T290 462Z', '#8f3a32'),
    path('M470 556Q540 488 650 500L800 492Q850 490 880 470L892 480Q860 540 780 560H520Z', COLOUR.paper),
    path('M640 500L800 492Q850 490 884 468L896 480Q860 540 780 556L660 560Z', COLOUR.navy),
    ellipse(424, 492, 50, 22, COLOUR.cream, 'transform="rotate(18 424 492)"'),
    circle(434, 470, 34, COLOUR.skin),
    path('M402 478Q392 440 424 434Q458 430 464 452Q440 446 430 462Q420 474 402 478Z', COLOUR.ink),
    line([[520, 516], [590, 560], [640, 530]], '#dccfb8', 24),
    circle(646, 526, 14, COLOUR.skin),
    path('M290 462Q360 570 470 600Q600 630 740 600Q850 570 912 462Q860 540 740 556Q600 580 450 552Q350 530 290 462Z', COLOUR.rubric),
    ...[340, 420, 520, 640, 760, 840].map((x, index) => path(`M${x} ${[522, 556, 580, 584, 566, 536][index] ?? 560}l16 36`, 'none', `stroke="${COLOUR.ochre}" stroke-width="8" stroke-linecap="round"`)),
    place({ x: 690, y: 736, turn: -6 }, [polygon([[-90, 0], [0, -26], [90, 0], [0, 22]], COLOUR.lapis), polygon([[-84, -6], [0, -32], [0, 10]], COLOUR.paper), polygon([[84, -6], [0, -32], [0, 10]], COLOUR.cream)]),
    ...repeat(110, () => vineLeaf(between(random, -20, 1220), between(random, 0, 130), between(random, 1, 1.9), ['#6b7a3a', '#7f8d46', '#55632f'][Math.floor(random() * 3)] ?? '#6b7a3a')),
    ...[180, 420, 640, 800, 1040].map((x, index) => grapes(x, 150 + (index % 2) * 16)),
  ]
}
