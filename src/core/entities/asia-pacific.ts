import type { EntityRows } from './entity.js'

/** Numbers given in Asia and Australia, except Japan's. Those of firms name an organization, as its name does. */
export const ASIA_PACIFIC = {
  IN_AADHAAR: {
    class: 'high-risk',
    locales: ['en-IN', 'hi-IN'],
    labels: {
      number: [
        ['text', 'en', 'aadhaar', 'aadhar', 'uidai', 'uid'],
        ['text', 'hi', 'आधार'],
      ],
    },
  },
  IN_PAN: {
    class: 'high-risk',
    locales: ['en-IN'],
    labels: { number: [['text', 'en', 'pan', 'permanent account']] },
  },
  IN_VOTER: {
    class: 'high-risk',
    locales: ['en-IN'],
    labels: { number: [['text', 'en', 'voter', 'voter id', 'epic', 'elector', 'election card']] },
  },
  IN_IFSC: {
    class: 'contact',
    locales: ['en-IN'],
    labels: { code: [['text', 'en', 'ifsc', 'ifsc code', 'neft', 'rtgs', 'branch code']] },
  },
  IN_GSTIN: { class: 'name', common: true, locales: ['en-IN'] },
  CN_RESIDENT_ID: { class: 'high-risk', locales: ['zh-CN'] },
  CN_SOCIAL_CREDIT_CODE: { class: 'name', common: true, locales: ['zh-CN'] },
  KR_RRN: {
    class: 'high-risk',
    locales: ['ko-KR'],
    labels: {
      number: [
        ['text', 'en', 'rrn', 'resident registration'],
        ['text', 'ko', '주민등록번호', '주민번호'],
      ],
    },
  },
  KR_DRIVER_LICENSE: {
    class: 'high-risk',
    locales: ['ko-KR'],
    labels: {
      number: [
        ['text', 'ko', '운전면허', '면허번호', '면허증'],
        ['text', 'en', 'driver license'],
      ],
    },
  },
  KR_PASSPORT: {
    class: 'high-risk',
    locales: ['ko-KR'],
    labels: {
      number: [
        ['text', 'ko', '여권', '여권번호'],
        ['text', 'en', 'passport'],
      ],
    },
  },
  KR_BRN: {
    class: 'name',
    common: true,
    locales: ['ko-KR'],
    labels: {
      number: [
        ['text', 'ko', '사업자등록번호', '사업자번호', '사업자'],
        ['text', 'en', 'brn'],
      ],
    },
  },
  SG_NRIC_FIN: { class: 'high-risk', locales: ['en-SG'] },
  AU_TFN: {
    class: 'high-risk',
    locales: ['en-AU'],
    labels: { number: [['text', 'en', 'tfn', 'tax file', 'tax file number']] },
  },
  AU_ABN: {
    class: 'name',
    locales: ['en-AU'],
    labels: { number: [['text', 'en', 'abn', 'australian business']] },
  },
  AU_MEDICARE: {
    class: 'high-risk',
    locales: ['en-AU'],
    labels: { number: [['text', 'en', 'medicare', 'medicare number', 'medicare card']] },
  },
  AU_BSB: {
    class: 'contact',
    locales: ['en-AU'],
    labels: { code: [['text', 'en', 'bsb', 'bsb number', 'bank state branch']] },
  },
} as const satisfies EntityRows
