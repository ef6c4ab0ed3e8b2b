import { boxPath, circle, curve, ellipse, fade, grain, inside, line, path, place, polygon, rect, type Piece } from '../draw/canvas.ts'
import { openBook, pile } from '../draw/books.ts'
import { archPath, awning, balcony, block, town } from '../draw/buildings.ts'
import { land, wave } from '../draw/land.ts'
import { COLOUR, darker, lighter, veil } from '../draw/palette.ts'
import { person } from '../draw/people.ts'
import { bush, palm, pot } from '../draw/plants.ts'
import { repeat } from '../draw/random.ts'
import { bird, cloud, glow, sky, stars, sun } from '../draw/sky.ts'
import { cup, jar, lantern, oud } from '../draw/things.ts'
import { compassRose, key, keyhole, radio, sack } from '../draw/tools.ts'
import { felucca, lights } from '../draw/vessels.ts'

/** A woman paints the hanging signs of an old market street. */
export function signPainter(): Piece[] {
  const flourish = (x: number, y: number, size: number, colour: string): Piece => place({ x, y, scale: size / 100 }, [path('M52 -34V4Q50 22 30 20Q14 18 12 2Q8 24 -12 22Q-26 20 -26 4Q-32 40 -66 36', 'none', `stroke="${colour}" stroke-width="12" stroke-linecap="round" stroke-linejoin="round"`), ...[[14, -28], [-8, -28], [-52, 6]].map(([dx = 0, dy = 0]) => polygon([[dx, dy - 9], [dx + 9, dy], [dx, dy + 9], [dx - 9, dy]], colour))])
  const sign = (x: number, y: number, width: number, height: number, board: string, stroke: string): Piece => line([[x + width * 0.2, y - 40], [x + width * 0.2, y]], COLOUR.ink, 3) + line([[x + width * 0.8, y - 40], [x + width * 0.8, y]], COLOUR.ink, 3) + line([[x - 10, y - 40], [x + width + 10, y - 40]], COLOUR.ink, 6) + rect(x, y, width, height, darker(board, 0.3), 6) + rect(x + 6, y + 6, width - 12, height - 12, board, 4) + flourish(x + width / 2, y + height / 2, Math.min(width * 0.56, height * 1.1), stroke)
  return [
    sky('#f2cf8f', '#f7e4bd'),
    sun(610, 250, 80, COLOUR.paper, COLOUR.paper),
    town(3, 430, 790, 620, 120, 260, ['#e8bd88', '#dcae7c', '#eecb9a'], '#a4714c'),
    polygon([[-10, -10], [300, -10], [440, 180], [440, 640], [-10, 800]], '#c98a5c'),
    polygon([[300, -10], [440, 180], [440, 640], [330, 676]], '#a96b46'),
    polygon([[1210, -10], [900, -10], [760, 180], [760, 640], [1210, 800]], '#d9a26c'),
    polygon([[900, -10], [760, 180], [760, 640], [870, 676]], '#b87c50'),
    grain('M-10 -10L300 -10L440 180L440 640L-10 800Z', 'down', COLOUR.maroon, 0, 0.4),
    grain('M1210 -10L900 -10L760 180L760 640L1210 800Z', 'down', COLOUR.maroon, 0, 0.3),
    path(archPath(40, 780, 200, 420, 'pointed'), COLOUR.maroon),
    path(archPath(950, 780, 210, 420, 'pointed'), COLOUR.lapis),
    path(archPath(1050, 780, 4, 330), darker(COLOUR.lapis, 0.4)),
    balcony(1010, 60, 190, 150, COLOUR.umber, COLOUR.dune),
    awning(20, 350, 250, 50, COLOUR.rubric, COLOUR.paper),
    polygon([[330, 676], [440, 636], [760, 636], [870, 676], [1210, 800], [-10, 800]], '#e3bd85'),
    grain('M330 676L440 636L760 636L870 676L1210 800L-10 800Z', 'down', '#8a5636', 0, 0.6),
    sign(200, 150, 170, 96, COLOUR.lapis, COLOUR.paper),
    sign(330, 300, 110, 64, COLOUR.olive, COLOUR.cream),
    sign(770, 290, 110, 64, COLOUR.maroon, COLOUR.cream),
    sign(640, 150, 300, 150, COLOUR.paper, '#4a2a1c'),
    line([[560, 740], [630, 250]], COLOUR.umber, 10),
    line([[660, 740], [680, 250]], COLOUR.umber, 10),
    ...repeat(9, (index) => line([[568 + index * 7.4, 690 - index * 52], [661 + index * 2.2, 690 - index * 52]], COLOUR.umber, 8)),
    person({ x: 622, y: 535, tall: 330, pose: 'reach', dress: 'skirt', top: COLOUR.rubric, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.ochre, held: ([x, y]) => line([[x - 5, y + 4], [x + 12, y - 8]], COLOUR.clay, 2.4) + line([[x + 11, y - 7], [x + 14, y - 9]], COLOUR.ink, 2.6) }),
    jar(430, 760, 60, 76, '#c9b394', '#4a2a1c', 0.7, COLOUR.ink),
    jar(504, 776, 50, 62, '#c9b394', '#6b3f24', 0.6, COLOUR.ink),
    person({ x: 820, y: 744, tall: 270, pose: 'lookUp', dress: 'robe', top: COLOUR.paper, head: 'turban', headColour: COLOUR.rubric, flip: true }),
    lights(250, 70, 960, 90, 60, 10, COLOUR.gold, COLOUR.umber),
  ]
}

