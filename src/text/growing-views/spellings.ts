import type { OpenReader, Segment, SegmentSink, ViewReader } from './growing-view.js'

/**
 * Text that is spelled out: Morse of Latin letters and of kana, Braille, the alphabets in which letters are called
 * out, places in the alphabet from nought. A few signs in a row begin a text of their own.
 */
export const openSpellingReader: OpenReader = (sink) => new SpellingReader(sink)

const LATIN =
  'a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- ' +
  'x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----. ' +
  '..-.-.- ,--..-- :---... ?..--.. @.--.-. --....- /-..-. +.-.-. =-...- _..--.-'
const KANA =
  'い.- ろ.-.- は-... に-.-. ほ-.. へ. と..-.. ち..-. り--. ぬ.... る-.--. を.--- わ-.- か.-.. よ-- た-. れ--- そ---. つ.--. ね--.- な.-. ら... む- ' +
  'う..- ゐ.-..- の..-- お.-... く...- や.-- ま-..- け-.-- ふ--.. こ---- え-.--- て.-.-- あ--.-- さ-.-.- き-.-.. ゆ-..-- め-...- み..-.- し--.-. ゑ.--.. ひ--..- も-..-. せ.---. す---.- ん.-.-. ゛.. ゜..--. ー.--.-'
const morseOf = (table: string) =>
  new Map(table.split(' ').map((entry) => [entry.slice(1), entry[0]!] as const))
const MORSE_LATIN = morseOf(LATIN)
const MORSE_KANA = morseOf(KANA)

/** Words that letters are called by: of pilots, of police, of old telephone books in several languages. */
const CALLED = new Set(
  (
    'alfa alpha bravo charlie delta echo foxtrot golf hotel india juliett juliet kilo lima mike november oscar papa quebec romeo sierra tango uniform victor whiskey whisky x-ray xray yankee zulu ' +
    'adam boy david edward frank george henry ida john king lincoln mary nora ocean paul queen robert sam tom union william young zebra ' +
    'able baker dog easy fox how item jig love nan oboe peter roger sugar tare uncle william ' +
    'anton berta cäsar dora emil friedrich gustav heinrich julius kaufmann ludwig martha nordpol otto richard siegfried theodor ulrich viktor wilhelm xanthippe ypsilon zacharias ' +
    'anatole berthe célestin désiré eugène françois gaston henri irma joseph kléber louis marcel nicolas pierre quintal raoul suzanne thérèse ursule william xavier yvonne zoé'
  ).split(' '),
)
const NUMBERS = new Map(
  'zero one two three four five six seven eight nine'.split(' ').map((word, i) => [word, String(i)]),
)

/** Of each unit whether it begins a sign, of two small letters whether they begin a word that letters are called by. */
const BEGINS = new Uint8Array(128)
for (const sign of '.-_#0123456789') BEGINS[sign.charCodeAt(0)] = 1
const PAIRS = new Set([...CALLED, ...NUMBERS.keys()].map((word) => word.slice(0, 2)))

function mayBegin(written: string): boolean {
  const unit = written.charCodeAt(0)
  if (unit >= 128) return !/\p{L}/u.test(written[0]!)
  if (BEGINS[unit] === 1) return true
  return written.length >= 3 && written.length <= 12 && PAIRS.has(written.slice(0, 2).toLowerCase())
}

/** Signs in a row that are no chance. */
const LEAST = 6
/** The longest word whose letters are told by their places. */
const LONGEST_PLACES = 48
/** The longest sign, and what may stand between two of them. */
const LONGEST = 24

const DOTS = /[.·•∙・]/g
const DASHES = /[-−–—_ー]/g
const SIGN = /[\u2800-\u28ff]|[^\s,;/|\u2800-\u28ff]+/g
const MORSE_SIGN = /^[.·•∙・\-−–—_]{1,6}$/
const BRAILLE = /^[\u2800-\u28ff]$/
/** Letters that no sign begins with: what is written without spaces need not be waited for. */
const FOREIGN = /^(?!ー)(?=\p{L})[^a-z]/iu
/** A word of a letter that ends a word of the text. */
const ENDS = /\p{L}[.!?]$/u
const SEPARATES = /[\s,;/|\u2800-\u28ff]/

interface Sign {
  /** A word of the text ended before it. */
  readonly parted: boolean
  readonly start: number
  readonly end: number
  readonly said: Readonly<Record<string, string>>
}

class SpellingReader implements ViewReader {
  settled = 0
  readonly #sink: SegmentSink
  #signs: Sign[] = []
  #last = 0
  #open = new Map<string, Segment>()
  #skipping = false
  #digits = false

  constructor(sink: SegmentSink) {
    this.#sink = sink
  }

