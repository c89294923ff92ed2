import type { Kind, Language } from './kinds.js'

/** What other answers say, in other forms: lists, asides, quotations, questions. */
export const UNSEEN_PHRASES: Readonly<Record<Language, Readonly<Record<Kind, readonly string[]>>>> = {
  en: {
    person: [
      '- Contact: {v}\n- Status: open',
      'As far as the thread goes, {v} never replied.',
      'Was it {v}? Yes, the log says so.',
      '**Owner:** {v}',
      'I would not bother {v} with this before Friday.',
    ],
    organization: [
      '- Counterparty: {v}',
      'Both drafts name {v} as the other side.',
      'Nobody but {v} made an offer (as of last week).',
      '> we would rather sign with {v}',
    ],
    codename: [
      '### {v}\nNothing to report.',
      'What the team calls {v} is still on track.',
      'Costs are booked on {v} until further notice.',
      'Ask again once {v} is public.',
    ],
    amount: [
      '| {o} | {v} |',
      'Concerning {o}: the figure in the file is {v}.',
      '{v} – that is what {o} will be given.',
      'Going by the last version, {o} costs us {v} every year.',
      '- {o}: {v}',
    ],
    share: [
      '- {o}: {v}',
      'There is a cut of {v} in it for {o}.',
      'It says that {o} gets {v} on top.',
      '{v} was granted to {o} in the second round.',
    ],
    date: [
      '- {o}: {v}',
      'Mark {v} in the calendar; it concerns {o}.',
      'By {v} at the latest, everything for {o} has to be signed.',
      'The file of {o} gives {v}.',
    ],
    identifier: [
      '- {o}: {v}',
      'Quote {v} when you talk to {o}.',
      'It is filed as {v} ({o}).',
      '{o}, reference {v}, is the one you mean.',
    ],
    contact: [
      '- {o}: {v}',
      'Try {v}; {o} usually picks up.',
      '{o} ({v}) is the person to ask.',
      'Forward it to {v}, that is {o}.',
    ],
    attribute: [
      '- {o}: {v}',
      'In the notes, {v} comes up next to {o}.',
      'The absence of {o} has to do with {v}.',
      '{o} told the nurse about {v}.',
    ],
  },
  ja: {
    person: [
      '・担当者：{v}',
      '{v}からの返信はまだのようです。',
      '記録上は{v}になっています。',
      '{v}にはご内密にお願いします。',
    ],
    organization: [
      '・相手先：{v}',
      '見積を出したのは{v}だけでした。',
      '候補として{v}が挙がっています。',
      '資料には{v}の名前があります。',
    ],
    codename: [
      '■{v}\n特に報告はありません。',
      '費用は当面{v}に計上します。',
      '{v}が公表されるまでお待ちください。',
      '{v}の件は来週話し合います。',
    ],
    amount: [
      '・{o}：{v}',
      '{o}については、{v}と記載されています。',
      '{v}、これが{o}に支払われる額です。',
      '最新の資料では{o}は{v}でした。',
    ],
    share: [
      '・{o}：{v}',
      '{o}に対しては{v}が適用されます。',
      '二回目の交渉で{o}に{v}が認められました。',
      '{o}の分は{v}上乗せです。',
    ],
    date: [
      '・{o}：{v}',
      '{o}の件は{v}が締め切りです。',
      '{v}に予定を入れてください。{o}の件です。',
      '資料によれば{o}は{v}とのことです。',
    ],
    identifier: [
      '・{o}：{v}',
      '{o}にご連絡の際は{v}とお伝えください。',
      '{v}が{o}の番号として控えてあります。',
      '管理簿には{v}（{o}）とあります。',
    ],
    contact: [
      '・{o}：{v}',
      '{v}にかけると{o}が出ます。',
      '{o}（{v}）にお尋ねください。',
      '{v}は{o}のものです。',
    ],
    attribute: [
      '・{o}：{v}',
      '面談記録では{o}について{v}と書かれています。',
      '{o}の欠勤は{v}によるものです。',
      '{v}については{o}本人から申告がありました。',
    ],
  },
}
