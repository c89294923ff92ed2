import type { Recognizer } from '../../../../core/ports.js'
import { surfaceFold } from '../../../../text/fold.js'
import { entityPattern } from '../entity-pattern.js'
import { behindName, ENDS_NAME } from './assigned.js'
import { looksDrawn, PLACEHOLDER } from './issued.js'

/** A password in the languages it is written down in, as the surface fold leaves them: а and a are one. */
const NAMES = surfaceFold(
  [
    'pass(?:word|wd|phrase|code)|pwd|(?<![a-z])pw|(?<![a-z])pass',
    '(?:pass|kenn)wort|mot de passe|mdp|contrase[nñ]a|(?<![a-z])clave|senha|palavra-passe|parola(?: d.ordine)?',
    'wachtwoord|has[lł]o|l[oö]senord|adgangskode|passord|salasana|heslo|jelsz[oó]|[sş]ifre|m[aậ]t kh[aẩ]u|kata sandi|sandi',
    'пароль|пароля|κωδικός|סיסמה|كلمة المرور|रहस्य|पासवर्ड|รหัสผ่าน',
    'パスワード|パスコード|パスフレーズ|暗証番号|暗証コード|合言葉|密码|密碼|口令|비밀번호|암호',
    'identified by',
  ].join('|'),
)

const OPEN = `\\\\?["'\`「『【“‘]`
const CLOSE = `\\\\?["'\`」』】”’]`
const SET = behindName(NAMES)
const CALLED_OR_SET = behindName(NAMES, { called: true })
/** `the password for the staging server is …`, `パスワードとして…`. */
const IN_SENTENCE = `(?:${NAMES})(?: (?:for|of|to|on|at|in|von|für|de|du|para|per|di|the|my|our|your|this|that|der|den|la|le|el|il|o|a)(?: [A-Za-z0-9'-]{1,20}){1,4})? (?:is|was|has been|ist|wurde|lautet|est|es|è|é)(?: now| jetzt| changed| set| reset)?(?: to| auf)?:? `

