import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'
import { ERA, ERA_SHORT, NUMERAL, readNumber, westernYear } from './japan-number.js'

const locales = ['ja-JP']
const N = `[${NUMERAL}]`
const EITHER_ERA = `(?:${ERA}|${ERA_SHORT})`
/** The year in the other calendar, behind the year: 昭和50年(1975年)12月15日. */
const ALSO_WESTERN = '(?: ?\\((?:18|19|20)[0-9]{2}年?\\))?'
const ALSO_WAREKI = `(?: ?\\(${EITHER_ERA}(?:元|${N}{1,3})年?\\))?`
const WAREKI = `${EITHER_ERA} ?(?:元|${N}{1,3}) ?(?:年${ALSO_WESTERN}|[./-]) ?${N}{1,3} ?(?:月|[./-]) ?${N}{1,3}(?: ?日)?`
const WESTERN = `(?:(?:18|19|20)[0-9]{2}|[一二][〇八九]${N}{2}) ?(?:年${ALSO_WAREKI}|[./-]) ?${N}{1,3} ?(?:月|[./-]) ?${N}{1,3}(?: ?日)?`
const YEARS = `(?:\\((?:${ERA}(?:元|${N}{1,3})年?|(?:18|19|20)[0-9]{2}年?)\\))?`
const DATE = `(?<![0-9A-Za-z.${NUMERAL}])(?<![0-9][-/])(?:${WAREKI}|${WESTERN}|(?:19|20)[0-9]{6})`

const bornOn = entityPattern({
  entity: 'DATE_OF_BIRTH',
  locales,
  regex: new RegExp(`${DATE}(?![0-9A-Za-z])(?![-/.][0-9])`),
  context: {
    within: 16,
    score: 0.9,
    required: true,
  },
  validate: (value) => birthDate(value) !== undefined,
  canonical: (value) => birthDate(value) ?? value,
  examples: {
    match: [
      { text: '生年月日：昭和５５年３月１２日', value: '昭和55年3月12日' },
      { text: '生年月日 1980/03/12', value: '1980/03/12' },
      { text: '誕生日は平成元年一月八日です', value: '平成元年一月八日' },
      { text: '生年月日\nS55.3.12', value: 'S55.3.12' },
      { text: '生年月日: 19800312', value: '19800312' },
      { text: '生年月日：R6.4.1', value: 'R6.4.1' },
      { text: '生年月日　Ｈ．１．１２．３', value: 'H.1.12.3' },
      { text: '生年月日は一九八〇年十二月二十三日', value: '一九八〇年十二月二十三日' },
      { text: '生年月日：昭和50年（1975年）12月15日', value: '昭和50年(1975年)12月15日' },
      { text: '生年月日 1975年(昭和50年)12月15日', value: '1975年(昭和50年)12月15日' },
      { text: '生年月日 昭50.12.15', value: '昭50.12.15' },
    ],
    noMatch: ['1980/03/12', '令和6年4月1日に施行', '生年月日 1980/13/12', '誕生日会を4月に'],
  },
})

const bornThen = entityPattern({
  entity: 'DATE_OF_BIRTH',
  locales,
  regex: new RegExp(`${DATE}${YEARS}(?= ?[(、]?(?:生まれ|うまれ|出生|誕生|生(?![^) 、。,のま\\n-])))`),
  validate: (value) => birthDate(value) !== undefined,
  canonical: (value) => birthDate(value) ?? value,
  score: 0.8,
  examples: {
    match: [
      { text: '昭和５５年３月１２日生まれの女性', value: '昭和55年3月12日' },
      { text: '（1980年3月12日生）', value: '1980年3月12日' },
      { text: '平成3年10月5日うまれ', value: '平成3年10月5日' },
      { text: '平15.11.4生', value: '平15.11.4' },
      { text: '昭和50年(1975年)12月15日生まれ', value: '昭和50年(1975年)12月15日' },
    ],
    noMatch: ['令和6年4月1日に施行', '2024年3月12日生産分', '2024年3月12日生放送'],
  },
})

/** ISO 8601, or nothing when there is no such day. */
export function birthDate(value: string): string | undefined {
  const bare = value.replace(/\([^)]*\)/g, '').replace(/ /g, '')
  const compact = /^([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(bare)
  const parts =
    compact ??
    new RegExp(`^((?:${EITHER_ERA})?)(元|${N}+)(?:年|[./-])(${N}+)(?:月|[./-])(${N}+)日?$`).exec(bare)
  if (parts === null) return undefined
  const [era, yearText, monthText, dayText] =
    compact === null ? parts.slice(1, 5) : ['', ...parts.slice(1, 4)]
  const written = readNumber(yearText ?? '')
  const year = era === '' ? written : westernYear(era ?? '', written)
  const [month, day] = [readNumber(monthText ?? ''), readNumber(dayText ?? '')]
  if (year === undefined || !(year > 1850 && year < 2100)) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

export const japanDateRecognizers: readonly Recognizer[] = [bornOn, bornThen]
