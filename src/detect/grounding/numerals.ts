/** Numbers as they are written: digits with groups, English words, kanji, and mixtures (`1億2000万`). */
export interface Numeral {
  readonly end: number
  readonly value: number
}

const SMALL: Readonly<Record<string, number>> = {
  zero: 0,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
  nine: 9,
  ten: 10,
  eleven: 11,
  twelve: 12,
  thirteen: 13,
  fourteen: 14,
  fifteen: 15,
  sixteen: 16,
  seventeen: 17,
  eighteen: 18,
  nineteen: 19,
  twenty: 20,
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  seventy: 70,
  eighty: 80,
  ninety: 90,
}
const SCALES: Readonly<Record<string, number>> = {
  hundred: 1e2,
  thousand: 1e3,
  million: 1e6,
  billion: 1e9,
  trillion: 1e12,
  lakh: 1e5,
  crore: 1e7,
  k: 1e3,
  m: 1e6,
  mn: 1e6,
  mm: 1e6,
  mio: 1e6,
  bn: 1e9,
  b: 1e9,
  tn: 1e12,
}
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
  tenth: 10,
  eleventh: 11,
  twelfth: 12,
  thirteenth: 13,
  fourteenth: 14,
  fifteenth: 15,
  sixteenth: 16,
  seventeenth: 17,
  eighteenth: 18,
  nineteenth: 19,
  twentieth: 20,
  thirtieth: 30,
}

/** Day of the month in words, as an expression. */
export const SPELLED_ORDINAL = `(?:(?:twenty|thirty)[ -])?(?:${Object.keys(ORDINALS).join('|')})(?![a-z])`

const WORD = /[A-Za-z]{1,10}/y
const GAP = /[ \n-]{1,2}/y
/** Code units that a number in words may take. */
const LONGEST_SPELLED = 96
const NUMBER_WORDS: readonly string[] = ['a', 'half', 'and', ...Object.keys(SMALL), ...Object.keys(SCALES)]

/**
 * Where the words of a number that begins at this place end in a text that goes on, each of them; undefined if
 * the next word may be one of them and has not come yet.
 */
export function spelledEnds(text: string, at: number): readonly number[] | undefined {
  const ends: number[] = []
  for (let position = at; position - at < LONGEST_SPELLED; position = GAP.lastIndex) {
    WORD.lastIndex = position
    const word = WORD.exec(text)?.[0].toLowerCase()
    const end = position + (word?.length ?? 0)
    if (end === text.length) return isNumberWord(word ?? '') ? undefined : ends
    if (word === undefined || !NUMBER_WORDS.includes(word)) return ends
    ends.push(end)
    GAP.lastIndex = end
    if (!GAP.test(text)) return ends
  }
  return ends
}

/** Whether a number word begins so. */
function isNumberWord(beginning: string): boolean {
  return NUMBER_WORDS.some((word) => word.startsWith(beginning))
}

export function startsNumeral(word: string): boolean {
  return Object.hasOwn(SMALL, word) || word === 'half' || word === 'a'
}

/** `ninety-five thousand`, `one hundred and twenty`, `a million`; undefined unless it says ten or more, or has a scale. */
export function spelledNumeral(text: string, at: number): Numeral | undefined {
  let total = 0
  let group = 0
  let end = at
  let words = 0
  let scaled = false
  let lastSmall = Number.POSITIVE_INFINITY
  let position = at
  while (position - at < LONGEST_SPELLED) {
    WORD.lastIndex = position
    const word = WORD.exec(text)?.[0].toLowerCase()
    if (word === undefined) break
    const behind = position + word.length
    const small = SMALL[word]
    const scale = word.length > 2 ? SCALES[word] : undefined
    if (small !== undefined) {
      // `twenty` takes one to nine, a scale takes anything, nothing else follows a small number.
      if (lastSmall < 20 || (lastSmall < 100 && small > 9)) break
      group += small
      lastSmall = small
      end = behind
    } else if (word === 'a' && words === 0) {
      group = 1
    } else if (scale !== undefined && words > 0) {
      if (scale === 100) group *= 100
      else {
        total += group * scale
        group = 0
      }
      scaled = true
      lastSmall = Number.POSITIVE_INFINITY
      end = behind
    } else if (word !== 'and' || words === 0) break
    words += 1
    GAP.lastIndex = behind
    if (!GAP.test(text)) break
    position = GAP.lastIndex
  }
  const value = total + group
  return end > at && (scaled || value >= 10) ? { end, value } : undefined
}

