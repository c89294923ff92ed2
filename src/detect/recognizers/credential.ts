import type { Recognizer, RecognizerExample } from '../../core/ports.js'
import { entropy } from '../checksum.js'
import { pattern } from '../pattern.js'

/** Letters and digits as a generator would draw them: examples are assembled, so that scanners of this file stay quiet. */
const drawn = (length: number, alphabet = 'q7Zt3Lm9Xw2Rb8Kd5Vh1Ns6Jc4Pf0Gy') =>
  Array.from({ length }, (_, i) => alphabet[(i * 7 + (i >> 3)) % alphabet.length]).join('')
const HEX_DRAWN = '3fa9c07e51b8d264'

interface Token {
  readonly prefix: string
  /** Expression of what follows the prefix; bounded. */
  readonly rest: string
  readonly example: string
  readonly noMatch?: readonly string[]
}

/** Keys with a prefix of their own, as their issuers document them. */
const TOKENS: readonly Token[] = [
  { prefix: 'AKIA', rest: '[A-Z2-7]{16}', example: `AKIA${'QZ7LM3XW2RBKD5VH'}` },
  { prefix: 'ASIA', rest: '[A-Z2-7]{16}', example: `ASIA${'QZ7LM3XW2RBKD5VH'}` },
  { prefix: 'ghp_', rest: '[A-Za-z0-9]{36}', example: `ghp_${drawn(36)}` },
  { prefix: 'gho_', rest: '[A-Za-z0-9]{36}', example: `gho_${drawn(36)}` },
  { prefix: 'ghu_', rest: '[A-Za-z0-9]{36}', example: `ghu_${drawn(36)}` },
  { prefix: 'ghs_', rest: '[A-Za-z0-9]{36}', example: `ghs_${drawn(36)}` },
  { prefix: 'ghr_', rest: '[A-Za-z0-9]{36}', example: `ghr_${drawn(36)}` },
  { prefix: 'github_pat_', rest: '[A-Za-z0-9_]{60,90}', example: `github_pat_${drawn(22)}_${drawn(59)}` },
  { prefix: 'glpat-', rest: '[A-Za-z0-9_-]{20,64}', example: `glpat-${drawn(20)}` },
  { prefix: 'xox', rest: '[abeoprs]-[A-Za-z0-9-]{10,100}', example: `xoxb-${drawn(11)}-${drawn(24)}` },
  { prefix: 'xapp-', rest: '[0-9]-[A-Za-z0-9-]{20,150}', example: `xapp-1-${drawn(40)}` },
  { prefix: 'sk_live_', rest: '[A-Za-z0-9]{16,120}', example: `sk_live_${drawn(24)}` },
  { prefix: 'sk_test_', rest: '[A-Za-z0-9]{16,120}', example: `sk_test_${drawn(24)}` },
  { prefix: 'rk_live_', rest: '[A-Za-z0-9]{16,120}', example: `rk_live_${drawn(24)}` },
  { prefix: 'whsec_', rest: '[A-Za-z0-9+/=]{24,80}', example: `whsec_${drawn(32)}` },
  { prefix: 'AIza', rest: '[A-Za-z0-9_-]{35}', example: `AIza${drawn(35)}` },
  { prefix: 'GOCSPX-', rest: '[A-Za-z0-9_-]{28}', example: `GOCSPX-${drawn(28)}` },
  { prefix: 'sk-ant-', rest: '[A-Za-z0-9_-]{32,140}', example: `sk-ant-api03-${drawn(93)}` },
  {
    prefix: 'sk-',
    rest: '(?:proj-|svcacct-|admin-|or-v1-)?[A-Za-z0-9_-]{32,180}',
    example: `sk-${drawn(48)}`,
    noMatch: ['sk-learn', 'sk-button-primary-large-outlined-rounded'],
  },
  { prefix: 'hf_', rest: '[A-Za-z0-9]{34}', example: `hf_${drawn(34)}` },
  { prefix: 'npm_', rest: '[A-Za-z0-9]{36}', example: `npm_${drawn(36)}` },
  { prefix: 'pypi-', rest: '[A-Za-z0-9_-]{50,200}', example: `pypi-AgEIcHlwaS5vcmc${drawn(60)}` },
  {
    prefix: 'SG.',
    rest: '[A-Za-z0-9_-]{20,24}\\.[A-Za-z0-9_-]{39,50}',
    example: `SG.${drawn(22)}.${drawn(43)}`,
  },
  { prefix: 'dop_v1_', rest: '[a-f0-9]{64}', example: `dop_v1_${drawn(64, HEX_DRAWN)}` },
  { prefix: 'shpat_', rest: '[a-fA-F0-9]{32}', example: `shpat_${drawn(32, HEX_DRAWN)}` },
  { prefix: 'hvs.', rest: '[A-Za-z0-9_-]{24,120}', example: `hvs.${drawn(28)}` },
  { prefix: 'lin_api_', rest: '[A-Za-z0-9]{40}', example: `lin_api_${drawn(40)}` },
  { prefix: 'ya29.', rest: '[A-Za-z0-9_-]{30,250}', example: `ya29.${drawn(60)}` },
]

