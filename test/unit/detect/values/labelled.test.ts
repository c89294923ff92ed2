import { describe, expect, test } from 'vitest'
import { ENTITIES, type EntityName, labelsOf } from '../../../../src/core/entities.js'
import { createScanner } from '../../../../src/detect/index.js'
import { createRandom, type Random } from '../../../../src/evaluate/random.js'

/** Labels × places × languages, drawn; each with a twin that names a thing and no person. */

const scanner = createScanner()
const digits = (random: Random, length: number) =>
  Array.from({ length }, (_, i) => String(random.below(i === 0 ? 9 : 10) + (i === 0 ? 1 : 0))).join('')
const capitals = (random: Random, length: number) =>
  Array.from({ length }, () => random.pick([...'ABCDEFGHKLMNPRSTUVWXYZ'])).join('')

/** Codes of no form that anything knows. */
const code = (random: Random) =>
  random.pick([
    () => `${capitals(random, 2)}-${digits(random, 5)}`,
    () => `${digits(random, 4)}/${digits(random, 4)}-${capitals(random, 2)}`,
    () => `${capitals(random, 3)}${digits(random, 6)}`,
    () => `${digits(random, 2)}-${capitals(random, 4)}-${digits(random, 5)}`,
  ])()

const VALUES: Partial<Record<EntityName, (random: Random) => string>> = {
  CREDIT_CARD: (random) =>
    `${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)}`,
  IBAN_CODE: (random) =>
    `DE00 ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)} ${digits(random, 4)}`,
  US_SSN: (random) => `9${digits(random, 2)}-${digits(random, 2)}-${digits(random, 4)}`,
  US_BANK_ROUTING: (random) => digits(random, 9),
  PHONE_NUMBER: (random) =>
    `0${digits(random, 3)} ${digits(random, 2)} ${digits(random, 2)} ${digits(random, 2)}`,
  VEHICLE_IDENTIFICATION_NUMBER: (random) =>
    `${capitals(random, 3)}-${capitals(random, 3)}${digits(random, 8)}`,
  USER_NAME: (random) => `${capitals(random, 1).toLowerCase()}kessler${digits(random, 2)}`,
  TITLE: (random) => random.pick(['Senior Claims Adjuster', 'Head of Payroll', 'Forklift Driver']),
  SALARY: (random) => `${digits(random, 1)}.${digits(random, 3)}`,
}
const CODED: readonly EntityName[] = [
  'BANK_ACCOUNT',
  'NATIONAL_ID',
  'PASSPORT_NUMBER',
  'DRIVER_LICENSE_NUMBER',
  'TAX_ID',
  'CASE_NUMBER',
  'TICKET_NUMBER',
  'LICENSE_NUMBER',
  'INSURANCE_POLICY_NUMBER',
  'CUSTOMER_ID',
  'EMPLOYEE_ID',
  'STUDENT_ID',
  'MEDICAL_RECORD_NUMBER',
]
for (const entity of CODED) VALUES[entity] = code

const snake = (label: string) => label.replaceAll(' ', '_')
const camel = (label: string) => label.replace(/ ([a-z])/g, (_, letter: string) => letter.toUpperCase())
const upper = (label: string) => snake(label).toUpperCase()

