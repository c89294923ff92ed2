import { BlockList, isIPv4, isIPv6 } from 'node:net'
import {
  DRAMA_LOCAL,
  DRAMA_NUMBERS,
  EXAMPLE_ACCOUNTS,
  EXAMPLE_HOST,
  EXAMPLE_IN_KEY,
  EXAMPLE_KEYS,
  PUBLIC_RESOLVERS,
  RESERVED_BLOCKS,
  SPECIMEN_IDS,
  TEST_CARDS,
} from './nobodys-table.js'
import {
  COMMIT_LINE,
  DRAWING_BEFORE,
  NO_ADDRESS_BEFORE,
  NO_NUMBER_BEFORE,
  OFFICE,
  PERSONAL,
} from './nobodys-words.js'
import { asciiDigits, phoneUse } from './phone.js'
import type { RecognizedValue } from './recognize.js'

/**
 * Values that look like somebody's and are nobody's: reserved, published as examples, numbers of offices and of
 * things. They say nothing of anybody as long as no source holds them; what a source holds is the source's, whatever it
 * is. So recognizers know nothing of this: it is asked where a value turns out to be in no source at all.
 *
 * Only the value and the text before it are looked at, so a stream need not wait.
 */
export function isNobodys(value: RecognizedValue, surface: string): boolean {
  const written: Written = {
    value,
    compact: value.canonical.replace(/[^\p{L}\p{N}]/gu, '').toUpperCase(),
    spelling: surface.slice(value.start, value.end),
    before: surface.slice(Math.max(0, value.start - BEFORE), value.start),
  }
  return KINDS.some(({ entities, is }) => entities?.has(value.entity) !== false && is(written))
}

/** Code units before a value that may tell what it is: a sentence. */
const BEFORE = 160

interface Written {
  readonly value: RecognizedValue
  /** Letters and digits of its one form, in capitals. */
  readonly compact: string
  /** As it stands in the text; of a value in a code, the code. */
  readonly spelling: string
  readonly before: string
}

interface Kind {
  /** Of these alone; default all. */
  readonly entities?: ReadonlySet<string>
  is(written: Written): boolean
}

const only = (...entities: readonly string[]) => new Set(entities)
const PLACES = only('PHONE_NUMBER', 'POSTAL_ADDRESS', 'EMAIL_ADDRESS', 'LOCATION', 'JP_POSTAL_CODE')

const KINDS: readonly Kind[] = [
  { entities: only('IP_ADDRESS'), is: ({ value }) => isReservedAddress(value.canonical) },
  { entities: only('EMAIL_ADDRESS', 'URL'), is: ({ value }) => isExampleHost(value.canonical) },
  { entities: only('CREDIT_CARD'), is: ({ compact }) => TEST_CARDS.has(compact) || isBarcode(compact) },
  { entities: only('IBAN_CODE'), is: ({ compact }) => EXAMPLE_ACCOUNTS.has(compact) },
  {
    is: ({ value, compact, spelling }) =>
      value.class === 'secret'
        ? EXAMPLE_KEYS.has(value.canonical) || EXAMPLE_IN_KEY.test(value.canonical)
        : SPECIMEN_IDS.has(compact) || isCounted(compact) || isCounted(spelling.replace(/[ -]/g, '')),
  },
  { entities: only('PHONE_NUMBER'), is: isNobodysTelephone },
  { entities: only('EMAIL_ADDRESS', 'PERSON'), is: ({ before }) => COMMIT_LINE.test(before) },
  { entities: PLACES, is: isOffices },
  { entities: only('IP_ADDRESS'), is: ({ before }) => NO_ADDRESS_BEFORE.test(before) },
  {
    is: ({ value, compact, before }) =>
      value.class !== 'secret' && /^[0-9]+$/.test(compact) && NO_NUMBER_BEFORE.test(before),
  },
]

const reserved = new BlockList()
for (const [address, prefix] of RESERVED_BLOCKS)
  reserved.addSubnet(address, prefix, isIPv4(address) ? 'ipv4' : 'ipv6')

function isReservedAddress(address: string): boolean {
  if (PUBLIC_RESOLVERS.has(address)) return true
  if (isIPv4(address)) return reserved.check(address, 'ipv4')
  return isIPv6(address) && reserved.check(address, 'ipv6')
}

function isExampleHost(canonical: string): boolean {
  const host = canonical.slice(canonical.lastIndexOf('@') + 1)
  return EXAMPLE_HOST.test(canonical.includes('@') ? host : host.replace(/[/:?#].*$/, ''))
}

/** Cards of thirteen digits are of the last century; what checks as an article number is one. */
function isBarcode(digits: string): boolean {
  if (digits.length !== 13) return false
  const sum = [...digits].reduce((total, digit, i) => total + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

/** Digits that one writes to show where digits go: one, two, three and so on, or all the same. */
function isCounted(compact: string): boolean {
  if (!/^[0-9]{7,}$/.test(compact)) return false
  const steps = new Set(
    [...compact].slice(1).map((digit, i) => (Number(digit) - Number(compact[i]) + 10) % 10),
  )
  return steps.size === 1 && [0, 1, 9].includes([...steps][0]!)
}

const DRAMA = new RegExp(
  `^\\+?(?:${DRAMA_NUMBERS.map((number) => number.slice(1).replaceAll('?', '\\d')).join('|')})$`,
)

function isNobodysTelephone({ value: { canonical }, spelling, before }: Written): boolean {
  if (DRAMA.test(canonical) || DRAMA_LOCAL.test(asciiDigits(canonical))) return true
  if (isRowOfGroups(spelling, before) || DRAWING_BEFORE.test(before)) return true
  // A Japanese mobile has the digits of a free call with other groups.
  if (/^0?80(?!0[^0-9])/.test(spelling.replace(/^\+81[ -]?/, ''))) return false
  return phoneUse(canonical) === 'service'
}

/** Bytes in binary, octal or hexadecimal, and marks of notes: one number after the other in groups of one width. */
function isRowOfGroups(spelling: string, before: string): boolean {
  const groups = spelling.split(/[ ,]+/)
  if (/^[01 ]+$/.test(spelling) && asciiDigits(spelling).length >= 7) return true
  if (groups.length >= 3 && groups.every((group) => /^[0-3][0-7]{2}$/.test(group))) return true
  if (/[0-9]\]\s*$|\[\^?$/.test(before)) return true
  const width = groups[0]!.length
  const row = new RegExp(`(?:(?<![0-9a-f])[0-9a-f]{${width}}[ ,:]{1,2}){2}$`, 'i')
  return (
    (groups.length > 1 || width >= 7) && groups.every((group) => group.length === width) && row.test(before)
  )
}

/** A number or address that the sentence gives as an office's, and nobody's in person. */
function isOffices({ value, before }: Written): boolean {
  const sentence = before.slice(SENTENCE_END.exec(before)?.index ?? 0)
  if (!OFFICE.test(sentence) || PERSONAL.test(sentence)) return false
  return value.entity !== 'PHONE_NUMBER' || phoneUse(value.canonical) !== 'mobile'
}

/** The last end of a sentence; a short word before a stop is an abbreviation. */
const SENTENCE_END = /(?:[\n。！？!?]|(?<=\p{L}{4})\. )(?!.*(?:[\n。！？!?]|(?<=\p{L}{4})\. ))/su
