import type { Recognizer } from '../../../core/ports.js'
import { isReadName, isRomanName } from '../../names/index.js'
import { entityPattern } from './entity-pattern.js'

/** Persons where a form says so, and as they are read; in prose `japanese/japanese-names.ts` finds them. */

const locales = ['ja-JP']
const entity = 'PERSON'
const HAN = '\\p{sc=Han}々ヶ'
/** Half-width kana leave their voicing marks behind. */
const KATA = '[ァ-ヴー\u3099\u309a]'
const HIRA = '[ぁ-ん\u3099\u309a]'
const LABEL =
  '(?:氏名|お名前|御名前|ご氏名|名前|フリガナ|ふりがな|フリカ\u3099ナ|カナ氏名|氏名カナ|口座名義人?|名義人?|契約者名?|申請者名?|申込者名?|届出人|報告者|問い?合わせ者|入居者|被告人?|世帯主|使用者|顧客名|得意先名|担当者名?|担当|受取人|宛名|予約者?名|患者名|社員名|保護者名?|記入者|差出人|作成者|責任者|代表者名?|ご本人様?|Name)'
const FIELD = `(?<=${LABEL}(?:\\([^)\\n]{1,8}\\))?(?:["']?[ \\n]?[:|,\\t/=)】\\]]>?[ \\n"'「]{0,2}|[ \\n]|は))`
const END = '(?=様|さん|殿|氏|[ ,、。.:;/()|\\n\\t」"\'<【\\[{}]|です|と申)'
const canonical = (value: string) => value.normalize('NFC').replace(/[ ・,]/g, '')

const inField = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `${FIELD}(?!記入|入力|未定|不明|なし|別紙|同上|以下|上記|必須|任意|変更|確認|非公開|部署|住所|電話|生年|性別|匿名|口座|番号|銀行|年齢|続柄|保護|申請|担当|内線|メール|連絡|国籍|職業|所属|区分|備考|金額|学年|学部)[${HAN}]{1,4}(?: ?(?:[${HAN}]{1,3}|${KATA}{2,6}|${HIRA}{2,5})| [${HAN}]{1,3})${END}`,
    'u',
  ),
  canonical,
  score: 0.75,
  examples: {
    match: [
      { text: '氏名：勅使河原 千尋\n', value: '勅使河原 千尋' },
      { text: 'お名前 山田太郎 様', value: '山田太郎' },
      { text: '担当者（営業）：東海林さくら、', value: '東海林さくら' },
      { text: '{"氏名":"乾みゆき","年齢":41}', value: '乾みゆき' },
      { text: '【氏名】辻　ゆき【年齢】', value: '辻 ゆき' },
      { text: '報告者=原 ゆき 状況=対応中', value: '原 ゆき' },
    ],
    noMatch: ['氏名：記入してください。', '名前を決める会議', '氏名 不明。'],
  },
})

const readInField = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `${FIELD}(?:${KATA}{2,8} ${KATA}{2,8}|${HIRA}{2,8} ${HIRA}{2,8}|${KATA}{4,16}|${HIRA}{4,12})(?![ァ-ヴーぁ-ん])`,
  ),
  validate: isWholeName,
  canonical,
  score: 0.8,
  examples: {
    match: [
      { text: 'フリガナ：ヤマダタロウ', value: 'ヤマダタロウ' },
      { text: '口座名義 ﾔﾏﾀﾞ ﾀﾛｳ', value: 'ﾔﾏﾀﾞ ﾀﾛｳ' },
      { text: 'ふりがな さとう はなこ', value: 'さとう はなこ' },
      { text: '（ふりがな）みうらひろし\n', value: 'みうらひろし' },
    ],
    noMatch: ['フリガナ：カタカナデ', 'ヤマダタロウ'],
  },
})

/** With a gap at it, else with one put anywhere. */
function isWholeName(value: string): boolean {
  const [surname = '', given] = value.normalize('NFC').split(' ')
  if (given !== undefined) return isReadName(surname, given)
  return Array.from(surname).some((_, i) => isReadName(surname.slice(0, i), surname.slice(i)))
}

const read = entityPattern({
  entity,
  locales,
  regex: new RegExp(
    `(?<![ァ-ヴーぁ-ん])(?:${KATA}{2,8}[ ・]${KATA}{2,8}(?![ァ-ヴー・])|${HIRA}{2,8} ${HIRA}{2,8}(?![ぁ-ん]))`,
  ),
  validate: (value) => {
    const [surname = '', given = ''] = value.normalize('NFC').split(/[ ・]/)
    return surname.length + given.length >= 5 && isReadName(surname, given)
  },
  canonical,
  score: 0.7,
  examples: {
    match: ['ヤマダ タロウ', { text: '予約名は「さとう はなこ」です', value: 'さとう はなこ' }, 'ｻﾄｳ ﾊﾅｺ'],
    noMatch: ['テレビ ラジオ', 'これは です', 'アン ドウ'],
  },
})

/** 福島優（のむらなおみ）: how a name is read, right behind it. */
const readInBrackets = entityPattern({
  entity,
  locales,
  regex: new RegExp(`(?<=[${HAN}ぁ-ん]\\()(?:${HIRA}{4,12}|${KATA}{4,16})(?=\\))`, 'u'),
  validate: isWholeName,
  canonical,
  score: 0.75,
  examples: {
    match: [
      { text: '福島優（ふくしままさる）', value: 'ふくしままさる' },
      { text: '野村 直美（ﾉﾑﾗﾅｵﾐ）様', value: 'ﾉﾑﾗﾅｵﾐ' },
    ],
    noMatch: ['資料（べっしさんしょう）', 'ふくしままさる', '会議室（オンライン）'],
  },
})

const roman = entityPattern({
  entity,
  locales: ['ja-JP', 'en-US', 'en-GB'],
  regex:
    /(?<![A-Za-z@./_-])(?:[A-Z][a-zāīūēō'-]{2,13}|[A-Z]{3,14}),? (?:[A-Z][a-zāīūēō'-]{1,13}|[A-Z]{2,14})(?![A-Za-z@/_-])/,
  validate: (value) => {
    const [first = '', second = ''] = value.split(/,? /)
    return first.length + second.length >= 7 && isRomanName(first, second)
  },
  canonical: (value) => value.toLowerCase().replace(/[ ,]+/g, ' '),
  // Above what the reader of other scripts is ever sure of: it takes half of them for towns.
  score: 0.88,
  examples: {
    match: [
      'Yamada Taro',
      'Taro Yamada',
      'YAMADA Taro',
      { text: '応募者のKobayashi Misakiさん', value: 'Kobayashi Misaki' },
      { text: 'written by Sato, Hanako.', value: 'Sato, Hanako' },
    ],
    noMatch: ['Annual Report', 'Tokyo Tower', 'yamada taro', 'Made In'],
  },
})

export const japanNameRecognizers: readonly Recognizer[] = [inField, readInField, read, readInBrackets, roman]
