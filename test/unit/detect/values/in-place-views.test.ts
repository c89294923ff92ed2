import { describe, expect, test } from 'vitest'
import { createScanner } from '../../../../src/detect/index.js'

const scanner = createScanner()
const base64 = (text: string) => Buffer.from(text).toString('base64')
const found = (text: string) =>
  scanner
    .scan(text)
    .flatMap(({ entity, start, end }) => (entity === 'URL' ? [] : [[entity, text.slice(start, end)]]))

describe('what a code says is judged by the sentence around it', () => {
  test('a name of one word', () => {
    const code = base64('Siiri')
    expect(found(`My name is ${code} and I am new here.`)).toEqual([['PERSON', code]])
  })

  test('a title before a name, and an age', () => {
    const [title, name, age] = ['Mr.', 'Spears', '61'].map(base64)
    expect(found(`${title} ${name} is a ${age} year old man.`)).toEqual([
      ['TITLE', title],
      ['PERSON', name],
      ['AGE', age],
    ])
  })

  test('a word of the sentence behind it is what it would be', () => {
    const text = `She met ${base64('Maria')} Lopez in town.`
    expect(found(text).some(([entity]) => entity === 'PERSON')).toBe(true)
  })

  test('headings and settings name nobody', () => {
    for (const said of ['Main Menu', 'Order History', 'enabled', 'utf-8', '{"page":3}']) {
      expect(found(`The value is ${base64(said)} there.`)).toEqual([])
      expect(found(`The value is ${encodeURIComponent(said)} there.`)).toEqual([])
    }
  })
})

describe('a field says what its value is', () => {
  test('in a program', () => {
    expect(found('const record = { person: "Spears", location: "Harjukuja 54", age: "61" }')).toEqual([
      ['PERSON', 'Spears'],
      ['LOCATION', 'Harjukuja 54'],
      ['AGE', '61'],
    ])
  })

  test('in a link, which does not swallow it', () => {
    const text = 'https://portal.example.org/profile?first_name=Siiri&city=Lund&dob=2/8/1935'
    expect(scanner.scan(text).map(({ entity }) => entity)).toEqual(['URL', 'PERSON', 'LOCATION', 'DATE_TIME'])
  })

  test('labels and types of programs are none', () => {
    for (const text of [
      'title: "Main Menu", name: "Save Changes", location: "Top Left"',
      'class Page { name: String; state = State.Active; owner: OwnerType }',
      'https://www.example.org/blog/2019/getting-started?title=overview&state=enabled&lang=en-GB',
    ]) {
      expect(found(text)).toEqual([])
    }
  })
})

test('pieces of keys and digests are no names', () => {
  expect(found('tokens GYdx+QGzOb, dGhpcyBpcyBub3RoaW5n and hdLkZEA')).toEqual([])
})

test('fields and masks in Japanese', () => {
  expect(found('record = { person: "前田健一", account_number: "0762573" }')).toEqual([
    ['PERSON', '前田健一'],
    ['JP_BANK_ACCOUNT', '0762573'],
  ])
  expect(found('遠***様\n\n下記の番号に')).toEqual([['PERSON', '遠***']])
  expect(found('売上は○です。※**注意**')).toEqual([])
})

test('a masked name leaves its title, and oaths are none', () => {
  expect(found('Dr. C****** F****** will see you')).toEqual([
    ['TITLE', 'Dr'],
    ['PERSON', 'C****** F******'],
  ])
  expect(found('follow up with p******* d********* soon')).toEqual([['PERSON', 'p******* d*********']])
  expect(found('what the f*** is **this** b*** thing')).toEqual([])
})
