import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import { compileBackground } from '../../../../src/detect/grounding/background.js'
import { termDigest } from '../../../../src/detect/grounding/collector.js'
import { sourceTerms, type TermSource } from '../../../../src/detect/grounding/source-terms.js'
import { TERM_KINDS, type TermKind } from '../../../../src/detect/grounding/term.js'
import { BITS, CERTAIN, DISTINCTIVE } from '../../../../src/detect/grounding/weights.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { seededKey } from '../../../../src/evaluate/sandbox.js'

const key = secretKey(seededKey('terms'))

/** What a source says of one canonical form: its kinds and the most that it weighs. */
function said(source: TermSource | string, canonical: string): { bits: number; kinds: TermKind[] } {
  const digest = termDigest(key, canonical)
  const terms = sourceTerms(typeof source === 'string' ? { text: source } : source, key).filter(
    (term) => term.digest === digest,
  )
  return {
    bits: Math.max(0, ...terms.map(({ bits }) => bits)),
    kinds: terms.map(({ kind }) => TERM_KINDS[kind]!),
  }
}
const isDistinctive = (source: TermSource | string, canonical: string) =>
  said(source, canonical).bits >= DISTINCTIVE

/** Most weights of a text, by digest. */
function weightsOf(text: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { digest, bits } of sourceTerms({ text }, key)) {
    if (digest !== '') weights.set(digest, Math.max(bits, weights.get(digest) ?? 0))
  }
  return weights
}

const ORDINARY = (
  'the quarterly report says that orange ledgers were moved into another room because nobody had asked for them ' +
  'before winter and every team should now send its numbers with the invoice to the office'
).split(' ')

describe('properties of every source', () => {
  test('ordinary words alone are never distinctive, in whatever order and case', () => {
    const random = createRandom('ordinary words')
    for (let i = 0; i < 60; i++) {
      const words = Array.from({ length: 3 + random.below(20) }, () => random.pick(ORDINARY))
      const written = words.map((word) =>
        random.chance(0.3) ? word[0]!.toUpperCase() + word.slice(1) : word,
      )
      const text = `${written.join(' ')}.`
      for (const { kind, bits } of sourceTerms({ text }, key)) {
        expect({ text, kind: TERM_KINDS[kind], isDistinctive: bits >= DISTINCTIVE }).toMatchObject({
          isDistinctive: false,
        })
      }
    }
  })

  test('a text says the same twice, and a program states no numbers as facts', () => {
    const text = 'Tobias Lindgren is paid EUR 95,000 from 1 April 2031. Wait 86400 seconds.'
    expect(sourceTerms({ text }, key)).toEqual(sourceTerms({ text }, key))
    const kinds = sourceTerms({ text, kind: 'code' }, key).filter(({ digest }) => digest !== '')
    expect(kinds.map(({ kind }) => TERM_KINDS[kind])).not.toContain('number')
    expect(kinds.map(({ kind }) => TERM_KINDS[kind])).not.toContain('amount')
  })

  test('what stands in a text is not made less by ordinary sentences around it', () => {
    const name = 'Priya Raghunathan leads Project Bluebird.'
    const around = weightsOf(`Nothing happened today.\n${name}\nNothing else was said.`)
    for (const [digest, bits] of weightsOf(name)) expect(around.get(digest)).toBeGreaterThanOrEqual(bits)
  })

  test('terms of one text are none of a text that does not have them', () => {
    const [some, others] = [
      weightsOf('Tobias Lindgren met Quorvane Industries about INV-2031-0042.'),
      weightsOf('Jonas Okafor called Norberd Logistics Ltd about ORD-1999-7712.'),
    ]
    for (const digest of some.keys()) expect(others.has(digest)).toBe(false)
  })
})

