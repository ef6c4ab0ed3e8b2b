import { boxPath, circle, curve, ellipse, fade, grain, line, path, place, polygon, rect, ring, type Piece, type Point } from '../draw/canvas.ts'
import { cat } from '../draw/animals.ts'
import { arch, awning, town, windows } from '../draw/buildings.ts'
import { furrows, hills, land, mountain, reflection, water } from '../draw/land.ts'
import { COLOUR, darker, lighter, veil } from '../draw/palette.ts'
import { person } from '../draw/people.ts'
import { pot, sprout, wheat } from '../draw/plants.ts'
import { between, randomFrom, repeat } from '../draw/random.ts'
import { bird, glow, sky, streak, sun } from '../draw/sky.ts'
import { jar, lantern } from '../draw/things.ts'
import { balance, radio, sack, tableFan } from '../draw/tools.ts'
import { boat } from '../draw/vessels.ts'

/** Panels on the saw-tooth roof of a fish market. */
export function solarFishMarket(): Piece[] {
  const tooth = (x: number): Piece => {
    const slope: readonly Point[] = [[x, 420], [x + 150, 300], [x + 150, 300], [x, 420]]
    const at = (share: number, lift: number): Point => [x + 8 + share * 136, 408 - share * 108 - lift]
    return polygon([[x, 420], [x + 150, 300], [x + 180, 300], [x + 180, 420]], '#c98a5c') + polygon([[x + 150, 300], [x + 180, 300], [x + 180, 420], [x + 150, 420]], '#9c6242') + rect(x + 156, 318, 18, 84, COLOUR.gold) + polygon([at(0, 0), at(1, 0), at(1, 40), at(0, 40)], COLOUR.lapis) + [0.25, 0.5, 0.75].map((share) => line([at(share, 0), at(share, 40)], COLOUR.mist, 2)).join('') + line([at(0, 20), at(1, 20)], COLOUR.mist, 2) + line([...slope.slice(0, 2)], COLOUR.umber, 4)
  }
  const fish = (x: number, y: number, size: number, colour: string): Piece => path(`M${x} ${y}q${size * 0.45} ${-size * 0.34} ${size} 0q${-size * 0.55} ${size * 0.34} ${-size} 0ZM${x + size * 0.06} ${y}l${-size * 0.28} ${-size * 0.2}v${size * 0.4}Z`, colour) + circle(x + size * 0.82, y - size * 0.04, size * 0.035, COLOUR.ink)
  const box = (x: number, y: number, width: number): Piece => repeat(16, (index) => polygon([[x + 10 + ((index * 37) % (width - 30)), y - 62 + (index % 3) * 9], [x + 30 + ((index * 37) % (width - 30)), y - 70 + (index % 3) * 9], [x + 36 + ((index * 37) % (width - 30)), y - 50], [x + 14 + ((index * 37) % (width - 30)), y - 46]], index % 2 === 0 ? '#e9f4f2' : '#c7e0e0')).join('') + fish(x + width * 0.2, y - 62, width * 0.5, '#5f8ea0') + fish(x + width * 0.42, y - 76, width * 0.48, COLOUR.rose) + fish(x + width * 0.12, y - 82, width * 0.44, '#7ba6b0') + rect(x, y - 50, width, 50, COLOUR.lapis, 4) + rect(x, y - 50, width, 9, lighter(COLOUR.lapis, 0.3), 4) + rect(x + width * 0.38, y - 32, width * 0.24, 9, COLOUR.navy, 4)
  return [
    sky('#f0bd62', '#f6dba0', '#f8ecd2'),
    ...repeat(16, (index) => { const turn = (index * Math.PI) / 8; return polygon([[240 + Math.cos(turn - 0.05) * 140, 220 + Math.sin(turn - 0.05) * 140], [240 + Math.cos(turn + 0.05) * 140, 220 + Math.sin(turn + 0.05) * 140], [240 + Math.cos(turn + 0.05) * 210, 220 + Math.sin(turn + 0.05) * 210], [240 + Math.cos(turn - 0.05) * 210, 220 + Math.sin(turn - 0.05) * 210]], '#f9e4b3') }),
    circle(240, 220, 112, COLOUR.rubric),
    grain('M128 220a112 112 0 1 0 224 0a112 112 0 1 0 -224 0Z', 'diagonal', COLOUR.ochre, 0, 0.7),
    water(470, '#4f93a0', COLOUR.cream, 5, 620, 30),
    boat(140, 520, 0.9, COLOUR.rubric, COLOUR.paper, false, true),
    boat(40, 560, 0.7, COLOUR.navy, COLOUR.ochre),
    ...[330, 510, 690, 870, 1050].map(tooth),
    rect(330, 420, 900, 250, '#e6c79a'),
    rect(330, 420, 900, 14, '#b07c52'),
    ...[370, 580, 790, 1000].map((x) => arch(x, 670, 160, 200, COLOUR.maroon) + rect(x, 590, 160, 12, '#86403a')),
    ...[450, 660, 870, 1080].map((x) => lantern(x, 490, 44, COLOUR.ink, COLOUR.gold, 14)),
    land([[-10, 640], [330, 656], [1210, 664]], '#cfa57a', '#8a5c40'),
    person({ x: 470, y: 690, tall: 200, pose: 'hold', dress: 'robe', top: COLOUR.olive, head: 'scarf', headColour: COLOUR.cream }),
    person({ x: 690, y: 690, tall: 210, pose: 'reachOut', dress: 'trousers', top: COLOUR.paper, bottom: COLOUR.navy, head: 'cap', headColour: COLOUR.rubric, flip: true }),
    person({ x: 930, y: 690, tall: 206, pose: 'walk', dress: 'robe', top: COLOUR.lapis, head: 'ghutra', headColour: COLOUR.paper, flip: true }),
    box(80, 750, 250),
    box(360, 764, 240),
    box(640, 758, 250),
    box(930, 770, 260),
    box(220, 700, 190),
    box(1010, 720, 150),
  ]
}

