import type { Recognizer } from '../../../../core/ports.js'
import { entropy } from '../../checks/checksum.js'
import { entityPattern } from '../entity-pattern.js'
import { drawn, looksDrawn, PLACEHOLDER } from './issued.js'

const HEX_DRAWN = '3fa9c07e51b8d264'

/** A name closed, a type, a sign or a word of saying so: `"key": string =`, ` is `, `は`. */
export const CLOSED = '\\\\?["\'`\\])]{0,3}'
export const TYPED = '(?:\\??: ?[A-Za-z<>]{2,20} ?| (?:string|\\[\\]byte))?'
export const SIGN = ' {0,12}(?:[.?|+:]{0,3}=|={1,3}>?|:{1,2}|->|→) {0,12}'
const IS =
  ' {1,3}(?:is|was|are|has been|ist|wurde|lautet|est|es|è|é)(?: now| changed| set| reset)?(?: to| auf)?:? {1,3}'
const PARTICLE = ' ?[はがを는은이가为為是] ?:? ?'
export const MARKED =
  '["\'] value=|>(?:[ \\t\\r]{0,4}\\n[ \\t]{1,16})?| value=|["\']?,?\\s{1,12}["\']?value["\']?: ?'
const CALLED = '\\(|, ?'

/**
 * How a name and its value are put together: assignments of shells, programs, YAML, JSON, TOML and XML, calls,
 * members of a list (`name: X, value: Y`), and sentences. Stands in lookbehinds, so that a match is the value
 * alone.
 */
export function behindName(names: string, { called = false }: { readonly called?: boolean } = {}): string {
  const ways = [`${TYPED}${SIGN}`, IS, PARTICLE, MARKED, ...(called ? [CALLED] : [])]
  return `(?:${names})${CLOSED}(?:${ways.join('|')})(?:Bearer |Basic |(?:Api-?)?Token |Api-?Key )?`
}

/** One character decides for most places, before the whole of what stands before is looked for. Said as what it is not: nothing to look for. */
export const ENDS_NAME = '(?<![^:=>→はがを는은이가为為是 "\'`(「『\\n])'

const KEY_NAMES = [
  '(?:api|app|application|client|consumer|master|root|shared|account|storage|service|signing|encryption|encrypt|secret|private|access|auth|license|webhook|deploy|server|admin|subscription|management|live|aws|bot)[ _.-]?(?:secret[ _.-]?)?(?:access[ _.-]?)?(?:key|secret|token)(?:[_-]?(?:id|base|base64|value|prod|production|live|dev|staging|test|[0-9]{1,2}))?',
  '(?:access|auth|authentication|authorization|bearer|refresh|id|session|security|personal|oauth2?|user|bot|login|jwt|upload|registry|npm|github|gitlab|slack|vault)[ _.-]?token',
  'bearer',
  'secret',
  'token',
  'credentials?',
  'authorization',
  '(?:session|phpsess|jsession)[_.-]?id',
  'connect\\.sid',
  'api[ _-]?(?:schlüssel|clave|키)',
  '(?:clé|clave|chave|chiave) (?:d.)?(?:de )?(?:api|accès|acceso|acesso|secrète|secreta|segreta|privée|privada)',
  '(?:API|アクセス|シークレット|秘密|認証|署名|暗号)(?: ?キー|鍵|トークン)',
  'トークン',
  'シークレット',
  '(?:API|访问|密|私|秘)(?:密)?(?:钥|鑰)',
  '令牌',
  '(?:API|비밀|액세스|접근) ?(?:키|토큰)',
].join('|')

const KEY = '[A-Za-z0-9+/_.=~-]'

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const PATH = /^(?:\.{0,2}\/|[a-z]{2,20}\/)(?:[A-Za-z0-9_.-]{1,40}\/){0,8}[A-Za-z0-9_.-]{1,40}$/
const MEMBER = /^[A-Za-z_$][A-Za-z_$0-9]{0,30}(?:\.[A-Za-z_$][A-Za-z_$0-9]{0,60}){1,9}$/
/** Words, numbers and words with a number, joined; or one word in camel case with a number behind it. */
const SLUG =
  /^[A-Za-z]+[0-9]{0,3}(?:[_.-](?:[A-Za-z]+[0-9]{0,3}|[0-9]{1,8}))+$|^(?:[A-Za-z]?[a-z]+(?:[A-Z][a-z]{2,}|[A-Z]{2,4}(?![A-Z]))*|[A-Z]+)[0-9]{1,2}[A-Za-z]{0,4}$/

/** What a signed request says of its signature (AWS, version 4): nothing in it is secret. */
const SIGNATURE = /^AWS4-HMAC-|\/aws4_request$/

/** As OpenSSH writes them, and certificates and public keys in DER. */
const PUBLIC_KEY =
  /^(?:AAAA[BCE][A-Za-z0-9+/]|M(?:F[kw]w|HYw|IGbM|IGfM)|MCowBQYDK2V|MII[BCDEFG][A-Za-z0-9+/]{2}[CA][CD]?[A-Za-z])/