/** Day of the month in words: `ninth`, `twenty-first`. */
export function spelledOrdinal(text: string, at: number): Numeral | undefined {
  const found = /(?:(twenty|thirty)[ -])?([a-z]{5,11})(?![a-z])/iy
  found.lastIndex = at
  const match = found.exec(text)
  const unit = ORDINALS[match?.[2]?.toLowerCase() ?? '']
  if (match === null || unit === undefined) return undefined
  const tens = match[1] === undefined ? 0 : SMALL[match[1].toLowerCase()]!
  return { end: found.lastIndex, value: tens + unit }
}

const KANJI_DIGITS = '〇一二三四五六七八九'
const SMALL_UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }
const LARGE_UNITS: Readonly<Record<string, number>> = { 万: 1e4, 億: 1e8, 兆: 1e12 }

export const KANJI_NUMERAL = /[〇零一二三四五六七八九十百千万億兆壱弐参]/

const DIGITS =
  /[0-9]{1,3}(?:,[0-9]{3}){1,6}(?:\.[0-9]{1,6})?|[0-9]{1,2}(?:,[0-9]{2}){1,6},[0-9]{3}(?:\.[0-9]{1,6})?|[0-9]{1,3}(?:\.[0-9]{3}){2,4}(?:,[0-9]{1,2})?|[0-9]{1,3}(?: [0-9]{3}){2,4}(?![0-9])|[0-9]{1,15}(?:\.[0-9]{1,6})?/y
const SCALE = /[ -]?(thousand|million|billion|trillion|lakh|crore|mio|mn|mm|bn|tn|[kKmMbB])(?![A-Za-z])/y

const EASTERN = /[0-9〇零一二三四五六七八九十百千万億兆壱弐参,.]{1,24}/y

/** Everything that such a number may be. */
export const NUMERAL_SHAPES = [`(?:${DIGITS.source})(?:${SCALE.source})?`, EASTERN.source] as const

/** A number in digits, in kanji or in both, with its scale. */
export function writtenNumeral(text: string, at: number): Numeral | undefined {
  const east = eastern(text, at)
  if (east !== undefined) return east
  DIGITS.lastIndex = at
  const digits = DIGITS.exec(text)
  if (digits === null) return undefined
  let value = plainNumber(digits[0])
  let end = DIGITS.lastIndex
  SCALE.lastIndex = end
  const scale = SCALE.exec(text)?.[1]?.toLowerCase()
  if (scale !== undefined) {
    value *= SCALES[scale]!
    end = SCALE.lastIndex
  }
  return { end, value }
}

/** `120万`, `1億2000万`, `百二十万`, `九千`, `二〇二四`. */
function eastern(text: string, at: number): Numeral | undefined {
  EASTERN.lastIndex = at
  let source = EASTERN.exec(text)?.[0]
  const end = EASTERN.lastIndex
  if (source === undefined || !KANJI_NUMERAL.test(source)) return undefined
  source = source.replace(/[,.]+$/, '').replace(/,/g, '')
  const kanji = source.replace(/零/g, '〇').replace(/壱/g, '一').replace(/弐/g, '二').replace(/参/g, '三')
  if (!/[十百千万億兆]/.test(kanji)) {
    if (!/^[〇一二三四五六七八九]{2,12}$/.test(kanji)) return undefined
    return {
      end,
      value: Number([...kanji].map((digit) => KANJI_DIGITS.indexOf(digit)).join('')),
    }
  }
  let total = 0
  let group = 0
  let pending = ''
  for (const character of kanji) {
    const small = SMALL_UNITS[character]
    const large = LARGE_UNITS[character]
    if (small !== undefined) {
      group += (pending === '' ? 1 : Number(pending)) * small
      pending = ''
    } else if (large !== undefined) {
      group += pending === '' ? 0 : Number(pending)
      total += (group === 0 ? 1 : group) * large
      group = 0
      pending = ''
    } else {
      const digit = KANJI_DIGITS.indexOf(character)
      pending += digit >= 0 ? String(digit) : character
    }
  }
  const value = total + group + (pending === '' ? 0 : Number(pending))
  return Number.isFinite(value) && value > 0 ? { end, value } : undefined
}

/** A whole number in ASCII or kanji digits, of at most two places: days, months, years of an era. */
export function smallNumber(source: string): number {
  if (source === '元') return 1
  if (/^[0-9]+$/.test(source)) return Number(source)
  return eastern(source, 0)?.value ?? KANJI_DIGITS.indexOf(source)
}

function plainNumber(source: string): number {
  const compact = source.replace(/ /g, '')
  if (/^[0-9]{1,3}(?:\.[0-9]{3}){2,}/.test(compact))
    return Number(compact.replace(/\./g, '').replace(',', '.'))
  return Number(compact.replace(/,/g, ''))
}