function tokenRecognizer({ prefix, rest, example, noMatch = [] }: Token): Recognizer {
  const full = Array.from(example, (c) =>
    c > ' ' && c <= '~' ? String.fromCharCode(c.charCodeAt(0) + 0xfee0) : c,
  )
  const matches: RecognizerExample[] = [
    example,
    { text: `鍵は${example}です`, value: example },
    { text: full.join(''), value: example },
    { text: `TOKEN="${example}"`, value: example },
  ]
  return pattern({
    entity: 'API_KEY',
    class: 'secret',
    regex: new RegExp(`(?<![A-Za-z0-9])${prefix.replace(/[.-]/g, '\\$&')}${rest}(?![A-Za-z0-9])`),
    keywords: [prefix],
    validate: (value) => entropy(value.slice(prefix.length)) >= 2.5 && looksDrawn(value.slice(prefix.length)),
    score: 0.95,
    examples: { match: matches, noMatch: [prefix, `${prefix}${'x'.repeat(40)}`, `A${example}`, ...noMatch] },
  })
}

/** A generated string changes between letters and digits; words joined by hyphens do not. */
function looksDrawn(text: string): boolean {
  return /[0-9]/.test(text) && /[A-Za-z]/.test(text)
}

const jwt = pattern({
  entity: 'ACCESS_TOKEN',
  class: 'secret',
  regex:
    /(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,600}\.eyJ[A-Za-z0-9_-]{10,3000}\.[A-Za-z0-9_-]{0,800}(?![A-Za-z0-9_-])/,
  keywords: ['eyJ'],
  score: 0.95,
  examples: {
    match: [
      `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${drawn(43)}`,
      {
        text: `Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0. end`,
        value: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiIxMjM0In0.',
      },
      {
        text: `トークンはeyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${drawn(43)}です`,
        value: `eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${drawn(43)}`,
      },
    ],
    noMatch: ['eyJhbGciOiJIUzI1NiJ9', 'eyJ.eyJ.', 'keyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc'],
  },
})

const NAME =
  '(?:api[_ -]?key|api[_ -]?secret|app[_ -]?secret|client[_ -]?secret|secret[_ -]?key|secret[_ -]?access[_ -]?key|access[_ -]?key|access[_ -]?token|auth[_ -]?token|bearer|account[_ -]?key|private[_ -]?key|encryption[_ -]?key|signing[_ -]?key|APIキー|シークレットキー|アクセスキー|アクセストークン)'
/** One character decides for most places, before the whole cue is looked for. */
const ASSIGNED = `(?<=[:=>は＝ "'\`])(?<=${NAME}["'\`)]{0,2} {0,2}(?::=|=>|[:=]|is|は|＝)? {0,2}(?:Bearer )?["'\`]?)`

const assignedKey = pattern({
  entity: 'API_KEY',
  class: 'secret',
  regex: new RegExp(
    `(?<![A-Za-z0-9+/_-])(?=[A-Za-z0-9][A-Za-z0-9+/_.=-]{15})${ASSIGNED}[A-Za-z0-9][A-Za-z0-9+/_.=-]{15,127}(?![A-Za-z0-9+/_-])`,
    'i',
  ),
  trim: (candidate) =>
    candidate.replace(/[.=-]+$/, (end) => (end.includes('.') || end.includes('-') ? '' : end)).length,
  validate: (value) => looksDrawn(value) && entropy(value) >= 3.2 && !isPath(value),
  score: 0.85,
  examples: {
    match: [
      { text: `api_key = "${drawn(32)}"`, value: drawn(32) },
      { text: `AWS_SECRET_ACCESS_KEY=${drawn(40)}`, value: drawn(40) },
      { text: `"clientSecret": "${drawn(30)}"`, value: drawn(30) },
      { text: `APIキーは${drawn(32)}です`, value: drawn(32) },
      { text: `Your API key is ${drawn(32, HEX_DRAWN)}.`, value: drawn(32, HEX_DRAWN) },
      { text: `Authorization: Bearer ${drawn(40)}`, value: drawn(40) },
    ],
    noMatch: [
      'api_key = "YOUR_API_KEY_HERE"',
      'api_key = process.env.API_KEY',
      'access token: see documentation',
      'secret key aaaaaaaaaaaaaaaaaaaaaaaa',
      'the API key is required for authentication',
      `commit ${drawn(40, HEX_DRAWN)}`,
      'access_key: config/keys/version2/main.yaml',
    ],
  },
})

function isPath(value: string): boolean {
  return /^[a-z]{2,20}(?:[/.][A-Za-z0-9_-]{1,30}){2,}$/.test(value)
}

