import type { EntityName } from '../../../../core/entities.js'
import type { Recognizer, RecognizerExample } from '../../../../core/ports.js'
import { entropy } from '../../checks/checksum.js'
import { entityPattern } from '../entity-pattern.js'
import { CLOSED, isKeyLike, MARKED, SIGN, TYPED } from './assigned.js'
import { drawn, looksDrawn, PLACEHOLDER } from './issued.js'

/*
 * Secrets by a word in the name they are set to, whatever other words stand before or behind it: `OLD_DB_PASSWORD_MAIN=`,
 * `mySecretString:`, `--stripe-api-key-v2`. A name says less the more other words it has, so the value has to look drawn.
 */

/** What may stand around the word in a name. */
const MORE = '[A-Za-z0-9_.-]{0,30}'
const KEY_WORDS =
  'secret|token|credentials?|creds|(?<![a-z])auth|(?:api|access|private|signing|encryption|master|account|session|storage|admin|root|deploy|license|webhook|client|app|service)[_. -]?key'
const PASSWORD_WORDS =
  'passw(?:or)?d|passwd|passphrase|(?<![a-z])pwd|(?:pass|kenn)wort|contrase[nñ]a|senha|wachtwoord'

/** Words that say of a name that its value is about a secret, and none: where it stands, how long it is, who made it. */
const ABOUT = [
  '(?:name|label|title|ur[il]s?|file|path|dir|folder|type|kind|version|length|len|size|count|limit|ttl|expiry|expires?(?:[_.-]?(?:in|at|on))?|age|min|max|arn|ref|manager|provider|store|endpoint|host|format|prefix|suffix|header|field|input|placeholder|regex|pattern|policy|rule|algorithm|alg|method|class|selector|index|scope|issuer|audience|hint|status|enabled|required|vault|mode|variable|param|usage|created|updated|date|time|fingerprint|thumbprint|hash|checksum|digest|source|results?|alias)',
  '(?:credentials?|secrets?)[_.-]?ids?',
].join('|')
/** Words that make a name one of something public, or of something that only sounds like a secret. */
const PUBLIC =
  '(?:pub(?:lic)?|publishable|csrf|xsrf|foreign|primary|schema|bucket|sort|partition|cache|idempotency|sequence|page|next|continuation|sync|cancel(?:lation)?|site|authori|authent|author|random|accessor|accessib|tokeni[sz])'

/** A name, closed, and what sets it: so much of what is before a value. */
const SET = `${CLOSED}(?:${TYPED}${SIGN}|${MARKED})`
const QUOTE = '(?:["\'`]{1,3}|\\[\\[)'

/** What stands before a value whose name has one of these words, and nothing that says it is about one, or public. */
function setBy(words: string, quote: string): string {
  const name = `(?:${words})${MORE}`
  const ways = [
    `(?<=${name}${SET}${quote})`,
    // What is soon told comes first: most words are no options.
    `(?<=--[A-Za-z][A-Za-z0-9_.-]{0,60}[ =]{1,2}${quote})(?<=${name}[ =]{1,2}${quote})`,
    `(?<=(?:ENV|setx|set -gx) {1,3}[A-Za-z0-9_.-]{1,60} {1,3}${quote})(?<=${name} {1,3}${quote})`,
    `(?<=\\(["']${MORE}${name}["'], ?${quote})`,
  ].join('|')
  const end = `(?:${SET}| {1,3})${quote}`
  return `(?:${ways})(?<!(?:${ABOUT})${end})(?<!${PUBLIC}${MORE}${end})`
}

