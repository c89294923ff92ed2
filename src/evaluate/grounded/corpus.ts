import type { SourceDocument } from '../../core/types.js'
import type { Random } from '../random.js'
import type { Desk, Fact, Writer, Written } from './desk.js'
import type { Half } from './kinds.js'
import { attribute, city, codeName, drawPeople, organization } from './people.js'
import {
  daySpellings,
  drawDay,
  drawSum,
  nameSpellings,
  numberSpellings,
  shareSpellings,
  sumSpellings,
} from './spellings.js'
import { UNSEEN_WRITERS } from './unseen-layouts.js'
import { codeSpellings, digits, email, organizationSpellings, phone, plain, said } from './values.js'

export type { Fact } from './desk.js'
export { KINDS, type Kind } from './kinds.js'

export interface GroundedCorpus {
  readonly documents: readonly SourceDocument[]
  /** Of documents that the reader may not read, and of those that they may. */
  readonly forbidden: readonly Fact[]
  readonly permitted: readonly Fact[]
}

export const LEVELS: readonly string[] = ['internal']
export const READER_GROUP = 'group:readers'

/** Mails, tickets, contracts, minutes and tables with their owners and recipients; every second one is the reader's. */
export function drawCorpus(random: Random, count: number, half: Half = 'tune'): GroundedCorpus {
  const writers = half === 'unseen' ? UNSEEN_WRITERS : WRITERS
  const documents: SourceDocument[] = []
  const forbidden: Fact[] = []
  const permitted: Fact[] = []
  const book: string[] = []
  for (const language of ['en', 'ja'] as const) {
    const people = drawPeople(
      random.fork(`people ${language}`),
      language,
      Math.min(count * 4, language === 'en' && half !== 'unseen' ? 2_000 : 600),
      half,
    )
    let next = 0
    const person = () => people[next++ % people.length]!
    for (let i = 0; i < count; i++) {
      const readable = i % 2 === 1
      const id = `${language}-${i}`
      const writer = writers[i % writers.length]!
      const { text, facts, people: named } = writer({ random: random.fork(`${id}`), language, person, id })
      documents.push(document(id, text, readable ? READER_GROUP : `group:owners-of-${id}`))
      ;(readable ? permitted : forbidden).push(...facts)
      // Some of those whom the reader may know nothing of are colleagues all the same.
      if (!readable && i % 3 === 0) {
        book.push(...named.map(({ full }) => full))
        for (const fact of facts.filter(({ kind }) => kind === 'person'))
          forbidden.splice(forbidden.indexOf(fact), 1)
      }
    }
  }
  documents.push(document('phone-book', `Staff\n${book.join('\n')}`, READER_GROUP))
  return { documents, forbidden, permitted }
}

function document(id: string, text: string, group: string): SourceDocument {
  return { id, uri: `grounded:${id}`, text, acl: { allow: [group], deny: [], classification: LEVELS[0]! } }
}

/** A mail about somebody's pay. */
function mail({ random, language, person, id }: Desk): Written {
  const [from, to, about] = [person(), person(), person()]
  const pay = sumSpellings(drawSum(random, language), language)
  const raise = shareSpellings((25 + random.below(180)) / 10, language)
  const start = daySpellings(drawDay(random, 2027, 2034), language)
  const number = numberSpellings([digits(random, 4), digits(random, 4), digits(random, 4)], language)
  const owner = nameSpellings(about)
  const text =
    language === 'en'
      ? `From: ${from.full}\nTo: ${to.full}\nSubject: Confidential\n\n${to.given},\n\nthe new salary of ${about.full} is ${said(pay)}, a rise of ${said(raise)}. It starts on ${said(start)}. The payroll account is ${said(number)}.\n\n${from.given}`
      : `差出人：${from.full}\n宛先：${to.full}\n件名：人事の件\n\n${to.family}様\n\n${about.full}さんの年収は${said(pay)}、昇給率は${said(raise)}です。適用は${said(start)}からとなります。口座は${said(number)}です。\n\n${from.family}`
  const of = { language, owner, document: id }
  return {
    text,
    people: [from, to, about],
    facts: [
      { kind: 'amount', value: pay, ...of },
      { kind: 'share', value: raise, ...of },
      { kind: 'date', value: start, ...of },
      { kind: 'identifier', value: number, ...of },
      { kind: 'person', value: owner, language, document: id },
    ],
  }
}

