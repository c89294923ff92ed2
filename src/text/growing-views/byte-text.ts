import type { Segment } from './growing-view.js'

/** Bytes, and where each was read. */
export interface Bytes {
  readonly bytes: number[]
  readonly starts: number[]
  readonly ends: number[]
}

/** Adds the text of bytes from `from` on as far as they are whole; what is no UTF-8 says nothing. Returns how far it came. */
export function addBytes(segment: Segment, { bytes, starts, ends }: Bytes, from: number): number {
  let at = from
  while (at < bytes.length) {
    const lead = bytes[at]!
    const width =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 1
    if (at + width > bytes.length) break
    const said =
      lead < 0x80 && lead !== 9 && lead !== 10 && (lead < 32 || lead === 127)
        ? ''
        : utf8Of(bytes.slice(at, at + width))
    if (said !== '') segment.add(said, starts[at]!, ends[at + width - 1]!)
    at += said === '' ? 1 : width
  }
  return at
}

/** The text of bytes that are UTF-8; of others nothing. Most are not, and an error costs more than looking. */
export function utf8Of(bytes: readonly number[]): string {
  const said = Buffer.from(bytes).toString('utf8')
  return said.includes('\ufffd') ? '' : said
}

/**
 * Whether a decoded beginning is a text: nothing but letters, digits and their signs, more letters and blanks than
 * others, and besides Latin letters those of one way of writing.
 */
export function isReadable(text: string): boolean {
  if (/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\r\n]/u.test(text)) return false
  const letters = text.match(/[\p{L}\p{Zs}]/gu)?.length ?? 0
  if (letters * 4 < [...text].length * 3 && !/[\p{L}]{3}/u.test(text.replace(/[\x00-\x7f]/g, '')))
    return false
  const foreign = text.replace(LATIN_AND_SIGNS, '')
  return foreign === '' || WRITINGS.some((writing) => writing.test(foreign))
}

const LATIN_AND_SIGNS = /[\p{Script=Latin}\p{N}\p{P}\p{S}\p{Z}\p{M}\s]/gu
/** Scripts that stand in one text together. */
const WRITINGS = [
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\u30fc]+$/u,
  /^[\p{scx=Hang}\p{scx=Han}]+$/u,
  ...'Cyrl Grek Arab Hebr Deva Beng Guru Gujr Taml Telu Knda Mlym Sinh Thai Laoo Khmr Mymr Geor Armn Ethi Tibt'
    .split(' ')
    .map((script) => new RegExp(`^\\p{scx=${script}}+$`, 'u')),
] as const

/** A character and the bytes it takes. */
export interface WideCharacter {
  readonly text: string
  readonly width: number
}

type CharacterReader = (bytes: readonly number[], at: number) => WideCharacter | undefined

const READERS = new Map<string, CharacterReader>()

/** Reads the character that stands at a byte, in an encoding by its label; nothing where none does. */
export function characterReader(label: string): CharacterReader {
  let reader = READERS.get(label)
  if (reader === undefined) READERS.set(label, (reader = newReader(label)))
  return reader
}

function newReader(label: string): CharacterReader {
  if (label === 'utf-8') return utf8At
  if (label === 'utf-16le') return (bytes, at) => utf16At(bytes, at, 0)
  if (label === 'utf-16be') return (bytes, at) => utf16At(bytes, at, 1)
  return pageReader(label)
}

const ASCII: readonly WideCharacter[] = Array.from({ length: 128 }, (_, unit) => ({
  text: String.fromCharCode(unit),
  width: 1,
}))

