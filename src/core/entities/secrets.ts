import type { EntityRows } from './entity.js'

/** What opens something to whoever holds it. */
export const SECRETS = {
  API_KEY: {
    class: 'secret',
    labels: {
      key: [
        ['text', 'en', 'secret', 'token', 'credential', 'credentials', 'api key', 'apikey', 'access key'],
        ['text', 'en', 'private key', 'signing key', 'key', 'keys', 'password'],
        ['text', 'ja', '秘密', '鍵', 'シークレット', 'トークン', 'キー'],
        ['text', 'zh', '密钥', '令牌'],
        ['text', 'ko', '토큰'],
      ],
    },
  },
  ACCESS_TOKEN: { class: 'secret' },
  PRIVATE_KEY: { class: 'secret' },
  PASSWORD: { class: 'secret' },
  PASSWORD_HASH: { class: 'secret' },
  CONNECTION_STRING: { class: 'secret' },
  SIGNED_URL: { class: 'secret' },
  WEBHOOK_URL: { class: 'secret' },
} as const satisfies EntityRows