/** An old neighbourhood cinema glows; people bring their own chairs. */
export function paradiseCinema(): Piece[] {
  const carried = (x: number, y: number, size: number, top: string, head: 'scarf' | 'hair' | 'cap' | 'bun', colour: string): Piece => person({ x, y, tall: size, pose: 'walk', dress: head === 'scarf' ? 'robe' : 'trousers', top, bottom: COLOUR.night, head, headColour: colour, held: ([hx, hy]) => place({ x: hx + 6, y: hy + 22, scale: 0.46, turn: 8 }, [line([[-16, 0], [-14, -48], [-20, -100]], COLOUR.gold, 8), line([[18, 0], [16, -46]], COLOUR.gold, 8), rect(-20, -54, 44, 10, COLOUR.gold), line([[-18, -88], [-16, -62]], COLOUR.gold, 14)]) })
  return [
    sky('#10183a', '#2a2a58', '#5a3f66'),
    stars(3, 130, 480, COLOUR.paper),
    polygon([[700, 230], [-40, -60], [-40, 220]], veil(COLOUR.cream, 0.16)),
    polygon([[700, 230], [-40, 20], [-40, 140]], veil(COLOUR.cream, 0.22)),
    town(53, -30, 480, 680, 120, 260, ['#2f2a55', '#37305e', '#292449'], '#171535', COLOUR.gold),
    town(59, 1040, 1260, 680, 200, 330, ['#2f2a55', '#37305e'], '#171535', COLOUR.gold),
    block({ x: 440, y: 690, width: 640, height: 400, wall: '#8f2f33', roof: 'none', side: 0.14, shade: '#64191d' }),
    path('M560 290V180Q560 130 610 130H910Q960 130 960 180V290Z', '#a83a38'),
    path('M860 130H910Q960 130 960 180V290H880Z', '#7d2428'),
    ...repeat(5, (index) => rect(610 + index * 62, 100, 26, 200, index === 2 ? COLOUR.gold : COLOUR.ochre, 13)),
    rect(690, 210, 30, 30, COLOUR.gold, 4),
    glow(705, 225, 80, 60, COLOUR.paper, 0.7),
    path('M400 440Q400 390 460 390H1060Q1120 390 1120 440Q1120 490 1060 490H460Q400 490 400 440Z', COLOUR.cream),
    path('M400 440Q400 390 460 390H1060Q1120 390 1120 440Q1120 490 1060 490H460Q400 490 400 440Z', 'none', `stroke="${COLOUR.ochre}" stroke-width="14"`),
    ...repeat(22, (index) => circle(440 + index * 30.5, 390, 7, COLOUR.paper) + circle(440 + index * 30.5, 490, 7, COLOUR.paper)),
    ...repeat(3, (index) => rect(560 + index * 150, 412, 110, 56, ['#cf8a62', COLOUR.sea, COLOUR.violet][index] ?? COLOUR.sea, 4) + circle(590 + index * 150, 434, 12, COLOUR.gold) + path(`M${560 + index * 150} 468q40 -40 110 -10v10Z`, darker(COLOUR.maroon, 0.2))),
    glow(760, 560, 420, 170, COLOUR.gold, 0.6),
    rect(560, 520, 400, 170, '#3a1418'),
    ...repeat(4, (index) => rect(572 + index * 96, 532, 84, 158, index % 2 === 0 ? COLOUR.ochre : COLOUR.gold, 3) + rect(580 + index * 96, 544, 68, 96, '#f6e3b4', 3)),
    rect(468, 526, 66, 110, COLOUR.cream), rect(476, 534, 50, 94, COLOUR.lapis), circle(500, 570, 16, COLOUR.gold),
    rect(986, 526, 66, 110, COLOUR.cream), rect(994, 534, 50, 94, COLOUR.olive), path('M1000 622l20 -50l20 50Z', COLOUR.cream),
    land([[-10, 690], [1210, 690]], '#2a2448', COLOUR.night),
    polygon([[480, 690], [1040, 690], [1150, 810], [330, 810]], veil(COLOUR.gold, 0.25)),
    carried(130, 750, 250, COLOUR.ochre, 'cap', COLOUR.rubric),
    carried(290, 730, 236, COLOUR.lapis, 'scarf', COLOUR.cream),
    carried(430, 760, 260, COLOUR.paper, 'hair', COLOUR.ink),
    person({ x: 720, y: 720, tall: 190, pose: 'stand', dress: 'robe', shadow: '#2a1526' }),
    person({ x: 830, y: 716, tall: 180, pose: 'walk', dress: 'trousers', shadow: '#2a1526', flip: true }),
    person({ x: 560, y: 740, tall: 130, pose: 'cheer', dress: 'trousers', top: COLOUR.rubric, bottom: COLOUR.ink }),
  ]
}

