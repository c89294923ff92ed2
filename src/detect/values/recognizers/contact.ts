import { isIPv4, isIPv6 } from 'node:net'
import type { Recognizer } from '../../../core/ports.js'
import { readPhone } from '../phone.js'
import { entityPattern } from './entity-pattern.js'

/** Letters of scripts that put spaces between words: elsewhere an address would swallow the sentence before it. */
const LETTER = ['Latn', 'Grek', 'Cyrl', 'Arab', 'Hebr', 'Armn', 'Geor', 'Deva', 'Beng', 'Taml', 'Telu']
  .map((script) => `\\p{sc=${script}}`)
  .join('')
const WORD = `${LETTER}\\p{M}0-9`

/** The others: a name made of these stands right before the @, or in parts with dots between them. */
const DENSE = '\\p{sc=Han}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}ー'
const LOCAL =
  `(?<![${WORD}])[${WORD}_][${WORD}._%+'&*~-]{0,63}` +
  `|(?<![${DENSE}])[${DENSE}]{1,12}(?:[._-][${DENSE}${WORD}]{1,20}){0,2}[0-9]{0,6}`
const DOMAIN =
  '(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,62})\\.){1,6}(?:xn--[a-z0-9-]{2,40}|[A-Za-z]{2,24})(?![A-Za-z0-9])'

const email = entityPattern({
  entity: 'EMAIL_ADDRESS',
  regex: new RegExp(`(?:${LOCAL})(?:@|%40)${DOMAIN}`, 'u'),
  keywords: ['@', '%40'],
  // `git@` is where repositories are fetched from, and nobody's address.
  validate: (value) => !/\.\.|\.@|^git@/.test(value),
  canonical: (value) => value.replace('%40', '@').toLowerCase(),
  score: 0.95,
  examples: {
    match: [
      'john.doe@example.com',
      { text: '連絡先john@example.comまで', value: 'john@example.com' },
      { text: 'ｊｏｈｎ＠ｅｘａｍｐｌｅ．ｃｏ．ｊｐ', value: 'john@example.co.jp' },
      { text: 'j\u200bohn@example.com', value: 'john@example.com' },
      { text: '(first.last+tag@mail.example.org)', value: 'first.last+tag@mail.example.org' },
      { text: 'This is a test. Write to o\u2019neil@example.ie.', value: "o'neil@example.ie" },
      { text: '/user?email=jo.doe%40example.com&x=1', value: 'jo.doe%40example.com' },
      { text: '宛先: 太郎.鈴木@example.jp', value: '太郎.鈴木@example.jp' },
      { text: 'mailto:info@example.museum?subject=x', value: 'info@example.museum' },
    ],
    noMatch: [
      'john at example dot com',
      '@example on social media',
      'a@b',
      'name@',
      'user@localhost',
      'npm install left@1.2.3',
      'git@github:org/repo',
      'git@example.com:org/repo.git',
      'meet @ 10.30 tomorrow',
    ],
  },
})

/** Written so that programs do not find it. */
const emailSpelled = entityPattern({
  entity: 'EMAIL_ADDRESS',
  regex: new RegExp(
    `(?<![${WORD}._%+-])[A-Za-z0-9](?:[A-Za-z0-9._%+-]{0,40}[A-Za-z0-9])? ?[\\[({<] ?(?:at|AT|At|アット|@) ?[\\])}>] ?` +
      '(?:[A-Za-z0-9-]{1,40} ?(?:[\\[({<] ?(?:dot|DOT|Dot|ドット|\\.) ?[\\])}>]|\\.) ?){1,4}[A-Za-z]{2,16}(?![A-Za-z0-9])',
    'u',
  ),
  canonical: (value) =>
    value
      .replace(/ ?[[({<] ?(?:at|アット|@) ?[\])}>] ?/i, '@')
      .replace(/ ?[[({<] ?(?:dot|ドット|\.) ?[\])}>] ?/gi, '.')
      .replaceAll(' ', '')
      .toLowerCase(),
  score: 0.85,
  examples: {
    match: [
      'jo.doe [at] example [dot] com',
      'jo_doe(at)mail.example.org',
      {
        text: '連絡先：mika（アット）example（ドット）co（ドット）jp',
        value: 'mika(アット)example(ドット)co(ドット)jp',
      },
      { text: 'Write to info[at]example.org.', value: 'info[at]example.org' },
    ],
    noMatch: [
      'john at example dot com',
      'units[at] = text.length',
      'look (at) the example.',
      'left (at) right',
      'values[at]',
    ],
  },
})

