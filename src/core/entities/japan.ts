import type { EntityRows } from './entity.js'

const locales = ['ja-JP'] as const

/** Numbers that Japan's state, banks and roads give. */
export const JAPAN = {
  JP_MY_NUMBER: {
    class: 'high-risk',
    locales,
    labels: {
      number: [
        ['text+head', 'ja', 'マイナンバー'],
        ['text', 'ja', 'マイ・ナンバー'],
        ['text+head', 'ja', '個人番号'],
        ['text', 'en', 'my number', 'mynumber', 'individual number'],
        ['text', 'ja', '通知カード'],
      ],
    },
  },
  JP_RESIDENCE_CARD: { class: 'high-risk', locales },
  JP_PASSPORT: {
    class: 'high-risk',
    locales,
    labels: {
      number: [
        ['text', 'ja', '旅券'],
        ['text+head', 'ja', '旅券番号'],
        ['text', 'ja', 'パスポート'],
        ['text', 'en', 'passport'],
        ['head', 'ja', 'パスポート番号', 'パスポートNo.'],
      ],
    },
  },
  JP_DRIVER_LICENSE: {
    class: 'high-risk',
    locales,
    labels: {
      number: [
        ['text', 'ja', '免許'],
        ['text+head', 'ja', '免許証', '免許証番号', '免許番号'],
        ['text', 'ja', '運転経歴証明書'],
        ['text', 'en', 'driver license', "driver's license"],
        ['head', 'ja', '免許証No.'],
      ],
    },
  },
  JP_PENSION_NUMBER: {
    class: 'high-risk',
    locales,
    labels: {
      number: [
        ['field', 'en', 'jp pension number', 'pension number', 'basic pension number'],
        ['text+head', 'ja', '年金番号'],
        ['text+field', 'ja', '基礎年金番号'],
        ['text', 'ja', '年金手帳', '年金証書'],
      ],
    },
  },
  JP_HEALTH_INSURANCE: {
    class: 'high-risk',
    locales,
    labels: {
      /** Of the insurer, with a check digit. */
      insurer: [
        ['field', 'en', 'jp health insurance', 'health insurance', 'insured number', 'insurer number'],
        ['text+head+field', 'ja', '保険者番号'],
        ['text', 'ja', '負担者番号', '受給者番号'],
      ],
      /** Of the insured. */
      insured: [
        ['text', 'ja', '被保険者証の記号番号'],
        ['text+head', 'ja', '被保険者番号'],
        ['text', 'ja', '被保険者記号・番号'],
        ['text+head', 'ja', '保険証番号'],
        ['text', 'ja', '保険証の番号', '保険証記号', '保険証の記号', '健康保険番号', '介護保険番号'],
        ['text+head', 'ja', '記号・番号', '記号番号'],
        ['text', 'ja', '記号及び番号'],
      ],
      /** The card; 記号 and 番号 stand beside the value itself. */
      card: [['text', 'ja', '保険', '被保険者', '被保険者証', '保険証', '健保']],
    },
  },
  JP_BANK_ACCOUNT: {
    class: 'high-risk',
    locales,
    family: 'US_BANK_NUMBER',
    labels: {
      english: [
        ['field', 'en', 'jp bank account', 'bank account', 'bank account number'],
        ['text+field', 'en', 'account number'],
      ],
      number: [['text+head+field', 'ja', '口座番号']],
      account: [
        ['text', 'ja', '口座No'],
        ['text+head', 'ja', '預金口座'],
        ['text', 'ja', '銀行口座'],
        ['text+head', 'ja', '振込口座'],
        ['text', 'ja', '振込先', '引落口座'],
      ],
      /** ゆうちょ銀行, before and behind 口座番号. */
      postal: [['text', 'ja', 'ゆうちょ', '郵貯', '郵便貯金', '記号', '記号番号', '振替口座']],
      postalTransfer: [['text', 'ja', '郵便振替']],
    },
  },
  /** Public: it names an organization, as its name does. */
  JP_CORPORATE_NUMBER: {
    class: 'name',
    common: true,
    locales,
    labels: {
      english: [
        ['field', 'en', 'jp corporate number'],
        ['text+field', 'en', 'corporate number'],
        ['field', 'en', 'invoice number'],
      ],
      number: [
        ['text+field', 'ja', '法人番号'],
        ['text', 'ja', '登録番号', 'インボイス', '適格請求書'],
        ['text', 'mul', 'T'],
      ],
    },
  },
  JP_VEHICLE_PLATE: { class: 'contact', locales },
} as const satisfies EntityRows