/** Ordinary things on museum shelves in warm light. */
export function museumOfThings(): Piece[] {
  const shelf = (y: number): Piece => rect(80, y, 1040, 18, '#a8653c') + rect(80, y + 18, 1040, 8, '#6f3d27')
  const niche = (x: number, y: number, width: number, height: number): Piece => path(archPath(x, y, width, height), '#7a3f30') + glow(x + width / 2, y - height * 0.55, width * 0.7, height * 0.6, COLOUR.gold, 0.55)
  return [
    rect(0, 0, 1200, 800, '#5a2a26'),
    grain(boxPath(0, 0, 1200, 800), 'down', COLOUR.ink, 0, 0.5),
    ...[120, 460, 800].map((x) => niche(x, 380, 280, 300)),
    ...[120, 460, 800].map((x) => niche(x, 690, 280, 270)),
    shelf(380),
    shelf(690),
    rect(190, 356, 140, 24, COLOUR.umber, 4),
    place({ x: 260, y: 350, turn: 14 }, [rect(-6, -130, 12, 120, '#d9d4c8', 6), ellipse(0, -142, 26, 36, '#d9d4c8'), ellipse(4, -140, 16, 26, '#b9b3a6')]),
    path('M170 356V230Q170 130 260 130T350 230V356Z', veil('#e8f0ea', 0.28)),
    path('M192 340V236Q192 164 236 148', 'none', `stroke="${COLOUR.paper}" stroke-width="6" stroke-linecap="round" opacity="0.7"`),
    circle(260, 122, 11, COLOUR.gold),
    radio(490, 380, 220, '#a8602f'),
    path('M880 380V238Q880 226 892 226H988Q1000 226 1000 238V380Z', COLOUR.rubric),
    rect(880, 270, 120, 16, COLOUR.paper), rect(880, 296, 120, 8, COLOUR.paper), path('M892 226V190Q892 176 910 176H970Q988 176 988 190V226Z', COLOUR.sand), rect(884, 218, 112, 12, '#c7c0b2'), path('M1000 270Q1040 280 1030 320T1000 350', 'none', `stroke="${COLOUR.ink}" stroke-width="11"`), rect(970, 230, 30, 150, veil(COLOUR.maroon, 0.4)),
    path('M170 690V570Q170 540 200 540H320Q350 540 350 570V690Z', COLOUR.ochre),
    path('M170 600H350V620Q260 660 170 620Z', darker(COLOUR.ochre, 0.2)), rect(240, 616, 40, 36, COLOUR.umber, 5), path('M220 540Q220 510 260 510T300 540', 'none', `stroke="${COLOUR.umber}" stroke-width="11"`),
    key(600, 520, 1.3, COLOUR.gold, 2, 0),
    path('M560 520Q600 470 640 520', 'none', `stroke="${COLOUR.rubric}" stroke-width="6"`),
    rect(840, 610, 200, 80, COLOUR.lapis, 10), rect(832, 590, 216, 34, lighter(COLOUR.lapis, 0.15), 10), circle(940, 656, 22, COLOUR.gold), circle(940, 656, 12, COLOUR.rubric), ...[870, 1010].map((x) => circle(x, 656, 7, COLOUR.gold)),
    rect(-10, 726, 1220, 90, '#3a1a1c'),
    person({ x: 1150, y: 870, tall: 420, pose: 'hold', dress: 'robe', shadow: '#1f0f16', flip: true }),
    person({ x: 60, y: 840, tall: 260, pose: 'point', dress: 'skirt', head: 'bun', shadow: '#1f0f16' }),
    lantern(430, 40, 70, COLOUR.ink, COLOUR.gold, 60), lantern(770, 40, 70, COLOUR.ink, COLOUR.gold, 60),
  ]
}