const EXTENSION = '(?:[ ,]{0,2}(?:x|ext\\.?|extension|内線)[ .:]{0,2}[0-9]{1,6})?'
const NO_DIGIT_BEFORE = '(?<![0-9])(?<![0-9][-ー.])'
const NO_DIGIT_BEHIND = '(?![0-9])(?![-ー.][0-9])'

const phoneInternational = entityPattern({
  entity: 'PHONE_NUMBER',
  regex: new RegExp(
    `(?:(?<![0-9+])\\+ ?[1-9]|(?<![0-9A-Za-z.+/-])(?:00|011|010)[ .-]?[1-9])(?:[ .()/ー-]{0,3}[0-9]){6,14}${EXTENSION}(?![0-9])`,
    'i',
  ),
  trim: internationalLength,
  canonical: (value) => readPhone(value).canonical,
  score: 0.8,
  examples: {
    match: [
      '+81 3-1234-5678',
      '+81-90-1234-5678',
      '+81 (0)90 1234 5678',
      '+44 20 7946 0958',
      '+1 (212) 555-0123',
      '+41 (0)44 668 18 00',
      '001-212-555-0123',
      { text: 'TEL＋８１－３－１２３４－５６７８まで', value: '+81-3-1234-5678' },
      { text: 'Rufen Sie +49 30 901820 an', value: '+49 30 901820' },
      { text: 'call +1-212-555-0123x457 now', value: '+1-212-555-0123x457' },
      { text: '+44 20 7946 0958 2024', value: '+44 20 7946 0958' },
    ],
    noMatch: [
      '2 + 2 = 4',
      '+15 %',
      'C++ 17 2020',
      '+1.5',
      '10 +200 000 units',
      'a0044bc',
      '+0 12 345 678',
      'revenue +15 000 000 000',
    ],
  },
})

/** The longest leading part that ends at a separator and is a number; a number of no plan needs a phone's look. */
function internationalLength(candidate: string): number {
  const ends = [candidate.length]
  for (let i = candidate.length - 1; i > 7; i--) {
    if (!/[0-9]/.test(candidate[i] ?? '') && /[0-9]/.test(candidate[i - 1] ?? '')) ends.push(i)
  }
  const valid = ends.find((end) => readPhone(candidate.slice(0, end)).standing === 'valid')
  if (valid !== undefined) return valid
  return ends.find((end) => isWritten(candidate.slice(0, end))) ?? 0
}

/** Possible, long enough, and not a sum with its thousands apart. */
function isWritten(value: string): boolean {
  const { standing, digits } = readPhone(value)
  return standing === 'possible' && digits >= 10 && !/(?:[ .]000){2}/.test(value)
}

const phoneNorthAmerica = entityPattern({
  entity: 'PHONE_NUMBER',
  locales: ['en-US', 'en-CA'],
  regex: new RegExp(
    `${NO_DIGIT_BEFORE}(?<![A-Za-z$+/])(?:1[ .-])?(?:\\([2-9][0-9]{2}\\)[ -]?[2-9][0-9]{2}[ .-]|[2-9][0-9]{2}([.-])[2-9][0-9]{2}\\1)[0-9]{4}${EXTENSION}${NO_DIGIT_BEHIND}`,
    'i',
  ),
  canonical: (value) => readPhone(value).canonical,
  score: 0.75,
  examples: {
    match: [
      '212-555-0123',
      '(212) 555-0123',
      '(212)555-0123x4567',
      '212.555.0123',
      '1-800-555-0199',
      { text: 'お電話は（212）555-0123へ', value: '(212)555-0123' },
      { text: 'call 212\u2011555\u20110123.', value: '212-555-0123' },
    ],
    noMatch: [
      '123-456-7890',
      '212-555-01234',
      '2024-05-12 1000',
      '978-3-16-148410-0',
      '1.212.555.0123.4',
      'order 4212-555-0123-9',
      '550e8400-e29b-41d4-a716-446655440000',
      '200 300 4000',
    ],
  },
})