/** A cargo ship with four rigid sails enters a harbour with coffee. */
export function sailingCargo(): Piece[] {
  const wing = (x: number, height: number): Piece => path(`M${x - 34} 520Q${x - 50} ${520 - height * 0.6} ${x - 10} ${520 - height}Q${x + 50} ${520 - height * 0.5} ${x + 38} 520Z`, COLOUR.paper) + path(`M${x - 10} ${520 - height}Q${x + 50} ${520 - height * 0.5} ${x + 38} 520H${x + 8}Q${x + 26} ${520 - height * 0.5} ${x - 10} ${520 - height}Z`, '#d8c7ac') + [0.25, 0.5, 0.75].map((share) => line([[x - 40, 520 - height * share * 0.9], [x + 40, 520 - height * share * 0.88]], '#c9b596', 2.5)).join('') + rect(x - 36, 430, 74, 16, COLOUR.rubric)
  const crane = (x: number, size: number, flip: boolean): Piece => place({ x, y: 560, scale: size, flip }, [line([[-50, 0], [-36, -200]], COLOUR.maroon, 12), line([[50, 0], [36, -200]], COLOUR.maroon, 12), line([[-46, -60], [46, -60]], COLOUR.maroon, 8), line([[-46, -60], [38, -190]], COLOUR.maroon, 5), rect(-50, -216, 100, 22, COLOUR.maroon), line([[-80, -206], [250, -240]], COLOUR.maroon, 11), line([[0, -206], [10, -310], [240, -240]], COLOUR.maroon, 5), line([[10, -310], [-76, -206]], COLOUR.maroon, 5), line([[210, -236], [210, -140]], COLOUR.ink, 2.5), rect(186, -140, 48, 34, COLOUR.ochre)])
  return [
    sky('#d98a78', '#efb88e', '#f7dfb2'),
    sun(860, 330, 120, '#fbe7bd', COLOUR.gold),
    streak(980, 250, 260, 9, '#e9a888'),
    streak(120, 200, 320, 9, '#e2a088'),
    hills(81, 500, 24, 6, '#c48a86'),
    town(27, 860, 1240, 530, 40, 110, ['#c98d80', '#b97b76'], '#8d5a60'),
    crane(1080, 1, true),
    crane(940, 0.78, true),
    water(530, '#7c7f9a', '#f3cfa2', 15, 800, 60),
    reflection(860, 540, 760, 220, '#f6dba8', 6),
    wing(180, 350), wing(320, 380), wing(460, 380), wing(600, 350),
    rect(700, 420, 90, 100, COLOUR.paper, 4),
    rect(690, 400, 110, 22, COLOUR.rubric, 4),
    windows({ x: 710, y: 436, columns: 3, rows: 2, width: 18, height: 18, gapX: 8, gapY: 14, fill: COLOUR.navy }),
    ...repeat(9, (index) => rect(130 + index * 62, 488, 58, 36, [COLOUR.ochre, COLOUR.lapis, COLOUR.terracotta, COLOUR.olive][index % 4] ?? COLOUR.ochre, 2)),
    path('M70 520H800L850 490L826 610H130Q90 590 70 520Z', COLOUR.navy),
    path('M86 566L834 566L826 610H130Q102 594 86 566Z', COLOUR.rubric),
    path('M60 622Q200 604 340 620T640 618T880 624L840 640H120Z', veil(COLOUR.paper, 0.6)),
    polygon([[500, 740], [1210, 650], [1210, 810], [500, 810]], '#6b4a4c'),
    polygon([[500, 740], [1210, 650], [1210, 664], [500, 758]], '#a87a6a'),
    sack(780, 770, 120, COLOUR.sand, '#4a2a20'),
    sack(910, 756, 124, '#cdb189', '#4a2a20'),
    sack(1040, 768, 136, COLOUR.sand, '#4a2a20'),
    ...repeat(14, (index) => ellipse(700 + index * 13, 780 - (index % 3) * 9, 7, 5, '#4a2a20', `transform="rotate(${index * 40} ${700 + index * 13} ${780 - (index % 3) * 9})"`)),
    person({ x: 1140, y: 740, tall: 260, pose: 'lookUp', dress: 'trousers', top: COLOUR.ochre, bottom: COLOUR.ink, head: 'helmet', headColour: COLOUR.paper, flip: true }),
    bird(500, 100, 40, COLOUR.paper),
    bird(700, 180, 30, COLOUR.paper),
  ]
}

