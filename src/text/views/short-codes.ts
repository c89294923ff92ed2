import { addUtf8, Decoding } from './decoded.js'

/**
 * Short codes of a running text, each of which is a word or a number and says one: base64 and base64url, base32
 * (RFC 4648), hexadecimal; and numbers that a machine has read, with letters for digits. Unlike the views of
 * `encodings.ts` they are decided by themselves and whole, so that what they say can be put in their place.
 */
export interface ShortCode {
  readonly start: number
  readonly end: number
  readonly decoded: string
  /** Of a code that says its text letter by letter: where each unit begins behind `start`, and where the last one ends. */
  readonly offsets?: readonly number[]
  /** A code was written by somebody; a misreading says the same as a reader sees. */
  readonly kind: 'code' | 'misread'
}

/** What is longer is read as a text of its own. Less than the hold of an unfinished run in a stream. */
export const LONGEST_CODE = 512
const SHORTEST = 4

const DIGIT = 1
const UPPER = 2
const LOWER = 4
const SIGN = 8
const PAD = 16
const KINDS = new Uint8Array(128)
for (let unit = 0; unit < 128; unit++) {
  const character = String.fromCharCode(unit)
  if (/[0-9]/.test(character)) KINDS[unit] = DIGIT
  else if (/[A-Z]/.test(character)) KINDS[unit] = UPPER
  else if (/[a-z]/.test(character)) KINDS[unit] = LOWER
  else if (/[+/_-]/.test(character)) KINDS[unit] = SIGN
  else if (character === '=') KINDS[unit] = PAD
}
const kindAt = (text: string, i: number) => {
  const unit = text.charCodeAt(i)
  return unit < 128 ? KINDS[unit]! : 0
}

/**
 * Those in `text` that begin at `from` or behind it, by place. With `ended` false what touches the end is left for
 * later. A run that `from` lies in is left out.
 */
export function shortCodesOf(text: string, from: number, ended: boolean): ShortCode[] {
  const codes: ShortCode[] = []
  let at = from
  while (from > 0 && at < text.length && kindAt(text, at) !== 0 && kindAt(text, from - 1) !== 0) at += 1
  while (at < text.length) {
    const kind = kindAt(text, at)
    if (kind === 0 || kind === PAD) {
      at += 1
      continue
    }
    // The digits of an escape.
    if (at > 0 && text[at - 1] === '%') at += 2
    const start = at
    const run = measureRun(text, start)
    at = run.end
    let padded = at
    while (padded < text.length && padded < at + 6 && text[padded] === '=') padded += 1
    if (padded === text.length && !ended) break
    if (at - start > LONGEST_CODE) continue
    // `a == b`, `key=value`: a sign and no filling.
    const pads = padded < text.length && (kindAt(text, padded) & ~PAD) !== 0 ? 0 : padded - at
    if (run.mixed || (pads > 0 && at - start >= 2)) readRun(text, start, at, pads, run.kinds, codes)
  }
  const escaped = [...escapedRuns(text, from, ended)].filter(
    (run) => !codes.some(({ start, end }) => start < run.end && end > run.start),
  )
  const all = escaped.length === 0 ? codes : [...codes, ...escaped].sort((a, b) => a.start - b.start)
  if (ended) return all
  const open = openShortCodeStart(text)
  return all.filter(({ end }) => end <= open)
}

interface Run {
  readonly end: number
  /** The kinds of its units, as bits. */
  readonly kinds: number
  /** A small letter before a capital or a digit, a digit before a letter, two capitals before a small letter. */
  readonly mixed: boolean
}

/** Letters, digits and signs in a row from `start` on. */
function measureRun(text: string, start: number): Run {
  let at = start
  let kinds = 0
  let mixed = false
  let last = 0
  let beforeLast = 0
  for (; at < text.length; at++) {
    const kind = kindAt(text, at)
    if (kind === 0 || kind === PAD) break
    if (kind === LOWER) mixed ||= last === DIGIT || (last === UPPER && beforeLast === UPPER)
    else if (kind !== SIGN)
      mixed ||=
        (last === LOWER && kind !== LOWER) ||
        (last === DIGIT && kind === UPPER) ||
        (last === UPPER && kind === DIGIT)
    kinds |= kind
    beforeLast = last
    last = kind
  }
  return { end: at, kinds, mixed }
}

