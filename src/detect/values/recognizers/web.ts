import type { Recognizer } from '../../../core/ports.js'
import { base58Check, bech32Check } from '../checks/national.js'
import { CODE_BEFORE, CODE_BEHIND } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/**
 * Places on the net and addresses of money there. A link says less than a person's handle: like a name it is a
 * finding only where a service asks for it.
 */
const URL_CHARACTER = "[A-Za-z0-9\\p{L}._~:/?#@!$&'*+,;=%()-]"

const url = entityPattern({
  entity: 'URL',
  regex: new RegExp(
    `(?<![A-Za-z0-9])(?:https?://|ftp://|www\\.)[A-Za-z0-9\\p{L}]${URL_CHARACTER}{2,400}`,
    'iu',
  ),
  keywords: ['://', 'www.', 'WWW.', 'Www.'],
  trim: (candidate) => candidate.replace(/[.,;:!?'")]+$/, '').length,
  validate: (value) => value.includes('.'),
  canonical: (value) =>
    value
      .replace(/^(?:https?|ftp):\/\//i, '')
      .replace(/^www\./i, '')
      .replace(/\/$/, '')
      .toLowerCase(),
  score: 0.9,
  examples: {
    match: [
      'https://www.example.org/',
      { text: 'see http://example.org/a/b?c=1, please', value: 'http://example.org/a/b?c=1' },
      { text: 'on www.example.co.uk.', value: 'www.example.co.uk' },
    ],
    noMatch: ['http://', 'https is safe', 'www', 'the example.org site'],
  },
})

/** Where a name has no scheme in front only well-known endings count: `read.me` and `run.py` are files. */
const ENDINGS =
  'com|org|net|edu|gov|mil|info|biz|io|ai|app|dev|eu|co\\.uk|org\\.uk|ac\\.uk|com\\.au|co\\.jp|co\\.nz|co\\.za|com\\.br|' +
  'de|fr|it|es|nl|be|at|ch|dk|se|no|fi|cz|hu|ie|ca|us|jp|cn|kr|ru|gr|tr'

const domain = entityPattern({
  entity: 'URL',
  regex: new RegExp(
    `(?<![A-Za-z0-9@_./-])(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,40})\\.){1,4}(?:${ENDINGS})(?![A-Za-z0-9_-])(?!\\.[A-Za-z0-9])(?!@)`,
  ),
  keywords: ['.'],
  validate: (value) => /[a-z]/i.test(value.slice(0, value.lastIndexOf('.'))) && value.length >= 6,
  canonical: (value) => value.replace(/^www\./i, '').toLowerCase(),
  score: 0.6,
  examples: {
    match: [{ text: 'visit example.org today', value: 'example.org' }, 'shop.example.co.uk'],
    noMatch: ['read.me', 'run.py', 'jo@example.org', 'end.It was', 'e.g. this', '3.14'],
  },
})

const mac = entityPattern({
  entity: 'MAC_ADDRESS',
  regex: /(?<![0-9A-Za-z:.-])[0-9A-F]{2}([:-])(?:[0-9A-F]{2}\1){4}[0-9A-F]{2}(?![0-9A-Za-z:-])/i,
  validate: (value) => !/^(?:00|ff)(?:.(?:00|ff)){5}$/i.test(value),
  canonical: (value) => value.replace(/-/g, ':').toLowerCase(),
  score: 0.9,
  examples: {
    match: ['00:1A:2B:3C:4D:5E', { text: 'MAC 00-1a-2b-3c-4d-5e', value: '00-1a-2b-3c-4d-5e' }],
    noMatch: ['00:1A:2B:3C:4D', '00:1A:2B:3C:4D:5E:6F', 'ff:ff:ff:ff:ff:ff', '12:30:45'],
  },
})

/** As switches print it. */
const dottedMac = entityPattern({
  entity: 'MAC_ADDRESS',
  regex: /(?<![0-9A-Za-z:.-])[0-9A-F]{4}\.[0-9A-F]{4}\.[0-9A-F]{4}(?![0-9A-Za-z:.-]|[.:-][0-9A-Za-z])/i,
  validate: (value) => /[A-F]/i.test(value) && !/^(?:f{4}\.?){3}$/i.test(value),
  canonical: (value) => (value.replace(/\./g, '').match(/../g) ?? []).join(':').toLowerCase(),
  score: 0.8,
  examples: {
    match: ['001a.2b3c.4d5e'],
    noMatch: ['1234.5678.9012', 'ffff.ffff.ffff', '001a.2b3c.4d5e.6f70'],
  },
})

const bitcoin = entityPattern({
  entity: 'CRYPTO',
  regex: new RegExp(`${CODE_BEFORE}[13][1-9A-HJ-NP-Za-km-z]{25,34}${CODE_BEHIND}`),
  validate: base58Check,
  score: 0.9,
  examples: {
    match: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'],
    noMatch: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', '1A1zP1eP5QGefi2DMPTf'],
  },
})

const bitcoinSegwit = entityPattern({
  entity: 'CRYPTO',
  regex: new RegExp(`${CODE_BEFORE}(?:bc|tb|ltc)1[02-9ac-hj-np-z]{38,64}${CODE_BEHIND}`, 'i'),
  validate: bech32Check,
  canonical: (value) => value.toLowerCase(),
  score: 0.95,
  examples: {
    match: ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
    noMatch: ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', 'bc1qw508'],
  },
})

const ethereum = entityPattern({
  entity: 'CRYPTO',
  regex: new RegExp(`${CODE_BEFORE}0x[0-9a-f]{40}${CODE_BEHIND}`, 'i'),
  validate: (value) => new Set(value.slice(2).toLowerCase()).size > 6,
  canonical: (value) => value.toLowerCase(),
  score: 0.75,
  examples: {
    match: ['0x52908400098527886E0F7030069857D2E4169EE7'],
    noMatch: ['0x0000000000000000000000000000000000000000', '0x5290840009852788'],
  },
})

export const webRecognizers: readonly Recognizer[] = [
  url,
  domain,
  mac,
  dottedMac,
  bitcoin,
  bitcoinSegwit,
  ethereum,
]