/** A round loaf cut like a chart, with ears of wheat, a balance and a mill. */
export function loafChart(): Piece[] {
  const slice = (from: number, to: number, crust: string, crumb: string, out: number): Piece => {
    const middle = ((from + to) / 2) * 2 * Math.PI
    const [cx, cy] = [430 + Math.cos(middle) * out, 500 + Math.sin(middle) * out * 0.62]
    const rim = (radius: number, drop: number): readonly Point[] => Array.from({ length: 25 }, (_none, index): Point => { const turn = (from + ((to - from) * index) / 24) * 2 * Math.PI; return [cx + Math.cos(turn) * radius, cy + drop + Math.sin(turn) * radius * 0.62] })
    return polygon([[cx, cy + 54], ...rim(270, 54)], darker(crust, 0.35)) + polygon([...rim(270, 54), ...[...rim(270, 0)].reverse()], darker(crust, 0.2)) + polygon([[cx, cy], ...rim(270, 0).slice(0, 1), ...rim(270, 54).slice(0, 1), [cx, cy + 54]], crumb) + polygon([[cx, cy], ...rim(270, 0).slice(-1), ...rim(270, 54).slice(-1), [cx, cy + 54]], crumb) + polygon([[cx, cy], ...rim(270, 0)], crust) + polygon([[cx, cy], ...rim(236, 0)], lighter(crust, 0.14)) + repeat(5, (index) => ellipse(cx + Math.cos(middle) * (70 + index * 34) + (index % 2) * 14, cy + Math.sin(middle) * (70 + index * 34) * 0.62, 11, 4, COLOUR.cream, `transform="rotate(${index * 40} ${cx + Math.cos(middle) * (70 + index * 34)} ${cy + Math.sin(middle) * (70 + index * 34) * 0.62})"`))
  }
  return [
    sky('#efdcb2', '#f5e8cc'),
    hills(91, 330, 30, 5, '#d9bd84'),
    hills(93, 360, 20, 7, '#c7a462'),
    path('M930 360L950 170H1030L1050 360Z', COLOUR.paper),
    path('M1000 170H1030L1050 360H1004Z', '#d9c9ac'),
    path('M938 172Q990 100 1042 172Z', COLOUR.rubric),
    ...[20, 110, 200, 290].map((turn) => place({ x: 990, y: 186, turn }, [line([[0, 0], [0, -150]], COLOUR.umber, 5), rect(4, -150, 36, 110, veil('#fffaf0', 0.95)), ...repeat(4, (index) => line([[4, -148 + index * 30], [40, -148 + index * 30]], COLOUR.clay, 2))])),
    arch(976, 360, 30, 54, COLOUR.umber),
    rect(-10, 380, 1220, 430, '#8f4a32'),
    polygon([[-10, 380], [1210, 380], [1210, 400], [-10, 400]], '#b8694a'),
    ...repeat(5, (index) => line([[-10, 460 + index * 78], [1210, 460 + index * 78]], '#7d3f2b', 3)),
    grain(boxPath(-10, 400, 1220, 410), 'down', COLOUR.maroon, 0, 0.5),
    ellipse(430, 580, 350, 180, '#e9d5ac'),
    ellipse(430, 574, 330, 168, '#f2e4c6'),
    slice(0.5, 0.76, '#c98a45', '#f0dcb0', 8),
    slice(0.76, 0.98, '#b8742f', '#f0dcb0', 8),
    slice(0.3, 0.5, '#d79c56', '#f0dcb0', 8),
    slice(-0.02, 0.1, '#a5602a', '#f0dcb0', 60),
    slice(0.1, 0.3, '#e0ab66', '#f0dcb0', 10),
    balance(970, 720, 1.6, '#c99a45', 16, circle(-16, -12, 12, COLOUR.gold) + circle(8, -12, 12, COLOUR.gold) + circle(-4, -30, 12, COLOUR.gold), path('M-30 0Q-34 -36 0 -40Q34 -36 30 0Z', '#c98a45')),
    ...repeat(5, (index) => wheat(60 + index * 30, 800, 330 + (index % 3) * 40, index % 2 === 0 ? COLOUR.gold : COLOUR.ochre, -0.12 + index * 0.07)),
  ]
}

