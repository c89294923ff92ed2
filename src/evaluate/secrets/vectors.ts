import type { Random } from '../random.js'

/**
 * Secrets of every kind as their issuers shape them, drawn here and now: none stands in this file. Then the
 * sentences, settings and programs that hold one, and what looks like one and is none.
 */
export interface SecretVectors {
  /** As issuers make them. */
  readonly kinds: readonly (readonly [name: string, make: () => string])[]
  /** What has the look of a secret, in the text around it, and is none. */
  readonly benign: readonly (() => string)[]
  /** Drawn, as a key of no known issuer. */
  key(): string
  /** As people choose them. */
  password(): string
}

const join = (...parts: string[]) => parts.join('')

export function secretVectors(random: Random): SecretVectors {
  const of = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => alphabet[random.below(alphabet.length)]!).join('')
  const mixed = of('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789')
  const hex = of('0123456789abcdef')
  const upper = of('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')
  const digits = of('0123456789')
  const base64 = (length: number) => Buffer.from(mixed(length)).toString('base64')
  const uuid = () => [8, 4, 4, 4, 12].map(hex).join('-')
  const kinds: SecretVectors['kinds'] = [
    ['AWS access key', () => join('AK', 'IA', upper(16))],
    ['AWS temporary key', () => join('AS', 'IA', upper(16))],
    ['GitHub personal', () => join('gh', 'p_', mixed(36))],
    ['GitHub app', () => join('gh', 's_', mixed(36))],
    ['GitHub fine-grained', () => join('github', '_pat_', mixed(22), '_', mixed(59))],
    ['GitLab personal', () => join('gl', 'pat-', mixed(20))],
    ['GitLab deploy', () => join('gl', 'dt-', mixed(20))],
    ['GitLab runner', () => join('gl', 'rt-', mixed(20))],
    ['Slack bot', () => join('xo', 'xb-', digits(11), '-', digits(12), '-', mixed(24))],
    ['Slack app', () => join('xa', 'pp-1-', upper(11), '-', digits(13), '-', hex(64))],
    ['Stripe live', () => join('sk', '_live_', mixed(24))],
    ['Stripe restricted', () => join('rk', '_live_', mixed(24))],
    ['Stripe webhook', () => join('wh', 'sec_', mixed(32))],
    ['Google API', () => join('AI', 'za', mixed(35))],
    ['Google OAuth', () => join('GOC', 'SPX-', mixed(28))],
    ['Google access', () => join('ya', '29.', mixed(60))],
    ['Anthropic', () => join('sk', '-ant-api03-', mixed(93))],
    ['OpenAI project', () => join('sk', '-proj-', mixed(48))],
    ['OpenAI', () => join('sk', '-', mixed(48))],
    ['Hugging Face', () => join('h', 'f_', mixed(34))],
    ['Groq', () => join('g', 'sk_', mixed(52))],
    ['xAI', () => join('x', 'ai-', mixed(80))],
    ['Perplexity', () => join('pp', 'lx-', mixed(48))],
    ['Replicate', () => join('r', '8_', mixed(37))],
    ['npm', () => join('np', 'm_', mixed(36))],
    ['PyPI', () => join('py', 'pi-AgEIcHlwaS5vcmc', mixed(70))],
    ['RubyGems', () => join('ruby', 'gems_', hex(48))],
    ['Docker Hub', () => join('dckr', '_pat_', mixed(27))],
    ['SendGrid', () => join('S', 'G.', mixed(22), '.', mixed(43))],
    ['Brevo', () => join('xkey', 'sib-', hex(64), '-', mixed(16))],
    ['DigitalOcean', () => join('dop', '_v1_', hex(64))],
    ['Shopify', () => join('shp', 'at_', hex(32))],
    ['Shopify shared', () => join('shp', 'ss_', hex(32))],
    ['Vault', () => join('hv', 's.', mixed(28))],
    ['Linear', () => join('lin', '_api_', mixed(40))],
    ['Notion', () => join('nt', 'n_', digits(11), mixed(35))],
    ['Figma', () => join('fi', 'gd_', mixed(40))],
    ['Grafana', () => join('gl', 'sa_', mixed(32), '_', hex(8))],
    ['New Relic', () => join('NR', 'AK-', upper(27))],
    ['Sentry', () => join('sntry', 's_', mixed(80))],
    ['Databricks', () => join('da', 'pi', hex(32))],
    ['Doppler', () => join('dp', '.pt.', mixed(43))],
    ['Postman', () => join('PM', 'AK-', hex(24), '-', hex(34))],
    ['Pulumi', () => join('pu', 'l-', hex(40))],
    ['PlanetScale', () => join('pscale', '_tkn_', mixed(43))],
    ['Supabase', () => join('sb', 'p_', hex(40))],
    ['Tailscale', () => join('ts', 'key-auth-', mixed(17), '-', mixed(32))],
    ['Atlassian', () => join('ATA', 'TT3', mixed(180))],
    ['Terraform Cloud', () => join(mixed(14), '.atlas', 'v1.', mixed(67))],
    ['Square', () => join('sq0', 'atp-', mixed(22))],
    ['Twilio', () => join('S', 'K', hex(32))],
    ['Mailchimp', () => join(hex(32), '-us', digits(2))],
    ['Telegram bot', () => join(digits(10), ':AA', mixed(33))],
    ['age', () => join('AGE-SECRET', '-KEY-1', upper(58))],
    [
      'Slack webhook',
      () => join('https://hooks.slack', '.com/services/T', upper(8), '/B', upper(8), '/', mixed(24)),
    ],
    ['Discord webhook', () => join('https://discord', '.com/api/webhooks/', digits(18), '/', mixed(68))],
    [
      'Azure storage',
      () =>
        join(
          'DefaultEndpointsProtocol=https;AccountName=store;Account',
          'Key=',
          base64(64),
          ';EndpointSuffix=core.windows.net',
        ),
    ],
    ['JWT', () => join('ey', 'JhbGciOiJIUzI1NiJ9.ey', 'JzdWIiOiIxMjM0In0.', mixed(43))],
    ['PostgreSQL URL', () => join('postgres', '://app:', mixed(14), '@db.example.com:5432/main')],
    ['MongoDB URL', () => join('mongodb+srv', '://app:', mixed(14), '@c0.example.net/test')],
    ['Redis URL', () => join('redis', '://:', mixed(14), '@10.0.0.5:6379/0')],
    ['AMQP URL', () => join('amqps', '://app:', mixed(14), '@mq.example.com')],
    ['basic auth URL', () => join('https', '://deploy:', mixed(14), '@git.example.com/x.git')],
    [
      'private key',
      () => join('-----BEGIN RSA ', 'PRIVATE KEY-----\n', base64(240), '\n-----END RSA PRIVATE KEY-----'),
    ],
    [
      'OpenSSH key',
      () =>
        join('-----BEGIN OPENSSH ', 'PRIVATE KEY-----\n', base64(240), '\n-----END OPENSSH PRIVATE KEY-----'),
    ],
  ]
  const benign: SecretVectors['benign'] = [
    () => `id ${uuid()} was stored`,
    () => `commit ${hex(40)} fixes it`,
    () => `see ${hex(8)}`,
    () => `<img src="data:image/png;base64,${base64(600)}">`,
    () => `"integrity": "sha512-${base64(64)}"`,
    () => `sha256: ${hex(64)}`,
    () => `nginx@sha256:${hex(64)}`,
    () => 'const token = await getToken(request.headers.authorization)',
    () => 'api_key = "YOUR_API_KEY_HERE", password: "<your-password>", secret=$SECRET',
    () => 'Your password must have 8-16 characters; a password is required. Reset password here.',
    () => 'The password is base64-encoded, and the token is 256-bit.',
    () => 'パスワードは8文字以上で入力してください。パスワードを忘れた場合は再設定します。',
    () => '<button class="sk-button-primary sk-learn text-gray-500 md:w-1/2">',
    () => 'https://example.com/services/T0/B0/index.html?key=value&page=2',
    () => `cache-key: node-modules-${hex(32)}`,
    () => `ETag: "${hex(32)}"`,
    () => `commit ${hex(40)} token refactor`,
    () => `public key: ssh-rsa AAAAB3NzaC1yc2E${base64(200)}`,
    () => `-----BEGIN CERTIFICATE-----\n${base64(600)}\n-----END CERTIFICATE-----`,
    () => `{"version":3,"mappings":"${mixed(400)}"}`,
    () => `data:font/woff2;base64,${base64(900)}`,
    () => 'password: string; token: Uint8Array; secret: Buffer',
    () => 'password: z.string().min(8).max(64)',
    () => "password = Column(String(128)); token = request.headers['x-token']",
    () => 'password_hash = hash_password(password1)',
    () => 'if password == other_password2:',
    () => 'const token = tokens[1]; const key = keys.next2()',
    () => 'password = os.environ["DB_PASSWORD_2"], secret = process.env.SECRET_2',
    () => 'password: {{ .Values.db.password1 }} and key: {{ secrets.API_KEY_2 }}',
    () => 'PGPASSWORD=$DB_PASS2 psql; mysql -u root -p main; docker run -u 1000:1000 image',
    () => '<input type="password" name="password1" placeholder="At least 8 characters">',
    () => 'The password policy is strict: 12 characters, 1 digit. Reset your password in Settings.',
    () => 'Password strength: 4/5. Password: 8-16 characters. Password: ********',
    () => 'The password was changed 3 days ago, and the token expires in 24 hours.',
    () => 'Passwort vergessen? Mot de passe oublié ? ¿Olvidó su contraseña? 忘记密码？',
    () => 'パスワードの有効期限は90日です。パスワード：必須（8〜32文字）。暗証番号は4桁です。',
    () => 'パスワードはSHA256でハッシュ化され、トークンは256ビットです。',
    () => 'max_tokens=4096, tokens: 128000, next token ID 50256, token count is 128000',
    () => 'The tokenizer is cl100k_base and the key size is 2048 bits.',
    () => 'secretName: my-tls-secret-2024, secret: kubernetes.io/service-account-token',
    () => 'api key: see https://example.com/docs/api/v2/keys',
    () => 'postgres://localhost:5432/main postgres://user:password@localhost/db redis://host:6379',
    () => 'postgres://user:$PASSWORD@host/db amqp://<user>:<pass>@host',
    () => 'AKIA is the prefix of AWS access keys, ghp_ that of GitHub and sk- that of OpenAI.',
    () => `AKIA${'X'.repeat(16)} sk-${'x'.repeat(48)} ghp_${'x'.repeat(36)}`,
    () => 'PIN 4 of the connector, PIN: 12 pins, PASS: test_login_2fa, pass rate: 98.5%',
    () => 'Basic Authentication2, bearer of good news, the secret to success is 99% work.',
    () => `sub ${uuid()} aud ${uuid()}`,
    () => `"resolved": "https://registry.example.com/x/-/x-1.0.0.tgz", "integrity": "sha512-${base64(64)}"`,
    () => `h1:${base64(32)} go.mod and md5 ${hex(32)} and sha1-${base64(20)}`,
    () => `blob ${hex(40)} tree ${hex(40)} parent ${hex(40)}`,
    () => `0x${hex(40)} and tx 0x${hex(64)}`,
    () => `<svg><path d="M10.5 3.2L4.7 9.1C${digits(3)} ${digits(3)}Z"/></svg>`,
    () => `!function(e,t){"use strict";var n=${hex(6)},r=e.token,o=t.password;return n+r+o}(a,b);`,
  ]
  const password = () =>
    random.pick([
      () => `Xk${digits(2)}fQ${digits(1)}z!`,
      () => `tR0ub${digits(3)}dor#`,
      () => `${mixed(7)}x${digits(2)}A_b`,
    ])()
  return { kinds, benign, key: () => mixed(40), password }
}