/** A carved door, seven keys and light through its keyhole above an open book. */
export function sevenKeys(): Piece[] {
  const panel = (x: number, y: number, width: number, height: number): Piece => rect(x, y, width, height, '#3f2318', 6) + rect(x + 10, y + 10, width - 20, height - 20, '#7a4529', 4) + place({ x: x + width / 2, y: y + height / 2 }, [0, 45].map((turn) => place({ x: 0, y: 0, turn }, [rect(-width * 0.2, -width * 0.2, width * 0.4, width * 0.4, 'none" stroke="#a8683c" stroke-width="6')])).concat([circle(0, 0, width * 0.1, '#a8683c')]))
  return [
    rect(0, 0, 1200, 800, '#c99a68'),
    grain(boxPath(0, 0, 1200, 800), 'down', '#6a3f2a', 0, 0.6),
    ...repeat(10, (index) => rect((index % 2) * 1000 - 40 + (index % 3) * 20, index * 84 - 20, 210, 74, '#bd8b58', 6)),
    path(archPath(240, 810, 720, 800, 'pointed'), '#8f5a38'),
    path(archPath(276, 810, 648, 756, 'pointed'), '#5f3420'),
    inside(archPath(276, 810, 648, 756, 'pointed'), [
      ...[0, 1, 2].map((row) => panel(300, 250 + row * 190, 136, 170) + panel(450, 150 + row * 190 + (row === 0 ? 0 : 0), 136, 170)),
      ...[0, 1, 2].map((row) => panel(620, 150 + row * 190, 136, 170) + panel(770, 250 + row * 190, 136, 170)),
      rect(592, 0, 18, 810, '#3f2318'),
    ]),
    polygon([[690, 430], [60, 700], [60, 860], [560, 860]], veil('#ffe9b0', 0.3)),
    polygon([[690, 436], [240, 720], [420, 800]], veil('#fff3cf', 0.4)),
    keyhole(690, 430, 74, COLOUR.gold, '#fff3cf'),
    rect(596, 146, 320, 10, COLOUR.ink, 5),
    ...repeat(7, (index) => line([[616 + index * 46, 152], [616 + index * 46, 170 + (index % 3) * 12]], COLOUR.ink, 3) + key(616 + index * 46, 168 + (index % 3) * 12, 0.86 + (index % 2) * 0.2, [COLOUR.gold, COLOUR.sand, '#b9793c', COLOUR.paper, COLOUR.ochre, '#8f9aa0', COLOUR.gold][index] ?? COLOUR.gold, ([0, 1, 2, 1, 0, 2, 1] as const)[index] ?? 0)),
    openBook(350, 790, 460, COLOUR.rubric),
    glow(350, 690, 330, 130, '#fff0c2', 0.45),
  ]
}