/** What a digest is written behind in lock files and pages. */
const DIGEST = /^(?:sha(?:1|256|384|512)|md5)[-:=]/i

/** Not of a key that is meant to be known, nor of a token that every visitor is given. */
const NOT_PUBLIC =
  '(?<!(?:pub(?:lic)?|publishable|csrf|xsrf|page|continuation|sync)[ _.-]?(?:key|token)[^\\n]{0,24}(?:\\n[^\\n]{0,16})?)'

/** A key with no form of its own, known by the name it is given. */
const assignedKey = entityPattern({
  entity: 'API_KEY',
  regex: new RegExp(
    `(?<![A-Za-z0-9+/_-])${ENDS_NAME}(?<=(?:${behindName(KEY_NAMES, { called: true })}|--[a-z-]{0,20}(?:key|token|secret)[ =])[bfr]?\\\\?["'\`「『【]?)${NOT_PUBLIC}[A-Za-z0-9+/_]${KEY}{15,1023}(?![A-Za-z0-9+/_-])`,
    'i',
  ),
  trim: (candidate) => candidate.replace(/[.=~-]+$/, (end) => (/^={1,2}$/.test(end) ? end : '')).length,
  validate: isKey,
  score: 0.85,
  examples: {
    match: [
      { text: `api_key = "${drawn(32)}"`, value: drawn(32) },
      { text: `AWS_SECRET_ACCESS_KEY=${drawn(40)}`, value: drawn(40) },
      { text: `"clientSecret": "${drawn(30)}"`, value: drawn(30) },
      { text: `APIキーは${drawn(32)}です`, value: drawn(32) },
      { text: `アクセストークン：「${drawn(32)}」`, value: drawn(32) },
      { text: `Your API key is ${drawn(32, HEX_DRAWN)}.`, value: drawn(32, HEX_DRAWN) },
      { text: `Authorization: Bearer ${drawn(40)}`, value: drawn(40) },
      { text: `os.environ["STRIPE_SECRET"] = '${drawn(24)}'`, value: drawn(24) },
      { text: `<apiKey>${drawn(32)}</apiKey>`, value: drawn(32) },
      { text: `<add key="ApiKey" value="${drawn(32)}"/>`, value: drawn(32) },
      { text: `- name: API_TOKEN\n  value: ${drawn(32)}`, value: drawn(32) },
      { text: `{\\"token\\":\\"${drawn(32)}\\"}`, value: drawn(32) },
      { text: `const apiToken: string = '${drawn(32)}'`, value: drawn(32) },
      { text: `client.setApiKey('${drawn(32)}')`, value: drawn(32) },
      { text: `auth_token => '${drawn(32)}'`, value: drawn(32) },
      { text: `AccountKey=${drawn(86)}==;Endpoint`, value: `${drawn(86)}==` },
      {
        text: `HEROKU_API_KEY=3fa9c07e-51b8-d264-a9c0-7e51b8d2643f`,
        value: '3fa9c07e-51b8-d264-a9c0-7e51b8d2643f',
      },
      { text: `clé API : ${drawn(32)}`, value: drawn(32) },
      { text: `tool --api-key ${drawn(32)} run`, value: drawn(32) },
      { text: `encryption_key = b'${drawn(32)}'`, value: drawn(32) },
      { text: `密钥：${drawn(32)}`, value: drawn(32) },
      { text: `API 키는 ${drawn(32)}`, value: drawn(32) },
    ],
    noMatch: [
      'api_key = "YOUR_API_KEY_HERE"',
      'api_key = "your-api-key-goes-here-2024"',
      'api_key = process.env.API_KEY',
      'access token: see documentation',
      'secret key aaaaaaaaaaaaaaaaaaaaaaaa',
      'the API key is required for authentication',
      `commit ${drawn(40, HEX_DRAWN)}`,
      'access_key: config/keys/version2/main.yaml',
      'token = getTokenFromStorage2(request)',
      'token: Base64.getEncoder().encodeToString2(x)',
      'secret: arn:aws:secretsmanager',
      'token = self.tokenizer.convert_tokens_to_ids2',
      'apiKey: my-api-key-for-production-2024',
      'secret = "/run/secrets/db_password_2024"',
      `public_token = "${drawn(44)}"`,
      `csrf-token=${drawn(44)}`,
      `AWS_SECRET_ACCESS_KEY=${drawn(30)}EXAMPLEKEY`,
    ],
  },
})

/** The token of a vault that is older than the forms of its issuer. */
const OLD_VAULT = /^s\.(?=[A-Za-z]{0,22}[0-9])[A-Za-z0-9]{24}$/

/** Nothing that has a form of its own: no path, member, call, words joined to one, address, date, digest or public key. */
export function isKeyLike(value: string): boolean {
  if (OLD_VAULT.test(value)) return true
  return ![PATH, MEMBER, SLUG, SIGNATURE, PUBLIC_KEY, DIGEST, OTHERWISE].some((form) => form.test(value))
}