  read(input: string, ended: boolean): void {
    let from = this.settled
    // The rest of something too long to be a sign.
    if (this.#skipping) {
      while (from < input.length && !SEPARATES.test(input[from]!)) from += 1
      this.settled = from
      if (from === input.length) return
      this.#skipping = false
    }
    SIGN.lastIndex = from
    for (let match = SIGN.exec(input); match !== null; match = SIGN.exec(input)) {
      const { index, 0: written } = match
      const end = index + written.length
      const isBraille = BRAILLE.test(written)
      if (!isBraille && (written.length >= longestOf(written) || FOREIGN.test(written))) {
        this.#leave()
        this.settled = end
        this.#skipping = end === input.length
        continue
      }
      if (!isBraille && end === input.length && !ended) {
        this.settled = index
        return
      }
      if (this.#signs.length > 0 || mayBegin(written)) this.#sign(input, index, written)
      this.settled = end
    }
    this.settled = input.length
  }

  #sign(input: string, start: number, written: string): void {
    const end = start + written.length
    const said = BRAILLE.test(written) ? this.#braille(written) : readSign(written)
    if (said === undefined) {
      if (/[\p{L}\p{N}]/u.test(written)) this.#leave()
      return
    }
    const between = input.slice(this.#last, start)
    const kinds = Object.keys(said)
    if (between.length > LONGEST || !kinds.some((kind) => kind in (this.#signs.at(-1)?.said ?? said)))
      this.#leave()
    const ends = ENDS.test(input.slice(Math.max(0, this.#last - 2), this.#last))
    const parts = ('places' in said || ends || /[,;/|\n.]|\s{2}/.test(between)) && this.#signs.length > 0
    this.#last = end
    this.#signs.push({ parted: parts, start, end, said })
    const known = this.#signs.length
    for (const kind of kinds) {
      const letter = said[kind]!
      let segment = this.#open.get(kind)
      if (segment === undefined) {
        const own = this.#signs.filter((sign) => kind in sign.said)
        if (own.length < LEAST || own.length * 2 < known) continue
        segment = this.#sink.fresh(kind, end - 1)
        this.#open.set(kind, segment)
        for (const [i, sign] of own.slice(0, -1).entries()) {
          if (i > 0 && sign.parted) segment.add(' ', sign.start, sign.start)
          segment.add(sign.said[kind]!, sign.start, sign.end)
        }
      }
      if (parts) segment.add(' ', start, start)
      segment.add(letter, start, end)
    }
  }

  /** A sign says that digits follow, up to the next blank. */
  #braille(sign: string): Record<string, string> {
    const at = DOTTED.indexOf(sign)
    const digit = this.#digits && at >= 0 && at < 10
    this.#digits = sign === '⠼' || digit
    if (sign === '⠼') return { Braille: '' }
    if (sign === '\u2800') return { Braille: ' ' }
    return { Braille: at < 0 ? ' ' : digit ? String((at + 1) % 10) : String.fromCharCode(97 + at) }
  }

  #leave(): void {
    for (const segment of this.#open.values()) segment.close()
    this.#open = new Map()
    this.#signs = []
  }
}

function longestOf(written: string): number {
  return /^[#\d-]+$/.test(written) ? LONGEST_PLACES : LONGEST
}

function readSign(written: string): Record<string, string> | undefined {
  if (MORSE_SIGN.test(written)) {
    const plain = written.replace(DOTS, '.').replace(DASHES, '-')
    const latin = MORSE_LATIN.get(plain)
    const kana = MORSE_KANA.get(plain)
    if (latin === undefined && kana === undefined) return undefined
    return {
      ...(latin === undefined ? {} : { Morse: latin }),
      ...(kana === undefined
        ? {}
        : { 'Morse of kana': kana === '゛' ? '\u3099' : kana === '゜' ? '\u309a' : kana }),
    }
  }
  const word = written.toLowerCase().replace(/[.:!?()"'\]]+$/g, '')
  if (CALLED.has(word)) return { called: word[0]! }
  const number = NUMBERS.get(word)
  if (number !== undefined) return { called: number }
  if (/^#?\d{1,2}$/.test(word) && Number(word.replace('#', '')) < 26)
    return {
      'places from nought': word.startsWith('#') ? word.slice(1) : String.fromCharCode(97 + Number(word)),
    }
  if (/^(?:#?\d{1,2}-)+#?\d{1,2}$/.test(word)) {
    const places = word.split('-')
    // A digit that is one has a sign before it.
    if (places.every((place) => /^#\d$/.test(place) || (Number(place) >= 1 && Number(place) <= 26)))
      return {
        places: places
          .map((place) => (place.startsWith('#') ? place.slice(1) : String.fromCharCode(96 + Number(place))))
          .join(''),
      }
  }
  return undefined
}

const DOTTED = [...'⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵']