/** A support ticket in `Field: value` lines. */
function ticket({ random, language, person, id }: Desk): Written {
  const customer = person()
  const mailbox = email(customer, random)
  const telephone = phone(random, language)
  const number = numberSpellings(
    [digits(random, 4), digits(random, 4), digits(random, 4), digits(random, 4)],
    language,
  )
  const owner = nameSpellings(customer)
  const text =
    language === 'en'
      ? `Ticket ${id}\nCustomer: ${customer.full}\nE-mail: ${said(mailbox)}\nPhone: ${said(telephone)}\nAccount: ${said(number)}\n\nThe customer cannot log in since the last update and asks to be called back.`
      : `チケット ${id}\n顧客：${customer.full}\nメール：${said(mailbox)}\n電話：${said(telephone)}\n口座：${said(number)}\n\n更新後にログインできないとのことで、折り返しの連絡を希望されています。`
  const of = { language, owner, document: id }
  return {
    text,
    people: [customer],
    facts: [
      { kind: 'contact', value: mailbox, ...of },
      { kind: 'contact', value: telephone, ...of },
      { kind: 'identifier', value: number, ...of },
      { kind: 'person', value: owner, language, document: id },
    ],
  }
}

/** A contract with a client. */
function contract({ random, language, person, id }: Desk): Written {
  const client = organization(random, language)
  const sum = sumSpellings(drawSum(random, language), language)
  const end = daySpellings(drawDay(random, 2027, 2034), language)
  const discount = shareSpellings((25 + random.below(180)) / 10, language)
  const signatory = person()
  const owner = organizationSpellings(client)
  const text =
    language === 'en'
      ? `Service agreement\n\nbetween us and our client ${client}, represented by ${signatory.full}. The annual fee is ${said(sum)} with a discount of ${said(discount)}. The agreement ends on ${said(end)} unless renewed.`
      : `業務委託契約書\n\n当社と${client}（代表者：${signatory.full}）は次のとおり契約する。年間委託料は${said(sum)}、割引率は${said(discount)}とする。契約期間は${said(end)}までとする。`
  const of = { language, owner, document: id }
  return {
    text,
    people: [signatory],
    facts: [
      { kind: 'organization', value: owner, language, document: id },
      { kind: 'amount', value: sum, ...of },
      { kind: 'share', value: discount, ...of },
      { kind: 'date', value: end, ...of },
    ],
  }
}

/** Minutes of a meeting about a project. */
function minutes({ random, language, person, id }: Desk): Written {
  const name = codeName(random, language)
  const budget = sumSpellings(drawSum(random, language), language)
  const launch = daySpellings(drawDay(random, 2027, 2034), language)
  const [chair, other] = [person(), person()]
  const owner = codeSpellings(name, language)
  const text =
    language === 'en'
      ? `Minutes\nPresent: ${chair.full}, ${other.full}\n\n1. Project ${name}: the budget was raised to ${said(budget)}.\n2. The launch is planned for ${said(launch)}.\n3. Nobody outside this circle is to be told.`
      : `議事録\n出席者：${chair.full}、${other.full}\n\n1. プロジェクト${name}の予算を${said(budget)}に増額した。\n2. 開始予定日は${said(launch)}とする。\n3. 関係者以外には口外しないこと。`
  const of = { language, owner, document: id }
  return {
    text,
    people: [chair, other],
    facts: [
      { kind: 'codename', value: owner, language, document: id },
      { kind: 'amount', value: budget, ...of },
      { kind: 'date', value: launch, ...of },
      { kind: 'person', value: nameSpellings(other), language, document: id },
    ],
  }
}

/** A table of patients. */
function table({ random, language, person, id }: Desk): Written {
  const rows = Array.from({ length: 4 }, () => {
    const patient = person()
    const born = daySpellings(drawDay(random, 1940, 2004), language)
    const has = attribute(random, language)
    return { patient, born, has, from: city(random, language), telephone: phone(random, language) }
  })
  const head = language === 'en' ? 'name,city,born,diagnosis,phone' : '氏名,市,生年月日,病名,電話'
  const lines = rows.map(({ patient, from, born, has, telephone }) =>
    [patient.full, from, said(born), has, said(telephone)].join(','),
  )
  return {
    text: [head, ...lines].join('\n'),
    people: rows.map(({ patient }) => patient),
    facts: rows.flatMap(({ patient, born, has, telephone }): Fact[] => {
      const of = { language, owner: nameSpellings(patient), document: id }
      return [
        { kind: 'attribute', value: plain(has), ...of },
        { kind: 'date', value: born, ...of },
        { kind: 'contact', value: telephone, ...of },
      ]
    }),
  }
}

const WRITERS: readonly Writer[] = [
  mail,
  mail,
  ticket,
  ticket,
  contract,
  contract,
  minutes,
  minutes,
  table,
  table,
]
