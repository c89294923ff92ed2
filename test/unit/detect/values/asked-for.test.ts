import { describe, expect, test } from 'vitest'
import { createScanner } from '../../../../src/detect/index.js'
import { askedFor } from '../../../../src/detect/values/pattern.js'
import { defaultRecognizers } from '../../../../src/detect/values/recognizers/index.js'

/** What waits for its label unless its country or its entity is named. */
const waiting = defaultRecognizers().filter(
  (recognizer) => !askedFor(recognizer, 'country').includes(recognizer),
)
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

/** Spellings and shapes that describe themselves, and what has neither; none is found unless it is asked for. */
const SPELLINGS: Readonly<
  Record<string, { readonly found: readonly string[]; readonly left: readonly string[] }>
> = {
  US_SSN: { found: ['212.45.6789', '212 45 6789'], left: ['912 45 6789', '212.45 6789'] },
  UK_NINO: { found: ['ab123456c', 'ab 12 34 56 c'], left: ['gb123456c', 'ab123456e'] },
  US_MBI: { found: ['1eg4-te5-mk73'], left: ['1sg4-te5-mk73', '1eg4te5mk7'] },
  IT_FISCAL_CODE: { found: ['RSSMRA85T10A562T'], left: ['RSSMRA85T10A5622', 'RSS8RA85T10A562S'] },
  IT_PASSPORT: { found: ['ya4729183'], left: ['ya472918', 'y34729183'] },
  ES_NIF: { found: ['1111111G', '1111111-G'], left: ['1111111H', '111111G'] },
  SE_PERSONNUMMER: { found: ['8112189876', '198112189876'], left: ['8112189877', '8113189876'] },
  SG_NRIC_FIN: { found: ['S1234567A', 'M4332674T'], left: ['A1234567D', 'S123456D'] },
  US_ITIN: { found: ['912-701234', '91270-1234'], left: ['912-491234', '912491234'] },
  KR_RRN: { found: ['9601211234567'], left: ['9613211234567', '9601219234567'] },
  IN_PAN: { found: ['ABCNE1234F'], left: ['ABCN1234F', 'ABCNE12345'] },
  IN_GSTIN: { found: ['27AAPFU0939F1ZW'], left: ['38AAPFU0939F1ZV', '27AAPFU0939F1YV'] },
}

test.each(Object.entries(SPELLINGS))('%s: other spellings count where it is asked for', (entity, cases) => {
  const named = createScanner({ entities: [entity] })
  const inText = (value: string) => `Noted: (see) ${value}, and so on.`
  for (const value of cases.found) {
    expect(named.scan(inText(value)), value).toMatchObject([{ entity, start: 13, end: 13 + value.length }])
    expect(
      anywhere.scan(inText(value)).filter((one) => one.entity === entity),
      value,
    ).toEqual([])
  }
  for (const value of cases.left) expect(named.scan(inText(value)), value).toEqual([])
})

/** Shapes that say nothing: of these only who asks for the entity itself is told. */
const SHAPES: Readonly<Record<string, readonly [locale: string, ...values: string[]]>> = {
  US_SSN: ['en-US', '212456789'],
  US_PASSPORT: ['en-US', '912803456', 'A12345678'],
  US_ITIN: ['en-US', '912701234'],
  US_DEA: ['en-US', 'AB1234564'],
  US_DRIVER_LICENSE: ['en-US', 'H12234567'],
  UK_VEHICLE_REGISTRATION: ['en-GB', 'K1 ABC', 'ABC 123D'],
  DE_FUEHRERSCHEIN: ['de-DE', '001AAAAAA0A'],
}

test.each(Object.entries(SHAPES))(
  '%s: a shape counts where the entity is named, not where its country is',
  (entity, [locale, ...values]) => {
    for (const value of values) {
      const text = `Noted: (see) ${value}, and so on.`
      const found = createScanner({ entities: [entity] }).scan(text)
      expect(found, value).toMatchObject([{ entity, start: 13, end: 13 + value.length }])
      const there = createScanner({ locales: [locale] }).scan(text)
      expect(
        there.filter((one) => one.entity === entity),
        value,
      ).toEqual([])
    }
  },
)

test('a language names the country where most of its writers live', () => {
  const german = createScanner({ locales: ['de'] })
  expect(german.scan('86095742719').map(({ entity }) => entity)).toEqual(['DE_TAX_ID'])
  expect(german.scan('86095742718')).toEqual([])
  expect(createScanner({ locales: ['fr'] }).scan('86095742719')).toEqual([])
})
