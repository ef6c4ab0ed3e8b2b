import { boxPath, circle, curve, ellipse, fade, grain, inside, line, path, place, polygon, rect, type Piece } from '../draw/canvas.ts'
import { arch, block, town, windows } from '../draw/buildings.ts'
import { hills, land, mountain, pebbles } from '../draw/land.ts'
import { COLOUR, darker, lighter, veil } from '../draw/palette.ts'
import { person } from '../draw/people.ts'
import { cypress, leaf, olive, pine, pot, tree } from '../draw/plants.ts'
import { repeat } from '../draw/random.ts'
import { cloud, glow, sky, stars, sun } from '../draw/sky.ts'
import { flatbread, streetLamp } from '../draw/things.ts'
import { bell, clock, envelope, hourglass, sewingMachine } from '../draw/tools.ts'
import { bicycle, bus } from '../draw/vessels.ts'

/** Pupils walk in past a silent brass bell and a sundial. */
export function schoolWithoutBell(): Piece[] {
  const pupil = (x: number, y: number, size: number, top: string, bag: string, head: 'hair' | 'bun' | 'scarf', flip = false): Piece => place({ x, y, flip }, [person({ x: 0, y: 0, tall: size, pose: 'walk', dress: head === 'hair' ? 'trousers' : 'skirt', top, bottom: COLOUR.navy, head, headColour: head === 'scarf' ? COLOUR.paper : COLOUR.ink }), rect(-size * 0.19, -size * 0.78, size * 0.17, size * 0.26, bag, size * 0.05), rect(-size * 0.17, -size * 0.66, size * 0.1, size * 0.1, darker(bag, 0.25), 3)])
  return [
    sky('#a9cdd2', '#dfe6cf', '#f5e6c2'),
    cloud(640, 150, 260, COLOUR.paper),
    sun(980, 170, 60, COLOUR.paper, COLOUR.gold),
    block({ x: 420, y: 560, width: 800, height: 270, wall: '#f0dfbb', roof: 'parapet', side: 0, shade: '#c79f6c' }),
    ...repeat(5, (index) => arch(470 + index * 152, 560, 100, 170, '#8a4a3a') + arch(482 + index * 152, 560, 76, 152, index === 2 ? COLOUR.gold : '#6b3430')),
    windows({ x: 486, y: 312, columns: 5, rows: 1, width: 66, height: 50, gapX: 86, gapY: 10, fill: COLOUR.sea }),
    tree(1080, 650, 520, '#7d8f4a', COLOUR.moss),
    land([[-10, 570], [420, 560], [1210, 566]], '#e2bf88', '#a87444'),
    ellipse(1060, 660, 300, 36, veil('#8a5c34', 0.35)),
    ellipse(660, 704, 150, 36, '#b98a58'),
    ellipse(660, 694, 150, 36, COLOUR.paper),
    ellipse(660, 694, 130, 30, '#efe0bf'),
    ...repeat(9, (index) => { const turn = Math.PI + (index * Math.PI) / 8; return line([[660 + Math.cos(turn) * 104, 694 + Math.sin(turn) * 23], [660 + Math.cos(turn) * 122, 694 + Math.sin(turn) * 27]], COLOUR.umber, 4) }),
    polygon([[660, 696], [590, 676], [598, 672]], veil(COLOUR.umber, 0.6)),
    polygon([[660, 698], [640, 620], [700, 696]], COLOUR.ochre),
    polygon([[660, 698], [640, 620], [668, 697]], lighter(COLOUR.ochre, 0.3)),
    pupil(520, 640, 150, COLOUR.rubric, COLOUR.ochre, 'hair'),
    pupil(440, 650, 140, COLOUR.paper, COLOUR.lapis, 'scarf'),
    pupil(840, 640, 146, COLOUR.ochre, COLOUR.rubric, 'bun', true),
    pupil(930, 730, 210, COLOUR.lapis, COLOUR.rubric, 'hair', true),
    pupil(1060, 744, 200, COLOUR.paper, COLOUR.olive, 'bun', true),
    rect(60, 90, 26, 720, COLOUR.umber),
    rect(350, 90, 26, 720, COLOUR.umber),
    rect(30, 80, 376, 30, '#6b4432'),
    line([[218, 108], [218, 190]], COLOUR.ink, 9),
    bell(218, 206, 250, '#d2a043'),
    path('M104 356Q218 386 332 356V388Q218 420 104 388Z', COLOUR.rubric),
    path('M218 380Q160 330 140 370T218 392Q276 330 300 370T218 392Z', COLOUR.rubric),
    path('M208 392L176 470L204 458L216 400ZM228 392L262 474L232 460L220 400Z', COLOUR.maroon),
    circle(218, 388, 17, lighter(COLOUR.rubric, 0.15)),
  ]
}

