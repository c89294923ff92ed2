import type { EntityRows } from './entity.js'

/** Numbers given in North and South America. */
export const AMERICAS = {
  US_SSN: {
    class: 'high-risk',
    locales: ['en-US'],
    aliases: ['SOCIAL_SECURITY_NUMBER'],
    labels: {
      number: [
        ['text+value', 'en', 'ssn'],
        ['text', 'en', 'ssns', 'ss#'],
        ['text+value', 'en', 'social security', 'social security number'],
        ['text', 'en', 'itin'],
        ['text', 'en', 'taxpayer', 'tin'],
      ],
      beside: [['value', 'en', 'social security no']],
    },
  },
  /** Of the same make as a social security number: who issued it is not written on it. */
  US_ITIN: { class: 'high-risk', locales: ['en-US'], family: 'US_SSN' },
  US_PASSPORT: {
    class: 'high-risk',
    locales: ['en-US'],
    labels: { number: [['text', 'en', 'passport', 'passport number', 'passport no']] },
  },
  US_DRIVER_LICENSE: {
    class: 'high-risk',
    locales: ['en-US'],
    aliases: ['DRIVER_LICENSE'],
    labels: {
      number: [
        ['text', 'en', "driver's license", 'drivers license', 'driver license', 'driving licence'],
        ['text', 'en', "driver's licence", 'license number'],
      ],
    },
  },
  US_BANK_ROUTING: {
    class: 'high-risk',
    locales: ['en-US'],
    presidio: 'ABA_ROUTING_NUMBER',
    labels: {
      number: [['text', 'en', 'routing', 'aba', 'rtn']],
      beside: [
        ['value', 'en', 'routing number', 'aba number', 'routing no', 'aba routing number'],
        ['value', 'en', 'routing transit number'],
      ],
    },
  },
  US_NPI: {
    class: 'contact',
    locales: ['en-US'],
    labels: { number: [['text', 'en', 'npi', 'provider identifier', 'national provider']] },
  },
  US_MBI: { class: 'high-risk', locales: ['en-US'] },
  US_DEA: {
    class: 'contact',
    locales: ['en-US'],
    labels: { number: [['text', 'en', 'dea', 'prescriber', 'registration']] },
  },
  CA_SIN: {
    class: 'high-risk',
    locales: ['en-CA', 'fr-CA'],
    labels: {
      number: [
        ['text', 'en', 'sin', 'social insurance', 'social insurance number'],
        ['text', 'fr', 'nas', "numéro d'assurance sociale"],
      ],
    },
  },
  CA_POSTAL_CODE: { class: 'name', common: true, locales: ['en-CA', 'fr-CA'], family: 'LOCATION' },
  BR_CPF: { class: 'high-risk', locales: ['pt-BR'], labels: { number: [['text', 'pt', 'cpf']] } },
  BR_CNPJ: { class: 'name', locales: ['pt-BR'] },
  BR_CEP: {
    class: 'contact',
    locales: ['pt-BR'],
    family: 'LOCATION',
    labels: { code: [['text', 'pt', 'cep', 'código postal']] },
  },
} as const satisfies EntityRows