/** In quotes a value ends with them, without with what no value has. */
function named(
  entity: EntityName,
  words: string,
  match: readonly RecognizerExample[],
  noMatch: readonly string[],
): Recognizer[] {
  const isQuoted = (example: RecognizerExample) =>
    typeof example === 'object' &&
    /["'`\]]$|["'`\]](?=[^=]*$)/.test(example.text.split(example.value)[1] ?? '')
  return [
    entityPattern({
      entity,
      regex: new RegExp(
        `(?<=["'\`[])${setBy(words, QUOTE)}[!#-&(-Z^_a-~][!#-&(-Z\\\\^_a-~]{8,254}[!#-&(-Z^_a-~](?=["'\`\\]])`,
        'i',
      ),
      validate: looksSet,
      score: 0.7,
      examples: { match: match.filter(isQuoted), noMatch },
    }),
    entityPattern({
      entity,
      regex: new RegExp(
        `(?<![^:=> \\t\\n])${setBy(words, '')}[A-Za-z0-9!#$%*+./:=?@^_~-]{10,255}(?![A-Za-z0-9!#$%*+./:=?@^_~-])`,
        'i',
      ),
      trim: (candidate) => candidate.replace(/[.:?!~-]+$/, '').length,
      validate: looksSet,
      score: 0.65,
      examples: { match: match.filter((one) => !isQuoted(one)), noMatch },
    }),
  ]
}

/** As generators draw and people choose: kinds of signs that change often, and no words, members, paths or dates. */
function looksSet(value: string): boolean {
  if (new Set(value).size < 6 || PLACEHOLDER.test(value) || !isKeyLike(value)) return false
  if (/^[0-9a-f-]+$/i.test(value)) return value.length >= 16 && looksDrawn(value)
  const digits = value.match(/[0-9]/g)?.length ?? 0
  const changes = changesIn(value) / (value.length - 1)
  if (digits === 0 || !/[A-Za-z]/.test(value)) return false
  return changes >= (digits > 1 ? 0.3 : 0.45) && entropy(value) >= 2.8
}

/** How often a letter is followed by one of another kind. */
function changesIn(value: string): number {
  const kindOf = (sign: string) =>
    /[a-z]/.test(sign) ? 0 : /[A-Z]/.test(sign) ? 1 : /[0-9]/.test(sign) ? 2 : 3
  let changes = 0
  for (let i = 1; i < value.length; i++) if (kindOf(value[i]!) !== kindOf(value[i - 1]!)) changes += 1
  return changes
}

const SIGNED = 'x7!Qm2#Vd9$Lp'

export const namedRecognizers: readonly Recognizer[] = [
  ...named(
    'API_KEY',
    KEY_WORDS,
    [
      { text: `MY_SECRET_STRING=${drawn(30)}`, value: drawn(30) },
      { text: `mySecretString: ${drawn(30)}`, value: drawn(30) },
      { text: `todo_secret_do_not_commit = ${drawn(30)}`, value: drawn(30) },
      { text: `creds = ${drawn(30)}`, value: drawn(30) },
      { text: `tool --stripe-api-key-v2 ${drawn(24)} run`, value: drawn(24) },
      { text: `ENV OLD_TOKEN_MAIN ${drawn(20)}`, value: drawn(20) },
      { text: `<oldTokenValue>\n  ${drawn(20)}\n</oldTokenValue>`, value: drawn(20) },
      { text: `SECRET_KEY = '${SIGNED}'`, value: SIGNED },
      { text: `{"tokenForTests": "${SIGNED}"}`, value: SIGNED },
      { text: `os.environ['DB_ACCESS_KEY_2'] = "${drawn(20)}"`, value: drawn(20) },
      { text: `"user_auth": "${drawn(44)}="`, value: `${drawn(44)}=` },
      { text: `var oldToken string = "${drawn(20)}"`, value: drawn(20) },
      { text: `access.key.value = [[${drawn(20)}]]`, value: drawn(20) },
      { text: `getEnv("api_token", "${drawn(20)}")`, value: drawn(20) },
    ],
    [
      `public_key = "${drawn(30)}"`,
      `secret_name = "${drawn(20)}"`,
      `csrf-token=${drawn(40)}`,
      `next_page_token: ${drawn(24)}`,
      `secretsManagerArn=${drawn(24)}`,
      `author = "${drawn(20)}"`,
      'token = getTokenFromStorage2(request)',
      'tokenizer: cl100k_base_v2',
      'auth: oauth2-proxy.example.com:4180',
      'api_key_created = "2024-05-01T10:00:00Z"',
      'MY_SECRET=$OTHER_SECRET_2',
      "secret: '{{ .Values.db.secret1 }}'",
      'credentialsId: ff083f76-7804-4ef1-80e4-fe975bb9141b',
      'token_url = "https://login.example.com/oauth2/v2.0/token"',
      'db-secret: ENC[AES256_GCM,data:O+5l4g==,iv:c/dS4BCB,type:str]',
    ],
  ),
  ...named(
    'PASSWORD',
    PASSWORD_WORDS,
    [
      { text: `PASSWORD_PROD=${SIGNED}`, value: SIGNED },
      { text: `"passwordProd": "${SIGNED}"`, value: SIGNED },
      { text: `password_db: ${drawn(12)}`, value: drawn(12) },
      { text: `setx DB_PASSWORD_MAIN "${SIGNED}"`, value: SIGNED },
      { text: `tool --admin-password-2=${drawn(14)}`, value: drawn(14) },
    ],
    [
      'password_hash = hash_password(password1)',
      'passwordField: input2',
      `password_reset_url: https://example.com/reset/v2/account1`,
      'password_policy = "min12-upper1-digit1"',
    ],
  ),
]