type Place = (label: string, value: string) => string
/** Of any label. */
const WRITTEN: Record<string, Place> = {
  'a line of a form': (label, value) => `Datum\n${label}: ${value}\n`,
  'a form with a blank before the colon': (label, value) => `${label} : ${value}`,
  'a quoted mail': (label, value) => `> ${label}: ${value}\n> `,
  'a bold label': (label, value) => `**${label}:** ${value}`,
  'a row of Markdown': (label, value) => `| ${label} | ${value} |`,
  'a row of HTML': (label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`,
  'a list of definitions': (label, value) => `<dt><b>${label}:</b></dt>\n<dd>${value}</dd>`,
  'a key of JSON': (label, value) => `{"${label}": "${value}", "x": 1}`,
  'a pair of JSON': (label, value) => `{"name": "${label}", "value": "${value}"}`,
  YAML: (label, value) => `record:\n  ${label}: "${value}"\n`,
  'a question and its answer': (label, value) => `Q: And your ${label}, for the record?\n\nA: ${value}.\n`,
  'a chat': (label, value) => `Agent: Could you tell me the ${label} please?\nCaller: ${value}, I think\n`,
  'the line below': (label, value) => `${label}:\n${value}\n`,
}
/** Of labels in the alphabet of programs. */
const PROGRAMMED: Record<string, Place> = {
  'an element': (label, value) => `<${camel(label)}>${value}</${camel(label)}>`,
  'an element with a prefix': (label, value) => `<ns:${snake(label)}>${value}</ns:${snake(label)}>`,
  'an attribute': (label, value) => `<person id="1" ${snake(label)}="${value}"/>`,
  'a field of a form': (label, value) => `<input type="text" name="${snake(label)}" value="${value}">`,
  INI: (label, value) => `[main]\n${snake(label)} = ${value}\n`,
  'a variable': (label, value) => `const ${camel(label)} = '${value}'`,
  'a variable with its type': (label, value) => `let ${camel(label)}: string = "${value}"`,
  Go: (label, value) => `${camel(label)} := "${value}"`,
  'a setter': (label, value) => `record.set${camel(` ${label}`)}("${value}")`,
  'a map': (label, value) => `row['${snake(label)}'] = '${value}'`,
  SQL: (label, value) => `SELECT * FROM t WHERE ${snake(label)} = '${value}';`,
  'an environment': (label, value) => `${upper(label)}_PROD="${value}"\n`,
  'an option': (label, value) => `run --${label.replaceAll(' ', '-')}="${value}"`,
}

interface Drawn {
  readonly entity: EntityName
  readonly label: string
  readonly value: string
}

function drawn(random: Random): Drawn {
  const entity = random.pick(Object.keys(VALUES) as EntityName[])
  const label = random.pick([...labelsOf(entity, 'value'), ...labelsOf(entity, 'kind')])
  return { entity, label, value: VALUES[entity]!(random) }
}

/** A value that its own form tells, or the label of another entity of the same family, is found as well. */
function isFound(text: string, value: string): boolean {
  const at = text.lastIndexOf(value)
  return scanner.scan(text).some(({ start, end }) => start <= at && end >= at + value.length)
}

describe('a value is what its label says it is', () => {
  const random = createRandom('labelled values')
  test.each(Object.entries(WRITTEN))('%s', (_, place) => {
    for (let i = 0; i < 60; i++) {
      const { label, value, entity } = drawn(random)
      const text = place(label, value)
      expect(isFound(text, value), `${entity} ${text}`).toBe(true)
    }
  })

  test.each(Object.entries(PROGRAMMED))('%s', (_, place) => {
    for (let i = 0; i < 60; ) {
      const { label, value, entity } = drawn(random)
      if (!/^[a-z]+(?: [a-z]+)*$/.test(label)) continue
      const text = place(label, value)
      expect(isFound(text, value), `${entity} ${text}`).toBe(true)
      i += 1
    }
  })

  test('in a sentence, where the word for number stands with it', () => {
    for (const [sentence, value] of [
      ['Her account number is KX-20417, as agreed.', 'KX-20417'],
      ['Die Kontonummer lautet 4711 20.', '4711 20'],
      ['Le numéro de dossier est 22/04771-B.', '22/04771-B'],
      ['El número de póliza es PX-77120.', 'PX-77120'],
      ['Il numero di conto è 4711-2209.', '4711-2209'],
      ['Polisnummer PX-77120 is verlopen.', 'PX-77120'],
      ['顧客番号はKX-20417です', 'KX-20417'],
      ['保单号为PX-77120。', 'PX-77120'],
      ['계좌번호는 4711-2209-11입니다', '4711-2209-11'],
      ['Номер дела 2-1147/2024 передан.', '2-1147/2024'],
      ['رقم القضية 1147/2024', '1147/2024'],
    ] as const) {
      expect(isFound(sentence, value), sentence).toBe(true)
    }
  })

  test('says so, scores lower, and gives way to what a form tells', () => {
    expect(scanner.scan('Account: KX-20417')).toEqual([
      { start: 9, end: 17, entity: 'BANK_ACCOUNT', kind: 'personal-data', score: 0.6, why: 'label' },
    ])
    expect(scanner.scan('Account: jo@lanternpress.com').map(({ entity }) => entity)).toEqual([
      'EMAIL_ADDRESS',
    ])
  })
})

describe('twins', () => {
  const THINGS =
    'order,order number,invoice,invoice no,part,part number,model,version,build,trace,jan,isbn,serial number,sku,lot,page,' +
    'row,port,error,rechnung,rechnungsnummer,bestellung,artikelnummer,facture,commande,pedido,fattura,ordine,fatura,' +
    '注文番号,請求書番号,型番,伝票番号,订单号,发票号,주문번호,송장번호,заказ,номер заказа,test case,use case,gift card,graphics card'
  const things = THINGS.split(',')
  const random = createRandom('things')

  test.each(Object.entries({ ...WRITTEN, ...PROGRAMMED }))('%s that names a thing', (_, place) => {
    for (let i = 0; i < 30; i++) {
      const text = place(random.pick(things), code(random))
      expect(
        scanner.scan(text).filter(({ why }) => why === 'label'),
        text,
      ).toEqual([])
    }
  })

  test.each([
    'Account: 500 users have signed up',
    'account: string',
    'username: string;',
    'user = getUser(id)',
    'Policy: 2024',
    'Case: 12:30',
    'In this case 14 of 20 failed.',
    'position: absolute;',
    'title: "x"',
    'case 1234: return 1',
    'The member 12 of the list',
    'ticket: null',
    'const account = accounts[4711]',
    'Login: https://example.org/login',
    'Salary: to be agreed',
    'phone: z.string().min(5)',
    'claim: true',
    'Customer: 2024-05-01',
  ])('%s', (text) => {
    expect(scanner.scan(text).filter(({ why }) => why === 'label')).toEqual([])
  })
})

test('labels, posts and titles are no names of people and places', () => {
  const named = (text: string) =>
    scanner.scan(text).filter(({ entity }) => entity === 'PERSON' || entity === 'LOCATION')
  for (const text of ['Konto-Nr. 4711 22', 'Numéro de dossier : 22/04771', 'Judge: Hon. of the bench'])
    expect(named(text), text).toEqual([])
  expect(named('IT IS SO ORDERED.\n\nUnited States District Judge')).toEqual([])
  expect(named('Signed by Karen Brown in Chicago')).toHaveLength(2)
})

test('every entity that the table gives such labels has values that are tried here', () => {
  const labelled = (Object.keys(ENTITIES) as EntityName[]).filter(
    (entity) => labelsOf(entity, 'value').length + labelsOf(entity, 'kind').length > 0,
  )
  expect(labelled.filter((entity) => VALUES[entity] === undefined)).toEqual(['LICENSE_PLATE'])
})
