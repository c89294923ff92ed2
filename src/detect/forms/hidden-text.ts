import type { Detection, Detector, DetectorStep, FoldedText } from '../../core/ports.js'

/**
 * Text that nobody sees: letters as tag characters or variation selectors, alphabets of signs without width, blanks at
 * the ends of lines, letters of another script in place of the same-looking ones. Whatever it says, and whether or not
 * it can be read, so much of it is there for somebody else than the reader.
 *
 * What writing needs is none of it: joiners of Arabic and Indic scripts and of emoji, flags, hyphens that may break a
 * word, a sign for the order of bytes. Each kind is told once, where there is too much of it.
 */
export function createHiddenTextDetector(): Detector {
  const known = new WeakMap<FoldedText, HiddenTextReader>()
  return {
    name: 'hidden-text',
    holdback: 1,
    async detect(text): Promise<DetectorStep> {
      let reader = known.get(text)
      if (reader === undefined) known.set(text, (reader = new HiddenTextReader()))
      const detections = reader.read(text.raw, text.ended)
      if (text.ended) known.delete(text)
      return { detections, settled: reader.settled }
    },
  }
}

/** The kinds of hidden text in a whole text, each once. */
export function hiddenTextIn(text: string): readonly HiddenKind[] {
  return new HiddenTextReader().read(text, true).map(({ rule }) => rule)
}

/** Of each kind as many as no writing has. */
const MOST = {
  tags: 2,
  selectors: 2,
  'zero-width': 15,
  'zero-width run': 7,
  blanks: 3,
  lookalikes: 7,
} as const
/** What hides a text. */
export type HiddenKind = keyof typeof MOST

/** Visible characters after which what follows is another text. */
const APART = 256
/** Tags of a flag of a region. */
const LONGEST_FLAG = 8

/** Signs without width, but not what may break a word. */
const ZERO_WIDTH = new RegExp(
  `[${'034f 115f-1160 17b4-17b5 180b-180e 200b-200f 2060-206f 3164 feff ffa0'
    .replace(/[0-9a-f]{4}/g, '\\u$&')
    .replaceAll(' ', '')}]`,
)
/** Scripts that are written with joiners or without spaces, and emoji. */
const JOINS =
  /[\p{scx=Arab}\p{scx=Syrc}\p{scx=Hebr}\p{scx=Deva}\p{scx=Beng}\p{scx=Guru}\p{scx=Gujr}\p{scx=Orya}\p{scx=Taml}\p{scx=Telu}\p{scx=Knda}\p{scx=Mlym}\p{scx=Sinh}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}\p{scx=Tibt}\p{scx=Mong}\p{Extended_Pictographic}\p{Emoji_Modifier}]/u
const BLANKS = /^(?=[ \t]{8})(?=.*\t)(?=.* )[ \t]+$/
const SAME_LOOK = 'асеорхуіѕјАВСЕНІЈКМОРЅТХ'
const LOOKS_LIKE = 'aceopxyisjABCEHIJKMOPSTX'
const LATIN = /[A-Za-z]/

class HiddenTextReader {
  settled = 0
  readonly #counts = new Map<HiddenKind, { count: number; last: number }>()
  readonly #told = new Set<HiddenKind>()
  #signs = new Set<number>()
  #before = ''
  /** Whether that is no letter that looks like another. */
  #plain = true
  #behindSign = 0
  #flag = 0
  #blanks = ''

  read(raw: string, ended: boolean): HiddenText[] {
    const found: HiddenText[] = []
    let at = this.settled
    // Half a character waits for the other.
    const limit = !ended && (raw.charCodeAt(raw.length - 1) & 0xfc00) === 0xd800 ? raw.length - 1 : raw.length
    while (at < limit) {
      const unit = raw.charCodeAt(at)
      // Nearly all of nearly all texts.
      if ((unit > 32 && unit < 0x7f) || (unit >= 0x3041 && unit <= 0x9fff)) {
        if (this.#behindSign === 0 && this.#flag === 0 && this.#plain) {
          this.#before = raw[at]!
          this.#blanks = ''
          at += 1
          continue
        }
      }
      const codePoint = raw.codePointAt(at)!
      const width = codePoint > 0xffff ? 2 : 1
      for (const kind of this.#kinds(codePoint, raw, at, width)) {
        if (this.#tooMany(kind, at)) found.push(detectionOf(kind, at, at + width))
      }
      at += width
    }
    this.settled = limit
    return found
  }

  /** What the character at `at` is one more of. */
  #kinds(codePoint: number, raw: string, at: number, width: number): HiddenKind[] {
    if (codePoint >= 0xe0001 && codePoint <= 0xe007f) {
      const inFlag = this.#flag > 0
      this.#flag = codePoint === 0xe007f ? 0 : Math.max(0, this.#flag - 1)
      return inFlag ? [] : ['tags']
    }
    const isSelector =
      (codePoint >= 0xfe00 && codePoint <= 0xfe0f) || (codePoint >= 0xe0100 && codePoint <= 0xe01ef)
    if (isSelector) return ++this.#behindSign > 1 ? ['selectors'] : []
    if (codePoint < 0x10000 && ZERO_WIDTH.test(raw[at]!)) {
      const marksOrder = codePoint === 0xfeff && at === 0
      if (marksOrder || JOINS.test(this.#before)) return []
      this.#signs.add(codePoint)
      const run: HiddenKind[] = ++this.#behindSign > 1 ? ['zero-width run'] : []
      return this.#signs.size > 1 ? [...run, 'zero-width'] : run
    }
    return this.#visible(raw, at, width)
  }

  #visible(raw: string, at: number, width: number): HiddenKind[] {
    const character = raw.slice(at, at + width)
    const kinds: HiddenKind[] = []
    const before = this.#before
    if (this.#behindSign > 0) this.#reset('zero-width run')
    this.#behindSign = 0
    this.#flag = character === '🏴' ? LONGEST_FLAG : 0
    if (character === '\n') {
      if (BLANKS.test(this.#blanks)) kinds.push('blanks')
      this.#blanks = ''
    } else if (character === ' ' || character === '\t') this.#blanks += character
    else if (character !== '\r') this.#blanks = ''
    const looks = SAME_LOOK.indexOf(character)
    if (looks >= 0 && LATIN.test(before)) {
      // Who writes one letter both ways says something by it.
      if (raw.slice(Math.max(0, at - APART), at).includes(LOOKS_LIKE[looks]!)) kinds.push('lookalikes')
    }
    this.#plain = looks < 0
    this.#before = character
    return kinds
  }

  #reset(kind: HiddenKind): void {
    const counted = this.#counts.get(kind)
    if (counted !== undefined) counted.count = 0
  }

  #tooMany(kind: HiddenKind, at: number): boolean {
    const counted = this.#counts.get(kind) ?? { count: 0, last: at }
    if (at - counted.last > APART) {
      counted.count = 0
      if (kind === 'zero-width') this.#signs.clear()
    }
    this.#counts.set(kind, counted)
    counted.count += 1
    counted.last = at
    if (counted.count <= MOST[kind] || this.#told.has(kind)) return false
    this.#told.add(kind)
    return true
  }
}

type HiddenText = Detection & { readonly rule: HiddenKind }

function detectionOf(rule: HiddenKind, start: number, end: number): HiddenText {
  return {
    kind: 'hidden-text',
    rule,
    start,
    end,
    score: 1,
    provenance: 'unknown',
    canonical: rule,
    sources: [],
  }
}