const phoneEurope = entityPattern({
  entity: 'PHONE_NUMBER',
  locales: ['en-GB', 'fr-FR', 'de-DE', 'en-AU'],
  regex: new RegExp(
    `${NO_DIGIT_BEFORE}(?<![A-Za-z$+/])(?:\\(0[1-9][0-9]{0,4}\\)(?:[ -]?[0-9]{3,8})(?:[ -][0-9]{3,4})?|0[1-9]([ .-])[0-9]{2}(?:\\1[0-9]{2}){3}|0[1-9][0-9]{1,3}[ -][0-9]{3,4}[ -]?[0-9]{3,4}|07[0-9]{9})${EXTENSION}${NO_DIGIT_BEHIND}`,
    'i',
  ),
  validate: (value) => readPhone(value, ['GB', 'FR', 'DE', 'AU']).standing === 'valid',
  canonical: (value) => readPhone(value).canonical,
  score: 0.65,
  examples: {
    match: [
      '020 7946 0958',
      '07700 900 123',
      '(020) 7946 0958',
      '01 42 68 53 00',
      { text: 'Tél. 03.93.92.16.85', value: '03.93.92.16.85' },
      '(02) 9374 4000',
    ],
    noMatch: [
      '01.02.2024',
      '01 02 2024',
      '00 12 34 56 78',
      '0.123 456 789',
      '05-12-2024 10:00',
      '09:30 12 45 60',
    ],
  },
})

/** A number of no particular plan, where the words around it say what it is. */
const LOOSE = '\\(?[0-9]{2,4}\\)?(?:[ ./()-]{1,2}[0-9]{2,8}){1,5}|[0-9]{7,13}'

const phoneByCue = entityPattern({
  entity: 'PHONE_NUMBER',
  regex: new RegExp(
    `${NO_DIGIT_BEFORE}(?<![A-Za-z$+])(?:${LOOSE})${EXTENSION}(?![0-9A-Za-z])(?![-.][0-9])`,
    'i',
  ),
  context: {
    within: 16,
    score: 0.7,
    required: true,
  },
  validate: (value) => looksDialled(value),
  canonical: (value) => readPhone(value).canonical,
  examples: {
    match: [
      { text: 'Phone: 467 3395', value: '467 3395' },
      { text: 'Mobile: 9498777106', value: '9498777106' },
      { text: 'please call me at 0494 92 82 32', value: '0494 92 82 32' },
      { text: '電話番号：３５８－０５９４', value: '358-0594' },
      { text: 'Fax (71) 4233-6306', value: '(71) 4233-6306' },
    ],
    noMatch: [
      'Order 467 3395',
      'phone released 2024-05-12',
      'the hotel 555 1234 rooms',
      'phone 12345',
      'mobile 1.2.3.4',
      'fax 12/05/2024',
    ],
  },
})

const phoneByLabelBehind = entityPattern({
  entity: 'PHONE_NUMBER',
  regex: new RegExp(
    `${NO_DIGIT_BEFORE}(?<![A-Za-z$+])(?:${LOOSE})${EXTENSION}(?=[ -]{1,2}\\(?(?:office|fax|mobile|cell|home|work|desk)(?![a-z]))`,
    'i',
  ),
  validate: (value) => looksDialled(value),
  canonical: (value) => readPhone(value).canonical,
  score: 0.65,
  examples: {
    match: [
      { text: '781 1704 office', value: '781 1704' },
      { text: '9885 1152-Office', value: '9885 1152' },
      { text: '2813882583 mobile', value: '2813882583' },
    ],
    noMatch: ['781 1704 officers', '2024-05-12 office', '120 office chairs', '1500 mobile phones'],
  },
})

