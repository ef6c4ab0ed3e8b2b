import { circle, ellipse, fade, line, path, place, polygon, rect, type Piece } from './canvas.ts'
import { COLOUR, darker, lighter } from './palette.ts'
import { between, randomFrom, repeat } from './random.ts'

const COVERS = [COLOUR.rubric, COLOUR.lapis, COLOUR.ochre, COLOUR.olive, COLOUR.violet, COLOUR.terracotta, COLOUR.cream, COLOUR.navy] as const

/** Books standing side by side on a shelf whose board is at `y`. */
export function spines(seed: number, x: number, y: number, width: number, height: number, covers: readonly string[] = COVERS): Piece {
  const random = randomFrom(seed)
  const pieces: Piece[] = []
  for (let left = x; left < x + width - height * 0.1; ) {
    const thick = Math.min(x + width - left, height * between(random, 0.11, 0.26))
    const tall = height * between(random, 0.72, 1)
    const cover = covers[Math.floor(random() * covers.length)] ?? COLOUR.rubric
    const leans = random() < 0.08 && left > x + 10
    const book = rect(0, -tall, thick - 1.5, tall, cover, 1.5) + rect(0, -tall * 0.86, thick - 1.5, tall * 0.05, lighter(cover, 0.5)) + (random() < 0.5 ? rect(0, -tall * 0.24, thick - 1.5, tall * 0.09, darker(cover, 0.3)) : rect(thick * 0.3, -tall * 0.7, thick * 0.4 - 1.5, tall * 0.3, lighter(cover, 0.35)))
    pieces.push(place({ x: left, y, turn: leans ? -7 : 0 }, [book]))
    left += thick + (leans ? tall * 0.1 : 0)
  }
  return pieces.join('')
}

/** Books lying on each other, the lowest on `y`. */
export function pile(seed: number, x: number, y: number, width: number, count: number, covers: readonly string[] = COVERS): Piece {
  const random = randomFrom(seed)
  let top = y
  return repeat(count, (index) => {
    const tall = width * between(random, 0.1, 0.18)
    const wide = width * between(random, 0.78, 1)
    const left = x + (width - wide) * random()
    const cover = covers[(index * 3 + Math.floor(random() * 2)) % covers.length] ?? COLOUR.rubric
    top -= tall
    return rect(left, top, wide, tall - 1, cover, 2) + rect(left + wide * 0.82, top + tall * 0.16, wide * 0.19, tall * 0.64, COLOUR.paper) + rect(left + wide * 0.1, top, wide * 0.05, tall - 1, lighter(cover, 0.45)) + line([[left + wide * 0.84, top + tall * 0.5], [left + wide, top + tall * 0.5]], COLOUR.sand, 1.5)
  }).join('')
}

/** An open book seen from the front, `width` wide with its spine at x, y (its lower middle). */
export function openBook(x: number, y: number, width: number, cover: string, page: string = COLOUR.paper, lines = true): Piece {
  const h = width * 0.36
  const half = width / 2
  const side = (sign: number): Piece =>
    path(`M0 0Q${sign * half * 0.45} ${-h * 0.24} ${sign * half} ${-h * 0.06}V${-h * 0.98}Q${sign * half * 0.45} ${-h * 1.18} 0 ${-h * 0.92}Z`, sign < 0 ? page : fade('across', darker(page, 0.16), page)) +
    (lines ? repeat(5, (index) => path(`M${sign * half * 0.14} ${-h * (0.22 + index * 0.14)}Q${sign * half * 0.45} ${-h * (0.36 + index * 0.14)} ${sign * half * 0.86} ${-h * (0.24 + index * 0.14)}`, 'none', `stroke="${darker(page, 0.3)}" stroke-width="${width * 0.008}" opacity="0.7"`)).join('') : '')
  return place({ x, y }, [path(`M${-half * 1.04} ${h * 0.04}V${-h * 0.96}H${half * 1.04}V${h * 0.04}Q${half * 0.4} ${-h * 0.12} 0 ${h * 0.1}Q${-half * 0.4} ${-h * 0.12} ${-half * 1.04} ${h * 0.04}Z`, cover), side(-1), side(1)])
}