/** Where any secret stands for `%`: settings, programs, logs, talk and commands. */
export const PLACES: readonly (readonly [name: string, place: string])[] = [
  ['alone', '%'],
  ['environment', 'SERVICE_TOKEN=%\nDEBUG=1\n'],
  ['quoted environment', 'export SERVICE_TOKEN="%"\n'],
  ['YAML', 'service:\n  region: eu\n  token: %\n  retries: 3\n'],
  ['JSON', '{"region":"eu","token":"%","retries":3}'],
  ['program', 'const client = createClient({ region: "eu", token: "%" })'],
  ['log', '2024-05-01T10:00:00Z WARN request failed token=% status=401'],
  ['chat', 'Sure! Use % for the staging service, it is valid until Friday.'],
  ['chat in Japanese', '鍵は%です。今週中に使ってください。'],
  ['curl', 'curl -s -H "Authorization: Bearer %" https://api.example.com/v1/items'],
  ['Markdown', 'Set the token to `%` and restart.'],
  ['table', '| service | token |\n|---|---|\n| staging | % |'],
]

/** Where a drawn key stands for `%`. */
export const KEY_PLACES: readonly string[] = [
  'api_key = "%"',
  'AWS_SECRET_ACCESS_KEY=%',
  '{"clientSecret": "%"}',
  'Authorization: Bearer %',
  'Authorization: token %',
  'X-API-Key: %',
  'Your API key is %.',
  'APIキーは%です',
  'アクセストークン：「%」',
  'export TWILIO_AUTH_TOKEN=%',
  'DD_API_KEY: %',
  'apikey=%',
  'https://example.com/v1?access_token=%&page=2',
  'tool --api-key % run',
  'tool --token=%',
  "SECRET_KEY = '%'",
  'JWT_SECRET=%',
  'signing_secret => "%"',
  "encryption_key = b'%'",
  'const secret = Buffer.from("%")',
  'const apiToken: string = "%"',
  '//registry.example.com/:_authToken=%',
  '<apiKey>%</apiKey>',
  '<add key="ApiKey" value="%"/>',
  '- name: API_TOKEN\n  value: %',
  '{\\"token\\":\\"%\\"}',
  'set-cookie: session_id=%; Path=/',
  'Here is our key: %',
  'use the token % for it',
  'clé API : %',
  'Der API-Schlüssel: %',
  'clave de API: %',
  '密钥：%',
  'API 키는 %',
]

