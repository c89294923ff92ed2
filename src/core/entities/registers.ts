import type { EntityRows } from './entity.js'

/**
 * Numbers that more countries give to people, firms and cars. They wait for their label, or for a service or scanner
 * that names the country. Those of firms and cars say less than those of people.
 */
export const REGISTERS = {
  TH_TNIN: {
    class: 'high-risk',
    locales: ['th-TH'],
    labels: {
      number: [
        ['text', 'th', 'เลขประจำตัวประชาชน', 'บัตรประชาชน'],
        ['text', 'en', 'tnin', 'thai id'],
      ],
    },
  },
  TR_NATIONAL_ID: {
    class: 'high-risk',
    locales: ['tr-TR'],
    labels: { number: [['text', 'tr', 'kimlik', 'tckn']] },
  },
  ZA_ID_NUMBER: {
    class: 'high-risk',
    locales: ['en-ZA'],
    labels: { number: [['text', 'en', 'south african id', 'rsa id', 'id number', 'identity number']] },
  },
  NG_NIN: {
    class: 'high-risk',
    locales: ['en-NG'],
    labels: { number: [['text', 'en', 'nin', 'national identification number', 'nimc']] },
  },
  NG_VEHICLE_REGISTRATION: {
    class: 'contact',
    locales: ['en-NG'],
    labels: { plate: [['text', 'en', 'plate number', 'number plate', 'vehicle registration']] },
  },
  PH_TIN: {
    class: 'high-risk',
    locales: ['en-PH', 'fil-PH'],
    labels: { number: [['text', 'en', 'tin', 'taxpayer', 'bir']] },
  },
  PH_UMID: {
    class: 'high-risk',
    locales: ['en-PH', 'fil-PH'],
    labels: { number: [['text', 'en', 'umid', 'crn', 'common reference number']] },
  },
  PH_PASSPORT: {
    class: 'high-risk',
    locales: ['en-PH', 'fil-PH'],
    family: 'US_PASSPORT',
    labels: {
      number: [
        ['text', 'en', 'passport'],
        ['text', 'fil', 'pasaporte'],
      ],
    },
  },
  SG_UEN: {
    class: 'name',
    locales: ['en-SG'],
    labels: { number: [['text', 'en', 'uen', 'unique entity number', 'business registration']] },
  },
  UK_DRIVING_LICENCE: {
    class: 'high-risk',
    locales: ['en-GB'],
    family: 'US_DRIVER_LICENSE',
    labels: { number: [['text', 'en', 'driving licence', 'driver number', 'dvla', 'licence number']] },
  },
  UK_PASSPORT: {
    class: 'high-risk',
    locales: ['en-GB'],
    family: 'US_PASSPORT',
    labels: { number: [['text', 'en', 'british passport', 'uk passport', 'passport']] },
  },
  UK_VEHICLE_REGISTRATION: {
    class: 'contact',
    locales: ['en-GB'],
    labels: { plate: [['text', 'en', 'number plate', 'vehicle registration', 'registration number', 'vrn']] },
  },
  IN_VEHICLE_REGISTRATION: {
    class: 'contact',
    locales: ['en-IN'],
    labels: {
      plate: [['text', 'en', 'vehicle registration', 'vehicle number', 'registration number', 'rto']],
    },
  },
  IN_PASSPORT: {
    class: 'high-risk',
    locales: ['en-IN'],
    family: 'US_PASSPORT',
    labels: { number: [['text', 'en', 'passport', 'indian passport']] },
  },
  DE_PASSPORT: {
    class: 'high-risk',
    locales: ['de-DE'],
    family: 'US_PASSPORT',
    labels: { number: [['text', 'de', 'reisepass', 'passnummer', 'pass-nr']] },
  },
  DE_HEALTH_INSURANCE: {
    class: 'high-risk',
    locales: ['de-DE'],
    labels: {
      number: [
        ['text', 'de', 'krankenversichertennummer', 'versichertennummer', 'kvnr', 'krankenkasse'],
        ['text', 'de', 'gesundheitskarte', 'egk'],
      ],
    },
  },
  DE_LANR: {
    class: 'contact',
    locales: ['de-DE'],
    labels: { number: [['text', 'de', 'lanr', 'arztnummer']] },
  },
  DE_TAX_NUMBER: {
    class: 'high-risk',
    locales: ['de-DE'],
    labels: { number: [['text', 'de', 'steuernummer', 'steuer-nr', 'st.-nr', 'stnr']] },
  },
  DE_FUEHRERSCHEIN: {
    class: 'high-risk',
    locales: ['de-DE'],
    family: 'US_DRIVER_LICENSE',
    labels: { number: [['text', 'de', 'führerschein', 'führerscheinnummer', 'fahrerlaubnis']] },
  },
  DE_HANDELSREGISTER: {
    class: 'name',
    locales: ['de-DE'],
    labels: {
      number: [['text', 'de', 'handelsregister', 'amtsgericht', 'registergericht', 'registernummer']],
    },
  },
  DE_KFZ: {
    class: 'contact',
    locales: ['de-DE'],
    labels: { plate: [['text', 'de', 'kennzeichen', 'kfz', 'fahrzeug']] },
  },
  VAT_NUMBER: {
    class: 'name',
    aliases: ['DE_VAT_ID', 'VAT_ID'],
    labels: {
      number: [
        ['text', 'en', 'vat', 'vat number', 'vat id'],
        ['text', 'de', 'ust-id', 'ust-idnr', 'umsatzsteuer', 'mwst'],
        ['text', 'fr', 'tva'],
        ['text', 'it', 'iva'],
        ['text', 'nl', 'btw'],
        ['text', 'sv', 'moms'],
        ['text', 'pl', 'nip'],
        ['text', 'fi', 'alv'],
        ['text', 'cs', 'dič'],
      ],
    },
  },
  SE_ORGANISATIONSNUMMER: {
    class: 'name',
    locales: ['sv-SE'],
    labels: {
      number: [['text', 'sv', 'organisationsnummer', 'organisationsnr', 'orgnr', 'org.nr', 'org nr']],
    },
  },
  ES_PASSPORT: {
    class: 'high-risk',
    locales: ['es-ES'],
    family: 'US_PASSPORT',
    labels: { number: [['text', 'es', 'pasaporte']] },
  },
  IT_PASSPORT: {
    class: 'high-risk',
    locales: ['it-IT'],
    family: 'US_PASSPORT',
    labels: { number: [['text', 'it', 'passaporto']] },
  },
  IT_IDENTITY_CARD: {
    class: 'high-risk',
    locales: ['it-IT'],
    labels: { number: [['text', 'it', "carta d'identità", 'carta di identità', 'carta identità', 'cie']] },
  },
  IT_DRIVER_LICENSE: {
    class: 'high-risk',
    locales: ['it-IT'],
    family: 'US_DRIVER_LICENSE',
    labels: { number: [['text', 'it', 'patente']] },
  },
  KR_FRN: {
    class: 'high-risk',
    locales: ['ko-KR'],
    labels: {
      number: [
        ['text', 'ko', '외국인등록번호', '외국인'],
        ['text', 'en', 'frn', 'foreigner registration'],
      ],
    },
  },
  AU_ACN: {
    class: 'name',
    locales: ['en-AU'],
    labels: { number: [['text', 'en', 'acn', 'australian company']] },
  },
} as const satisfies EntityRows
