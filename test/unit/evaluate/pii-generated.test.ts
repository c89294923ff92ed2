import { expect, test } from 'vitest'
import { germanSocial } from '../../../src/detect/values/checks/business.js'
import { japaneseFormRows } from '../../../src/evaluate/pii/japanese-forms.js'
import { localeRows } from '../../../src/evaluate/pii/locales.js'

test.each([
  ['Japanese forms', japaneseFormRows],
  ['locales', localeRows],
])('%s: the same seed draws the same rows, labels lie on their values, look-alikes have none', (_, rows) => {
  const drawn = rows('1', 400)
  expect(drawn).toEqual(rows('1', 400))
  expect(drawn).not.toEqual(rows('2', 400))
  for (const { text, spans, template } of drawn) {
    for (const { start, end, value } of spans) expect(text.slice(start, end)).toBe(value)
    if (String(template).includes('look-alike')) expect(spans).toEqual([])
    expect(text).not.toMatch(/\{\w+\}/)
  }
  expect(new Set(drawn.map(({ template }) => template)).size).toBeGreaterThan(80)
})

test('an insurance number that is known to hold does, and one digit off does not', () => {
  expect(germanSocial('15070649C103')).toBe(true)
  expect(germanSocial('15070649C104')).toBe(false)
})
