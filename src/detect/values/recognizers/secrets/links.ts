import type { Recognizer } from '../../../../core/ports.js'
import { entityPattern } from '../entity-pattern.js'
import {
  coded,
  digits,
  drawn,
  hex,
  issued,
  issuedRecognizers,
  looksDrawn,
  lower,
  mixed,
  uuid,
  word,
} from './issued.js'

/** Addresses that are a secret themselves: who knows one may post there. */
const webhooks = issuedRecognizers(
  [
    issued(
      'Slack',
      ['hooks.slack.com/services/', 'hooks.slack-gov.com/services/'],
      'T',
      mixed(8, 14),
      '/',
      'B',
      mixed(8, 14),
      '/',
      mixed(20, 48),
    ),
    issued(
      'Slack workflow',
      ['hooks.slack.com/workflows/', 'hooks.slack.com/triggers/'],
      coded(8, 30),
      '/',
      coded(8, 40),
      '/',
      coded(8, 80),
    ),
    issued(
      'Discord',
      ['discord.com/api/webhooks/', 'discordapp.com/api/webhooks/'],
      digits(17, 20),
      '/',
      word(60, 80),
    ),
    issued(
      'Teams',
      '.webhook.office.com/webhookb2/',
      ...uuid,
      '@',
      ...uuid,
      '/IncomingWebhook/',
      hex(32),
      '/',
      ...uuid,
    ),
    issued('Power Automate', '.logic.azure.com', [':443/workflows/', '/workflows/'], hex(32)),
    issued('Google Chat', 'chat.googleapis.com/v1/spaces/', word(8, 20), '/messages?key=', word(30, 50)),
    issued('Zapier', 'hooks.zapier.com/hooks/catch/', digits(4, 10), '/', lower(5, 12)),
    issued(
      'Feishu',
      ['open.feishu.cn/open-apis/bot/v2/hook/', 'open.larksuite.com/open-apis/bot/v2/hook/'],
      ...uuid,
    ),
    issued('DingTalk', 'oapi.dingtalk.com/robot/send?access_token=', hex(64)),
    issued('WeCom', 'qyapi.weixin.qq.com/cgi-bin/webhook/send?key=', ...uuid),
    issued('Sentry', 'sentry.io/api/hooks/', coded(20, 80)),
    issued('Telegram', 'api.telegram.org/bot', digits(8, 10), ':', word(35)),
  ],
  { entity: 'WEBHOOK_URL', before: '(?:https?:\\/\\/[A-Za-z0-9.-]{0,80})?' },
)

/** What stands where a password would. */
const NO_PASSWORD =
  /:\/\/[^:]*:(?:\*+|<[^>]*>|\$\{?[A-Za-z_]+\}?|%[A-Za-z_]+%|\{\{?[^}]*\}\}?|\[[^\]]*\]|x+|\.{2,}|(?:your|my|some)[-_]?(?:pass|pw)[^@]*|your[^@]*|pass|passwd|password|pw|pwd|secret|token|key)@/i