const NO_VALUE =
  /^(?:\*+$|x+$|<.*|\$\{?[A-Za-z_].*|\$\(.*|%[A-Za-z_]+%|%\(?[sd({].*|\{\{?.*|@[A-Za-z]+\(.*|&[a-z]+;|process\.|os\.|env\.|https?:|!(?:Ref|Sub|vault|ENC|secret).*|ENC\(.*|vault:.*|secret:.*|arn:.*|ref\+.*)/i
/** What is said of passwords: `8-16`, `256-bit`, `base64-encoded`, `sha256`, `utf8`. */
const SPECIFICATION =
  /^(?:[0-9]{1,4}-[0-9]{1,4}(?:-?[a-z]+)?|[0-9]{1,4}-?(?:bits?|bytes?|chars?|characters?|digits?|letters?|words?|days?|hours?|minutes?|times?|steps?|factors?|th|st|nd|rd|px|r?em|m?s|x)|(?:base(?:16|32|58|64|85)|md[245]|sha-?[0-9]{1,3}|sha[23]-[0-9]{3}|argon2(?:id|i|d)?|pbkdf2|blake[23][bs]?|aes-?[0-9]{3}|rsa-?[0-9]{4}|utf-?[0-9]{1,2}|rot13|x509|oauth2|2fa|k8s|win32|u?int[0-9]{1,2}|varchar[0-9(]*.*)(?:-[a-z]+)*|(?:min|max|length|size)[a-z]*[:=][0-9]+|[a-z]+-[a-z-]+!?)$/i

/** What goes on after a value in an address or a connection string, in markup or in a file of settings. */
const CONTINUED = /(?:[;&,](?=[A-Za-z_][\w. -]{0,30}=)|<\/).*$/

/** Set in quotes: whatever stands there, if it is no word. */
const quoted = entityPattern({
  entity: 'PASSWORD',
  regex: new RegExp(
    `(?<![^"'\`「『【“‘])(?<=(?:${CALLED_OR_SET}|(?:${NAMES}) ?|SecureString |${IN_SENTENCE})${OPEN})(?![:=,>)])[!-~]{4,128}?(?=${CLOSE})`,
    'i',
  ),
  validate: isChosen,
  score: 0.75,
  examples: {
    match: [
      { text: 'password = "c0rrect-horse"', value: 'c0rrect-horse' },
      { text: 'パスワードは「Xk29fQ7z」です', value: 'Xk29fQ7z' },
      { text: '{"password":"Tr0ub4dor&3"}', value: 'Tr0ub4dor&3' },
      { text: `CREATE USER app IDENTIFIED BY 'Xk29fQ7z'`, value: 'Xk29fQ7z' },
      { text: `ALTER ROLE app WITH PASSWORD 'Xk29fQ7z'`, value: 'Xk29fQ7z' },
      { text: `user.setPassword("Xk29fQ7z")`, value: 'Xk29fQ7z' },
      { text: '{\\"password\\": \\"Xk29fQ7z\\"}', value: 'Xk29fQ7z' },
      { text: 'The password for the staging server is "Xk29fQ7z".', value: 'Xk29fQ7z' },
      { text: '<add key="DbPassword" value="Xk29fQ7z"/>', value: 'Xk29fQ7z' },
      { text: `const password: string = 'Xk29fQ7z'`, value: 'Xk29fQ7z' },
      { text: 'Le mot de passe est « n » ; mot de passe : "Xk29fQ7z"', value: 'Xk29fQ7z' },
    ],
    noMatch: [
      'password = os.environ["DB"]',
      '"password": "string"',
      '"password": "Password"',
      'password: "<your-password>"',
      'password = "$'.concat('{DB_PASSWORD_1}"'),
      'label: "password", placeholder: "At least 8"',
      `type="password" id="password1"`,
      '"password": "minLength:8"',
    ],
  },
})

/** Set without quotes. */
const bare = entityPattern({
  entity: 'PASSWORD',
  regex: new RegExp(
    `${ENDS_NAME}(?<=${SET}|--pass(?:word|wd|phrase)?[ =]|login [^\\s]{1,64}\\s{1,4}password |(?<![A-Za-z])sshpass -p ?|redis-cli [^\\n]{0,60}-a |(?:user|login|id) ?/ ?(?:pass|password|pw) ?[:=] ?[^\\s/]{1,40} ?/ ?)(?!["'\`「『“‘<\\[{(])[!-~]{4,128}(?![!-~])`,
    'i',
  ),
  trim: (candidate) => candidate.replace(CONTINUED, '').replace(/["'`,.;)\]}]+$/, '').length,
  validate: (value) => isChosen(value) && !isCode(value),
  score: 0.75,
  examples: {
    match: [
      { text: 'password: hunter2x!', value: 'hunter2x!' },
      { text: 'DB_PASSWORD=Tr0ub4dor&3', value: 'Tr0ub4dor&3' },
      { text: 'The password is Xk29fQ7z.', value: 'Xk29fQ7z' },
      { text: 'パスワード：Ｘｋ２９ｆＱ７ｚ', value: 'Xk29fQ7z' },
      { text: 'Passwort: Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'mot de passe : Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'contraseña: Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'пароль: Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: '密码：Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: '비밀번호는 Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'Server=db;User Id=sa;Password=Xk29fQ7z;Encrypt=true', value: 'Xk29fQ7z' },
      { text: 'jdbc:mysql://db/app?user=app&password=Xk29fQ7z&useSSL=true', value: 'Xk29fQ7z' },
      { text: 'mysqldump --password=Xk29fQ7z app', value: 'Xk29fQ7z' },
      { text: 'machine example.com login jo password Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: '<password>Xk29fQ7z</password>', value: 'Xk29fQ7z' },
      { text: 'spring.datasource.password=Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: '- name: DB_PASSWORD\n  value: Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'password: 48151623', value: '48151623' },
      { text: 'The password has been changed to Xk29fQ7z.', value: 'Xk29fQ7z' },
      { text: 'user/pass: admin / Xk29fQ7z', value: 'Xk29fQ7z' },
    ],
    noMatch: [
      'password: required',
      'password is required',
      'Password: ********',
      'パスワードは8文字以上にしてください',
      'passwords: 12345678',
      'password: <your-password>',
      'password: string',
      'password: z.string().min(8)',
      'password = await hash(input, 10)',
      'password: Uint8Array',
      'password: process.env.DB_PASS1',
      'password = request.body.password2',
      'Your password must have 8-16 characters',
      'The password is base64-encoded, and the token is 256-bit.',
      'the password is case-sensitive!',
      'Password: 8-16 characters',
      'the password policy is strict: 12 characters',
      'reset your password in Settings',
      'password=$PASSWORD1',
      'パスワード：8文字以上',
      'password_hash = hash_password(password1)',
      'if password == other_password2:',
      'PASS: test_login_2fa',
      'WHERE password=:password1',
    ],
  },
})

/** In a sentence: `the password for the staging server is …`. */
const inSentence = entityPattern({
  entity: 'PASSWORD',
  regex: new RegExp(`(?<![^ ])(?<=${IN_SENTENCE})(?!["'\`<\\[{(])[!-~]{6,128}(?![!-~])`, 'i'),
  trim: (candidate) => candidate.replace(/["'`,.;:?)\]}]+$/, '').length,
  validate: (value) => isChosen(value) && !isCode(value),
  score: 0.75,
  examples: {
    match: [
      { text: 'The password for the staging server is Xk29fQ7z.', value: 'Xk29fQ7z' },
      { text: 'Das Passwort für den Server lautet Xk29fQ7z!', value: 'Xk29fQ7z!' },
    ],
    noMatch: ['The password for the server is required.', 'The password to this site is 12-character.'],
  },
})

/** Right behind the word, where only something drawn can be meant. */
const beside = entityPattern({
  entity: 'PASSWORD',
  regex: new RegExp(`(?<=(?:${NAMES})[ :]{1,2})(?!["'\`「『【“‘<\\[{(])[!-~]{8,64}(?![!-~])`, 'i'),
  trim: (candidate) => candidate.replace(/["'`,.;:?)\]}]+$/, '').length,
  validate: (value) =>
    /[0-9].*[0-9!@#$%^&*]|[!@#$%^&*].*[0-9]/.test(value) &&
    /[a-z]/.test(value) &&
    /[A-Z]/.test(value) &&
    isChosen(value) &&
    !isCode(value) &&
    !/[/.]|^(?:[A-Z]?[a-z]+)+[0-9]+(?:[A-Z][a-z]*)?$/.test(value),
  score: 0.65,
  examples: {
    match: [
      { text: 'Use password Xk29fQ7z! to log in', value: 'Xk29fQ7z!' },
      { text: 'ENV PASSWORD Xk29fQ7z', value: 'Xk29fQ7z' },
      { text: 'パスワード　Xk29fQ7z', value: 'Xk29fQ7z' },
    ],
    noMatch: [
      'password Base64Url',
      'password SHA-256 hash',
      'password Requirements2024',
      'password OAuth2.0/OIDC',
    ],
  },
})

/** Codes of digits: PINs, and one-time codes while they hold. */
const code = entityPattern({
  entity: 'PASSWORD',
  regex:
    /(?<=(?:(?<![A-Za-z])PIN(?:[ -]?(?:code|number|番号|コード))?|暗証番号|(?:verification|security|confirmation|one-time|login|2FA|access|auth(?:entication)?) (?:pass)?code|one-time password|(?<![A-Za-z])OTP|(?<=your )code|(?:認証|確認|セキュリティ)コード|ワンタイムパスワード|验证码|驗證碼|인증번호)(?: (?:for|to) [A-Za-z ]{1,24}?)?(?: ?[:=は] ?| (?:is|was):? |(?<=OTP) ))[0-9]{4,8}(?![0-9A-Za-z文桁字])(?![-.,:/][0-9])/i,
  score: 0.7,
  examples: {
    match: [
      { text: 'PIN: 4821', value: '4821' },
      { text: '暗証番号は4821です', value: '4821' },
      { text: 'Your verification code is 482193.', value: '482193' },
      { text: '認証コード：482193', value: '482193' },
    ],
    noMatch: [
      'PIN: 4 digits',
      '暗証番号は4桁です',
      'PINCODE 482193',
      'security code is 3 digits',
      'OTP: 48',
      'shopping: 4821',
    ],
  },
})

/** Of commands whose option says it: `curl -u name:password`, `mysql -ppassword`. */
const ofCommand = entityPattern({
  entity: 'PASSWORD',
  regex:
    /(?<=(?<![A-Za-z])mysql[a-z]{0,6} [^\n]{0,80} -p)[!-~]{6,64}(?![!-~])|(?<=\s(?:-u|--user|--proxy-user)[ =]{1,4}["']?)(?!["'])(?:[!#-&(-9;-~]{0,64}["']?:["']?[!#-&(-~]{4,64}(?![!#-&(-~])|[!#-&(-9;-~]{8,64}:(?=["']))|(?<=(?<![A-Za-z])BUNDLE_[A-Z0-9_]{1,60}__[A-Z]{2,12}["']? ?[:=] ?["']?)[!#-&(-9;-~]{1,64}:[!#-&(-:<-~]{4,64}(?![!#-&(-:<-~])/,
  validate: (value) => {
    const [name = '', ...rest] = value.split(':')
    const said = rest.join(':').replace(/^["']/, '')
    if (said === '') return isChosen(name)
    if (/^[0-9a-f]{8}$/.test(name) && /^[0-9a-f]{8}$/.test(said)) return true
    return isChosen(said) || (looksDrawn(said) && !NO_VALUE.test(said) && !isCode(said))
  },
  score: 0.8,
  examples: {
    match: [
      { text: 'mysql -u root -pXk29fQ7z main', value: 'Xk29fQ7z' },
      { text: 'curl -u jo:Xk29fQ7z https://example.com', value: 'jo:Xk29fQ7z' },
      { text: 'curl https://example.com \\\n  --user  "jo:kXfQzLpRtVbW"', value: 'jo:kXfQzLpRtVbW' },
      { text: `curl -u ':Xk29fQ7z!t' https://example.com`, value: ':Xk29fQ7z!t' },
      { text: 'curl -u "Xk29fQ7z!t:" https://example.com', value: 'Xk29fQ7z!t:' },
      { text: 'export BUNDLE_GEMS__EXAMPLE__COM=3fa9c07e:51b8d264', value: '3fa9c07e:51b8d264' },
      { text: 'BUNDLE_GEMS__EXAMPLE__ORG: "cafebabe:deadbeef"', value: 'cafebabe:deadbeef' },
    ],
    noMatch: [
      'docker run -u 1000:1000 image',
      'curl -u $NAME:$PASSWORD x',
      'curl --user "$NAME_1:$PASSWORD_1" x',
      'curl -u user:password, curl -u test:test',
      'BUNDLE_GEMS__EXAMPLE__COM: username:password',
      'mysql -u root -p main',
      'mysql --port=3306 x',
    ],
  },
})

/** Name and password as HTTP sends them (RFC 7617), and as Docker keeps them. */
const basic = entityPattern({
  entity: 'PASSWORD',
  regex: /(?<=Basic |"auth" ?: ?")[A-Za-z0-9+/]{8,200}={0,2}(?![A-Za-z0-9+/=])/,
  validate: isNameAndPassword,
  score: 0.8,
  examples: {
    match: [
      {
        text: `Authorization: Basic ${Buffer.from('jo:Xk29fQ7z').toString('base64')}`,
        value: Buffer.from('jo:Xk29fQ7z').toString('base64'),
      },
    ],
    noMatch: ['Basic authentication', 'Basic understanding of it', 'Basic Tutorial1'],
  },
})

function isNameAndPassword(encoded: string): boolean {
  return /^[!-9;-~]{1,64}:[!-~]{3,120}$/.test(Buffer.from(encoded, 'base64').toString('latin1'))
}

/** Chosen by somebody or drawn: digits or signs among letters, or many digits; no name of a variable, no mask. */
function isChosen(value: string): boolean {
  if (value.length < 6 || new Set(value).size < 4) return false
  if (PLACEHOLDER.test(value) || NO_VALUE.test(value) || SPECIFICATION.test(value)) return false
  // The name of another one.
  if (/^[A-Za-z0-9]*[a-z0-9](?:Password|Passwd)$/.test(value)) return false
  // A number of a program, a name in a namespace, the end of a string in HTML.
  if (/^0x[0-9a-f]+$|^[\w$]+::|&(?:quot|lt|gt|amp);?/i.test(value)) return false
  if (/^[0-9]+$/.test(value)) return value.length <= 16
  return (
    /[A-Za-z]/.test(value) &&
    /[0-9!@#$%^&*?+~]/.test(value.replace(/[!?]+$/, (end) => (/[0-9]/.test(value) ? end : '')))
  )
}

/** An expression of a program: a call, a member, a type. */
function isCode(value: string): boolean {
  return (
    /^[\w$.]+(?:\(|\[|\?\.|::|->|<)/.test(value) ||
    /^[A-Za-z_$][A-Za-z_$]*[0-9]*(?:\.[A-Za-z_$][\w$]*)+[!?]*$/.test(value) ||
    /^(?:u?int|float|bigu?int|u|i|f)(?:8|16|32|64)(?:clamped)?(?:array)?[|&]*$/i.test(value) ||
    /^[a-z]+(?:_[a-z]+)+(?:_?[0-9][a-z0-9]*)?:?$/.test(value) ||
    /^[!=&|<>+:]/.test(value)
  )
}

export const passwordRecognizers: readonly Recognizer[] = [
  quoted,
  bare,
  inSentence,
  beside,
  code,
  ofCommand,
  basic,
]
