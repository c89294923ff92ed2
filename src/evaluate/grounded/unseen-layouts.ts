import type { Desk, Fact, Writer, Written } from './desk.js'
import { attribute, city, codeName, organization } from './people.js'
import {
  daySpellings,
  drawDay,
  drawSum,
  nameSpellings,
  numberSpellings,
  shareSpellings,
  sumSpellings,
} from './spellings.js'
import { codeSpellings, digits, email, organizationSpellings, phone, plain, said } from './values.js'

/** Documents in layouts that nothing was tuned on. */

/** Staff as rows in some notation; `row` writes one. */
function staff(
  desk: Desk,
  write: (rows: readonly (readonly string[])[], names: readonly string[]) => string,
): Written {
  const { random, language, person, id } = desk
  const names =
    language === 'en'
      ? ['employee', 'city', 'base pay', 'joined', 'account', 'e-mail']
      : ['社員', '勤務地', '基本給', '入社日', '口座', 'メール']
  const drawn = Array.from({ length: 5 }, () => {
    const who = person()
    return {
      who,
      where: city(random, language),
      pay: sumSpellings(drawSum(random, language), language),
      joined: daySpellings(drawDay(random, 2001, 2024), language),
      account: numberSpellings([digits(random, 3), digits(random, 4), digits(random, 4)], language),
      mailbox: email(who, random),
    }
  })
  const rows = drawn.map(({ who, where, pay, joined, account, mailbox }) => [
    who.full,
    where,
    said(pay),
    said(joined),
    said(account),
    said(mailbox),
  ])
  return {
    text: write(rows, names),
    people: drawn.map(({ who }) => who),
    facts: drawn.flatMap(({ who, pay, joined, account, mailbox }): Fact[] => {
      const of = { language, owner: nameSpellings(who), document: id }
      return [
        { kind: 'amount', value: pay, ...of },
        { kind: 'date', value: joined, ...of },
        { kind: 'identifier', value: account, ...of },
        { kind: 'contact', value: mailbox, ...of },
      ]
    }),
  }
}

const markdownTable: Writer = (desk) =>
  staff(desk, (rows, names) =>
    [
      `## ${desk.language === 'en' ? 'Staff' : '名簿'}`,
      '',
      bar(names),
      bar(names.map(() => '---')),
      ...rows.map(bar),
    ].join('\n'),
  )
const json: Writer = (desk) =>
  staff(desk, (rows, names) =>
    JSON.stringify(
      { staff: rows.map((row) => Object.fromEntries(row.map((cell, i) => [names[i], cell]))) },
      null,
      2,
    ),
  )
