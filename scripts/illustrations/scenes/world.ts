import { curve, ellipse, grain, line, path, place, polygon, rect, type Piece, type Point } from '../draw/canvas.ts'
import { camel, goat } from '../draw/animals.ts'
import { spines } from '../draw/books.ts'
import { arch, block, lighthouse, town, windows } from '../draw/buildings.ts'
import { bridge, dune, hills, land, mountain, stones, water } from '../draw/land.ts'
import { COLOUR, darker, veil } from '../draw/palette.ts'
import { person } from '../draw/people.ts'
import { cypress, grass, palm, pine } from '../draw/plants.ts'
import { repeat } from '../draw/random.ts'
import { bird, cloud, dusk, glow, sky, stars, streak, sun } from '../draw/sky.ts'
import { clock } from '../draw/tools.ts'
import { boat, train } from '../draw/vessels.ts'

/** A small red train on a high viaduct above the morning mist. */
export function mountainTrain(): Piece[] {
  return [
    sky('#e9c9a4', '#f2e0c2', '#e5dcc6'),
    sun(300, 220, 70, COLOUR.paper, COLOUR.ochre),
    mountain(-160, 560, 620, [190, 190], '#b7b3a0', '#9a9c90'),
    mountain(300, 1000, 620, [620, 130], '#a6a896', '#868d82'),
    mountain(700, 1500, 640, [1080, 170], '#929a86', '#757f72'),
    streak(-80, 430, 760, 60, veil(COLOUR.paper, 0.7)),
    streak(520, 500, 800, 56, veil(COLOUR.paper, 0.65)),
    land([[-10, 470], [120, 480], [230, 560], [330, 720], [420, 820]], '#76804f', '#474f2f'),
    land([[800, 820], [880, 700], [960, 560], [1060, 470], [1210, 440]], '#6b7648', '#3f482b'),
    ...repeat(5, (index) => curve([[-10, 520 + index * 46], [100, 530 + index * 46], [210 + index * 20, 590 + index * 44]], index % 2 === 0 ? '#98a063' : '#5a643a', 12)),
    ...repeat(4, (index) => curve([[960 - index * 12, 640 + index * 40], [1080, 560 + index * 46], [1210, 540 + index * 50]], index % 2 === 0 ? '#8c9659' : '#525c36', 12)),
    streak(240, 650, 760, 70, veil(COLOUR.paper, 0.85)),
    streak(330, 600, 420, 40, veil(COLOUR.paper, 0.55)),
    bridge(462, -30, 1230, 9, 330, '#b08a63', '#d3b083'),
    train(650, 463, 0.66, 3, COLOUR.rubric, COLOUR.cream, '#f2d9a0'),
    block({ x: 1050, y: 462, width: 110, height: 74, wall: COLOUR.cream, roof: 'gable', roofColour: COLOUR.terracotta }),
    arch(1090, 462, 28, 46, COLOUR.umber),
    rect(1064, 404, 14, 20, COLOUR.umber),
    streak(-60, 740, 900, 90, veil(COLOUR.paper, 0.9)),
    streak(560, 710, 760, 70, veil(COLOUR.paper, 0.75)),
    ...[[40, 800, 300], [120, 830, 240], [-20, 820, 220], [1160, 800, 340], [1070, 830, 250], [980, 850, 180], [210, 850, 170]].map(([x = 0, y = 0, height = 0]) => pine(x, y, height, '#2f3d2c')),
    bird(700, 250, 34, COLOUR.slate),
    bird(750, 280, 24, COLOUR.slate),
  ]
}

