import { addBytes, type Bytes, utf8Of } from './byte-text.js'
import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * What a text says in characters that nobody sees: tag characters, variation selectors, alphabets of two or four
 * signs without width, lookalikes that stand for bits, blanks at the ends of lines. It is decoded and not dropped.
 */
export const openInvisibleReader: OpenReader = (sink) => new InvisibleReader(sink)

/** What has no width; what joins letters of some scripts and emoji is among it, and says nothing by itself. */
const SIGN = new RegExp(
  `[${'00ad 034f 061c 115f-1160 17b4-17b5 180b-180e 200b-200f 202a-202e 2060-206f 3164 fe00-fe0f feff ffa0'
    .replace(/[0-9a-f]{4}/g, '\\u$&')
    .replaceAll(' ', '')}]`,
)
const HINT = new RegExp(`${SIGN.source}|[\\udb40\\u0400-\\u04ff]|[ \\t]{4}\\r?\\n`)
/** Blanks at the end of a line that say something, at least and at most: so many are waited for. */
const LINE_END = { least: 4, most: 2_000 }
/** Letters of which there are two that look alike; a text that uses few of them may use these alone. */
const ALIKE = 'acopeABCEHIKMOPTXijsxy'
const LOOKALIKES = 'асореАВСЕНІКМОРТХіјѕху'
const FEW = 'aceop'

class InvisibleReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #seen: number[] = []
  readonly #bits = new Map<string, Bits>()
  #symbols: { readonly symbol: number; readonly at: number }[] = []
  #mixes = false

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    const from = this.settled
    const limit = ended ? input.length : openBlank(input, from)
    if (limit <= from) return
    if (!this.#mixes && !HINT.test(input.slice(Math.max(0, from - 1), limit + 1))) {
      this.settled = limit
      return
    }
    for (let at = from; at < limit; ) {
      const codePoint = input.codePointAt(at)!
      const width = codePoint > 0xffff ? 2 : 1
      if (codePoint === 0x20 || codePoint === 9) {
        const end = blanksEnd(input, at)
        if (end <= limit && endsLine(input, at, end))
          for (let i = at; i < end; i++) this.#bit('blanks', input[i] === '\t' ? 1 : 0, i, 1)
        at = Math.min(end, limit)
        continue
      }
      this.#take(input, codePoint, at, width)
      at += width
    }
    this.settled = limit
  }

  #take(input: string, codePoint: number, at: number, width: number): void {
    if (codePoint >= 0xe0020 && codePoint <= 0xe007e) {
      this.#sink.at('tags', at).add(String.fromCodePoint(codePoint - 0xe0000), at, at + width)
    } else if (codePoint >= 0xe0100 && codePoint <= 0xe01ef) {
      this.#byte('selectors', codePoint - 0xe0100 + 16, at, at + width)
    } else if (codePoint >= 0xfe00 && codePoint <= 0xfe0f) {
      this.#byte('selectors', codePoint - 0xfe00, at, at + width)
    } else if (SIGN.test(input[at]!)) {
      this.#sign(codePoint, at)
    } else this.#letter(input, at)
  }

  #sign(symbol: number, at: number): void {
    if (!this.#seen.includes(symbol)) {
      this.#seen.push(symbol)
      // With each new sign the alphabet is another one, and what was read is read in it from the beginning.
      if (this.#seen.length === 3 || this.#seen.length === 4) {
        const alphabet = this.#seen.toSorted((a, b) => a - b)
        for (const turned of [false, true]) {
          const bits = new Bits(2, `width ${alphabet.length}${turned ? ' turned' : ''}`, this.#sink, at)
          this.#bits.set(`${alphabet.length} ${turned}`, bits)
          for (const one of this.#symbols) {
            const digit = alphabet.indexOf(one.symbol)
            bits.add(turned ? alphabet.length - 1 - digit : digit, one.at, one.at + 1)
          }
        }
      }
    }
    this.#symbols.push({ symbol, at })
    const index = this.#seen.indexOf(symbol)
    if (index < 2 && this.#seen.length <= 2) {
      this.#bit('widths', index, at, 1)
      return
    }
    for (const size of [3, 4]) {
      if (this.#seen.length < size || index >= size) continue
      const alphabet = this.#seen.slice(0, size).sort((a, b) => a - b)
      const digit = alphabet.indexOf(symbol)
      this.#bits.get(`${size} false`)?.add(digit, at, at + 1)
      this.#bits.get(`${size} true`)?.add(size - 1 - digit, at, at + 1)
    }
  }

  /** A bit, read both ways: which sign is the one is not told. */
  #bit(name: string, bit: number, at: number, width: number): void {
    for (const turned of [0, 1]) {
      const key = `${name} ${turned}`
      let bits = this.#bits.get(key)
      if (bits === undefined) this.#bits.set(key, (bits = new Bits(1, key, this.#sink, at)))
      bits.add(bit ^ turned, at, at + width)
    }
  }

  #byte(name: string, byte: number, at: number, end: number): void {
    let bits = this.#bits.get(name)
    if (bits === undefined) this.#bits.set(name, (bits = new Bits(8, name, this.#sink, at)))
    bits.add(byte, at, end)
  }

  /** Letters that look alike say bits from the first word on that mixes them. */
  #letter(input: string, at: number): void {
    const letter = input[at]!
    const looks = LOOKALIKES.indexOf(letter)
    if (!this.#mixes) {
      if (looks < 0) return
      const mixed = /[a-z]/i.test(input[at - 1] ?? '') || /[a-z]/i.test(input[at + 1] ?? '')
      if (!mixed) return
      this.#mixes = true
      this.#fresh = at
      // Zeros before it belong to the first byte.
      for (let i = Math.max(0, at - 200); i < at; i++) this.#alike(input[i]!, i)
    }
    this.#alike(letter, at)
  }

  #fresh = 0

  #alike(letter: string, at: number): void {
    const looks = LOOKALIKES.indexOf(letter)
    const plain = looks >= 0 ? ALIKE[looks]! : letter
    if (!ALIKE.includes(plain)) return
    for (const [name, set] of [
      ['lookalikes', ALIKE],
      ['few lookalikes', FEW],
    ] as const) {
      if (!set.includes(plain)) continue
      for (let phase = 0; phase < 8; phase++) {
        const key = `${name} ${phase}`
        let bits = this.#bits.get(key)
        if (bits === undefined) {
          bits = new Bits(1, key, this.#sink, this.#fresh, phase)
          this.#bits.set(key, bits)
        }
        bits.add(looks >= 0 ? 1 : 0, at, at + 1)
      }
    }
  }
}

