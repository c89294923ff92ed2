import type { Recognizer } from '../../../src/core/ports.js'
import { luhn, myNumber } from '../../../src/detect/values/checks/checksum.js'
import { pattern } from '../../../src/detect/values/pattern.js'

/**
 * The fixed set of the comparison with one-by-one scanning: 32 expressions of the kinds that every such product
 * has, cheap to check, so that what is measured is the scanning. Changing it makes the figures of other runs
 * incomparable.
 */
const digits = (value: string) => value.replace(/[^0-9]/g, '')
const drawn = (length: number) => 'q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gy'.repeat(6).slice(0, length)
const hex = (length: number) => '3fa9c07e51b8d264'.repeat(6).slice(0, length)

interface Entry {
  readonly entity: string
  readonly regex: RegExp
  readonly example: string
  readonly validate?: (value: string) => boolean
}

const token = (entity: string, prefix: string, rest: string, example: string): Entry => ({
  entity,
  regex: new RegExp(`(?<![A-Za-z0-9])${prefix}${rest}(?![A-Za-z0-9])`),
  example,
})

const ENTRIES: readonly Entry[] = [
  {
    entity: 'EMAIL',
    regex:
      /(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![A-Za-z0-9])/,
    example: 'jo.doe@example.com',
  },
  {
    entity: 'CARD',
    regex: /(?<![0-9])[3-6][0-9]{3}([ -]?)[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?![0-9])/,
    example: '4111 1111 1111 1111',
    validate: (value) => luhn(digits(value)),
  },
  {
    entity: 'AMEX',
    regex: /(?<![0-9])3[47][0-9]{2}([ -]?)[0-9]{6}\1[0-9]{5}(?![0-9])/,
    example: '3782 822463 10005',
    validate: (value) => luhn(digits(value)),
  },
  { entity: 'SSN', regex: /(?<![0-9-])[0-8][0-9]{2}-[0-9]{2}-[0-9]{4}(?![0-9-])/, example: '212-45-6789' },
  {
    entity: 'IBAN',
    regex: /(?<![A-Za-z0-9])[A-Z]{2}[0-9]{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/,
    example: 'GB82 WEST 1234 5698 7654 32',
  },
  {
    entity: 'PHONE_US',
    regex: /(?<![0-9])(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[.-])[0-9]{3}[.-][0-9]{4}(?![0-9])/,
    example: '(212) 555-0123',
  },
  {
    entity: 'PHONE_INTL',
    regex: /(?<![0-9+])\+[1-9](?:[ ().-]{0,2}[0-9]){7,14}(?![0-9])/,
    example: '+44 20 7946 0958',
  },
  {
    entity: 'PHONE_JP',
    regex: /(?<![0-9-])0[0-9]{1,4}-[0-9]{1,4}-[0-9]{4}(?![0-9-])/,
    example: '03-1234-5678',
  },
  {
    entity: 'MY_NUMBER',
    regex: /(?<![0-9])[0-9]{4}([ -])[0-9]{4}\1[0-9]{4}(?![0-9])/,
    example: '1234 5678 9018',
    validate: (value) => myNumber(digits(value)),
  },
  { entity: 'POSTCODE_JP', regex: /〒 ?[0-9]{3}-[0-9]{4}(?![0-9])/, example: '〒150-0001' },
  {
    entity: 'ADDRESS_JP',
    regex: /(?:東京都|北海道|(?:京都|大阪)府|.{2,3}県)[^\s0-9、。]{2,16}[0-9]{1,4}(?:丁目|-)[0-9]{1,4}/,
    example: '東京都千代田区丸の内1-2',
  },
  {
    entity: 'IPV4',
    regex:
      /(?<![0-9.])(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})\.){3}(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})(?![0-9.])/,
    example: '203.0.113.42',
  },
  {
    entity: 'IPV6',
    regex: /(?<![0-9A-Fa-f:])(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}(?![0-9A-Fa-f:])/,
    example: '2001:db8:0:0:0:8a2e:370:7334',
  },
  {
    entity: 'MAC',
    regex: /(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}(?![0-9A-Fa-f])/,
    example: '00:1A:2B:3C:4D:5E',
  },
  {
    entity: 'URL_AUTH',
    regex: /https?:\/\/[^\s:@/]{1,64}:[^\s:@/]{1,64}@[A-Za-z0-9.-]{1,200}/,
    example: 'https://jo:pa55@example.com',
  },
  {
    entity: 'NINO',
    regex: /(?<![A-Z0-9])[A-CEGHJ-PR-TW-Z]{2} ?(?:[0-9]{2} ?){3}[A-D](?![A-Z0-9])/,
    example: 'AB 12 34 56 C',
  },
  {
    entity: 'POSTCODE_UK',
    regex: /(?<![A-Z0-9])[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}(?![A-Z0-9])/,
    example: 'SW1A 2AA',
  },
  { entity: 'ZIP4', regex: /(?<![A-Z0-9])[A-Z]{2} [0-9]{5}-[0-9]{4}(?![0-9])/, example: 'CA 94043-1351' },
  {
    entity: 'BIRTH',
    regex: /(?<=(?:born|birth|DOB)[ :]{1,3})[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])/,
    example: 'born 1980-05-12',
  },
  {
    entity: 'VIN',
    regex: /(?<![A-Z0-9])[A-HJ-NPR-Z0-9]{8}[0-9X][A-HJ-NPR-Z0-9]{2}[0-9]{6}(?![A-Z0-9])/,
    example: '1HGBH41JXMN109186',
  },
  {
    entity: 'BTC',
    regex: /(?<![A-Za-z0-9])bc1[a-z0-9]{25,59}(?![A-Za-z0-9])/,
    example: `bc1${'q7zt3lm9xw2rb8kd5vh1ns6jc4pf0g'}`,
  },
  { entity: 'ETH', regex: /(?<![A-Za-z0-9])0x[0-9A-Fa-f]{40}(?![A-Za-z0-9])/, example: `0x${hex(40)}` },
  token('AWS', 'AKIA', '[A-Z2-7]{16}', 'AKIAQZ7LM3XW2RBKD5VH'),
  token('GITHUB', 'gh[pousr]_', '[A-Za-z0-9]{36}', `ghp_${drawn(36)}`),
  token('GITLAB', 'glpat-', '[A-Za-z0-9_-]{20}', `glpat-${drawn(20)}`),
  token('SLACK', 'xox[abprs]-', '[A-Za-z0-9-]{10,80}', `xoxb-${drawn(24)}`),
  token('STRIPE', '[sr]k_(?:live|test)_', '[A-Za-z0-9]{24,99}', `sk_live_${drawn(24)}`),
  token('GOOGLE', 'AIza', '[A-Za-z0-9_-]{35}', `AIza${drawn(35)}`),
  token('OPENAI', 'sk-', '[A-Za-z0-9_-]{32,100}', `sk-${drawn(48)}`),
  token('NPM', 'npm_', '[A-Za-z0-9]{36}', `npm_${drawn(36)}`),
  {
    entity: 'JWT',
    regex: /eyJ[A-Za-z0-9_-]{10,400}\.eyJ[A-Za-z0-9_-]{10,1000}\.[A-Za-z0-9_-]{10,400}/,
    example: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${drawn(43)}`,
  },
  {
    entity: 'PRIVATE_KEY',
    regex: /-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----[A-Za-z0-9+/=\s]{10,4000}-----END/,
    example: `-----BEGIN RSA PRIVATE KEY-----\n${drawn(64)}\n-----END`,
  },
]

export const FIXED: readonly Recognizer[] = ENTRIES.map(({ entity, regex, example, validate }) =>
  pattern({
    entity,
    class: 'contact',
    regex,
    ...(validate === undefined ? {} : { validate }),
    examples: {
      match: [entity === 'BIRTH' ? { text: example, value: '1980-05-12' } : example],
      noMatch: ['a'],
    },
  }),
)

/** One of each kind, for texts full of values. */
export const FIXED_EXAMPLES: readonly string[] = ENTRIES.map(({ example }) => example)