/** An address, a date, a version, a reference to where a value is, an expression. */
const OTHERWISE =
  /^(?:[a-z][a-z0-9+.-]{1,20}:(?:\/\/|[a-z])|[0-9]{4}-[0-9]{2}-[0-9]{2}|v?[0-9]+\.[0-9]+|[$%@&#]?[{(<[]|[$%@][A-Za-z_]|ENC[([]|!|arn:|[\w.-]+\/[\w./-]+$|[\w.-]+@[\w-]+\.)|[A-Za-z_$][\w$]*(?:\(|\[|\?\.|::|->)|[a-z]{3,}-[a-z]{3,}|[a-z]{3,}_[a-z]{3,}|(?:\.[a-z]{2,12}){2}(?::[0-9]{1,5})?$|abcdefgh|12345678/i

/** Drawn, and not the name of something: a path, a member, words joined to one. */
function isKey(value: string): boolean {
  if (OLD_VAULT.test(value)) return true
  if (!looksDrawn(value) || entropy(value) < 3.0) return false
  if (PATH.test(value) || MEMBER.test(value) || SLUG.test(value) || SIGNATURE.test(value)) return false
  if (UUID.test(value) || /^[0-9a-f]+$/i.test(value)) return true
  return count(value, /[0-9]/g) >= 2 || entropy(value) >= 4.2
}

function count(text: string, what: RegExp): number {
  return text.match(what)?.length ?? 0
}

/** Nothing says what it is, but the words before it are of secrets and it looks like nothing else. */
const entropyInContext = entityPattern({
  entity: 'API_KEY',
  regex: new RegExp(
    `(?<![A-Za-z0-9+/_=.%-])${NOT_PUBLIC}(?=[A-Za-z0-9+/_-]{0,39}[0-9])[A-Za-z0-9][A-Za-z0-9+/_-]{23,255}={0,2}(?![A-Za-z0-9+/_=%-])(?!\\.[A-Za-z0-9])`,
    'i',
  ),
  context: {
    within: 32,
    score: 0.6,
    required: true,
  },
  validate: (value) =>
    // Of forty drawn letters and digits one in thirty has two digits or fewer.
    count(value, /[0-9]/g) >= (value.length < 36 ? 3 : 1) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    entropy(value) >= 4 &&
    !PLACEHOLDER.test(value) &&
    !PUBLIC_KEY.test(value) &&
    !PATH.test(value) &&
    !SLUG.test(value) &&
    !DIGEST.test(value),
  score: 0.6,
  examples: {
    match: [
      { text: `use the token ${drawn(32)} for it`, value: drawn(32) },
      { text: `この鍵（${drawn(40)}）を使う`, value: drawn(40) },
      { text: `the secret we share, ${drawn(40)}, is new`, value: drawn(40) },
    ],
    noMatch: [
      `the file ${drawn(32)}`,
      `token ${drawn(40, HEX_DRAWN)}`,
      'token 3fa9c07e-51b8-d264-a9c0-7e51b8d2643f',
      'token documentation/api/v2/Reference/2024/Index',
      `public key: ssh-rsa AAAAB3NzaC1yc2E${drawn(60)}`,
      `token integrity sha512-${drawn(86)}==`,
      `Public key ping-sha256:\n ${drawn(43)}=`,
      `-----BEGIN PUBLIC KEY-----\nMFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBA${drawn(31)}`,
    ],
  },
})

/** In groups, as people type them: licences of products, codes to get back in. */
const groups = entityPattern({
  entity: 'API_KEY',
  regex:
    /(?<=(?:(?:licen[cs]e|product|activation|serial|cd)[ _-]?(?:key|code|number)|(?:recovery|backup|scratch|emergency)[ _-]codes?|ライセンスキー|プロダクトキー|シリアル番号|リカバリーコード)["'`]? ?(?:[:=は]|is|are) ?["'`]?)[A-Z0-9]{4,8}(?:-[A-Z0-9]{4,8}){1,7}(?![A-Z0-9])(?!-[A-Z0-9])/i,
  validate: (value) => /[0-9]/.test(value) && /[A-Za-z]/.test(value),
  score: 0.75,
  examples: {
    match: [
      { text: 'License key: QZ7LM-3XW2R-BKD5V-H8N4C', value: 'QZ7LM-3XW2R-BKD5V-H8N4C' },
      { text: 'recovery code: q7zt-3lm9', value: 'q7zt-3lm9' },
      { text: 'プロダクトキーはQZ7LM-3XW2R-BKD5V-H8N4Cです', value: 'QZ7LM-3XW2R-BKD5V-H8N4C' },
    ],
    noMatch: ['license key: see-below', 'product code: 1234-5678', 'backup codes are single-use'],
  },
})

export const assignedRecognizers: readonly Recognizer[] = [assignedKey, entropyInContext, groups]
