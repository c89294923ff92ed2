import type { Recognizer } from '../../../core/ports.js'
import { entityPattern } from './entity-pattern.js'

/**
 * Names of which somebody left the first letters: `J*** S****`. Beside an address or a number that is enough to
 * say who it is.
 */
const maskedName = entityPattern({
  entity: 'PERSON',
  regex:
    /(?<![A-Za-z0-9*█_])(?:\p{Lu}\p{Ll}?(?:\*{3,15}|█{3,15})|(?:\p{Lu}\p{Ll}?(?:\*{2,15}|█{2,15})|\p{Lu}\.)(?: \p{Lu}\.)?[ -]\p{Lu}\p{Ll}?(?:\*{2,15}|█{2,15}))(?:[ -]\p{Lu}\p{Ll}?(?:\*{2,15}|█{2,15}))?(?![A-Za-z0-9*█])/u,
  score: 0.6,
  examples: {
    match: [
      'J*** S****',
      { text: 'the record of J**** T*****, born', value: 'J**** T*****' },
      { text: '患者はM█████ K█████です', value: 'M█████ K█████' },
    ],
    noMatch: [
      'A* search',
      'Dr. **bold**',
      'note **B** and **C**',
      'C** pointer',
      'password: ********',
      '5***',
      'F*',
    ],
  },
})

/** Of a text without capitals two words at least: one alone is an oath. */
const maskedSmall = entityPattern({
  entity: 'PERSON',
  regex:
    /(?<![A-Za-z0-9*█_])(?:\p{Ll}(?:\*{3,15}|█{3,15})(?: \p{Ll}\.)?[ -]\p{Ll}(?:\*{3,15}|█{3,15})|\p{Ll}(?:\*{2,15}|█{2,15})(?: \p{Ll}\.)?[ -]\p{Ll}(?:\*{5,15}|█{5,15}))(?![A-Za-z0-9*█])/u,
  score: 0.55,
  examples: {
    match: [
      { text: 'follow up with p******* d********* soon', value: 'p******* d*********' },
      { text: 'e*** g. s********', value: 'e*** g. s********' },
    ],
    noMatch: ['what the f***', 'f*** y**', 'a ** b', 'c** p**', 'two*** words'],
  },
})

/** One word in small letters, where the words before it speak of somebody. */
const maskedByCue = entityPattern({
  entity: 'PERSON',
  regex: /(?<![A-Za-z0-9*█_])\p{L}(?:\*{2,15}|█{2,15})(?![A-Za-z0-9*█])/u,
  context: {
    cues: [
      'name',
      'name is',
      'named',
      'called',
      'call me',
      'mr',
      'mrs',
      'ms',
      'miss',
      'dr',
      'dear',
      'hi',
      'hello',
      'patient',
      'customer',
      'by',
      'with',
      'person',
      'starring',
      'leave me',
      'gender of',
    ],
    within: 12,
    score: 0.6,
    required: true,
  },
  score: 0.6,
  examples: {
    match: [{ text: 'my name is b******', value: 'b******' }],
    noMatch: ['what the f***', 'b******', 'C** pointer'],
  },
})

/** A title is one although the name behind it is hidden. */
const titleOfMasked = entityPattern({
  entity: 'TITLE',
  regex:
    /(?<![A-Za-z0-9])(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Madam|Rev|Herr|Frau|Mme|Sra?|Hon)(?=\.? \p{L}\p{Ll}?[*█]{2})/u,
  score: 0.8,
  examples: {
    match: [
      { text: 'correct it to Dr. C****** F******?', value: 'Dr' },
      { text: 'Mrs S****', value: 'Mrs' },
    ],
    noMatch: ['Dr. Strange', 'Mr *', 'Mr. **bold**'],
  },
})

/** The last digits that a mask leaves, where words say whose number it is; an address of which a letter is left. */
const maskedNumber = entityPattern({
  entity: 'US_SSN',
  class: 'contact',
  locales: [],
  regex: /(?<![0-9A-Za-z*#•█])[*#xX•█]{3}-[*#xX•█]{2}-[0-9]{4}(?![0-9A-Za-z-])/,
  canonical: (value) => `ends ${value.slice(-4)}`,
  score: 0.7,
  examples: {
    match: ['***-**-6789', { text: 'SSN: XXX-XX-6789.', value: 'XXX-XX-6789' }],
    noMatch: ['***-**-****', '***-**-67', 'xx-xx-6789'],
  },
})

const maskedAddress = entityPattern({
  entity: 'EMAIL_ADDRESS',
  regex:
    /(?<![A-Za-z0-9._%+*•█-])[A-Za-z0-9]{1,3}(?:[*•█]{1,15}|\.{2,6}|…)[A-Za-z0-9]{0,3}@[A-Za-z0-9*•█](?:[A-Za-z0-9*•█-]{0,40})(?:\.[A-Za-z0-9-]{1,30}){0,3}\.[A-Za-z]{2,10}(?![A-Za-z0-9@-])/,
  canonical: (value) => value.replace(/[*•█.…]+(?=[^@]*@)/, '*').toLowerCase(),
  score: 0.7,
  examples: {
    match: [
      'j***@example.com',
      { text: 'Write to j…@example.com.', value: 'j…@example.com' },
      'jo****h@example.co.uk',
    ],
    noMatch: ['a*b@c', '**@example', 'f(*args)@x'],
  },
})

/** 山** 太*様, 氏名：田中●●: the first character is left, and what stands around it says that it is a name. */
const LEFT = '[\u3041-\u30ff\u4e00-\u9fff]'
const HIDDEN = `${LEFT}{1,2}[*○●〇◯█]{1,6}(?:[ ・]?${LEFT}{0,2}[*○●〇◯█]{1,6})?`
const maskedJapanese = entityPattern({
  entity: 'PERSON',
  locales: ['ja'],
  regex: new RegExp(
    `(?<=(?:氏名|名前|名義|フリガナ|ふりがな|予約名|担当者?|宛名|妻|夫|父|母|患者)[:は・の ] ?)${HIDDEN}|(?<![*○●〇◯█])${HIDDEN}(?=[ ]?(?:様|さん|さま|氏|殿|先生|君|ちゃん|と申し))`,
  ),
  canonical: (value) => value.replace(/[*○●〇◯█]+/g, '*'),
  score: 0.65,
  examples: {
    match: [
      { text: '遠***様\n\n下記', value: '遠***' },
      { text: '氏名：青*　恵*', value: '青* 恵*' },
      { text: '口座名義 す** け***', value: 'す** け***' },
    ],
    noMatch: ['※**注意**', '電話番号：03-****', '売上は○です', '評価：●○○'],
  },
})

export const maskedRecognizers: readonly Recognizer[] = [
  maskedJapanese,
  maskedName,
  maskedSmall,
  maskedByCue,
  titleOfMasked,
  maskedNumber,
  maskedAddress,
]