/** A book held flat in both hands of a figure. */
export function heldBook([x, y]: readonly [number, number], cover: string): Piece {
  return polygon([[x - 2, y + 1], [x + 12, y - 9], [x + 14, y - 6], [x, y + 4]], cover) + polygon([[x - 2, y + 1], [x + 1, y - 14], [x + 3, y - 13], [x, y + 3]], darker(cover, 0.25)) + polygon([[x, y], [x + 12, y - 9], [x + 4, y - 14]], COLOUR.paper)
}

/** A reed pen, its nib at x, y. */
export function reedPen(x: number, y: number, length: number, turn: number, reed: string = COLOUR.clay): Piece {
  const w = length * 0.045
  return place({ x, y, turn }, [
    path(`M0 0L${-w * 0.9} ${-length * 0.2}L${-w} ${-length}H${w}L${w * 0.9} ${-length * 0.14}Z`, reed),
    path(`M${w * 0.2} ${-length * 0.1}L${w * 0.9} ${-length * 0.14}L${w} ${-length}H${w * 0.2}Z`, darker(reed, 0.25)),
    path(`M0 0L${-w * 0.45} ${-length * 0.1}L${w * 0.45} ${-length * 0.08}Z`, COLOUR.ink),
    rect(-w, -length * 0.62, w * 2, w * 0.5, darker(reed, 0.35)),
    rect(-w, -length * 0.86, w * 2, w * 0.5, darker(reed, 0.35)),
  ])
}

export function inkwell(x: number, y: number, width: number, glass: string): Piece {
  return path(`M${x - width / 2} ${y}q${-width * 0.1} ${-width * 0.55} ${width * 0.26} ${-width * 0.66}v${-width * 0.2}h${width * 0.48}v${width * 0.2}q${width * 0.36} ${width * 0.1} ${width * 0.26} ${width * 0.66}Z`, glass) + rect(x - width * 0.3, y - width * 0.92, width * 0.6, width * 0.12, darker(glass, 0.3), 3) + ellipse(x - width * 0.2, y - width * 0.34, width * 0.07, width * 0.16, lighter(glass, 0.45))
}

/** A sheet with a curled lower edge. */
export function sheet(x: number, y: number, width: number, height: number, colour: string, turn = 0): Piece {
  return place({ x, y, turn }, [rect(0, 0, width, height, colour, 2), path(`M${width} ${height * 0.82}L${width * 0.82} ${height}H${width}Z`, darker(colour, 0.2)), path(`M${width * 0.82} ${height}L${width * 0.84} ${height * 0.85}L${width} ${height * 0.82}Z`, lighter(colour, 0.5))])
}

/** Written lines, as strokes of uneven length aligned to the right. */
export function script(seed: number, x: number, y: number, width: number, rows: number, leading: number, colour: string, thickness = 5): Piece {
  const random = randomFrom(seed)
  return repeat(rows, (row) => {
    const pieces: Piece[] = []
    const short = row === rows - 1 ? width * 0.45 : 0
    for (let right = x + width; right > x + short + 18; ) {
      const word = Math.min(right - x - short, between(random, width * 0.1, width * 0.24))
      pieces.push(rect(right - word, y + row * leading, word, thickness, colour, thickness / 2))
      if (random() < 0.5) pieces.push(circle(right - word * 0.5, y + row * leading - thickness * 0.9, thickness * 0.36, colour))
      right -= word + thickness * 1.8
    }
    return pieces.join('')
  }).join('')
}

export function newspaper(x: number, y: number, width: number, height: number, turn = 0): Piece {
  return place({ x, y, turn }, [rect(0, 0, width, height, COLOUR.paper, 2), rect(width * 0.08, height * 0.06, width * 0.84, height * 0.07, COLOUR.ink), rect(width * 0.08, height * 0.18, width * 0.5, height * 0.34, COLOUR.sand), script(4, width * 0.62, height * 0.2, width * 0.3, 5, height * 0.07, COLOUR.slate, height * 0.018), script(9, width * 0.08, height * 0.6, width * 0.84, 5, height * 0.07, COLOUR.slate, height * 0.018)])
}
