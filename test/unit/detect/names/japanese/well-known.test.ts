import { expect, test } from 'vitest'
import { isWellKnown } from '../../../../../src/detect/names/japanese/well-known.js'
import { createScanner } from '../../../../../src/detect/values/scanner.js'

const scanner = createScanner({ locales: ['ja-JP'] })
const found = (text: string) =>
  scanner.scan(text).map(({ start, end, entity }) => [entity, text.slice(start, end)])

test('what everybody knows is left alone, and asked for it is found', () => {
  const text = '日本の首都は東京都で、トヨタ自動車は愛知県にあり、夏目漱石は小説を書いた。'
  expect(found(text)).toEqual([])
  const all = createScanner({ locales: ['ja-JP'], minScore: 0.4 }).scan(text)
  expect(new Set(all.map(({ entity }) => entity))).toEqual(new Set(['LOCATION', 'ORGANIZATION', 'PERSON']))
})

test('a private person, a street and a birthday go, beside what everybody knows', () => {
  const values = found('田中美咲さんは昭和50年(1975年)12月15日生まれ、住所は東京都渋谷区神宮前1-2-3です。')
  expect(values).toContainEqual(['PERSON', '田中美咲'])
  expect(values).toContainEqual(['DATE_OF_BIRTH', '昭和50年(1975年)12月15日'])
  expect(values).toContainEqual(['POSTAL_ADDRESS', '東京都渋谷区神宮前1-2-3'])
})

test.each([
  ['location', '東京都渋谷区', true],
  ['location', '北海道札幌市', true],
  ['location', 'アメリカ', true],
  ['location', '長野県北佐久郡', false],
  ['location', '湯沢町', false],
  ['organization', '株式会社講談社', true],
  ['organization', '山田商事株式会社', false],
  ['person', 'アルベルト=アインシュタイン', true],
  ['person', '徳川 家康', true],
  ['person', '佐藤健一', false],
] as const)('%s %s is known: %s', (kind, name, known) => {
  expect(isWellKnown(kind, name)).toBe(known)
})
