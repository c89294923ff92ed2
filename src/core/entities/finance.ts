import type { EntityRows } from './entity.js'

/** Cards, accounts and addresses of money that no single country gives. */
export const FINANCE = {
  CREDIT_CARD: {
    class: 'high-risk',
    labels: {
      number: [
        ['text', 'en', 'card', 'credit card', 'visa', 'mastercard', 'amex', 'pan'],
        ['text', 'ja', 'カード', 'クレジット'],
        ['text', 'zh', '信用卡'],
      ],
    },
  },
  IBAN_CODE: { class: 'high-risk', aliases: ['IBAN'] },
  BANK_ACCOUNT: {
    class: 'high-risk',
    presidio: 'US_BANK_NUMBER',
    family: 'US_BANK_NUMBER',
    aliases: ['BANK_ACCOUNT_NUMBER'],
    labels: {
      number: [
        ['text', 'en', 'account number', 'account no', 'account no.', 'account #', 'acct', 'a/c'],
        ['text', 'ja', '口座番号', '普通', '当座', '普通預金'],
      ],
    },
  },
  SWIFT_CODE: {
    class: 'name',
    common: true,
    labels: { code: [['text', 'en', 'swift', 'bic', 'swift code', 'bic code']] },
  },
  CRYPTO: { class: 'high-risk' },
} as const satisfies EntityRows