/** An old bus on a steep street at dawn waits for a woman with a basket. */
export function steepBus(): Piece[] {
  const step = (x: number, y: number, width: number, height: number, wall: string): Piece => block({ x, y, width, height, wall, roof: 'parapet', shade: darker(wall, 0.25) }) + windows({ x: x + 22, y: y - height + 34, columns: 2, rows: Math.floor(height / 110), width: 30, height: 44, gapX: 44, gapY: 56, fill: '#5a4a6a', lit: COLOUR.gold, litShare: 0.4, kind: 'round', seed: x + 60 })
  return [
    sky('#5d6a9a', '#c78f98', '#f3c796'),
    sun(300, 360, 80, '#fbe3b4', COLOUR.gold),
    stars(4, 24, 140, COLOUR.paper, 500),
    hills(15, 470, 30, 5, '#8f7396'),
    step(-20, 660, 150, 190, '#b98a94'),
    step(120, 640, 150, 220, '#c99a92'),
    step(480, 560, 150, 260, '#b47f84'),
    step(620, 530, 160, 320, '#c28c86'),
    step(780, 490, 150, 350, '#a8747f'),
    step(930, 450, 150, 390, '#b98080'),
    step(1080, 410, 150, 400, '#9a6a78'),
    polygon([[-10, 690], [1210, 400], [1210, 820], [-10, 820]], '#6d5a70'),
    polygon([[-10, 672], [1210, 384], [1210, 412], [-10, 700]], '#d9b49a'),
    ...repeat(8, (index) => polygon([[20 + index * 160, 790 - index * 38], [100 + index * 160, 771 - index * 38], [100 + index * 160, 779 - index * 38], [20 + index * 160, 798 - index * 38]], COLOUR.cream)),
    ...[90, 560, 980].map((x) => streetLamp(x, 680 - (x * 288) / 1220, 300, COLOUR.ink, COLOUR.gold)),
    `<g transform="rotate(-13.3 720 620)">${bus(720, 660, 1.62, COLOUR.ochre, COLOUR.rubric, '#f3dfb0', true)}${inside(boxPath(464, 464, 54, 88), [person({ x: 486, y: 640, tall: 170, pose: 'reach', dress: 'trousers', top: COLOUR.lapis, head: 'cap', headColour: COLOUR.navy, flip: true })])}</g>`,
    person({ x: 250, y: 762, tall: 290, pose: 'run', dress: 'skirt', top: COLOUR.olive, bottom: '#3f3550', head: 'scarf', headColour: COLOUR.paper }),
    path('M292 604h74l-12 50h-50Z', COLOUR.clay),
    path('M298 606Q328 548 360 606', 'none', `stroke="${COLOUR.umber}" stroke-width="5"`),
    ...[304, 322, 342].map((x, index) => circle(x + 4, 602, 11, [COLOUR.rubric, COLOUR.olive, COLOUR.ochre][index] ?? COLOUR.ochre)),
    grain(boxPath(-10, 690, 1220, 120), 'down', COLOUR.night, 0, 0.5),
  ]
}