/** A village shop with an open door, a cash box and nobody behind the counter. */
export function shopOfTrust(): Piece[] {
  return [
    rect(0, 0, 1200, 800, '#e8d3ab'),
    grain(boxPath(0, 0, 1200, 800), 'diagonal', '#b98a58', 0, 0.45),
    ...[[60, 180], [110, 420], [980, 200], [1060, 470], [80, 560]].map(([x = 0, y = 0]) => rect(x, y, 60, 16, '#d3b684', 3) + rect(x + 34, y + 20, 60, 16, '#d3b684', 3)),
    rect(230, 150, 740, 560, '#4a2a26'),
    rect(250, 170, 700, 540, '#7a4534'),
    glow(600, 340, 420, 300, COLOUR.gold, 0.5),
    ...[290, 400].flatMap((y, row) => [rect(270, y, 660, 12, '#a5653f'), ...repeat(8, (index) => jar(290 + index * 80, y, 48, 66, '#d8dcc2', [COLOUR.ochre, COLOUR.rubric, COLOUR.olive, COLOUR.umber, COLOUR.gold, COLOUR.terracotta, COLOUR.paper, COLOUR.violet][(index + row * 3) % 8] ?? COLOUR.ochre, 0.55 + (index % 3) * 0.1))]),
    lantern(600, 186, 80, COLOUR.ink, COLOUR.gold, 20),
    rect(420, 500, 530, 210, '#9c5a36'),
    rect(400, 486, 560, 22, '#c98a58'),
    ...repeat(5, (index) => rect(440 + index * 102, 530, 84, 160, '#8a4c2e', 4)),
    balance(820, 488, 0.66, '#d2a34c', 6),
    rect(500, 430, 120, 58, COLOUR.rubric, 6),
    rect(500, 430, 120, 16, darker(COLOUR.rubric, 0.2), 6),
    rect(542, 436, 36, 6, COLOUR.ink, 3),
    circle(584, 408, 15, COLOUR.gold), circle(560, 390, 13, COLOUR.ochre), circle(536, 414, 12, COLOUR.gold),
    sack(690, 488, 60, COLOUR.sand, COLOUR.olive),
    polygon([[230, 150], [250, 170], [250, 710], [140, 770], [140, 110]], COLOUR.lapis),
    ...[200, 380, 560].map((y) => polygon([[160, y - 10], [232, y + 14], [232, y + 134], [160, y + 150]], darker(COLOUR.lapis, 0.25))),
    circle(236, 450, 7, COLOUR.gold),
    awning(200, 90, 800, 76, COLOUR.rubric, COLOUR.paper, 13),
    rect(210, 708, 780, 30, '#c9ae84'),
    rect(170, 736, 860, 34, '#b39468'),
    rect(-10, 768, 1220, 40, '#94724c'),
    cat(330, 708, 1.15, COLOUR.terracotta),
    sack(1060, 768, 130, COLOUR.cream, COLOUR.ochre),
    pot(80, 790, 90, COLOUR.terracotta),
    sprout(80, 700, 130, COLOUR.olive),
  ]
}