/** A ship whose sails are pages carries words away with cotton, lemons and coffee. */
export function wordsAtSea(): Piece[] {
  const page = (x: number, y: number, width: number, height: number): Piece => path(`M${x} ${y}Q${x + width * 0.5} ${y + 18} ${x + width} ${y}Q${x + width + 26} ${y + height * 0.5} ${x + width} ${y + height}Q${x + width * 0.5} ${y + height + 26} ${x} ${y + height}Q${x + 26} ${y + height * 0.5} ${x} ${y}Z`, COLOUR.paper) + path(`M${x + width * 0.72} ${y + 8}L${x + width} ${y}Q${x + width + 26} ${y + height * 0.5} ${x + width} ${y + height}L${x + width * 0.72} ${y + height + 20}Q${x + width * 0.84} ${y + height * 0.5} ${x + width * 0.72} ${y + 8}Z`, '#ddceb0') + repeat(Math.floor(height / 24) - 1, (index) => path(`M${x + 30} ${y + 28 + index * 24}Q${x + width * 0.5} ${y + 42 + index * 24} ${x + width - (index % 3 === 2 ? width * 0.4 : 12)} ${y + 30 + index * 24}`, 'none', `stroke="#8f7d6a" stroke-width="5" stroke-linecap="round" stroke-dasharray="${40 + (index % 3) * 16} 12"`))
  const curl = (y: number, colour: string, shift: number): Piece => repeat(9, (index) => [46, 30, 14].map((radius) => path(`M${index * 160 + shift - radius} ${y + 60}a${radius} ${radius} 0 0 1 ${radius * 2} 0`, 'none', `stroke="${colour}" stroke-width="7" stroke-linecap="round"`)).join(''))
  return [
    sky('#e7c792', '#f2dfb8', '#f4e8cc'),
    place({ x: 200, y: 220, opacity: 0.5 }, [compassRose(0, 0, 150, '#a5601f')]),
    sun(980, 220, 80, COLOUR.rubric, COLOUR.ochre),
    cloud(880, 250, 260, '#f4e6c8'),
    bird(420, 140, 40, COLOUR.maroon),
    bird(360, 180, 28, COLOUR.maroon),
    wave(560, 26, 320, '#5a8e9c', 30),
    curl(520, '#d9e4da', -20),
    wave(572, 24, 320, '#5a8e9c', 30),
    rect(594, 110, 14, 460, COLOUR.umber),
    rect(794, 170, 12, 400, COLOUR.umber),
    rect(434, 200, 10, 370, COLOUR.umber),
    page(500, 130, 200, 150),
    page(490, 306, 220, 170),
    page(720, 190, 160, 120),
    page(716, 334, 170, 140),
    page(372, 230, 130, 110),
    page(368, 362, 134, 110),
    path('M300 500Q420 540 600 540T880 520L980 450L960 520Q930 650 820 670H440Q340 650 300 500Z', '#7d4428'),
    path('M300 500Q420 540 600 540T880 520L980 450L974 480L884 548Q760 570 600 570T312 532Z', COLOUR.ochre),
    ...[430, 520, 610, 700, 790].map((x) => circle(x, 606, 15, '#4a2616') + circle(x, 606, 9, COLOUR.gold)),
    sack(400, 528, 50, COLOUR.paper),
    ...[470, 486, 478].map((x, index) => circle(x, 524 - (index === 2 ? 16 : 0), 12, COLOUR.gold)),
    path('M668 536L690 470L712 536Z', COLOUR.paper), path('M740 536L758 486L776 536Z', COLOUR.cream),
    cup(840, 524, 34, COLOUR.lapis, COLOUR.paper),
    wave(650, 30, 360, '#2f6f8a', -40),
    curl(606, '#c4d8d4', 50),
    wave(664, 30, 360, '#2f6f8a', -40),
    wave(726, 34, 400, COLOUR.lapis, 60),
    wave(770, 24, 300, COLOUR.navy, 0),
    felucca(150, 566, 0.3, COLOUR.maroon, COLOUR.cream),
  ]
}

