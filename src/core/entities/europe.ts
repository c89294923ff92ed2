import type { EntityRows } from './entity.js'

/** Numbers that states and banks of Europe give. Those of firms name an organization, as its name does. */
export const EUROPE = {
  UK_NINO: { class: 'high-risk', locales: ['en-GB'] },
  UK_NHS: {
    class: 'high-risk',
    locales: ['en-GB'],
    labels: { number: [['text', 'en', 'nhs', 'nhs number', 'nhs no', 'health service']] },
  },
  UK_SORT_CODE: {
    class: 'contact',
    locales: ['en-GB'],
    labels: { code: [['text', 'en', 'sort code', 'sortcode', 'sort']] },
  },
  UK_POSTCODE: { class: 'name', common: true, locales: ['en-GB'], family: 'LOCATION' },
  DE_TAX_ID: {
    class: 'high-risk',
    locales: ['de-DE'],
    labels: {
      number: [
        ['text', 'de', 'steuer-id', 'steuerid', 'steuer-idnr', 'idnr', 'steueridentifikationsnummer'],
        ['text', 'de', 'identifikationsnummer'],
        ['text', 'en', 'tax id', 'tin'],
      ],
    },
  },
  DE_ID_CARD: {
    class: 'high-risk',
    locales: ['de-DE'],
    labels: {
      number: [
        ['text', 'de', 'personalausweis', 'ausweisnummer', 'ausweis-nr', 'ausweis', 'reisepass'],
        ['text', 'de', 'passnummer'],
        ['text', 'en', 'identity card', 'id card'],
      ],
    },
  },
  DE_SOCIAL_SECURITY: { class: 'high-risk', locales: ['de-DE'] },
  FR_NIR: { class: 'high-risk', locales: ['fr-FR'] },
  FR_SIREN: {
    class: 'name',
    locales: ['fr-FR'],
    labels: { number: [['text', 'fr', 'siren', 'siret', 'rcs']] },
  },
  ES_NIF: { class: 'high-risk', locales: ['es-ES'] },
  ES_NIE: { class: 'high-risk', locales: ['es-ES'] },
  IT_FISCAL_CODE: { class: 'high-risk', locales: ['it-IT'] },
  IT_VAT_CODE: {
    class: 'name',
    locales: ['it-IT'],
    labels: { number: [['text', 'it', 'partita iva', 'p.iva', 'p. iva', 'piva', 'vat']] },
  },
  NL_BSN: {
    class: 'high-risk',
    locales: ['nl-NL'],
    labels: { number: [['text', 'nl', 'bsn', 'burgerservicenummer', 'sofinummer', 'sofi-nummer']] },
  },
  PL_PESEL: {
    class: 'high-risk',
    locales: ['pl-PL'],
    labels: { number: [['text', 'pl', 'pesel']] },
  },
  SE_PERSONNUMMER: { class: 'high-risk', locales: ['sv-SE'] },
  FI_PERSONAL_CODE: { class: 'high-risk', locales: ['fi-FI'], presidio: 'FI_PERSONAL_IDENTITY_CODE' },
} as const satisfies EntityRows
