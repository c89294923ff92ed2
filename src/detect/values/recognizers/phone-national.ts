import type { CountryCode } from 'libphonenumber-js/max'
import type { Recognizer, RecognizerExample } from '../../../core/ports.js'
import { readPhone } from '../phone.js'
import { entityPattern } from './entity-pattern.js'

/**
 * Telephone numbers as a country writes them at home, where the plan of that country assigns them. Japan's are in
 * `japan-phone.ts`, North America's and what begins with `+` in `contact.ts`.
 */
const BEFORE = '(?<![0-9A-Za-z$€£+/])(?<![0-9][-.,/ ])'
const BEHIND = '(?![0-9A-Za-z%€])(?![-.,/][0-9])'

interface National {
  readonly region: CountryCode
  readonly locale: string
  readonly form: string
  readonly score: number
  /** What must stand shortly before a form that other numbers have too. */
  readonly cues?: readonly string[]
  readonly match: readonly RecognizerExample[]
  readonly noMatch: readonly string[]
}

const NATIONAL: readonly National[] = [
  {
    region: 'KR',
    locale: 'ko-KR',
    form: '(?:01[016-9]-[0-9]{3,4}-[0-9]{4}|02-[0-9]{3,4}-[0-9]{4}|0(?:3[1-3]|4[1-4]|5[1-5]|6[1-4]|70)-[0-9]{3,4}-[0-9]{4}|010[2-9][0-9]{7})',
    score: 0.7,
    match: ['02-387-4381', '010-2345-6789', { text: '휴대폰 01023456789입니다', value: '01023456789' }],
    noMatch: ['02-38-4381', '010-2345-67890', '2010-2345-6789', '01123456789'],
  },
  {
    region: 'CN',
    locale: 'zh-CN',
    form: '(?:1[3-9][0-9]([- ])[0-9]{4}\\1[0-9]{4}|0[1-9][0-9]{1,2}-[2-9][0-9]{6,7})',
    score: 0.7,
    match: ['138-1234-5678', '010-65551234', { text: '请致电0571-87654321。', value: '0571-87654321' }],
    noMatch: ['138-1234-56789', '128-1234-5678', '1380-1234-5678'],
  },
  {
    region: 'CN',
    locale: 'zh-CN',
    form: '1[3-9][0-9]{9}',
    score: 0.7,
    cues: ['电话', '手机', '拨打', '致电', '联系', '微信', '电', '號碼', '号码'],
    match: [{ text: '请拨打13812345678联系', value: '13812345678' }],
    noMatch: ['13812345678', '电话 138123456789', '电话 12812345678'],
  },
  {
    region: 'BR',
    locale: 'pt-BR',
    form: '\\([1-9][0-9]\\) ?(?:9[0-9]{4}|[2-5][0-9]{3})[- ][0-9]{4}',
    score: 0.75,
    match: ['(11) 91234-5678', { text: 'Ligue para (41) 3801-8744.', value: '(41) 3801-8744' }],
    noMatch: ['(11) 1234-5678', '(11) 91234-56789', '(00) 91234-5678'],
  },
  {
    region: 'DE',
    locale: 'de-DE',
    form: '0[1-9][0-9]{1,4} ?/ ?[1-9](?:[ -]?[0-9]){4,8}',
    score: 0.7,
    match: ['030 / 5807731', '0171/5551234', { text: 'Tel. 089 / 12 34 56 7.', value: '089 / 12 34 56 7' }],
    noMatch: ['03/2024', '030 / 12', '2030 / 5807731'],
  },
  {
    region: 'IT',
    locale: 'it-IT',
    form: '(?:3[2-9][0-9][ -]?[0-9]{3}[ -]?[0-9]{4}|3[2-9][0-9]([ -])[0-9]{6,7}|0[1-9][0-9]{0,2}[ -/][0-9]{5,8})',
    score: 0.6,
    cues: [
      ...['tel', 'tel.', 'telefono', 'cellulare', 'cell', 'cell.', 'mobile', 'fax', 'whatsapp', 'numero'],
      ...['chiamare', 'chiamare il', 'chiama', 'chiamami', 'contattare', 'contatti', 'recapito'],
    ],
    match: [
      { text: 'Chiamare il 02 73163420.', value: '02 73163420' },
      { text: 'cell. 346 7735577', value: '346 7735577' },
    ],
    noMatch: ['02 73163420', 'ordine 346 7735577', 'telefono 12 73163420'],
  },
  {
    region: 'ES',
    locale: 'es-ES',
    form: '[6-9][0-9]{2}[ .-]?[0-9]{3}[ .-]?[0-9]{3}|[89][0-9][ .-][0-9]{3}[ .-][0-9]{2}[ .-][0-9]{2}',
    score: 0.65,
    cues: [
      ...['tel', 'tel.', 'tfno', 'tfno.', 'teléfono', 'telefono', 'móvil', 'movil', 'fax', 'whatsapp'],
      ...['llámame', 'llámame al', 'llamar', 'llame', 'llamen', 'contacto', 'contactar'],
    ],
    match: [
      { text: 'Llámame al 622 265 239.', value: '622 265 239' },
      { text: 'Tfno. 91 591 22 33', value: '91 591 22 33' },
    ],
    noMatch: ['622 265 239', 'teléfono 122 265 239', 'teléfono 622 265 2390'],
  },
  {
    region: 'IN',
    locale: 'en-IN',
    form: '(?:0[1-9][0-9]{1,3}-[2-7][0-9]{5,7}|[6-9][0-9]{4} [0-9]{5})',
    score: 0.6,
    match: ['022-27654321', { text: 'Office: 080-41234567', value: '080-41234567' }, '98765 43210'],
    noMatch: ['022-97654321', '58765 43210', '98765 432101'],
  },
]

function national({ region, locale, form, score, cues, match, noMatch }: National): Recognizer {
  return entityPattern({
    entity: 'PHONE_NUMBER',
    locales: [locale],
    regex: new RegExp(`${BEFORE}(?:${form})${BEHIND}`),
    validate: (value) => readPhone(value, [region]).standing === 'valid',
    canonical: (value) => readPhone(value, [region]).canonical,
    score,
    ...(cues === undefined ? {} : { context: { cues, within: 16, score, required: true } }),
    examples: { match, noMatch },
  })
}

export const nationalPhoneRecognizers: readonly Recognizer[] = NATIONAL.map(national)
