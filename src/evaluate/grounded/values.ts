import type { Random } from '../random.js'
import type { Language } from './kinds.js'
import type { Person } from './people.js'
import type { Spellings } from './spellings.js'

/** Values that documents hold, each in the spellings that people give it. */
export const said = (spellings: Spellings) => spellings['as is']![0]!

export function plain(text: string): Spellings {
  return { 'as is': [text] }
}

export function organizationSpellings(name: string): Spellings {
  const core = name.replace(/^株式会社/, '').replace(/ (?:Ltd|Inc|plc|GmbH)$/, '')
  return {
    'as is': [name],
    reformatted: [core, name.startsWith('株式会社') ? `${core}(株)` : name.toUpperCase()],
    partial: [core.split(' ')[0]!],
  }
}

export function codeSpellings(name: string, language: Language): Spellings {
  return language === 'en'
    ? { 'as is': [`Project ${name}`], reformatted: [name, `"${name}"`] }
    : { 'as is': [`プロジェクト${name}`], reformatted: [`「${name}」`, `${name}計画`] }
}

export function digits(random: Random, count: number): string {
  return Array.from({ length: count }, (_, i) => (i === 0 ? 1 + random.below(9) : random.below(10))).join('')
}

export function email({ latin }: Person, random: Random): Spellings {
  const address = `${latin.given.toLowerCase()}.${latin.family.toLowerCase()}${random.below(90) + 10}@${random.pick(['corp', 'office', 'mail'])}.example.com`
  return {
    'as is': [address],
    reformatted: [address.toUpperCase(), address.replace('@', ' @ ').replace(' @ ', '@')],
  }
}

export function phone(random: Random, language: Language): Spellings {
  const tail = digits(random, 4)
  const middle = digits(random, 4)
  return language === 'ja'
    ? {
        'as is': [`090-${middle}-${tail}`],
        reformatted: [`+81 90-${middle}-${tail}`, `090${middle}${tail}`, `０９０－${middle}－${tail}`],
      }
    : {
        'as is': [`+44 20 ${middle} ${tail}`],
        reformatted: [`020 ${middle} ${tail}`, `+4420${middle}${tail}`],
      }
}