/** An electric ferry rests at a floating pier of a shell-shaped island. */
export function electricFerry(): Piece[] {
  const island = 'M430 420Q470 240 760 190Q1060 240 1110 420Z'
  const ferry = place({ x: 380, y: 640, scale: 1.36 }, [
    path('M-230 -58H206Q236 -58 246 -76L222 6H-200Q-222 -10 -230 -58Z', COLOUR.lapis),
    path('M-230 -58H206Q236 -58 246 -76L241 -58Q200 -40 -226 -40Z', COLOUR.paper),
    rect(-190, -116, 300, 58, COLOUR.paper, 8),
    ...repeat(6, (index) => rect(-176 + index * 48, -104, 36, 28, '#7fb7bd', 4)),
    rect(-204, -126, 328, 12, COLOUR.rubric, 5),
    path('M96 -58V-150H150Q172 -150 178 -128L186 -58Z', COLOUR.paper),
    path('M112 -138H150Q164 -138 168 -122L172 -104H112Z', '#7fb7bd'),
    ...repeat(4, (index) => polygon([[-170 + index * 62, -132], [-122 + index * 62, -132], [-132 + index * 62, -142], [-180 + index * 62, -142]], COLOUR.navy)),
    line([[130, -150], [130, -190]], COLOUR.ink, 3),
    person({ x: -210, y: -58, tall: 62, pose: 'cheer', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.ink }),
  ])
  return [
    sky('#a9d3d2', '#dcebdc', '#f6e7c8'),
    cloud(90, 170, 280, COLOUR.paper),
    cloud(940, 140, 200, COLOUR.paper),
    sun(250, 240, 56, COLOUR.ochre, COLOUR.paper),
    path(island, '#e6cda6'),
    ...repeat(9, (index) => path(`M770 470Q${450 + index * 80} ${330 - Math.sin((index / 8) * Math.PI) * 130} ${450 + index * 80} ${410 - Math.sin((index / 8) * Math.PI) * 200}`, 'none', `stroke="#cba97d" stroke-width="5"`)),
    grain(island, 'down', '#a9825a', 0, 0.5),
    ...[[560, 330], [650, 286], [742, 262], [842, 280], [936, 318], [1000, 366], [610, 384], [720, 350], [826, 356], [900, 396]].map(([x = 0, y = 0], index) => block({ x, y: y + 40, width: 58, height: 46 + (index % 3) * 10, wall: COLOUR.paper, roof: index % 4 === 1 ? 'dome' : 'flat', roofColour: index % 4 === 1 ? COLOUR.lapis : '#d7c6b0', shade: '#d5c4ae' }) + arch(x + 12, y + 40, 12, 20, COLOUR.sea) + rect(x + 32, y + 14, 9, 12, COLOUR.sea)),
    palm(500, 426, 130, COLOUR.olive, COLOUR.clay, -0.1),
    palm(1070, 426, 150, COLOUR.olive, COLOUR.clay, 0.1),
    water(416, '#4fa3a6', '#d9efe2', 12, 800, 60),
    path('M430 418H1110Q960 470 770 466Q560 470 430 418Z', veil('#e6cda6', 0.45)),
    boat(110, 470, 0.42, COLOUR.rubric, COLOUR.paper),
    ferry,
    path('M-10 652Q160 636 330 652T660 650T1210 650V810H-10Z', veil('#2f7f8d', 0.9)),
    polygon([[700, 622], [1210, 596], [1210, 690], [740, 690]], '#b98a5e'),
    ...repeat(9, (index) => line([[716 + index * 60, 622 - index * 3], [750 + index * 62, 690]], '#8d6644', 3)),
    rect(740, 688, 480, 20, '#7a573b'),
    ...[790, 930, 1070].map((x) => ellipse(x, 714, 56, 16, COLOUR.rubric)),
    rect(960, 516, 44, 116, COLOUR.paper, 8),
    rect(960, 516, 44, 20, COLOUR.lapis, 8),
    path('M986 552L970 580H981L976 604L994 574H983Z', COLOUR.ochre),
    curve([[962, 600], [880, 660], [780, 640], [690, 580]], COLOUR.ink, 7),
    person({ x: 1080, y: 660, tall: 200, pose: 'point', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.navy, head: 'cap', headColour: COLOUR.navy, flip: true }),
    person({ x: 1150, y: 664, tall: 186, pose: 'hold', dress: 'robe', top: COLOUR.rubric, head: 'scarf', headColour: COLOUR.cream, flip: true }),
  ]
}