describe('people', () => {
  const PERSON = 'w:lindgren+tobias'

  test.each([
    'We asked Tobias Lindgren about it.',
    'employee: Tobias Lindgren',
    'Dr. Tobias Lindgren was there.',
    'name,city,team\nTobias Lindgren,Leeds,north\nJonas Okafor,York,south\n',
  ])('distinctive by their whole name: %s', (text) => {
    expect(said(text, PERSON)).toMatchObject({ kinds: expect.arrayContaining(['person']) })
    expect(isDistinctive(text, PERSON)).toBe(true)
  })

  test('a given name, a surname, an initial with either are no more than parts', () => {
    const text = 'We asked Tobias Lindgren about it.'
    for (const part of ['w:tobias', 'w:lindgren', 'w:lindgren+t', 'w:l+tobias']) {
      expect(said(text, part).bits).toBeGreaterThan(0)
      expect(isDistinctive(text, part)).toBe(false)
    }
  })

  test('a name in lower case counts when a recognizer says that it is one', () => {
    const text = 'we asked tobias lindgren about it'
    expect(isDistinctive(text, PERSON)).toBe(false)
    expect(isDistinctive({ text, people: ['tobias lindgren'] }, PERSON)).toBe(true)
  })

  test('whom everybody knows of says no more than a place', () => {
    expect(said('We spoke of Albert Einstein.', 'w:albert+einstein').bits).toBeLessThanOrEqual(BITS.known)
  })

  test('a mailbox is named after its owner, and is no proof', () => {
    const { bits, kinds } = said('Write to tobias.lindgren@example.com.', PERSON)
    expect(kinds).toEqual(['person'])
    expect(bits).toBe(BITS.mailbox)
  })
})

describe('organizations', () => {
  test.each([
    ['The deal with Quorvane Industries is signed.', 'w:industries+quorvane'],
    ['The deal with Quorvane Industries is signed.', 'w:quorvane'],
    ['our client Zelquor', 'w:zelquor'],
  ])('%s: %s', (text, canonical) => {
    expect(isDistinctive(text, canonical)).toBe(true)
  })

  test('a group of people at work is no firm', () => {
    expect(isDistinctive('The Project Team Group met.', 'w:group+project+team')).toBe(false)
    expect(isDistinctive('Ask the Finance Partners.', 'w:finance+partners')).toBe(false)
  })
})

describe('code names', () => {
  test.each(['Project Zornwick starts.', 'It is code-named "Zornwick".'])('%s', (text) =>
    expect(said(text, 'w:zornwick')).toMatchObject({ kinds: ['codename'], bits: CERTAIN }),
  )

  test.each([
    ['Project Bluebird starts.', 'w:bluebird'],
    ['コードネーム「灯台」が始まります。', 'c:灯台'],
  ])('an ordinary word is distinctive and no more: %s', (text, term) =>
    expect(said(text, term)).toMatchObject({ kinds: ['codename'], bits: DISTINCTIVE }),
  )

  test('what every project has is none', () => {
    expect(isDistinctive('The Project Manager and the Project Budget.', 'w:manager')).toBe(false)
  })

  test('an organization can make any words distinctive, or none', () => {
    const text = 'The orange ledger of Quorvane Industries.'
    const digest = (canonical: string) => termDigest(key, canonical)
    const terms = sourceTerms(
      { text },
      key,
      compileBackground({ distinctive: ['orange ledger'], known: ['Quorvane Industries'] }),
    )
    const bitsOf = (canonical: string) =>
      Math.max(0, ...terms.filter((term) => term.digest === digest(canonical)).map(({ bits }) => bits))
    expect(bitsOf('w:ledger+orange')).toBe(CERTAIN)
    expect(bitsOf('w:industries+quorvane')).toBeLessThanOrEqual(BITS.known)
  })
})

describe('fields', () => {
  test('a value is more in a row than in a sentence, and never made distinctive by it', () => {
    const rows = { rows: [{ note: 'blue', patient: 'Tobias' }] }
    const alone = said('Tobias was there.', 'w:tobias').bits
    const inRow = said({ text: '', table: rows }, 'w:tobias').bits
    expect(inRow).toBeGreaterThan(alone)
    expect(inRow).toBeLessThan(DISTINCTIVE)
  })

  test('an identifying column tells by itself whose row it is, years and common words apart', () => {
    const table = (value: string | number) => ({
      text: '',
      table: { rows: [{ id: value }], identifying: ['id'] },
    })
    expect(isDistinctive(table('700431'), 'i:700431') || isDistinctive(table('700431'), 'n?:700431')).toBe(
      true,
    )
    expect(isDistinctive(table('2019'), 'n?:2019')).toBe(false)
    expect(isDistinctive(table('orange'), 'w:orange')).toBe(false)
    expect(isDistinctive(table('zelquor'), 'w:zelquor')).toBe(true)
  })
})
