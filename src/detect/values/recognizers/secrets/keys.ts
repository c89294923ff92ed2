import type { Recognizer } from '../../../../core/ports.js'
import { entityPattern } from '../entity-pattern.js'
import { drawn, looksDrawn } from './issued.js'

const BODY = '[A-Za-z0-9+/=\\s:,.;()@<>_\\\\*\'"|>-]'
const armoured = entityPattern({
  entity: 'PRIVATE_KEY',
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
      `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${drawn(70)}\n-----END ENCRYPTED PRIVATE KEY-----`,
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

/** Armour of other programs: RFC 4716 has four hyphens and a space, PuTTY a count of lines. */
const otherArmour = entityPattern({
  entity: 'PRIVATE_KEY',
  regex:
    /---- BEGIN SSH2 (?:ENCRYPTED )?PRIVATE KEY ----(?:(?!---- )[A-Za-z0-9+/=\s:".,@_-]){40,16000}(?:---- END SSH2[A-Z0-9 ]{0,40}----)?|Private-Lines: ?[0-9]{1,3}(?:[\r\n]{1,2}[A-Za-z0-9+/=]{16,80}){1,99}/,
  keywords: ['---- BEGIN', 'Private-Lines'],
  score: 1,
  examples: {
    match: [
      `---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\n${drawn(64)}\n---- END SSH2 ENCRYPTED PRIVATE KEY ----`,
      `Private-Lines: 2\n${drawn(64)}\n${drawn(20)}`,
    ],
    noMatch: ['---- BEGIN SSH2 PUBLIC KEY ----', 'Private-Lines: 14', 'Public-Lines: 2\nAAAA'],
  },
})

/**
 * Without armour: what DER and OpenSSH write at the beginning of a private key, in base64. PKCS #8 of RSA, of
 * elliptic curves and of Ed25519 (RFC 5958, RFC 8410), PKCS #1 (RFC 8017), SEC 1 (RFC 5915), `openssh-key-v1`.
 */
const bare = entityPattern({
  entity: 'PRIVATE_KEY',
  regex:
    /(?<![A-Za-z0-9+/])(?:MII[A-Z][A-Za-z0-9+/]{2}IBADANBgkqhkiG9w0BAQEFAASC|MII[A-Z][A-Za-z0-9+/]{2}IBAAKC|MI[GH][A-Za-z0-9+/]AgEAM[A-Za-z0-9+/]{5}qGSM49|MHcCAQEEI|MC4CAQAwBQYDK2VwBCIEI|b3BlbnNzaC1rZXktdjE)(?:[A-Za-z0-9+/]|\\?[\r\n]|\\n){30,8000}={0,2}/,
  score: 0.95,
  canonical: (value) => value.replace(/\\n|[^A-Za-z0-9+/=]/g, ''),
  examples: {
    match: [
      `MIIEvgIBADANBgkqhkiG9w0BAQEFAASC${drawn(64)}`,
      { text: `key: MIIEpAIBAAKCAQEA${drawn(64)}==`, value: `MIIEpAIBAAKCAQEA${drawn(64)}==` },
      { text: `鍵はMC4CAQAwBQYDK2VwBCIEI${drawn(43)}です`, value: `MC4CAQAwBQYDK2VwBCIEI${drawn(43)}` },
      `b3BlbnNzaC1rZXktdjE${drawn(64)}\n${drawn(30)}`,
    ],
    noMatch: [
      `MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A${drawn(64)}`,
      `MIIDdzCCAl+gAwIBAgIEAgAAuTANBgkq${drawn(64)}`,
      'MC4CAQAwBQYDK2VwBCIEI',
    ],
  },
})

/** The private member of a JSON Web Key (RFC 7518, 6.2.2 and 6.3.2) and of an XML key. */
const member = entityPattern({
  entity: 'PRIVATE_KEY',
  regex:
    /(?<="d" ?: ?")[A-Za-z0-9_-]{40,1400}(?=")|(?<=<D>)[A-Za-z0-9+/]{40,1400}={0,2}(?=<\/D>)|(?<="k" ?: ?")[A-Za-z0-9_-]{40,700}(?=")/,
  validate: looksDrawn,
  score: 0.9,
  examples: {
    match: [
      { text: `{"kty":"EC","crv":"P-256","d":"${drawn(43)}"}`, value: drawn(43) },
      { text: `<RSAKeyValue><D>${drawn(64)}==</D></RSAKeyValue>`, value: `${drawn(64)}==` },
    ],
    noMatch: [`{"n":"${drawn(60)}"}`, '{"d": "the quick brown fox"}', '<D>paragraph</D>'],
  },
})

/** What a manifest of Kubernetes calls a secret, in base64. Of ten signs or more: shorter ones say `foo`. */
const manifest = entityPattern({
  entity: 'API_KEY',
  regex:
    /(?<=kind: ?["']?[Ss]ecret["']?[ \t\r]{0,16}\n(?:[^\n-][^\n]{0,80}\n){0,12}data:[ \t\r]{0,16}\n(?:[ \t]{1,8}[^\n]{0,160}\n){0,6}[ \t]{1,8}[A-Za-z0-9_.-]{1,64}:[ \t]{1,4}(?:[|>][+-]?[ \t\r]{0,4}\n[ \t]{1,12})?["']?)[A-Za-z0-9+/]{10,8000}={0,2}(?![A-Za-z0-9+/=:])/,
  keywords: ['kind:'],
  validate: isBase64,
  score: 0.7,
  examples: {
    match: [
      {
        text: 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  user: YWRtaW4=\n  extra: aHVudGVyMnhzZWNyZXQ=',
        value: 'aHVudGVyMnhzZWNyZXQ=',
      },
      { text: `kind: "Secret"\ndata:\n  .cfg: |\n    ${drawn(40)}`, value: drawn(40) },
    ],
    noMatch: [
      'kind: ExternalSecret\ndata:\n  key: aHVudGVyMnhzZWNyZXQ=',
      'kind: ConfigMap\ndata:\n  extra: aHVudGVyMnhzZWNyZXQ=',
      'kind: Secret\ndata:\n  extra: {{ .Values.password1 }}',
      'kind: Secret\nmetadata:\n  name: db\n---\nkind: ConfigMap\ndata:\n  extra: aHVudGVyMnhzZWNyZXQ=',
    ],
  },
})

/** The same where the manifest says its data first. */
const dataFirst = entityPattern({
  entity: 'API_KEY',
  regex:
    /(?<=data:[ \t\r]{0,16}\n(?:[ \t]{1,8}[^\n]{0,160}\n){0,6}[ \t]{1,8}[A-Za-z0-9_.-]{1,64}:[ \t]{1,4}(?:[|>][+-]?[ \t\r]{0,4}\n[ \t]{1,12})?["']?)[A-Za-z0-9+/]{10,8000}={0,2}(?=["']?[ \t\r]{0,4}\n(?:[^\n-][^\n]{0,80}\n){0,8}[ \t]{0,4}kind: ?["']?[Ss]ecret["']?\s)/,
  keywords: ['data:'],
  validate: isBase64,
  score: 0.7,
  examples: {
    match: [
      {
        text: 'apiVersion: v1\ndata:\n  user: YWRtaW4=\n  extra: aHVudGVyMnhzZWNyZXQ=\nkind: Secret\nmetadata:\n  name: db',
        value: 'aHVudGVyMnhzZWNyZXQ=',
      },
    ],
    noMatch: [
      'data:\n  extra: aHVudGVyMnhzZWNyZXQ=\nkind: ConfigMap\n',
      'data:\n  extra: aHVudGVyMnhzZWNyZXQ=\n---\nkind: Secret\n',
      'data:\n  extra: aHVudGVyMnhzZWNyZXQ=\nkind: SecretStore\n',
    ],
  },
})

function isBase64(value: string): boolean {
  return value.length % 4 === 0
}

const TOKEN_START = '(?<![A-Za-z0-9_-])'
const TOKEN_END = '(?![A-Za-z0-9_-])'

/** RFC 7519 signed, RFC 7516 encrypted (five parts), PASETO. */
const webToken = entityPattern({
  entity: 'ACCESS_TOKEN',
  regex: new RegExp(
    `${TOKEN_START}(?:eyJ[A-Za-z0-9_-]{10,600}\\.(?:eyJ[A-Za-z0-9_-]{10,3000}\\.[A-Za-z0-9_-]{0,800}|[A-Za-z0-9_-]{0,700}\\.[A-Za-z0-9_-]{8,40}\\.[A-Za-z0-9_-]{16,3000}\\.[A-Za-z0-9_-]{16,64})|v[1-4]\\.(?:local|public)\\.[A-Za-z0-9_-]{60,2000}(?:\\.[A-Za-z0-9_-]{1,200})?)${TOKEN_END}`,
  ),
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
      `eyJhbGciOiJSU0EtT0FFUCJ9.${drawn(80)}.${drawn(16)}.${drawn(40)}.${drawn(22)}`,
      `v4.local.${drawn(80)}`,
    ],
    noMatch: [
      'eyJhbGciOiJIUzI1NiJ9',
      'eyJ.eyJ.',
      'keyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abc',
      'v2.local.js',
    ],
  },
})

/** What a password is stored as (crypt(3), PHC strings, RFC 2307): given away, it is guessed at leisure. */
const stored = entityPattern({
  entity: 'PASSWORD_HASH',
  regex:
    /(?<![A-Za-z0-9$])(?:\$2[abxy]?\$[0-9]{2}\$[./A-Za-z0-9]{53}|\$(?:1|apr1|5|6|y|gy|7)\$(?:rounds=[0-9]{1,9}\$)?[./A-Za-z0-9$]{1,60}\$[./A-Za-z0-9]{22,86}|\$(?:argon2(?:id|i|d)|scrypt|pbkdf2[a-z0-9-]{0,10})\$[A-Za-z0-9+/=,.$-]{30,200}|\{S?(?:SHA|MD5|CRYPT|SHA256|SHA512)\}[./A-Za-z0-9+=$]{20,120}|pbkdf2_sha(?:256|1|512)\$[0-9]{1,8}\$[A-Za-z0-9]{6,40}\$[A-Za-z0-9+/=]{28,90})(?![./A-Za-z0-9$])/,
  score: 0.9,
  examples: {
    match: [
      `$2b$12$${drawn(53)}`,
      { text: `root:$6$${drawn(16)}$${drawn(86)}:19000:0`, value: `$6$${drawn(16)}$${drawn(86)}` },
      `$argon2id$v=19$m=65536,t=3,p=4$${drawn(22)}$${drawn(43)}`,
      { text: `userPassword: {SSHA}${drawn(32)}`, value: `{SSHA}${drawn(32)}` },
      { text: `ハッシュは$apr1$${drawn(8)}$${drawn(22)}です`, value: `$apr1$${drawn(8)}$${drawn(22)}` },
    ],
    noMatch: ['$2b$12$', 'costs $5$ or $6$', '{SHA} is a digest', '$argon2id$', 'US$1$2'],
  },
})

/** A seed phrase (BIP 39) where one is announced: its words alone are words. */
const seed = entityPattern({
  entity: 'PRIVATE_KEY',
  regex:
    /(?<=(?:mnemonic|(?:seed|recovery|secret|backup)[ _-]?(?:phrase|words?))["'`]? ?[^a-z ,.]\s{0,2}["'`]?)(?:[a-z]{3,8}[ ,]{1,2}){11,23}[a-z]{3,8}(?![a-z])/i,
  validate: (value) => [12, 15, 18, 21, 24].includes(value.split(/[ ,]+/).length),
  score: 0.85,
  examples: {
    match: [
      {
        text: 'Seed phrase: ocean velvet copper lantern river basket honest maple tunnel orbit silver candle',
        value: 'ocean velvet copper lantern river basket honest maple tunnel orbit silver candle',
      },
    ],
    noMatch: [
      'your seed phrase is a list of twelve words which your wallet shows when you set it up',
      'recovery phrase: write it down',
    ],
  },
})

export const keyRecognizers: readonly Recognizer[] = [
  armoured,
  otherArmour,
  bare,
  member,
  webToken,
  manifest,
  dataFirst,
  stored,
  seed,
]