/** Seven to thirteen digits, and neither a date nor a round sum. */
function looksDialled(value: string): boolean {
  const { digits } = readPhone(value)
  if (digits < 7 || digits > 13) return false
  const date =
    /^(?:(?:19|20)[0-9]{2}[ ./-][0-9]{1,2}[ ./-][0-9]{1,2}|[0-9]{1,2}[ ./-][0-9]{1,2}[ ./-](?:19|20)[0-9]{2})/
  return !date.test(value) && !/^[0-9]{1,3}(?:[ .]000)+$/.test(value)
}

const OCTET = '(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])'
const IPV4 = `(?<![0-9A-Za-z])(?<![0-9A-Za-z][.-])(?:${OCTET}\\.){3}${OCTET}(?![0-9A-Za-z])(?!\\.[0-9])`
const VERSION = '(?<!(?:version|versions|release|ver|section|chapter|バージョン|第)[.: ]{0,2}v?)'

const ipv4 = entityPattern({
  entity: 'IP_ADDRESS',
  regex: new RegExp(`${VERSION}${IPV4}`, 'i'),
  validate: (value) => isPublicOrPrivate(value) && /[0-9]{2}/.test(value),
  score: 0.85,
  examples: {
    match: [
      '203.0.113.42',
      '10.218.6.131',
      { text: 'サーバーは１９８．５１．１００．７です', value: '198.51.100.7' },
      { text: 'http://198.51.100.7:8080/x', value: '198.51.100.7' },
    ],
    noMatch: [
      'version 10.15.7.2',
      'version 1.2.3.4',
      'v10.0.19045.1',
      '127.0.0.1',
      '0.0.0.0',
      '255.255.255.0',
      '1.2.3.4.5',
      '300.1.2.3',
      '01.42.68.53',
      'ver. 12.0.1.22',
    ],
  },
})

const ipv4ByCue = entityPattern({
  entity: 'IP_ADDRESS',
  regex: new RegExp(IPV4, 'i'),
  context: {
    within: 20,
    score: 0.85,
    required: true,
  },
  validate: isPublicOrPrivate,
  examples: { match: [{ text: 'IP: 1.2.3.4', value: '1.2.3.4' }], noMatch: ['IP 127.0.0.1', 'see 1.2.3.4'] },
})

function isPublicOrPrivate(value: string): boolean {
  return isIPv4(value) && !/^(?:0|127|255)\./.test(value)
}

const HEX = '[0-9A-Fa-f]{1,4}'
const ipv6 = entityPattern({
  entity: 'IP_ADDRESS',
  regex: new RegExp(
    `(?<![0-9A-Za-z:.])(?:${HEX})?(?::(?:${HEX})?){2,8}(?:${HEX})?(?:(?<=:)(?:${OCTET}\\.){3}${OCTET})?(?![0-9A-Za-z:])(?!\\.[0-9])`,
  ),
  keywords: [':'],
  validate: (value) => isIPv6(value) && value.replace(/[^0-9A-Fa-f]/g, '').length >= 5 && /[0-9]/.test(value),
  canonical: (value) => new URL(`http://[${value}]`).hostname.slice(1, -1),
  score: 0.9,
  examples: {
    match: [
      '2001:db8::8a2e:370:7334',
      '2001:0db8:0000:0000:0000:8a2e:0370:7334',
      'fe80::1ff:fe23:4567:890a',
      { text: '接続元は2001:db8::1です', value: '2001:db8::1' },
      '::ffff:192.0.2.128',
    ],
    noMatch: [
      '12:34:56',
      'std::vector',
      'a::b',
      '::1',
      '::',
      '00:1A:2B:3C:4D:5E',
      '10:20',
      'dead::beef::1',
      '1:2:3:4',
    ],
  },
})

export const contactRecognizers: readonly Recognizer[] = [
  email,
  emailSpelled,
  phoneInternational,
  phoneNorthAmerica,
  phoneEurope,
  phoneByCue,
  phoneByLabelBehind,
  ipv4,
  ipv4ByCue,
  ipv6,
]
