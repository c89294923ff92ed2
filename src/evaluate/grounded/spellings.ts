import type { Random } from '../random.js'
import type { Language } from './kinds.js'
import type { Person } from './people.js'

/** One value in the forms that people write it in. `as is` is how sources have it. */
export type Format = 'as is' | 'reformatted' | 'partial'

/** Forms of a value by how far they are from the source's; a kind need not have all. */
export type Spellings = Readonly<Partial<Record<Format, readonly string[]>>>

export function pickSpelling(spellings: Spellings, format: Format, random: Random): string | undefined {
  const forms = spellings[format]
  return forms === undefined || forms.length === 0 ? undefined : random.pick(forms)
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
)

export interface Day {
  readonly year: number
  readonly month: number
  readonly day: number
}

export function drawDay(random: Random, from: number, to: number): Day {
  return { year: from + random.below(to - from + 1), month: 1 + random.below(12), day: 1 + random.below(28) }
}

export function daySpellings({ year, month, day }: Day, language: Language): Spellings {
  const name = MONTHS[month - 1]!
  const two = (n: number) => String(n).padStart(2, '0')
  const [era, start] = year >= 2019 ? ['令和', 2018] : year >= 1989 ? ['平成', 1988] : ['昭和', 1925]
  if (language === 'ja') {
    return {
      'as is': [`${year}年${month}月${day}日`],
      reformatted: [
        `${era}${year - Number(start)}年${month}月${day}日`,
        `${year}/${two(month)}/${two(day)}`,
        `${year}-${two(month)}-${two(day)}`,
        wide(`${year}年${month}月${day}日`),
        `${era}${kanjiNumber(year - Number(start))}年${kanjiNumber(month)}月${kanjiNumber(day)}日`,
        `${day} ${name} ${year}`,
      ],
      partial: [`${month}月${day}日`],
    }
  }
  return {
    'as is': [`${year}-${two(month)}-${two(day)}`],
    reformatted: [
      `${day} ${name} ${year}`,
      `${name} ${day}, ${year}`,
      `${name.slice(0, 3)} ${day}, ${year}`,
      `${day}${ordinal(day)} of ${name} ${year}`,
      `${two(day)}/${two(month)}/${year}`,
      `${year}年${month}月${day}日`,
    ],
    partial: [`${name} ${day}`, `${day} ${name}`],
  }
}

function ordinal(day: number): string {
  if (day % 10 === 1 && day !== 11) return 'st'
  if (day % 10 === 2 && day !== 12) return 'nd'
  return day % 10 === 3 && day !== 13 ? 'rd' : 'th'
}

/** Sums in hundreds of dollars or in ten thousands of yen. */
export function drawSum(random: Random, language: Language): number {
  return language === 'en' ? (310 + random.below(9_600)) * 100 : (210 + random.below(9_700)) * 10_000
}

export function sumSpellings(sum: number, language: Language): Spellings {
  const grouped = sum.toLocaleString('en-US')
  if (language === 'ja') {
    const man = sum / 10_000
    const oku = Math.floor(man / 10_000)
    const rest = man % 10_000
    const mixed = oku > 0 ? `${oku}億${rest === 0 ? '' : `${rest}万`}円` : `${man}万円`
    return {
      'as is': [`${grouped}円`],
      reformatted: [
        mixed,
        `¥${grouped}`,
        wide(`${grouped}円`),
        `${kanjiSum(sum)}円`,
        `JPY ${grouped}`,
        `${sum / 1e6} million yen`,
      ],
      partial: [`${man}万`],
    }
  }
  return {
    'as is': [`$${grouped}`],
    reformatted: [
      `${grouped} dollars`,
      `USD ${grouped}`,
      `$${sum / 1000}k`,
      `${words(sum)} dollars`,
      `US$${grouped}.00`,
      `${sum / 1000} thousand dollars`,
    ],
    partial: [grouped, `${sum / 1000}k`],
  }
}

export function shareSpellings(percent: number, language: Language): Spellings {
  return language === 'ja'
    ? {
        'as is': [`${percent}%`],
        reformatted: [wide(`${percent}`) + '％', `${percent}パーセント`, `${percent} %`],
      }
    : { 'as is': [`${percent}%`], reformatted: [`${percent} percent`, `${percent} per cent`, `${percent} %`] }
}

export function nameSpellings(person: Person): Spellings {
  const { given, family, full, latin, kana } = person
  if (person.language === 'ja' && kana !== undefined) {
    return {
      'as is': [full],
      reformatted: [
        `${family} ${given}`,
        `${family}　${given}`,
        `${latin.given} ${latin.family}`,
        `${latin.family.toUpperCase()} ${latin.given}`,
        `${kana.family} ${kana.given}`,
        kana.family + kana.given,
      ],
      partial: [`${family}さん`, `${family}様`, `Mr. ${latin.family}`],
    }
  }
  return {
    'as is': [full],
    reformatted: [
      `${family}, ${given}`,
      `${family.toUpperCase()} ${given}`,
      full.toLowerCase(),
      `${family} ${given}`,
    ],
    partial: [`${given[0]}. ${family}`, `Ms ${family}`, `Mr. ${family}`, family],
  }
}

export function numberSpellings(groups: readonly string[], language: Language): Spellings {
  const joined = groups.join('')
  const last = joined.slice(-4)
  return {
    'as is': [groups.join('-')],
    reformatted: [groups.join(' '), joined, wide(groups.join('-'))],
    partial:
      language === 'ja'
        ? [`下4桁${last}`, `末尾${last}`, `下四桁は${last}`]
        : [`ending in ${last}`, `last four digits ${last}`, `****${last}`],
  }
}

/** Full width. */
export function wide(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0))
}

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  )
const TENS = '  twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

export function words(n: number): string {
  if (n >= 1_000_000)
    return `${words(Math.floor(n / 1_000_000))} million${n % 1_000_000 === 0 ? '' : ` ${words(n % 1_000_000)}`}`
  if (n >= 1000)
    return `${words(Math.floor(n / 1000))} thousand${n % 1000 === 0 ? '' : ` ${words(n % 1000)}`}`
  if (n >= 100) return `${words(Math.floor(n / 100))} hundred${n % 100 === 0 ? '' : ` ${words(n % 100)}`}`
  if (n < 20) return ONES[n]!
  return n % 10 === 0 ? TENS[n / 10]! : `${TENS[Math.floor(n / 10)]!}-${ONES[n % 10]!}`
}

const KANJI = '〇一二三四五六七八九'

/** Up to 9999. */
export function kanjiNumber(n: number): string {
  let out = ''
  for (const [unit, size] of [
    ['千', 1000],
    ['百', 100],
    ['十', 10],
  ] as const) {
    const digit = Math.floor(n / size) % 10
    if (digit > 0) out += (digit > 1 ? KANJI[digit] : '') + unit
  }
  return out + (n % 10 > 0 ? KANJI[n % 10] : '') || '〇'
}

function kanjiSum(sum: number): string {
  const man = sum / 10_000
  const oku = Math.floor(man / 10_000)
  return (oku > 0 ? `${kanjiNumber(oku)}億` : '') + (man % 10_000 > 0 ? `${kanjiNumber(man % 10_000)}万` : '')
}