const ESCAPE = /^%[0-9a-f]{2}$/i
/** What a program leaves as it is in a part of a link (RFC 3986, and the signs that JavaScript leaves too). */
const UNESCAPED = /[A-Za-z0-9._~!*'()+-]/

/** Words of a link with escapes in them: `Tom%C3%A1s%20Nov%C3%A1k`. */
function* escapedRuns(text: string, from: number, ended: boolean): Generator<ShortCode> {
  for (let at = text.indexOf('%', from); at >= 0; ) {
    let start = at
    while (
      start > from &&
      at - start <= LONGEST_CODE &&
      (kindAt(text, start - 1) & ~PAD) !== 0 &&
      /[A-Za-z0-9_-]/.test(text[start - 1]!)
    )
      start -= 1
    const isCut = start === from && from > 0 && /[A-Za-z0-9._~!*'()+%-]/.test(text[from - 1]!)
    let end = at
    while (end < text.length && end - start <= LONGEST_CODE) {
      if (text[end] === '%') {
        if (!ESCAPE.test(text.slice(end, end + 3))) break
        end += 3
      } else if (UNESCAPED.test(text[end]!)) end += 1
      else break
    }
    if (!ended && (end === text.length || (text[end] === '%' && end + 3 > text.length))) return
    const next = Math.max(end, at + 1)
    if (end > at && !isCut && end - start <= LONGEST_CODE) {
      // A full stop behind it is one of the sentence.
      while (/[.!'()]/.test(text[end - 1]!)) end -= 1
      const code = end > at ? readEscapes(text, start, end) : undefined
      if (code !== undefined) yield code
    }
    at = text.indexOf('%', next)
  }
}

function readEscapes(text: string, start: number, end: number): ShortCode | undefined {
  const into = new Decoding()
  let bytes: number[] = []
  let first = start
  for (let at = start; at <= end; ) {
    const isEscape = at < end && text[at] === '%'
    if (isEscape) {
      if (bytes.length === 0) first = at
      bytes.push(Number.parseInt(text.slice(at + 1, at + 3), 16))
      at += 3
      continue
    }
    if (bytes.length > 0) {
      if (utf8(Uint8Array.from(bytes)) === undefined) return undefined
      const begin = first
      addUtf8(into, bytes, (i) => [begin + 3 * i, begin + 3 * i + 3])
      bytes = []
    }
    if (at < end) into.add(text[at] === '+' ? ' ' : text[at]!, at, at + 1)
    at += 1
  }
  const { text: decoded, start: startOf } = into.finish('escaped')
  if (!READABLE.test(decoded)) return undefined
  const offsets = Array.from({ length: decoded.length }, (_, i) => startOf(i) - start)
  return { start, end, decoded, kind: 'code', offsets: [...offsets, end - start] }
}

/** From where on an unfinished text may still be in the middle of one. */
export function openShortCodeStart(text: string): number {
  let at = text.length
  while (at > 0 && text.length - at <= LONGEST_CODE + 8 && kindAt(text, at - 1) !== 0) at -= 1
  const floor = Math.max(0, text.length - LONGEST_CODE - 8)
  const tail = text.slice(floor)
  if (!tail.includes('%')) return at
  const escaped = OPEN_ESCAPED.exec(tail)
  return escaped === null ? at : Math.min(at, floor + escaped.index)
}

const OPEN_ESCAPED = /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]*%[A-Za-z0-9._~!*'()+%-]*$/

function readRun(
  text: string,
  start: number,
  end: number,
  pads: number,
  kinds: number,
  into: ShortCode[],
): void {
  const run = text.slice(start, end)
  const whole = read(run, pads)
  if (whole !== undefined) {
    into.push({ start, end: end + (whole.padded ? pads : 0), decoded: whole.decoded, kind: whole.kind })
    return
  }
  if ((kinds & SIGN) === 0) return
  // A part of a path, or a code behind a word.
  let at = start
  for (const part of run.split(/[+/_-]/)) {
    const isLast = at + part.length === end
    const found = part.length === run.length ? undefined : read(part, isLast ? pads : 0)
    if (found !== undefined) {
      const stop = at + part.length + (found.padded && isLast ? pads : 0)
      into.push({ start: at, end: stop, decoded: found.decoded, kind: found.kind })
    }
    at += part.length + 1
  }
}

interface ReadCode {
  readonly decoded: string
  readonly padded: boolean
  readonly kind: ShortCode['kind']
}

function read(run: string, pads: number): ReadCode | undefined {
  const digits = readDigits(run)
  if (digits !== undefined) return { decoded: digits, padded: false, kind: 'misread' }
  if (run.length < SHORTEST && pads === 0) return undefined
  const asCode = (decoded: string | undefined): ReadCode | undefined =>
    decoded === undefined || !isReadable(decoded) ? undefined : { decoded, padded: pads > 0, kind: 'code' }
  return (
    (/^(?:[0-9a-f]{2}){4,}$/i.test(run) && /[0-9]/.test(run)
      ? asCode(utf8(Buffer.from(run, 'hex')))
      : undefined) ??
    (/^[A-Z2-7]{8,}$/.test(run) ? asCode(base32(run)) : undefined) ??
    (pads <= 2 ? asCode(base64(run, pads)) : undefined)
  )
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function utf8(bytes: Uint8Array): string | undefined {
  // One byte in two of those that mean nothing is none that a text can have.
  for (const byte of bytes) if (byte < 9 || byte === 127 || (byte > 13 && byte < 32)) return undefined
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

function base64(run: string, pads: number): string | undefined {
  const rest = run.length % 4
  if (rest === 1 || (pads > 0 && (rest + pads) % 4 !== 0)) return undefined
  const bytes = Buffer.from(run, 'base64')
  // Bits that say nothing are zero in what a program has written.
  const written = bytes.toString('base64').slice(0, run.length)
  return written === run.replace(/-/g, '+').replace(/_/g, '/') ? utf8(bytes) : undefined
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

function base32(run: string): string | undefined {
  const bytes: number[] = []
  let buffer = 0
  let held = 0
  for (const letter of run) {
    buffer = ((buffer << 5) | BASE32.indexOf(letter)) & 0xffff
    held += 5
    if (held < 8) continue
    held -= 8
    bytes.push((buffer >> held) & 0xff)
  }
  return (buffer & ((1 << held) - 1)) === 0 && held < 5 ? utf8(Uint8Array.from(bytes)) : undefined
}

/** Characters of texts: letters of any script, digits and their signs. */
const READABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{Sc}\p{Zs}\t\r\n+~^=<>|`]+$/u
/** What chance says that many bytes of is nothing. */
const LONG = 12
/** Words, numbers, days: of a short code every part must be one. */
const WORDS =
  /^(?:(?:\p{Lu}['’]?\p{Lu}?[\p{Ll}\p{M}]+|[\p{Lu}\p{M}]{2,}|\p{Lu}|\p{Ll}[\p{Ll}\p{M}]+|\p{Lu}{0,3}-?[0-9]+(?:[.,:/-][0-9]+)*|[\p{Lo}ー・々]+)[.,]?(?:[ '’&/-]\s?|$))+$/u

function isReadable(decoded: string): boolean {
  if (decoded.length < 2 || !READABLE.test(decoded)) return false
  return Buffer.byteLength(decoded) >= LONG
    ? /[\p{L}\p{N}]{2}/u.test(decoded)
    : /[\p{L}\p{N}].*[\p{L}\p{N}]/u.test(decoded) && WORDS.test(decoded.replace(/^[(+]+|\)/g, ''))
}

/** Letters for the digits that they look like. */
const MISREAD: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  l: '1',
  I: '1',
  S: '5',
  s: '5',
  B: '8',
  Z: '2',
}
const LOOKS_LIKE = /[OolISsBZ]/g
const ALL_DIGITS = /^(?=.*[0-9])[0-9OolI]+$/
/** Of a longer number one in two is a digit. */
const MOST_DIGITS = /^(?=(?:.*[0-9]){4})[0-9OolISsBZ]{6,}$/
/** A number with letters of its own: those between digits. */
const CODE = /^(?=(?:.*[0-9]){8})[0-9A-Zl]{12,}$/
const BETWEEN = /(?<=[0-9])[OolI]{1,2}(?=[0-9]|$)/g

function readDigits(run: string): string | undefined {
  if (!/[OolISBZs]/.test(run)) return undefined
  if (ALL_DIGITS.test(run) || MOST_DIGITS.test(run))
    return run.replace(LOOKS_LIKE, (letter) => MISREAD[letter]!)
  if (!CODE.test(run)) return undefined
  const decoded = run
    .replace(BETWEEN, (letters) => letters.replace(LOOKS_LIKE, (letter) => MISREAD[letter]!))
    .replace(/l/g, '1')
  return decoded === run ? undefined : decoded
}