/** A postman on a mountain path, letters flying about him like birds. */
export function postman(): Piece[] {
  const stoneHouse = (x: number, y: number, size: number): Piece => block({ x, y, width: size, height: size * 0.72, wall: '#dccbb0', roof: 'flat', shade: '#b39c80' }) + arch(x + size * 0.2, y, size * 0.22, size * 0.42, COLOUR.lapis) + rect(x + size * 0.56, y - size * 0.48, size * 0.16, size * 0.18, COLOUR.lapis)
  const wing = (x: number, y: number, width: number, turn: number, colour: string): Piece => place({ x, y, turn }, [path(`M${-width * 0.3} ${-width * 0.2}Q${-width * 0.9} ${-width * 0.9} ${-width * 1.1} ${-width * 0.3}Q${-width * 0.8} ${-width * 0.2} ${-width * 0.3} ${width * 0.1}Z`, lighter(colour, 0.4)), path(`M${width * 0.3} ${-width * 0.2}Q${width * 0.9} ${-width * 0.9} ${width * 1.1} ${-width * 0.3}Q${width * 0.8} ${-width * 0.2} ${width * 0.3} ${width * 0.1}Z`, darker(colour, 0.12)), envelope(0, 0, width, colour)])
  return [
    sky('#a5c8d3', '#d9e0cf', '#f3e2c0'),
    mountain(-100, 560, 560, [240, 220], '#a9b7ae', '#8c9d99'),
    mountain(360, 1200, 560, [800, 150], '#9aac9e', '#7d9089'),
    cloud(40, 230, 220, COLOUR.paper),
    hills(25, 500, 36, 5, '#8d9c62'),
    ...repeat(5, (index) => land([[-10, 560 + index * 44], [300, 540 + index * 46], [700, 580 + index * 40], [1210, 500 + index * 50]], ['#a3a765', '#8f9657', '#9da260', '#868d50', '#949a5a'][index] ?? '#a3a765') + curve([[-10, 562 + index * 44], [300, 542 + index * 46], [700, 582 + index * 40], [1210, 502 + index * 50]], '#d5c79e', 7)),
    stoneHouse(880, 520, 120),
    stoneHouse(1020, 500, 150),
    stoneHouse(760, 560, 90),
    stoneHouse(60, 556, 110),
    cypress(860, 540, 150, COLOUR.moss, COLOUR.ink),
    cypress(1186, 520, 190, COLOUR.moss, COLOUR.ink),
    pine(210, 560, 150, '#4d6340'),
    path('M-10 790Q300 700 560 720T1210 640V720Q860 770 600 780T-10 830Z', '#e0c693'),
    grain('M-10 790Q300 700 560 720T1210 640V720Q860 770 600 780T-10 830Z', 'down', '#a07a4a', 0, 0.5),
    bicycle(650, 748, 1.9, COLOUR.rubric, COLOUR.ink),
    rect(722, 560, 66, 44, COLOUR.clay, 5),
    envelope(748, 556, 40, COLOUR.paper, -10),
    person({ x: 420, y: 756, tall: 400, pose: 'hold', dress: 'trousers', top: COLOUR.lapis, bottom: COLOUR.navy, head: 'cap', headColour: COLOUR.rubric, held: ([x, y]) => polygon([[x - 2, y - 12], [x + 16, y - 16], [x + 18, y], [x, y + 4]], COLOUR.paper) }),
    line([[404, 440], [446, 590]], COLOUR.umber, 9),
    rect(376, 560, 84, 76, '#8a5230', 8),
    rect(376, 560, 84, 34, '#74411f', 8),
    circle(418, 594, 6, COLOUR.gold),
    wing(560, 330, 62, -18, COLOUR.paper),
    wing(690, 230, 54, -24, COLOUR.cream),
    wing(830, 290, 44, -8, COLOUR.blush),
    wing(930, 180, 38, -26, COLOUR.paper),
    wing(760, 120, 32, -14, COLOUR.cream),
    wing(1060, 250, 30, -20, COLOUR.paper),
    wing(290, 250, 40, 14, COLOUR.blush),
  ]
}