const connection = pattern({
  entity: 'CONNECTION_STRING',
  class: 'secret',
  regex:
    /(?<![A-Za-z0-9])(?:postgres(?:ql)?|mysql|mariadb|mongodb(?:\+srv)?|rediss?|amqps?|mssql|sqlserver|ftps?|sftp|smtps?|ldaps?|https?|clickhouse|nats|kafka):\/\/[^\s:@/"'<>、。]{0,64}:[^\s@/"'<>、。]{3,128}@[A-Za-z0-9._[\]:-]{1,253}(?:\/[A-Za-z0-9._~%?=&/-]{0,200})?/,
  keywords: ['://'],
  validate: (value) => !/:\/\/[^:]*:(?:\*+|<[^>]*>|\$\{?[A-Z_]+\}?|x+|password)@/i.test(value),
  score: 0.95,
  examples: {
    match: [
      'postgres://app:s3cr3tPw@db.example.com:5432/main',
      'mongodb+srv://user:hunter22@cluster0.example.net/test?retryWrites=true',
      { text: '接続先はredis://:p4ssw0rd@10.0.0.5:6379/0です', value: 'redis://:p4ssw0rd@10.0.0.5:6379/0' },
    ],
    noMatch: [
      'postgres://localhost:5432/main',
      'https://example.com:8080/@user',
      'postgres://user:$PASSWORD@host/db',
      'https://example.com/a:b',
      'postgres://user:****@host/db',
    ],
  },
})

const PASSWORD_NAME = '(?:password|passwd|passphrase|pwd|パスワード|暗証番号|合言葉)'
const PASSWORD_IS = `(?<![a-z])${PASSWORD_NAME}["'\`]? {0,2}(?:[:=]|は) {0,2}`
const password = pattern({
  entity: 'PASSWORD',
  class: 'secret',
  regex: new RegExp(
    `(?<=["'\`「])(?<=${PASSWORD_IS}["'\`「])[!-~]{4,64}?(?=["'\`」])|(?<=[:=は ])(?<=${PASSWORD_IS})(?!["'\`「<$({[])[!-~]{4,64}(?![!-~])`,
    'i',
  ),
  trim: (candidate) => candidate.replace(/["'`,.;)\]}]+$/, '').length,
  validate: isChosen,
  score: 0.75,
  examples: {
    match: [
      { text: 'password: hunter2x!', value: 'hunter2x!' },
      { text: 'DB_PASSWORD=Tr0ub4dor&3', value: 'Tr0ub4dor&3' },
      { text: 'password = "c0rrect-horse"', value: 'c0rrect-horse' },
      { text: 'パスワードは「Xk29fQ7z」です', value: 'Xk29fQ7z' },
      { text: 'パスワード：Ｘｋ２９ｆＱ７ｚ', value: 'Xk29fQ7z' },
    ],
    noMatch: [
      'password: required',
      'password is required',
      'Password: ********',
      'password = os.environ["DB"]',
      'パスワードは8文字以上にしてください',
      'passwords: 12345678',
      'password: <your-password>',
    ],
  },
})

/** What is written after `password:` is one when it mixes digits or signs with letters, as words do not. */
function isChosen(value: string): boolean {
  if (value.length < 6 || !/[A-Za-z]/.test(value) || !/[0-9!@#$%^&*]/.test(value)) return false
  return (
    !/^(?:\*+$|x+$|<.*>|\$\{?.*|%.*%|\{\{.*|process\.|os\.|env\.|https?:)/i.test(value) &&
    new Set(value).size > 3
  )
}

const BODY = '[A-Za-z0-9+/=\\s:,.;()@<>_\\\\*\'"|>-]'
const privateKey = pattern({
  entity: 'PRIVATE_KEY',
  class: 'secret',
  regex: new RegExp(
    `-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:(?!-----)${BODY}){0,16000}(?:-----END [A-Z0-9 ]{0,40}-----)?`,
  ),
  keywords: ['-----BEGIN'],
  score: 1,
  canonical: (value) => value.replace(/-----[A-Z0-9 ]*-----|[^A-Za-z0-9+/=]/g, ''),
  examples: {
    match: [
      `-----BEGIN RSA PRIVATE KEY-----\n${drawn(64)}\n${drawn(40)}==\n-----END RSA PRIVATE KEY-----`,
      `-----BEGIN PRIVATE KEY-----\\n${drawn(64)}\\n-----END PRIVATE KEY-----`,
      `-----BEGIN OPENSSH PRIVATE KEY-----\n${drawn(70)}\n-----END OPENSSH PRIVATE KEY-----`,
      `-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\n${drawn(64)}\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----`,
      {
        text: `鍵：-----BEGIN EC PRIVATE KEY-----\n${drawn(64)}`,
        value: `-----BEGIN EC PRIVATE KEY-----\n${drawn(64)}`,
      },
    ],
    noMatch: [
      '-----BEGIN CERTIFICATE-----',
      '-----BEGIN PUBLIC KEY-----',
      'BEGIN PRIVATE KEY',
      '---- a PRIVATE KEY ----',
    ],
  },
})

export const credentialRecognizers: readonly Recognizer[] = [
  ...TOKENS.map(tokenRecognizer),
  jwt,
  assignedKey,
  connection,
  password,
  privateKey,
]