/** A keeper climbs the outer stairs of a lighthouse at dusk. */
export function lighthouseKeeper(): Piece[] {
  const step = (index: number): Piece => rect(808 + index * 4.4, 548 - index * 16, 15, 5, COLOUR.ink)
  return [
    sky('#20284f', '#5a4a72', '#c9806c'),
    stars(4, 60, 240, COLOUR.paper),
    path('M842 214L-20 60V330Z', veil(COLOUR.gold, 0.33)),
    path('M842 214L1220 120V330Z', veil(COLOUR.gold, 0.25)),
    cloud(80, 440, 360, '#6d5676'),
    cloud(960, 470, 260, '#7d5f77'),
    water(510, '#2b3f66', '#b98a86', 4, 800, 60),
    land([[520, 830], [590, 640], [680, 580], [800, 540], [960, 556], [1090, 620], [1220, 670]], '#3a2c48', '#0f1428'),
    stones([[600, 700, 50], [690, 640, 40], [1120, 700, 60]], '#4b3a58', COLOUR.night),
    block({ x: 930, y: 566, width: 150, height: 86, wall: COLOUR.cream, roof: 'gable', roofColour: COLOUR.maroon }),
    rect(960, 510, 24, 28, COLOUR.gold),
    rect(1010, 510, 24, 28, COLOUR.gold),
    lighthouse(842, 562, 330, COLOUR.paper, COLOUR.paper, COLOUR.gold),
    ...repeat(14, step),
    line([[814, 518], [872, 310]], COLOUR.ink, 2.5),
    rect(830, 300, 16, 26, COLOUR.slate, 8),
    rect(836, 420, 16, 26, COLOUR.slate, 8),
    person({ x: 846, y: 458, tall: 92, pose: 'walk', dress: 'trousers', top: COLOUR.rubric, bottom: COLOUR.ink, head: 'cap', headColour: COLOUR.navy }),
    glow(842, 218, 150, 150, COLOUR.gold, 0.85),
    ...[[300, 240, 70], [420, 300, 54], [210, 330, 44], [560, 190, 40], [1040, 250, 48], [480, 400, 36]].map(([x = 0, y = 0, span = 0]) => bird(x, y, span, COLOUR.paper)),
    boat(250, 590, 0.7, COLOUR.maroon, COLOUR.ochre, false, true),
    path('M-10 690Q90 656 190 690T390 690T590 700T790 730T990 736T1210 746V810H-10Z', '#1a2a4d'),
    path('M-10 746Q90 716 190 746T390 746T590 756T790 766T990 770T1210 776V810H-10Z', COLOUR.night),
  ]
}

/** One bridge joins two towns whose clock towers disagree. */
export function twoTowns(): Piece[] {
  const tower = (x: number, wall: string, roof: string, hour: number, minute: number): Piece => block({ x, y: 520, width: 110, height: 330, wall, roof: 'gable', roofColour: roof, side: 0.3 }) + clock(x + 55, 262, 38, hour, minute, roof) + windows({ x: x + 34, y: 350, columns: 2, rows: 2, width: 14, height: 34, gapX: 14, gapY: 30, fill: darker(wall, 0.55), kind: 'round' })
  return [
    rect(0, 0, 600, 800, '#f3d9a4'),
    rect(600, 0, 600, 800, '#7a7ba0'),
    path('M520 0Q640 200 580 400T600 800H1200V0Z', '#8d86a6'),
    grain('M520 0Q640 200 580 400T600 800H1200V0Z', 'across', '#4c4b78', 0, 0.6),
    sun(390, 200, 66, COLOUR.rubric, COLOUR.ochre),
    stars(7, 26, 300, COLOUR.paper, 820, 1200),
    hills(41, 470, 30, 5, veil('#8c7a78', 0.55)),
    town(13, -40, 470, 540, 80, 170, ['#e8c792', '#f0d9ae', '#dcae7a'], COLOUR.umber),
    town(17, 740, 1230, 540, 80, 170, ['#5c5a86', '#6a6691', '#504f7a'], '#2f2f55', COLOUR.gold),
    tower(190, '#f2e2c0', COLOUR.terracotta, 7, 0),
    tower(930, '#6f6b98', '#33335e', 6, 0),
    cypress(100, 550, 150, COLOUR.olive, COLOUR.moss),
    cypress(1120, 550, 170, '#33335e', COLOUR.night),
    land([[-10, 540], [300, 536], [400, 560], [430, 820]], '#d3a46b', '#9a6a42'),
    land([[770, 820], [800, 560], [900, 536], [1210, 540]], '#4a4972', '#2b2b50'),
    path('M330 800Q420 560 600 560T870 800Z', '#6f9aa6'),
    path('M600 560Q780 560 870 800H600Z', '#4e6d90'),
    ...repeat(14, (index) => rect(470 + ((index * 67) % 230), 610 + index * 13, 40 + index * 3, 4, veil(COLOUR.paper, 0.4), 2)),
    path('M250 540Q600 400 950 540V590H850Q830 500 720 500T600 590H600Q590 500 480 500T350 590H250Z', '#b08a6c'),
    path('M600 452Q790 464 950 540V590H850Q830 500 720 500T600 590Z', '#77688a'),
    path('M250 528Q600 388 950 528L950 544Q600 404 250 544Z', '#d9bb92'),
    ...[[420, 470, COLOUR.lapis], [520, 456, COLOUR.paper], [610, 452, COLOUR.rubric], [716, 460, COLOUR.ochre], [800, 476, COLOUR.cream]].map(([x = 0, y = 0, top = ''], index) => person({ x: Number(x), y: Number(y) + 12, tall: 96, pose: 'walk', dress: index % 2 === 0 ? 'robe' : 'trousers', top: String(top), bottom: COLOUR.ink, head: (['scarf', 'hair', 'scarf', 'cap', 'ghutra'] as const)[index] ?? 'hair', headColour: index === 1 ? COLOUR.ink : COLOUR.cream, flip: index > 2 })),
    path('M-10 720Q200 690 400 760L420 810H-10Z', '#b98452'),
    path('M1210 720Q1000 690 800 760L780 810H1210Z', '#2f2f58'),
    grass(5, 820, 60, 80, '#5b4a3a'),
  ]
}