/** An oud maker's workshop between ship planks and a window on the sea. */
export function luthier(): Piece[] {
  return [
    rect(0, 0, 1200, 800, '#4a3a48'),
    grain(boxPath(0, 0, 1200, 700), 'across', COLOUR.night, 0, 0.5),
    inside(archPath(110, 520, 330, 400), [rect(100, 100, 360, 440, fade('down', '#f0c98e', '#f7e3b8')), circle(330, 250, 50, COLOUR.rubric), rect(100, 360, 360, 200, COLOUR.sea), ...repeat(8, (index) => rect(130 + ((index * 83) % 260), 376 + index * 17, 60, 5, COLOUR.cream, 2)), felucca(220, 400, 0.4, COLOUR.maroon, COLOUR.paper)]),
    rect(270, 120, 10, 400, '#2f2432'),
    rect(110, 330, 330, 10, '#2f2432'),
    rect(90, 516, 370, 20, '#8a5a44'),
    polygon([[110, 536], [440, 536], [900, 810], [260, 810]], veil(COLOUR.gold, 0.2)),
    line([[470, 70], [1210, 70]], '#2a2030', 14),
    ...[[560, 250, 0.62, 6], [710, 262, 0.72, -5], [1090, 270, 0.72, 5]].map(([x = 0, y = 0, scale = 1, turn = 0]) => line([[x, 70], [x, y - 240 * scale]], COLOUR.ink, 3) + oud(x, y, scale, turn, '#8a4f2c', '#d9aa6c')),
    ...[0, 1, 2, 3].map((index) => polygon([[960 + index * 64, 640], [1010 + index * 64, 640], [1050 + index * 50, 300 - index * 18], [1004 + index * 50, 300 - index * 18]], ['#7d5a44', '#93694c', '#6c4c3c', '#85603f'][index] ?? '#7d5a44') + circle(1010 + index * 58, 420, 5, COLOUR.ink) + circle(996 + index * 62, 560, 5, COLOUR.ink) + rect(972 + index * 62, 500 + index * 10, 40, 20, index % 2 === 0 ? COLOUR.sea : '#8a5a44')),
    rect(420, 620, 800, 26, '#c08a58'),
    rect(440, 646, 760, 170, '#7a4a30'),
    ...repeat(3, (index) => rect(470 + index * 240, 680, 200, 90, '#6b3f28', 4) + circle(570 + index * 240, 724, 8, COLOUR.sand)),
    place({ x: 760, y: 540, scale: 1.15, turn: 74 }, [path('M0 -120C48 -96 92 -48 92 18C92 74 50 104 0 104C-50 104 -92 74 -92 18C-92 -48 -48 -96 0 -120Z', '#a8683c'), ...[-66, -40, -14, 14, 40, 66].map((x) => path(`M0 -118Q${x * 1.5} -20 ${x * 0.5} 102`, 'none', `stroke="${x < 0 ? '#d9a568' : '#6f3f24'}" stroke-width="7"`))]),
    person({ x: 560, y: 830, tall: 520, pose: 'hold', dress: 'trousers', top: COLOUR.lapis, bottom: COLOUR.ink, head: 'turban', headColour: COLOUR.cream, held: ([x, y]) => rect(x - 2, y - 5, 22, 6, COLOUR.clay, 1) + rect(x + 4, y - 9, 6, 5, COLOUR.umber) }),
    ...repeat(10, (index) => path(`M${640 + index * 52} ${618 - (index % 2) * 6}q10 -24 24 -8q-4 12 -14 4`, 'none', `stroke="${index % 2 === 0 ? COLOUR.gold : COLOUR.sand}" stroke-width="5" stroke-linecap="round"`)),
    rect(420, 620, 800, 26, '#c08a58'),
    rect(-10, 770, 1220, 40, '#2a2030'),
    ...repeat(9, (index) => path(`M${60 + index * 46} ${768 - (index % 3) * 4}q12 -26 26 -8q-4 12 -16 4`, 'none', `stroke="${COLOUR.ochre}" stroke-width="5" stroke-linecap="round"`)),
  ]
}

