import { describe, expect, test } from 'vitest'
import { createScanner } from '../../../../src/detect/index.js'
import { askedFor } from '../../../../src/detect/values/pattern.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'

/** What waits for its label unless its country or its entity is named. */
const waiting = defaultRecognizers().filter((recognizer) => askedFor(recognizer) !== recognizer)
const valuesOf = (entity: string) => [
  ...new Set(
    waiting
      .filter((recognizer) => recognizer.entity === entity)
      .flatMap(({ examples }) =>
        examples.match.map((example) => (typeof example === 'string' ? example : example.value)),
      ),
  ),
]
const entities = [...new Set(waiting.map(({ entity }) => entity))]
const anywhere = createScanner()

describe.each(entities)('%s', (entity) => {
  const [locale] = waiting.find((recognizer) => recognizer.entity === entity)!.locales
  const found = (scanner: ReturnType<typeof createScanner>, value: string) =>
    scanner.scan(`Noted today: (see) ${value}, and so on.`).some((one) => one.entity === entity)

  test('is found without a word that names it where it is asked for, and nowhere else', () => {
    const named = createScanner({ entities: [entity] })
    for (const value of valuesOf(entity)) {
      expect(found(named, value), value).toBe(true)
      expect(found(anywhere, value), value).toBe(false)
    }
  })

  test.runIf(locale !== undefined)('is found where its country is named', () => {
    const there = createScanner({ locales: [locale!] })
    for (const value of valuesOf(entity))
      expect(there.scan(`Noted: ${value}.`).length, value).toBeGreaterThan(0)
  })
})

test('a language names the country where most of its writers live', () => {
  const german = createScanner({ locales: ['de'] })
  expect(german.scan('86095742719').map(({ entity }) => entity)).toEqual(['DE_TAX_ID'])
  expect(german.scan('86095742718')).toEqual([])
  expect(createScanner({ locales: ['fr'] }).scan('86095742719')).toEqual([])
})