/** Mothers bake for a school around a clay oven before dawn. */
export function mothersBake(): Piece[] {
  return [
    sky('#1d2450', '#4a3f70', '#b5727a', '#eab382'),
    stars(17, 80, 300, COLOUR.paper),
    hills(35, 430, 26, 6, '#4d3f66'),
    block({ x: 700, y: 520, width: 460, height: 220, wall: '#5d4a72', roof: 'parapet', side: 0.12, shade: '#43355c' }),
    windows({ x: 736, y: 340, columns: 5, rows: 2, width: 46, height: 54, gapX: 30, gapY: 32, fill: COLOUR.gold }),
    arch(1096, 520, 46, 80, COLOUR.gold),
    tree(620, 540, 230, '#3b3558', COLOUR.night),
    path('M470 420Q420 340 480 270T440 120Q430 60 480 -10H560Q510 70 530 130T560 280Q500 350 530 420Z', veil('#d8c0c4', 0.3)),
    land([[-10, 540], [600, 516], [1210, 530]], '#7d5a5e', COLOUR.plum),
    glow(500, 560, 520, 300, COLOUR.ochre, 0.6),
    path('M360 700Q350 470 430 430H580Q660 470 650 700Z', '#b5693f'),
    grain('M360 700Q350 470 430 430H580Q660 470 650 700Z', 'across', COLOUR.maroon, 0, 0.8),
    ellipse(505, 432, 88, 24, '#5a2318'),
    ellipse(505, 436, 72, 16, '#f0a23e'),
    path('M450 436Q440 380 470 340Q480 384 500 330Q520 380 538 350Q570 400 556 436Z', COLOUR.ochre),
    path('M476 438Q470 400 496 372Q520 400 530 438Z', COLOUR.gold),
    arch(466, 700, 80, 70, '#3a1512'),
    glow(506, 680, 60, 50, COLOUR.ochre, 0.8),
    person({ x: 270, y: 730, tall: 390, pose: 'reachOut', dress: 'skirt', top: COLOUR.rubric, bottom: '#3a2a4a', head: 'scarf', headColour: COLOUR.cream, held: ([x, y]) => ellipse(x + 9, y - 1, 14, 4, '#e3b46a') }),
    person({ x: 740, y: 740, tall: 380, pose: 'bend', dress: 'skirt', top: COLOUR.lapis, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.ochre, flip: true }),
    person({ x: 110, y: 750, tall: 360, pose: 'kneel', dress: 'robe', top: COLOUR.olive, head: 'scarf', headColour: COLOUR.blush }),
    path('M760 700L1160 680L1210 800H720Z', COLOUR.cream),
    path('M760 700L1160 680L1164 692L757 712Z', COLOUR.rubric),
    path('M728 782L1203 782L1210 800H720Z', COLOUR.rubric),
    flatbread(850, 740, 64, '#d8a050'), flatbread(990, 734, 62, '#e0ac5c', 40), flatbread(1110, 736, 58, '#d8a050', 90), flatbread(920, 722, 58, '#dda656', 20), flatbread(1050, 718, 56, '#d19a4a', 70),
    flatbread(1050, 706, 54, '#e0ac5c', 10),
    person({ x: 1120, y: 700, tall: 330, pose: 'kneel', dress: 'robe', top: COLOUR.violet, head: 'scarf', headColour: COLOUR.paper, flip: true }),
    ellipse(40, 740, 70, 26, COLOUR.cream),
    ...[10, 50, 80].map((x, index) => circle(x, 724 - index * 4, 22, '#f1e3c2')),
  ]
}

/** A great hourglass holds a sewing machine and a lesson in geometry. */
export function timeBank(): Piece[] {
  const glass = veil('#eaf1ea', 0.55)
  return [
    rect(0, 0, 1200, 800, fade('down', '#dfa77a', '#efcb9c')),
    circle(600, 400, 330, '#f4dcb2'),
    grain('M270 400a330 330 0 1 0 660 0a330 330 0 1 0 -660 0Z', 'down', '#cf8a55', 0, 0.45),
    ...repeat(12, (index) => line([[600 + Math.cos((index * Math.PI) / 6) * 340, 400 + Math.sin((index * Math.PI) / 6) * 340], [600 + Math.cos((index * Math.PI) / 6) * 366, 400 + Math.sin((index * Math.PI) / 6) * 366]], COLOUR.maroon, index % 3 === 0 ? 12 : 6)),
    rect(-10, 706, 1220, 110, '#a8533b'),
    rect(-10, 706, 1220, 12, '#c9714e'),
    hourglass(600, 716, 610, '#7a3f2a', glass),
    inside('M436 148Q436 300 590 411H610Q764 300 764 148Z', [rect(400, 282, 400, 140, COLOUR.gold)]),
    path('M456 268Q600 300 744 268L730 290H470Z', '#d6a24a'),
    sewingMachine(600, 276, 1.06, COLOUR.lapis),
    line([[600, 400], [600, 640]], COLOUR.gold, 5),
    rect(488, 508, 224, 142, COLOUR.umber, 5),
    rect(498, 518, 204, 122, '#2f4a44', 3),
    polygon([[530, 622], [610, 540], [628, 622]], 'none', `stroke="${COLOUR.paper}" stroke-width="4"`),
    circle(660, 580, 28, 'none', `stroke="${COLOUR.gold}" stroke-width="4"`),
    line([[660, 580], [684, 566]], COLOUR.gold, 3),
    path('M436 684Q520 640 600 640T764 684Z', COLOUR.gold),
    person({ x: 250, y: 740, tall: 430, pose: 'reachOut', dress: 'robe', top: COLOUR.rubric, head: 'scarf', headColour: COLOUR.paper }),
    person({ x: 950, y: 740, tall: 440, pose: 'reachOut', dress: 'trousers', top: COLOUR.olive, bottom: COLOUR.navy, head: 'hair', flip: true }),
    clock(402, 418, 36, 3, 0, COLOUR.gold),
    clock(798, 414, 36, 9, 0, COLOUR.gold),
    ...[[100, 690, 40], [1100, 690, 46]].map(([x = 0, y = 0, size = 0]) => pot(x, y + 30, size * 1.8, COLOUR.terracotta) + leaf([x, y - 40], [x - 60, y - 150], 26, COLOUR.olive) + leaf([x, y - 40], [x + 64, y - 160], 26, COLOUR.moss) + leaf([x, y - 40], [x, y - 190], 24, COLOUR.olive)),
  ]
}