/** Women gather saffron at dawn before the mountains. */
export function saffron(): Piece[] {
  const random = randomFrom(17)
  const crocus = (x: number, y: number, size: number): Piece => place({ x, y, scale: size }, [path('M0 0Q-10 -14 -18 -30', 'none', `stroke="${COLOUR.olive}" stroke-width="4"`), path('M2 0Q12 -12 20 -24', 'none', `stroke="${COLOUR.olive}" stroke-width="4"`), path('M0 -16Q-26 -34 -16 -62Q-4 -48 0 -16Z', '#7d6399'), path('M0 -16Q26 -34 16 -62Q4 -48 0 -16Z', '#6b5289'), path('M0 -14Q-14 -40 0 -68Q14 -40 0 -14Z', '#977fb3'), line([[0, -50], [-3, -72]], COLOUR.rubric, 3), line([[0, -50], [5, -70]], COLOUR.rubric, 3)])
  const rows = repeat(9, (row) => repeat(Math.round(44 - row * 3.2), (index) => { const depth = row / 8; return crocus(-30 + index * (28 + row * 6.4) + between(random, -6, 6), 520 + depth * depth * 280, 0.26 + depth * 0.95) }))
  return [
    sky('#c98a9a', '#eeb99a', '#f8e2b4'),
    sun(300, 330, 90, '#fbeac2', COLOUR.gold),
    mountain(-100, 620, 500, [230, 280], '#b98a98', '#9c7088'),
    mountain(340, 1000, 500, [680, 200], '#a97a90', '#86607f'),
    mountain(760, 1500, 500, [1090, 260], '#94698a', '#745176'),
    streak(-60, 440, 700, 30, veil('#f8e2c4', 0.5)),
    land([[-10, 490], [600, 470], [1210, 490]], '#6d5a7c', COLOUR.plum),
    furrows([620, 440], 820, -500, 1700, 12, '#54466a', 30),
    rows.slice(0, 4).join(''),
    person({ x: 820, y: 600, tall: 150, pose: 'bend', dress: 'skirt', top: COLOUR.ochre, bottom: COLOUR.maroon, head: 'scarf', headColour: COLOUR.paper }),
    person({ x: 1010, y: 590, tall: 140, pose: 'hold', dress: 'robe', top: COLOUR.lapis, head: 'scarf', headColour: COLOUR.cream, flip: true }),
    rows.slice(4, 6).join(''),
    person({ x: 380, y: 690, tall: 290, pose: 'bend', dress: 'skirt', top: COLOUR.rubric, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.paper }),
    path('M470 610Q480 560 530 560T590 610L578 650H482Z', COLOUR.clay),
    ...repeat(7, (index) => circle(492 + index * 13, 566 - (index % 2) * 8, 11, index % 2 === 0 ? '#977fb3' : '#7d6399')),
    rows.slice(6, 8).join(''),
    balance(950, 770, 1.1, COLOUR.gold, -12, repeat(7, (index) => line([[-22 + index * 7, -4], [-18 + index * 6, -26 + (index % 3) * 6]], COLOUR.rubric, 3)), rect(-12, -24, 24, 24, '#8a6a3a', 3) + rect(-5, -31, 10, 8, '#8a6a3a')),
    rows.slice(8).join(''),
  ]
}