/** Digits of so many bits as bytes, and bytes as text. */
class Bits {
  readonly #width: number
  readonly #sink: SegmentSink
  readonly #name: string
  readonly #from: number
  readonly #bytes: Bytes = { bytes: [], starts: [], ends: [] }
  #segment: Segment | undefined
  #taken = 0
  #buffer = 0
  #held = 0
  #start = 0
  #skip: number

  constructor(width: number, name: string, sink: SegmentSink, from: number, skip = 0) {
    this.#width = width
    this.#name = name
    this.#sink = sink
    this.#from = from
    this.#skip = skip
  }

  add(digit: number, start: number, end: number): void {
    if (this.#skip > 0) {
      this.#skip -= 1
      return
    }
    if (this.#held === 0) this.#start = start
    this.#buffer = (this.#buffer << this.#width) | digit
    this.#held += this.#width
    if (this.#held < 8) return
    this.#bytes.bytes.push(this.#buffer & 0xff)
    this.#bytes.starts.push(this.#start)
    this.#bytes.ends.push(end)
    this.#held = 0
    this.#buffer = 0
    // What six bytes say nothing of is no text.
    if (this.#segment === undefined) {
      if (this.#bytes.bytes.length < BEGINNING) return
      if (!/[\p{L}\p{N}]/u.test(beginningOf(this.#bytes.bytes))) return
      this.#segment = this.#sink.fresh(this.#name, Math.max(this.#from, end - 1))
    }
    this.#taken = addBytes(this.#segment, this.#bytes, this.#taken)
  }
}

function blanksEnd(input: string, from: number): number {
  let at = from
  while (at < input.length && isBlank(input, at)) at++
  return at
}

function isBlank(input: string, at: number): boolean {
  const unit = input.charCodeAt(at)
  return unit === 0x20 || unit === 9
}

/** Whether blanks `[at, end)` are those at the end of a line, from the first on. */
function endsLine(input: string, at: number, end: number): boolean {
  const next = input[end] === '\r' ? input[end + 1] : input[end]
  if (next !== '\n' || end - at < LINE_END.least || end - at >= LINE_END.most) return false
  return at === 0 || !isBlank(input, at - 1)
}

/** Bytes that tell whether others follow: two characters of any script, the second of which may be half. */
const BEGINNING = 6

function beginningOf(bytes: readonly number[]): string {
  for (let length = BEGINNING; length > BEGINNING - 4; length--) {
    const said = utf8Of(bytes.slice(0, length))
    if (said !== '') return said
  }
  return ''
}

/** Blanks at the end may be those of a line, and half a character waits. */
function openBlank(input: string, from: number): number {
  let at = input.length
  while (at > from && at > input.length - LINE_END.most && /[ \t\r]/.test(input[at - 1]!)) at--
  // Whether a letter stands in a mixed word is seen behind it.
  return at > from && at === input.length ? at - ((input.charCodeAt(at - 1) & 0xfc00) === 0xdc00 ? 2 : 1) : at
}