/** Visitors pass an arch of stacked books, each with a book for a ticket. */
export function bookFairArch(): Piece[] {
  const covers = [COLOUR.rubric, COLOUR.lapis, COLOUR.ochre, COLOUR.olive, COLOUR.violet, COLOUR.terracotta, COLOUR.sea, COLOUR.maroon]
  const wedges = repeat(15, (index) => {
    const turn = -90 - 84 + (index * 168) / 14
    const angle = (turn * Math.PI) / 180
    return place({ x: 600 + Math.cos(angle) * 262, y: 380 + Math.sin(angle) * 262, turn: turn + 90 }, [rect(-29, -62, 58, 124, covers[(index * 3) % 8] ?? COLOUR.rubric, 4), rect(-29, -40, 58, 8, COLOUR.cream), rect(-29, 30, 58, 8, COLOUR.cream), rect(-23, 52, 46, 12, COLOUR.paper)])
  })
  const visitor = (x: number, y: number, size: number, top: string, head: 'scarf' | 'hair' | 'ghutra' | 'bun', colour: string, cover: string): Piece => person({ x, y, tall: size, pose: 'reachOut', dress: head === 'hair' ? 'trousers' : 'robe', top, bottom: COLOUR.navy, head, headColour: colour, held: ([hx, hy]) => rect(hx - 2, hy - 9, 15, 19, cover, 1) + rect(hx + 10, hy - 7, 4, 15, COLOUR.paper) })
  return [
    sky('#2a3566', '#7a5a86', '#dd9a86', '#f3cf9e'),
    stars(13, 60, 260, COLOUR.paper),
    town(67, -20, 1220, 600, 110, 220, ['#8a5f7c', '#7a5474', '#9a6d84'], '#4a3358', COLOUR.gold),
    palm(90, 640, 420, '#2f3f3a', COLOUR.umber, 0.08),
    palm(1110, 640, 440, '#2f3f3a', COLOUR.umber, -0.08),
    palm(470, 600, 260, '#4a5a4a', COLOUR.umber, 0.06),
    palm(730, 600, 280, '#4a5a4a', COLOUR.umber, -0.08),
    glow(600, 520, 360, 260, COLOUR.gold, 0.75),
    land([[-10, 620], [600, 600], [1210, 620]], '#c98a66', '#6b3f4a'),
    polygon([[440, 610], [760, 610], [900, 810], [300, 810]], '#e6b988'),
    ...repeat(4, (index) => pile(7 + index * 5, 268, 660 - index * 72, 150, 4, covers)),
    ...repeat(4, (index) => pile(9 + index * 7, 784, 660 - index * 72, 150, 4, covers)),
    wedges,
    ...[440, 600, 760].map((x, index) => lantern(x, index === 1 ? 200 : 270, 74, COLOUR.ink, COLOUR.gold, index === 1 ? 20 : 40)),
    lights(-20, 200, 330, 300, 70, 7, COLOUR.gold, COLOUR.plum),
    lights(870, 300, 1220, 200, 70, 7, COLOUR.gold, COLOUR.plum),
    person({ x: 690, y: 680, tall: 220, pose: 'reachOut', dress: 'robe', top: COLOUR.olive, head: 'scarf', headColour: COLOUR.cream, flip: true }),
    visitor(520, 692, 230, COLOUR.lapis, 'hair', COLOUR.ink, COLOUR.rubric),
    visitor(330, 736, 270, COLOUR.rubric, 'scarf', COLOUR.cream, COLOUR.ochre),
    visitor(160, 764, 290, COLOUR.paper, 'ghutra', COLOUR.paper, COLOUR.lapis),
    person({ x: 60, y: 770, tall: 170, pose: 'hold', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.navy, held: ([x, y]) => rect(x - 2, y - 8, 18, 18, COLOUR.sea, 1) }),
    bush(960, 676, 130, COLOUR.olive),
    pot(960, 760, 90, COLOUR.terracotta),
    bush(1060, 674, 160, COLOUR.moss),
    pot(1060, 776, 110, '#8a4a3a'),
  ]
}