function utf8At(bytes: readonly number[], at: number): WideCharacter | undefined {
  const lead = bytes[at]!
  if (lead < 0x80) return ASCII[lead]
  const width = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0
  if (width === 0 || at + width > bytes.length) return undefined
  for (let i = 1; i < width; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return undefined
  const text = utf8Of(bytes.slice(at, at + width))
  return text === '' ? undefined : { text, width }
}

function utf16At(bytes: readonly number[], at: number, high: 0 | 1): WideCharacter | undefined {
  if (at + 2 > bytes.length) return undefined
  const unitAt = (i: number) => bytes[i + 1 - high]! * 256 + bytes[i + high]!
  const unit = unitAt(at)
  if (unit === 0xfffd || (unit & 0xfc00) === 0xdc00) return undefined
  if ((unit & 0xfc00) !== 0xd800) return { text: String.fromCharCode(unit), width: 2 }
  if (at + 4 > bytes.length) return undefined
  const second = unitAt(at + 2)
  return (second & 0xfc00) === 0xdc00 ? { text: String.fromCharCode(unit, second), width: 4 } : undefined
}

/** A code page of an East Asian language may have this many characters; what it was asked about is kept. */
const WIDEST = 3

function pageReader(label: string): CharacterReader {
  const decoder = new TextDecoder(label, { ignoreBOM: true })
  const known = Array.from({ length: WIDEST }, () => new Map<number, WideCharacter | undefined>())
  const read = (bytes: readonly number[], at: number, width: number) => {
    const text = decoder.decode(Uint8Array.from(bytes.slice(at, at + width)))
    return text === '' || text.includes('\ufffd') ? undefined : { text, width }
  }
  return (bytes, at) => {
    let key = 0
    for (let width = 1; width <= WIDEST && at + width <= bytes.length; width++) {
      key = key * 256 + bytes[at + width - 1]!
      const table = known[width - 1]!
      let character = table.get(key)
      if (character === undefined && !table.has(key)) {
        if (table.size > 0xffff) table.clear()
        table.set(key, (character = read(bytes, at, width)))
      }
      if (character !== undefined) return character
    }
    return undefined
  }
}

const CONTROL = /[\0-\x08\x0e-\x1f\x7f-\x9f]/g
/** Letters that stand in one word together. */
const SCRIPTS = [
  /\p{Script=Latin}/u,
  /\p{Script=Cyrillic}/u,
  /\p{Script=Greek}/u,
  /\p{Script=Hangul}/u,
] as const
/** Of pairs of letters one in so many may be such as no word has. */
const ODD = 8
/** Of pairs of letters that go up and down in turn one in so many may be of one case. */
const STEADY = 4
/** Letters whose spread tells words from chance, and how often two of them are the same one: of 32 at random 0.031. */
const SPREAD = 32
const SAME_LETTERS = 0.045

/**
 * Whether a text in a code page is one: its words are of one script, and small letters come behind capitals. In nearly
 * every code page all bytes are some letter, so a picture in the wrong one is nothing but letters too. Where capitals
 * stand within words, they stand at every second place, or the letters are spread as in a language.
 */
export function isCoherent(text: string): boolean {
  if ((text.match(CONTROL)?.length ?? 0) * 64 > text.length) return false
  let pairs = 0
  let strange = 0
  let odd = 0
  let steady = 0
  let before: string | undefined
  for (const letter of text) {
    if (!/\p{L}/u.test(letter)) {
      before = undefined
      continue
    }
    if (before !== undefined) {
      pairs += 1
      if (scriptOf(before) !== scriptOf(letter)) strange += 1
      else if (isOddCase(before, letter)) odd += 1
      if (/\p{Lu}/u.test(before) === /\p{Lu}/u.test(letter)) steady += 1
    }
    before = letter
  }
  if ((strange + odd) * ODD <= pairs) return true
  return strange * ODD <= pairs && (steady * STEADY <= pairs || isSpreadAsWords(text))
}

/** Whether two of its letters are the same one as often as in a language, whatever their case. */
function isSpreadAsWords(text: string): boolean {
  const counts = new Map<string, number>()
  let letters = 0
  for (const letter of text.toLowerCase()) {
    if (letter < '\x80' || !/\p{L}/u.test(letter)) continue
    counts.set(letter, (counts.get(letter) ?? 0) + 1)
    letters += 1
  }
  const same = [...counts.values()].reduce((sum, count) => sum + count * (count - 1), 0)
  return letters >= SPREAD && same >= SAME_LETTERS * letters * (letters - 1)
}

/** A capital behind a small letter; in ASCII, where capitals may hide a text and no code page is guessed, it is none. */
function isOddCase(before: string, letter: string): boolean {
  return (before >= '\x80' || letter >= '\x80') && /\p{Ll}/u.test(before) && /\p{Lu}/u.test(letter)
}

function scriptOf(letter: string): number {
  if (letter < '\x80') return 0
  return SCRIPTS.findIndex((script) => script.test(letter))
}