/** Camels carry book shelves across the dunes as children run to meet them. */
export function camelLibrary(): Piece[] {
  const load = (seed: number): Piece => path('M-66 -206Q-10 -250 46 -206L52 -120H-72Z', COLOUR.rubric) + path('M-66 -206Q-10 -250 46 -206L47 -190H-67Z', COLOUR.ochre) + rect(-66, -190, 112, 68, COLOUR.umber, 4) + spines(seed, -60, -128, 100, 56) + repeat(6, (index) => line([[-66 + index * 23, -120], [-66 + index * 23, -104]], COLOUR.ochre, 3)).join('')
  return [
    sky('#c9695a', '#e59a6c', '#f3cf9b'),
    sun(470, 300, 120, '#f6dfae', COLOUR.gold),
    streak(320, 340, 330, 10, '#e8a878'),
    streak(240, 286, 200, 8, '#dd8a66'),
    bird(780, 180, 34, COLOUR.maroon),
    bird(830, 210, 24, COLOUR.maroon),
    dune(-300, 700, 640, [230, 400], '#d98d5c', '#a5553f'),
    dune(500, 1500, 640, [1010, 430], '#cf7f54', '#9a4a3b'),
    land([[-10, 640], [300, 600], [700, 632], [1210, 586]], '#c2703f', '#84392e'),
    camel(150, 630, 0.7, '#7a452f', load(23)),
    camel(400, 652, 0.92, '#8a5236', load(3)),
    camel(720, 690, 1.2, '#a2643d', load(11)),
    curve([[930, 368], [950, 440], [930, 480]], COLOUR.maroon, 3),
    person({ x: 905, y: 706, tall: 236, pose: 'walk', dress: 'robe', top: COLOUR.paper, head: 'turban', headColour: COLOUR.rubric }),
    dune(860, 1420, 850, [1170, 690], '#9d4b36', COLOUR.maroon),
    person({ x: 1020, y: 730, tall: 150, pose: 'cheer', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.ink, head: 'hair', flip: true }),
    person({ x: 1090, y: 720, tall: 140, pose: 'run', dress: 'skirt', top: COLOUR.lapis, bottom: COLOUR.navy, head: 'bun', flip: true }),
    person({ x: 1160, y: 702, tall: 130, pose: 'run', dress: 'trousers', top: COLOUR.paper, bottom: COLOUR.plum, head: 'hair', flip: true }),
    dusk(700, 110, COLOUR.maroon, false, 0.4),
  ]
}