/** A gardener listens to a bandaged olive while people queue with leaves. */
export function treeClinic(): Piece[] {
  const leafHolder = (x: number, y: number, size: number, top: string, head: 'scarf' | 'hair' | 'ghutra' | 'bun', colour: string, blade: string): Piece => person({ x, y, tall: size, pose: 'hold', dress: head === 'hair' || head === 'bun' ? 'trousers' : 'robe', top, bottom: COLOUR.navy, head, headColour: colour, flip: true, held: ([hx, hy]) => leaf([hx, hy], [hx + 8, hy - 30], 8, blade, darker(blade, 0.3)) })
  return [
    sky('#bcd6cf', '#e6e8cb', '#f6e7bf'),
    sun(930, 190, 64, COLOUR.paper, COLOUR.gold),
    cloud(620, 150, 200, COLOUR.paper),
    town(29, 560, 1230, 520, 60, 150, ['#efdcb8', '#e5cba0', '#f5e7cb'], '#a5825c'),
    hills(45, 520, 16, 6, '#a5b07a'),
    land([[-10, 570], [500, 550], [1210, 560]], '#c9b578', '#8a7a40'),
    olive(330, 720, 640, '#7c8748', '#a9b581', 9),
    path('M262 640L402 610L406 652L258 684Z', COLOUR.paper),
    path('M256 664L410 690L408 726L262 700Z', '#efe4cf'),
    path('M262 640L402 610L403 620L261 650ZM258 676L406 646L406 652L258 684Z', '#d8c8a8'),
    place({ x: 332, y: 648, turn: -12 }, [rect(-5, -16, 10, 32, COLOUR.sea, 2), rect(-16, -5, 32, 10, COLOUR.sea, 2)]),
    ellipse(330, 732, 240, 20, veil('#5f5a2c', 0.35)),
    person({ x: 520, y: 740, tall: 340, pose: 'reachOut', dress: 'trousers', top: COLOUR.paper, bottom: COLOUR.olive, head: 'turban', headColour: COLOUR.ochre, flip: true }),
    path('M514 470Q480 520 500 560T420 540', 'none', `stroke="${COLOUR.ink}" stroke-width="6" stroke-linecap="round"`),
    circle(414, 528, 14, COLOUR.slate),
    rect(548, 690, 70, 46, COLOUR.rubric, 6),
    path('M566 690Q583 664 600 690', 'none', `stroke="${COLOUR.umber}" stroke-width="7"`),
    leafHolder(720, 744, 300, COLOUR.lapis, 'scarf', COLOUR.cream, '#a8973f'),
    leafHolder(820, 740, 170, COLOUR.ochre, 'bun', COLOUR.ink, COLOUR.olive),
    leafHolder(920, 742, 310, COLOUR.paper, 'ghutra', COLOUR.rubric, COLOUR.terracotta),
    leafHolder(1030, 746, 290, COLOUR.terracotta, 'hair', COLOUR.ink, '#8f9a4a'),
    leafHolder(1140, 744, 300, COLOUR.violet, 'scarf', COLOUR.blush, '#b98a3a'),
    pebbles(3, 20, { x: 60, y: 740, width: 1080, height: 40 }, '#a5935a'),
  ]
}