/** An opened radio, a fan and a toaster on a repair bench. */
export function repairBench(): Piece[] {
  const wall = '#2f4a52'
  const tool = (x: number, index: number): Piece => [
    line([[x, 150], [x, 230]], COLOUR.sand, 7) + rect(x - 9, 228, 18, 60, COLOUR.rubric, 6),
    line([[x - 8, 150], [x + 4, 220]], COLOUR.sand, 7) + line([[x + 8, 150], [x - 4, 220]], COLOUR.sand, 7) + line([[x + 4, 218], [x + 12, 288]], COLOUR.ochre, 10) + line([[x - 4, 218], [x - 12, 288]], COLOUR.ochre, 10),
    rect(x - 26, 150, 52, 24, COLOUR.sand, 4) + rect(x - 6, 170, 12, 118, COLOUR.clay, 4),
    ring(x, 166, 14, COLOUR.sand, 9) + line([[x, 182], [x, 284]], COLOUR.sand, 11),
  ][index % 4] ?? ''
  return [
    rect(0, 0, 1200, 800, wall),
    grain(boxPath(0, 0, 1200, 600), 'across', COLOUR.night, 0, 0.5),
    rect(60, 120, 560, 200, '#3d5c62', 6),
    ...repeat(8, (index) => tool(110 + index * 66, index)),
    ...[150, 230, 310].map((y, row) => rect(660, y, 240, 8, '#8a5a3c') + repeat(6, (index) => jar(668 + index * 38, y, 30, 42, '#8fb0ac', [COLOUR.sand, COLOUR.ochre, COLOUR.slate][(index + row) % 3] ?? COLOUR.sand, 0.5))),
    path('M760 330L480 600H960Z', veil(COLOUR.gold, 0.22)),
    glow(640, 540, 420, 220, COLOUR.gold, 0.55),
    person({ x: 990, y: 860, tall: 660, pose: 'sitWrite', dress: 'skirt', top: COLOUR.terracotta, bottom: COLOUR.navy, head: 'scarf', headColour: COLOUR.cream, flip: true }),
    rect(-10, 610, 1220, 30, '#c08a58'),
    rect(-10, 638, 1220, 180, '#8a5636'),
    ...repeat(4, (index) => rect(40 + index * 300, 670, 250, 90, '#7a4a2e', 4) + circle(165 + index * 300, 715, 9, COLOUR.sand)),
    radio(440, 610, 250, '#9c5c34', true),
    tableFan(280, 612, 260, COLOUR.cream, COLOUR.sea),
    path('M60 610V560Q60 520 96 520H190Q210 520 210 560V610Z', COLOUR.sand),
    path('M190 520Q210 520 210 560V610H170V560Q170 520 190 520Z', darker(COLOUR.sand, 0.25)),
    rect(88, 512, 34, 12, COLOUR.ink, 4), rect(138, 512, 34, 12, COLOUR.ink, 4),
    rect(92, 480, 26, 36, '#c98a45', 5),
    line([[720, 612], [1010, 612]], COLOUR.umber, 2),
    ...repeat(9, (index) => circle(716 + index * 15, 602 - (index % 2) * 4, 4, COLOUR.sand)),
    line([[1150, 612], [1150, 380], [860, 300]], COLOUR.ink, 9),
    circle(1150, 380, 12, COLOUR.ochre),
    path('M880 270L820 310L846 366L912 330Z', COLOUR.rubric),
    ring(774, 396, 54, COLOUR.ink, 10),
    circle(774, 396, 49, veil('#dff0ee', 0.45)),
    line([[846, 352], [818, 372]], COLOUR.ink, 8),
    curve([[690, 560], [740, 520], [790, 530], [836, 520]], COLOUR.sand, 5),
    rect(0, 0, 1200, 800, fade('down', veil(COLOUR.night, 0.12), veil(COLOUR.night, 0))),
  ]
}