/** A village is carried stone by stone up the mountain, away from a swollen river. */
export function movingVillage(): Piece[] {
  const trail: readonly Point[] = [[330, 700], [960, 640], [590, 520], [1040, 424], [800, 310], [1060, 240]]
  const house = (x: number, y: number, size: number, height: number, gone: number): Piece => {
    const rows = Math.round(height / 20)
    return repeat(rows * 6, (index) => {
      const [column, row] = [index % 6, Math.floor(index / 6)]
      const missing = row > rows - 1 - gone && (column * 3 + row) % 4 !== 0
      return missing ? '' : rect(x + column * (size / 6) + (row % 2) * 3, y - (row + 1) * 20, size / 6 - 2, 18, (column + row) % 3 === 0 ? '#d8c3a0' : '#c7ae88', 2)
    }).join('') + arch(x + size * 0.38, y, size * 0.24, 44, COLOUR.umber)
  }
  const mule = (x: number, y: number, scale: number): Piece => goat(x, y, scale, '#6a4a3a') + rect(x - 34 * scale, y - 104 * scale, 30 * scale, 26 * scale, '#e6d3b0', 2) + rect(x - 2 * scale, y - 104 * scale, 30 * scale, 26 * scale, '#d3bb92', 2)
  return [
    sky('#c6d3cd', '#e9dfc6'),
    cloud(80, 150, 320, COLOUR.paper),
    cloud(360, 210, 220, COLOUR.paper),
    mountain(-200, 600, 640, [150, 300], '#a9b49f', '#8f9c8c'),
    path('M-10 810V600Q200 590 380 520T700 300T960 170L1210 130V810Z', '#7d8b4d'),
    grain('M-10 810V600Q200 590 380 520T700 300T960 170L1210 130V810Z', 'diagonal', COLOUR.moss, 0, 0.65),
    line(trail, '#d8bd8a', 26),
    line(trail, '#b99a68', 3, 'stroke-dasharray="14 18"'),
    house(900, 236, 110, 100, 0),
    polygon([[892, 136], [955, 96], [1018, 136]], COLOUR.terracotta),
    house(1040, 226, 120, 120, 0),
    polygon([[1030, 106], [1100, 62], [1170, 106]], COLOUR.rubric),
    house(800, 268, 84, 80, 2),
    person({ x: 786, y: 268, tall: 84, pose: 'hold', dress: 'trousers', top: COLOUR.rubric, bottom: COLOUR.navy, head: 'helmet', headColour: COLOUR.gold, held: ([x, y]) => rect(x - 2, y - 8, 20, 14, '#e6d3b0', 2) }),
    mule(930, 420, 0.62),
    person({ x: 880, y: 424, tall: 80, pose: 'walk', dress: 'robe', top: COLOUR.lapis, head: 'turban', headColour: COLOUR.paper, flip: true }),
    mule(640, 520, 0.9),
    mule(830, 640, 1.15),
    person({ x: 940, y: 650, tall: 150, pose: 'walk', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.ink, head: 'cap', headColour: COLOUR.rubric, flip: true }),
    house(180, 668, 190, 150, 4),
    house(30, 660, 120, 110, 3),
    person({ x: 410, y: 690, tall: 176, pose: 'bend', dress: 'trousers', top: COLOUR.paper, bottom: COLOUR.navy, head: 'hair', flip: true }),
    person({ x: 480, y: 694, tall: 180, pose: 'hold', dress: 'skirt', top: COLOUR.rubric, bottom: COLOUR.plum, head: 'scarf', headColour: COLOUR.cream, held: ([x, y]) => rect(x - 4, y - 9, 18, 13, '#e6d3b0', 2) }),
    path('M-10 700Q90 664 200 690T430 710T700 730T980 760L1210 770V810H-10Z', COLOUR.sea),
    path('M-10 740Q90 706 200 734T430 748T700 764T1210 800V810H-10Z', '#35687d'),
    ...repeat(9, (index) => rect(20 + index * 90, 720 + index * 7, 60, 4, veil(COLOUR.paper, 0.6), 2)),
    ...[[560, 706], [590, 712], [574, 692]].map(([x = 0, y = 0]) => rect(x, y, 28, 18, '#d8c3a0', 2)),
  ]
}