/** Where a chosen password stands for `%`. */
export const PASSWORD_PLACES: readonly string[] = [
  'password: %',
  'DB_PASSWORD=%',
  "password = '%'",
  'The password is %.',
  'The password for the staging server is %.',
  'The admin password was changed to %',
  'my password is % ok?',
  'Use password % to log in',
  'user/pass: admin / %',
  'username: admin, password: %',
  'pwd: %',
  'pw=%',
  'passwd: %',
  'pass = %',
  'Passwort: %',
  'Das Passwort lautet %',
  'Kennwort: %',
  'mot de passe : %',
  'le mot de passe est %',
  'contraseña: %',
  'La contraseña es %',
  'senha: %',
  'A senha é %',
  'La password è %',
  'Wachtwoord: %',
  'Hasło: %',
  'Пароль: %',
  'şifre: %',
  '密码是%',
  '密码：%',
  '비밀번호: %',
  'パスワードは「%」です',
  'パスワード：%',
  'パスワードは%です',
  '暗証番号は%です',
  'ログイン用のパスワードは % になります',
  '初期パスワード: %',
  'IDはtanaka、パスワードは%',
  'パスワード　%',
  '{"password":"%"}',
  "'password' => '%'",
  ':password => "%"',
  'spring.datasource.password=%',
  'MYSQL_ROOT_PASSWORD: %',
  '<password>%</password>',
  '<add key="DbPassword" value="%"/>',
  '- name: DB_PASSWORD\n  value: %',
  'Server=db;User Id=sa;Password=%;Encrypt=true',
  'jdbc:mysql://db/app?user=app&password=%&useSSL=true',
  'machine example.com login jo password %',
  'mysqldump --password=% app',
  'mysql -u root -p% main',
  "CREATE USER app IDENTIFIED BY '%'",
  "ALTER ROLE app WITH PASSWORD '%'",
  'user.setPassword("%")',
  'ENV PASSWORD %',
  'ConvertTo-SecureString "%" -AsPlainText',
]