/** `scheme://user:password@host`, whatever the scheme. */
const connection = entityPattern({
  entity: 'CONNECTION_STRING',
  regex:
    /(?<![A-Za-z0-9])[A-Za-z][A-Za-z0-9+.]{1,24}:\/\/[^\s:@/"'<>、。]{0,64}:[^\s@/"'<>、。]{3,128}@[A-Za-z0-9._[\]:,-]{1,253}(?:\/[A-Za-z0-9._~%?=&/-]{0,200})?/,
  keywords: ['://'],
  validate: (value) => !NO_PASSWORD.test(value) && !/^[A-Za-z0-9+.]*:\/\/[^:]*:[0-9]{1,5}@/.test(value),
  score: 0.95,
  examples: {
    match: [
      'postgres://app:s3cr3tPw@db.example.com:5432/main',
      'mongodb+srv://user:hunter22@cluster0.example.net/test?retryWrites=true',
      'postgresql+psycopg2://app:Xk29fQ7z@db:5432/app',
      'neo4j+s://neo4j:Xk29fQ7z@graph.example.com',
      'mqtts://device:Xk29fQ7z@broker.example.com:8883',
      'https://deploy:Xk29fQ7z@git.example.com/x.git',
      { text: '接続先はredis://:p4ssw0rd@10.0.0.5:6379/0です', value: 'redis://:p4ssw0rd@10.0.0.5:6379/0' },
      {
        text: 'jdbc:oracle://app:Xk29fQ7z@db.example.com/main',
        value: 'oracle://app:Xk29fQ7z@db.example.com/main',
      },
    ],
    noMatch: [
      'postgres://localhost:5432/main',
      'https://example.com:8080/@user',
      'postgres://user:$PASSWORD@host/db',
      'postgres://user:$'.concat('{DB_PASSWORD}@host/db'),
      'https://example.com/a:b',
      'postgres://user:****@host/db',
      'mysql://user:password@localhost/db',
      'amqp://<user>:<pass>@host',
      'https://example.com:443@user',
    ],
  },
})

const PAIR_VALUE = '[!#-&(-:=?-~]'

/** `Server=…;User Id=…;Password=…`, as ADO.NET, ODBC and Azure write it. */
const pairs = entityPattern({
  entity: 'CONNECTION_STRING',
  regex: new RegExp(
    `(?<![A-Za-z0-9])(?:DefaultEndpointsProtocol|(?:Blob|Account|Queue|Table)?Endpoint|HostName|Server|Data Source|Driver|Host|Address|Provider)=${PAIR_VALUE}{1,200}(?:; ?[A-Za-z][A-Za-z ]{1,30}=${PAIR_VALUE}{1,300}){1,12}`,
    'i',
  ),
  validate: (value) =>
    /[; ](?:[a-z]*key|password|pwd|sharedaccesssignature)=[^;]{6,}/i.test(value) &&
    !/(?:key|password|pwd)=(?:[<{$%*[]|your|x{3})/i.test(value),
  score: 0.95,
  examples: {
    match: [
      `DefaultEndpointsProtocol=https;AccountName=store;AccountKey=${drawn(86)}==;EndpointSuffix=core.windows.net`,
      `Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${drawn(43)}=`,
      {
        text: '接続はServer=db.example.com;Database=main;User Id=sa;Password=Xk29fQ7zです',
        value: 'Server=db.example.com;Database=main;User Id=sa;Password=Xk29fQ7z',
      },
    ],
    noMatch: [
      'Server=db;Database=main;Integrated Security=true',
      'Server=db;Database=main;Password=<password>',
      'host=1;port=2',
    ],
  },
})

/** Addresses that open something for a while, signed by their server. */
const signed = entityPattern({
  entity: 'SIGNED_URL',
  regex:
    /(?<=[?&;](?:sig|Signature|X-Amz-Signature|X-Goog-Signature|X-Amz-Security-Token|X-Goog-Credential-Signature)=)[A-Za-z0-9%+/_~=-]{40,1200}(?![A-Za-z0-9%+/_~=-])/i,
  validate: looksDrawn,
  score: 0.9,
  examples: {
    match: [
      {
        text: `https://store.blob.core.windows.net/c/f?sv=2022-11-02&sig=${drawn(43)}%3D`,
        value: `${drawn(43)}%3D`,
      },
      {
        text: `https://b.s3.amazonaws.com/k?X-Amz-Expires=900&X-Amz-Signature=${drawn(64, '3fa9c07e51b8d264')}`,
        value: drawn(64, '3fa9c07e51b8d264'),
      },
    ],
    noMatch: ['https://example.com/?sig=short', `https://example.com/?signal=${drawn(43)}`],
  },
})

/** The shared secret of one-time passwords, as QR codes carry it. */
const otpSeed = entityPattern({
  entity: 'API_KEY',
  regex:
    /otpauth:\/\/[ht]otp\/[A-Za-z0-9%:@._~+-]{1,120}\?[A-Za-z0-9%=&._~+-]{0,200}secret=[A-Z2-7]{16,128}(?![A-Z2-7])/i,
  keywords: ['otpauth://'],
  score: 0.95,
  examples: {
    match: [`otpauth://totp/Example:jo?issuer=Example&secret=${drawn(32, 'QZ7LM3XW2RBKD5VH')}`],
    noMatch: ['otpauth://totp/Example:jo?issuer=Example', 'https://example.com/?secret=QZ7LM3XW2RBKD5VH'],
  },
})

export const linkRecognizers: readonly Recognizer[] = [...webhooks, connection, pairs, signed, otpSeed]