const csv: Writer = (desk) =>
  staff(desk, (rows, names) =>
    [names, ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\n'),
  )
const blocks: Writer = (desk) =>
  staff(desk, (rows, names) =>
    rows.map((row) => row.map((cell, i) => `${names[i]} = ${cell}`).join('\n')).join('\n\n---\n\n'),
  )

function bar(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

/** People talking, one line each. */
function chat({ random, language, person, id }: Desk): Written {
  const [a, b, about] = [person(), person(), person()]
  const pay = sumSpellings(drawSum(random, language), language)
  const end = daySpellings(drawDay(random, 2027, 2034), language)
  const has = attribute(random, language)
  const minute = (n: number) => `[10:${String(10 + n).padStart(2, '0')}]`
  const lines =
    language === 'en'
      ? [
          `${a.given}: did you hear about ${about.full}?`,
          `${b.given}: no, what?`,
          `${a.given}: they put ${said(pay)} in the new contract`,
          `${a.given}: runs until ${said(end)}`,
          `${b.given}: even with the ${has}?`,
          `${a.given}: hr knows about it, please keep it to yourself`,
        ]
      : [
          `${a.family}: ${about.full}さんの件、聞きました？`,
          `${b.family}: いいえ、何ですか。`,
          `${a.family}: 新しい契約は${said(pay)}だそうです`,
          `${a.family}: ${said(end)}まで`,
          `${b.family}: ${has}なのに？`,
          `${a.family}: 人事は承知しています。内密に`,
        ]
  const of = { language, owner: nameSpellings(about), document: id }
  return {
    text: lines.map((line, i) => `${minute(i)} ${line}`).join('\n'),
    people: [a, b, about],
    facts: [
      { kind: 'person', value: nameSpellings(about), language, document: id },
      { kind: 'amount', value: pay, ...of },
      { kind: 'date', value: end, ...of },
      { kind: 'attribute', value: plain(has), ...of },
    ],
  }
}

/** An answer above the mail that it answers. */
function thread({ random, language, person, id }: Desk): Written {
  const [from, to] = [person(), person()]
  const client = organization(random, language)
  const bid = sumSpellings(drawSum(random, language), language)
  const rate = shareSpellings((25 + random.below(180)) / 10, language)
  const until = daySpellings(drawDay(random, 2027, 2034), language)
  const telephone = phone(random, language)
  const text =
    language === 'en'
      ? `Hi ${to.given},\n\nagreed. Please answer them today.\n\nBest,\n${from.full}\n${said(telephone)}\n\nOn Tue, ${to.full} wrote:\n> ${client} came back to us.\n> They now bid ${said(bid)} and want a rebate of ${said(rate)}.\n> The bid stands until ${said(until)}.\n`
      : `${to.family}さん\n\n了解しました。本日中に回答してください。\n\n${from.full}\n${said(telephone)}\n\n-----Original Message-----\nFrom: ${to.full}\n> ${client}から回答がありました。\n> 提示額は${said(bid)}、値引きは${said(rate)}を希望。\n> 有効期限は${said(until)}です。\n`
  const owner = organizationSpellings(client)
  const of = { language, owner, document: id }
  return {
    text,
    people: [from, to],
    facts: [
      { kind: 'organization', value: owner, language, document: id },
      { kind: 'amount', value: bid, ...of },
      { kind: 'share', value: rate, ...of },
      { kind: 'date', value: until, ...of },
      { kind: 'contact', value: telephone, language, owner: nameSpellings(from), document: id },
    ],
  }
}

/** A request for approval (稟議書), one field a line, its name and value a tab or a space apart. */
function approval({ random, language, person, id }: Desk): Written {
  const [applicant, approver] = [person(), person()]
  const supplier = organization(random, language)
  const sum = sumSpellings(drawSum(random, language), language)
  const due = daySpellings(drawDay(random, 2027, 2034), language)
  const number = numberSpellings([digits(random, 4), digits(random, 5)], language)
  const text =
    language === 'en'
      ? `APPROVAL REQUEST\n\nReference\t${said(number)}\nApplicant\t${applicant.full}\nApprover\t${approver.full}\nSupplier\t${supplier}\nAmount\t${said(sum)}\nNeeded by\t${said(due)}\n\nReason\nThe present supplier cannot deliver in time.\n`
      : `稟　議　書\n\n決裁番号　${said(number)}\n起案者　${applicant.full}\n決裁者　${approver.full}\n発注先　${supplier}\n金額　${said(sum)}（税込）\n納期　${said(due)}\n\n一、理由\n現在の取引先では納期に間に合わないため。\n以上`
  const owner = organizationSpellings(supplier)
  const of = { language, owner, document: id }
  return {
    text,
    people: [applicant, approver],
    facts: [
      { kind: 'organization', value: owner, language, document: id },
      { kind: 'person', value: nameSpellings(applicant), language, document: id },
      { kind: 'amount', value: sum, ...of },
      { kind: 'date', value: due, ...of },
      { kind: 'identifier', value: number, ...of },
    ],
  }
}

/** Minutes with headings and decisions in bold. */
function decisions({ random, language, person, id }: Desk): Written {
  const name = codeName(random, language)
  const [chair, lead] = [person(), person()]
  const budget = sumSpellings(drawSum(random, language), language)
  const cut = shareSpellings((25 + random.below(180)) / 10, language)
  const start = daySpellings(drawDay(random, 2027, 2034), language)
  const text =
    language === 'en'
      ? `# Steering committee\n\n*Chair: ${chair.full}. Absent: none.*\n\n## Project ${name}\n\n- **Lead:** ${lead.full}\n- **Budget:** ${said(budget)} (cut by ${said(cut)})\n- **Go-live:** ${said(start)}\n\n## Any other business\n\nThe coffee machine will be replaced.\n`
      : `# 運営会議　議事録\n\n座長　${chair.full}\n\n## プロジェクト${name}\n\n- **責任者**：${lead.full}\n- **予算**：${said(budget)}（${said(cut)}減）\n- **開始日**：${said(start)}\n\n## その他\n\nコーヒーメーカーを買い替える。\n`
  const owner = codeSpellings(name, language)
  const of = { language, owner, document: id }
  return {
    text,
    people: [chair, lead],
    facts: [
      { kind: 'codename', value: owner, language, document: id },
      { kind: 'person', value: nameSpellings(lead), language, document: id },
      { kind: 'amount', value: budget, ...of },
      { kind: 'share', value: cut, ...of },
      { kind: 'date', value: start, ...of },
    ],
  }
}

// Each twice: every second document is the reader's.
export const UNSEEN_WRITERS: readonly Writer[] = [
  markdownTable,
  json,
  csv,
  blocks,
  chat,
  thread,
  approval,
  decisions,
].flatMap((writer) => [writer, writer])