const WORDS = [
  'secret',
  'token',
  'api key',
  'access key',
  'client secret',
  'signing key',
  'credential',
  'password',
]
const BEFORE = ['', 'db', 'old', 'stripe', 'service']
const BEHIND = ['prod', 'main', 'v2', 'db 1', 'value', 'string', 'for tests']
/** What says of such a name that it stands for something else, and what that would be. */
const OTHERS: readonly (readonly [word: string, value: string])[] = [
  ['name', 'prod5zyxlmy-cmk'],
  ['url', 'https://login.example.com/oauth2/v2.0/token'],
  ['file', '/run/secrets/db_2/token1'],
  ['length', 'XSalsa20.key_length'],
  ['policy', 'min12-upper1-digit1'],
  ['type', 'AES256-GCM-v2'],
  ['expires at', '2024-05-01T10:00:00Z'],
  ['version', 'rc0.13.0_20230412_0712-SNAPSHOT'],
  ['vault', 'web21prqodx24021'],
  ['reference', 'vault:secret/data/db1#password2'],
  ['sealed', 'ENC[AES256_GCM,data:O+5l4g==,iv:c/dS4BCB7x2=,type:str]'],
]
/** What every visitor is given, or anybody may know. */
const PUBLIC = ['public key', 'csrf token', 'next page token', 'publishable key']

