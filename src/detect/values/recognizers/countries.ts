import type { EntityName } from '../../../core/entities.js'
import type { Recognizer } from '../../../core/ports.js'
import { luhn, verhoeff } from '../checks/checksum.js'
import { icaoCheck } from '../checks/national.js'
import {
  australianCompany,
  euVat,
  germanDoctor,
  germanInsured,
  thaiId,
  turkishId,
} from '../checks/registers.js'
import { CODE_BEFORE, CODE_BEHIND, codeOf, DIGITS_BEFORE, DIGITS_BEHIND, digitsOf } from './edges.js'
import { entityPattern } from './entity-pattern.js'

/** Numbers of more countries: behind a word that names them, or anywhere once their country is asked for. */
interface CountrySpec {
  /** Expression of the value, without its edges; of digits alone, or with letters. */
  readonly digits?: string
  readonly code?: string
  readonly check?: (value: string) => boolean
  /** What stands for it, behind its label; and the same with one mistake. */
  readonly label: string
  readonly value: string
  readonly wrong: string
  /** Neither a check digit nor its shape tells it: only its label does, wherever one asks. */
  readonly labelled?: true
  /** A shape that says nothing unless the entity is asked for. */
  readonly byEntity?: string
}

function country(
  entity: EntityName,
  { digits, code, check, label, value, wrong, labelled, byEntity }: CountrySpec,
): Recognizer {
  const regex =
    digits === undefined
      ? new RegExp(`${CODE_BEFORE}(?:${code})${CODE_BEHIND}`)
      : new RegExp(`${DIGITS_BEFORE}(?:${digits})${DIGITS_BEHIND}`)
  const validate = check === undefined ? {} : { validate: (text: string) => check(codeOf(text)) }
  return entityPattern({
    entity,
    regex,
    ...validate,
    ...(labelled === true ? {} : { bare: true }),
    asked: {
      ...(code === undefined || labelled === true
        ? {}
        : { regex: new RegExp(regex.source, 'i'), ...validate }),
      ...(byEntity === undefined
        ? {}
        : { byEntity: new RegExp(`${CODE_BEFORE}(?:${byEntity})${CODE_BEHIND}`) }),
    },
    canonical: digits === undefined ? codeOf : digitsOf,
    context: { within: 40, score: 0.85, required: true },
    score: 0.6,
    examples: {
      match: [{ text: `${label}: ${value}`, value }],
      noMatch: [value, `${label}: ${wrong}`],
    },
  })
}

const STATES =
  '(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|T[NRS]|U[AKP]|WB)'
const EU_VAT =
  'ATU[0-9]{8}|BE ?[01][0-9]{3}\\.?[0-9]{3}\\.?[0-9]{3}|BG[0-9]{9,10}|CY[0-9]{8}[A-Z]|CZ[0-9]{8,10}|DE ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}|' +
  'DK ?[0-9]{8}|EE[0-9]{9}|EL[0-9]{9}|ES[A-Z0-9][0-9]{7}[A-Z0-9]|FI[0-9]{8}|FR ?[0-9A-Z]{2} ?[0-9]{3} ?[0-9]{3} ?[0-9]{3}|' +
  'GB ?[0-9]{3} ?[0-9]{4} ?[0-9]{2}|HR[0-9]{11}|HU[0-9]{8}|IE[0-9]{7}[A-Z]{1,2}|IT[0-9]{11}|LT[0-9]{9}|LT[0-9]{12}|LU[0-9]{8}|LV[0-9]{11}|' +
  'MT[0-9]{8}|NL[0-9]{9}B[0-9]{2}|PL ?[0-9]{10}|PT[0-9]{9}|RO[0-9]{6,10}|SE[0-9]{10}01|SI[0-9]{8}|SK[0-9]{10}|CHE-?[0-9]{3}\\.?[0-9]{3}\\.?[0-9]{3}'

