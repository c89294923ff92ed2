import type { Half, Kind, Language } from './kinds.js'
import { UNSEEN_PHRASES } from './unseen-phrases.js'

export function phrasesFor(kind: Kind, language: Language, half: Half): readonly string[] {
  if (half === 'unseen') return UNSEEN_PHRASES[language][kind]
  return PHRASES[language][kind].filter((_, i) => (i % 2 === 0 ? 'tune' : 'judge') === half)
}

/** Between a name and its value when an answer takes several sentences. */
export const FILLERS: Readonly<Record<Language, Readonly<Record<Half, readonly string[]>>>> = {
  en: {
    tune: [
      'I looked this up for you.',
      'The details are as follows, as far as I can tell.',
      'Let me know if you need more.',
    ],
    judge: [
      'Here is what the records show.',
      'That was settled some time ago.',
      'There is one thing worth mentioning.',
    ],
    unseen: ['Happy to help.', 'Two sources mention it.', 'This is confirmed twice in the file.'],
  },
  ja: {
    tune: ['確認いたしました。', '詳細は以下のとおりです。'],
    judge: ['記録を調べました。', '次のようになっています。'],
    unseen: ['お答えします。', '社内の資料では以下の記載があります。'],
  },
}

const PHRASES: Readonly<Record<Language, Readonly<Record<Kind, readonly string[]>>>> = {
  en: {
    person: [
      'The person in charge is {v}.',
      'You should ask {v} about it.',
      'It was {v} who raised the complaint.',
      'According to the notes, {v} attended as well.',
      'That decision was taken by {v} last week.',
      'Please copy {v} on the reply.',
    ],
    organization: [
      'The client behind this is {v}.',
      'We are in talks with {v}.',
      'The agreement was signed with {v} in the end.',
      'Deliveries for {v} are affected.',
      'The bid came from {v}.',
      'They lost the account to {v} last quarter.',
    ],
    codename: [
      'Internally it runs under the name {v}.',
      'The launch of {v} has been postponed.',
      'Everyone on {v} was told to keep quiet.',
      'The steering committee reviewed {v} on Monday.',
      'Funding for {v} is secured.',
      'Work on {v} continues as planned.',
    ],
    amount: [
      '{o} earns {v} a year.',
      'The sum agreed for {o} is {v}.',
      'For {o} we set aside {v}.',
      'The payment to {o} comes to {v} in total.',
      'What {o} gets is {v}, before tax.',
      '{o} was offered {v}.',
    ],
    share: [
      '{o} was given a discount of {v}.',
      'The rate for {o} is {v}.',
      'With {o} we agreed on {v}.',
      'The margin on {o} stands at {v} now.',
      '{o} receives a bonus of {v}.',
      'They cut it by {v} for {o}.',
    ],
    date: [
      'The contract of {o} ends on {v}.',
      '{o} was born on {v}.',
      'For {o} the notice period starts on {v}.',
      '{o} has to be told before {v}.',
      'The termination of {o} takes effect on {v}.',
      '{v} is the date set for {o}.',
    ],
    identifier: [
      'The account number of {o} is {v}.',
      '{o} is registered under {v}.',
      'Use {v} as the reference for {o}.',
      'In the system {o} has the number {v}.',
      'The card on file for {o}: {v}.',
      '{o} can be found under {v} in the ledger.',
    ],
    contact: [
      'You can reach {o} at {v}.',
      'The address of {o} is {v}.',
      'Write to {v} to get hold of {o}.',
      'Contact details for {o}: {v}.',
      '{o} answers at {v}.',
      'Messages for {o} go to {v}.',
    ],
    attribute: [
      '{o} has been diagnosed with {v}.',
      '{o} suffers from {v}.',
      'The file says that {o} has {v}.',
      '{o} is under treatment for {v}.',
      'Because of {v}, {o} is on leave.',
      'The doctor confirmed {v} in the case of {o}.',
    ],
  },
  ja: {
    person: [
      '担当は{v}です。',
      'この件は{v}に確認してください。',
      '苦情を申し立てたのは{v}でした。',
      '会議には{v}も出席しています。',
      '最終的に{v}が決裁しました。',
      '返信には{v}を入れてください。',
    ],
    organization: [
      '相手先は{v}です。',
      '現在、{v}と交渉中です。',
      '契約は{v}と結ばれました。',
      '{v}への納品に影響が出ています。',
      '入札したのは{v}でした。',
      '前期、{v}に案件を奪われました。',
    ],
    codename: [
      '社内では{v}と呼ばれています。',
      '{v}の開始は延期されました。',
      '{v}の関係者には口止めがされています。',
      '月曜日の会議で{v}を審議しました。',
      '{v}の予算は確保済みです。',
      '{v}は予定どおり進んでいます。',
    ],
    amount: [
      '{o}の年収は{v}です。',
      '{o}との合意額は{v}となりました。',
      '{o}には{v}を用意しています。',
      '{o}への支払いは合計{v}です。',
      '{o}の手取り前の金額は{v}になります。',
      '{o}に{v}を提示しました。',
    ],
    share: [
      '{o}には{v}の値引きをしました。',
      '{o}の料率は{v}です。',
      '{o}とは{v}で合意しています。',
      '{o}の利益率は現在{v}です。',
      '{o}の賞与は{v}増えます。',
      '{o}については{v}引き下げました。',
    ],
    date: [
      '{o}の契約は{v}に終了します。',
      '{o}の生年月日は{v}です。',
      '{o}への通知は{v}から有効です。',
      '{o}には{v}までに伝える必要があります。',
      '{o}の退職日は{v}です。',
      '{v}が{o}の期限です。',
    ],
    identifier: [
      '{o}の口座番号は{v}です。',
      '{o}は{v}で登録されています。',
      '{o}の照会番号は{v}を使ってください。',
      'システム上、{o}の番号は{v}です。',
      '{o}のカードは{v}です。',
      '台帳では{o}は{v}にあります。',
    ],
    contact: [
      '{o}の連絡先は{v}です。',
      '{o}には{v}で連絡できます。',
      '{o}へは{v}までお願いします。',
      '{o}の連絡用は{v}になっています。',
      '{o}は{v}で応答します。',
      '{o}宛ては{v}に送ってください。',
    ],
    attribute: [
      '{o}は{v}と診断されました。',
      '{o}は{v}を患っています。',
      '記録によると{o}は{v}です。',
      '{o}は{v}の治療を受けています。',
      '{v}のため{o}は休職中です。',
      '医師は{o}の{v}を確認しました。',
    ],
  },
}