const CASES: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.join('_'),
  (words) => words.join('_').toUpperCase(),
  (words) => words.join('-'),
  (words) => words.join('.'),
  (words) => words.map((word, i) => (i === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join(''),
]

/** Places of a name `@` and its value `%`, of every dialect. */
const SETTINGS: readonly string[] = [
  '@=%\nDEBUG=1',
  'export @="%"',
  "@ = '%'",
  '@: %',
  '{"@": "%"}',
  "os.environ['@'] = '%'",
  '@ := "%"',
  'var @ string = "%"',
  "'@' => '%',",
  'tool --@ % run',
  'tool --@=% run',
  '<@>\n  %\n</@>',
  '<add key="@" value="%"/>',
  'setx @ "%"',
  '$env:@ = "%"',
  'docker run -e @=% image',
  'ENV @ %',
  '@ = [[%]]',
  '@ = """%"""',
  '- name: @\n  value: "%"',
  'Server=db;@=%;Timeout=3',
  '# @=%',
  '@ ?= %',
]

/** A drawn value under a name of several words, and under one that only sounds like it. */
export function named(random: Random): {
  readonly text: string
  readonly value: string
  readonly twin: string
} {
  const of = (alphabet: string) => (length: number) =>
    Array.from({ length }, () => random.pick([...alphabet])).join('')
  const letters = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'
  const mixed = of(`${letters}0123456789`)
  const value = random.pick([
    () => `${mixed(30)}7x`,
    () => `9${of('0123456789abcdef')(30)}f`,
    () => `8f#k2$m@${of(`${letters}23456789!#$%*+?@^~`)(10)}Z4q`,
  ])()
  const write = random.pick(CASES)
  const word = random.pick(WORDS)
  const nameOf = (parts: readonly string[]) => write(parts.filter(Boolean).join(' ').split(' '))
  const place = random.pick(SETTINGS.filter((one) => /["'[]/.test(one) || /^[A-Za-z0-9]+$/.test(value)))
  const put = (name: string, said: string) => place.replaceAll('@', () => name).replace('%', () => said)
  const [other, instead] = random.pick(OTHERS)
  return {
    text: put(nameOf([random.pick(BEFORE), word, random.pick(BEHIND)]), value),
    value,
    twin: random.chance(0.5)
      ? put(nameOf([random.pick(BEFORE), word, other]), instead)
      : put(nameOf([random.pick(PUBLIC)]), `${mixed(30)}7x`),
  }
}
