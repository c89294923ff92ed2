/** Numbers as Japanese writes them: 12, 一二, 十二, 百二十, 元. */

const DIGITS = '〇一二三四五六七八九'
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 }

/** For character classes: digits in ASCII (after the surface fold) and in kanji, without and with units. */
export const DIGIT = `0-9${DIGITS}`
export const NUMERAL = `${DIGIT}十百`

/** The number that ASCII digits, kanji digits (二〇) or kanji numerals (二十三) stand for; NaN for anything else. */
export function readNumber(text: string): number {
  if (/^[0-9]+$/.test(text)) return Number(text)
  if (text === '元') return 1
  if (!/[十百千]/.test(text)) return readDigits(text)
  let total = 0
  let digit = Number.NaN
  for (const character of text) {
    const unit = UNITS[character]
    if (unit === undefined) {
      digit = readDigits(character)
      if (Number.isNaN(digit)) return Number.NaN
    } else {
      total += (Number.isNaN(digit) ? 1 : digit) * unit
      digit = Number.NaN
    }
  }
  return Number.isNaN(digit) ? total : total + digit
}

function readDigits(text: string): number {
  let digits = ''
  for (const character of text) {
    const kanji = DIGITS.indexOf(character)
    digits += kanji < 0 ? character : kanji
  }
  return /^[0-9]+$/.test(digits) ? Number(digits) : Number.NaN
}

/** Every number in a text in ASCII digits: 二十三番地 is 23番地. */
export function withAsciiNumbers(text: string): string {
  return text.replace(/[0-9〇一二三四五六七八九十百千]+/g, (numeral) => {
    const number = readNumber(numeral)
    return Number.isNaN(number) ? numeral : String(number)
  })
}

/** First year of each era minus one; letters as forms abbreviate them. 元号法, and the proclamations before it. */
const ERAS: Readonly<Record<string, number>> = { 令和: 2018, 平成: 1988, 昭和: 1925, 大正: 1911, 明治: 1867 }
const ERA_LETTERS: Readonly<Record<string, string>> = {
  R: '令和',
  H: '平成',
  S: '昭和',
  T: '大正',
  M: '明治',
}

export const ERA = `(?:${Object.keys(ERAS).join('|')}|[${Object.keys(ERA_LETTERS).join('')}]\\.?)`

/** 昭55.5.8: the first character of an era, as forms print it; only where a numbered year follows. */
export const ERA_SHORT = `(?:[${Object.keys(ERAS)
  .map((era) => era[0])
  .join('')}](?= ?[0-9元${DIGITS}十]))`

/** The western year of a year in an era, named in full, by its letter or its first character; undefined for any other. */
export function westernYear(era: string, year: number): number | undefined {
  const name = ERA_LETTERS[era.replace('.', '').toUpperCase()] ?? era
  const before = ERAS[name] ?? Object.entries(ERAS).find(([full]) => full[0] === name)?.[1]
  return before === undefined ? undefined : before + year
}