export const countryRecognizers: readonly Recognizer[] = [
  country('TH_TNIN', {
    digits: '[1-8](-?)[0-9]{4}\\1[0-9]{5}\\1[0-9]{2}\\1[0-9]',
    check: thaiId,
    label: 'Thai ID',
    value: '1-1017-00203-45-0',
    wrong: '1-1017-00203-45-1',
  }),
  country('TR_NATIONAL_ID', {
    digits: '[1-9][0-9]{10}',
    check: turkishId,
    label: 'Kimlik no',
    value: '10458923158',
    wrong: '10458923159',
  }),
  country('ZA_ID_NUMBER', {
    digits: '[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01]) ?[0-9]{4} ?[0-2][89][0-9]',
    check: luhn,
    label: 'RSA ID',
    value: '8001015009087',
    wrong: '8001015009088',
  }),
  country('NG_NIN', {
    digits: '[0-9]{11}',
    check: verhoeff,
    label: 'NIN',
    value: '47291830565',
    wrong: '47291830566',
  }),
  country('NG_VEHICLE_REGISTRATION', {
    code: '[A-Z]{3}-[0-9]{3}[A-Z]{2}',
    label: 'plate number',
    value: 'KJA-482DE',
    wrong: 'KJA-482',
  }),
  country('PH_TIN', {
    digits: '[0-9]{3}-[0-9]{3}-[0-9]{3}(?:-[0-9]{3,5})?',
    label: 'TIN',
    value: '472-918-305-000',
    wrong: '472-918-30',
  }),
  country('PH_UMID', {
    digits: '[0-9]{4}-[0-9]{7}-[0-9]',
    label: 'UMID',
    value: '0028-1215160-9',
    wrong: '0028-121516-9',
  }),
  country('PH_PASSPORT', {
    code: '[A-Z][0-9]{7}[A-Z]',
    label: 'passport',
    value: 'P4729183B',
    wrong: 'P472918B',
  }),
  country('SG_UEN', {
    code: '[TSR][0-9]{2}[A-Z]{2}[0-9]{4}[A-Z]|(?:19|20)[0-9]{7}[A-Z]|[0-9]{8}[A-Z]',
    label: 'UEN',
    value: 'T08GB0046G',
    wrong: 'T08GB046G',
  }),
  country('UK_DRIVING_LICENCE', {
    code: '[A-Z]{1,5}9{0,4}[0-9][0156][0-9][0-3][0-9]{2}[A-Z][A-Z9][0-9A-HJ-NP-Z][A-Z]{2}',
    check: (value) => value.length === 16,
    label: 'driving licence',
    value: 'MORGA657054SM9IJ',
    wrong: 'MORGA657954SM9I',
  }),
  country('UK_PASSPORT', {
    digits: '[0-9]{9}',
    label: 'UK passport',
    value: '472918305',
    wrong: '47291830',
    labelled: true,
  }),
  country('UK_VEHICLE_REGISTRATION', {
    code: '[A-HJ-PR-Y][A-HJ-PR-Y](?:0[1-9]|[12567][0-9])(?<!50)[ -]?[A-HJ-PR-Z]{3}',
    // Of before 2001, by the letter of its year.
    byEntity: '[A-HJ-NPR-TV-Y][0-9]{1,3} ?[A-HJ-PR-Z]{3}|[A-HJ-PR-Z]{3} ?[0-9]{1,3}[A-HJ-NPR-TV-Y]',
    label: 'number plate',
    value: 'LK21 XPT',
    wrong: 'LK2 XPT',
  }),
  country('IN_VEHICLE_REGISTRATION', {
    code: `${STATES}[ -]?[0-9]{1,2}[ -]?[A-Z]{1,3}[ -]?[0-9]{4}`,
    label: 'vehicle number',
    value: 'MH 12 AB 4729',
    wrong: 'MH 12 AB 47',
  }),
  country('IN_PASSPORT', {
    code: '[A-PR-WY][1-9][0-9] ?[0-9]{4}[1-9]',
    label: 'passport',
    value: 'K4729183',
    wrong: 'K472918',
  }),
  country('DE_PASSPORT', {
    code: '[CFGHJK][CFGHJKLMNPRTVWXYZ0-9]{8}[0-9]',
    check: icaoCheck,
    label: 'Reisepass',
    value: 'C01X00T478',
    wrong: 'C01X00T479',
  }),
  country('DE_HEALTH_INSURANCE', {
    code: '[A-Z][0-9]{9}',
    check: germanInsured,
    label: 'Versichertennummer',
    value: 'M815402790',
    wrong: 'M815402791',
  }),
  country('DE_LANR', {
    digits: '[0-9]{9}',
    check: germanDoctor,
    label: 'LANR',
    value: '472918634',
    wrong: '472918734',
  }),
  country('DE_TAX_NUMBER', {
    digits: '[0-9]{2,3}/[0-9]{3,4}/[0-9]{4,5}|[0-9]{3} [0-9]{3} [0-9]{5}',
    label: 'Steuernummer',
    value: '21/815/08150',
    wrong: '21/815',
  }),
  country('DE_FUEHRERSCHEIN', {
    code: '[A-Z][0-9]{2}[0-9A-Z]{6}[0-9][0-9A-Z]',
    label: 'Führerschein',
    value: 'B072RRE2I55',
    wrong: 'B072RRE2I5',
    labelled: true,
    byEntity: '[0-9A-Z][0-9]{2}[0-9A-Z]{6}[0-9][0-9A-Z](?<=[A-Z][0-9A-Z]{0,10})',
  }),
  country('DE_HANDELSREGISTER', {
    code: 'HR[AB] ?[0-9]{1,6}(?: ?[A-Z]{1,2})?',
    label: 'Amtsgericht Köln',
    value: 'HRB 47291',
    wrong: 'HRC 47291',
  }),
  country('DE_KFZ', {
    code: '[A-ZÄÖÜ]{1,3}-[A-Z]{1,2} [1-9][0-9]{0,3}[EH]?',
    label: 'Kennzeichen',
    value: 'K-XP 4729',
    wrong: 'K-XP 0729',
  }),
  country('VAT_NUMBER', {
    code: EU_VAT,
    check: euVat,
    label: 'VAT number',
    value: 'DE472918302',
    wrong: 'DE472918303',
  }),
  country('SE_ORGANISATIONSNUMMER', {
    digits: '[0-9]{2}[2-9][0-9]{3}-[0-9]{4}',
    check: luhn,
    label: 'Org.nr',
    value: '556703-7485',
    wrong: '556703-7486',
  }),
  country('ES_PASSPORT', {
    code: '[A-Z]{3}[0-9]{6}',
    label: 'Pasaporte',
    value: 'XDB472918',
    wrong: 'XDB47291',
  }),
  country('IT_PASSPORT', {
    code: '[A-Z]{2}[0-9]{7}',
    label: 'Passaporto',
    value: 'YA4729183',
    wrong: 'YA472918',
  }),
  country('IT_IDENTITY_CARD', {
    code: '[A-Z]{2} ?[0-9]{7}|[0-9]{7}[A-Z]{2}|[A-Z]{2}[0-9]{5}[A-Z]{2}',
    label: 'Carta di identità',
    value: 'CA47291AA',
    wrong: 'CA4729AA',
  }),
  country('IT_DRIVER_LICENSE', {
    code: '[A-Z]{2}[0-9]{7}[A-Z]|U1[BCDFGHJ-NPR-TW-Z0-9]{7}[A-Z]',
    label: 'Patente',
    value: 'AB4729183C',
    wrong: 'AB472918C',
  }),
  country('KR_FRN', {
    digits: '[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])-?[5-8][0-9]{6}',
    label: '외국인등록번호',
    value: '8504125472918',
    wrong: '8504121472918',
  }),
  country('AU_ACN', {
    digits: '[0-9]{3} ?[0-9]{3} ?[0-9]{3}',
    check: australianCompany,
    label: 'ACN',
    value: '004 729 186',
    wrong: '004 729 187',
  }),
]
