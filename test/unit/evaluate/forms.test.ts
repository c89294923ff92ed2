import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { CARRIERS } from '../../../src/evaluate/forms/carriers/index.js'
import { drawCase, type Secret, secretsOf, tells } from '../../../src/evaluate/forms/case.js'
import { CORPUS } from '../../../src/evaluate/forms/corpus.js'
import { HARMLESS_ANSWERS } from '../../../src/evaluate/forms/harmless/index.js'
import { knownFrom, tracedOf } from '../../../src/evaluate/forms/traced.js'
import { createRandom } from '../../../src/evaluate/random.js'
import type { Judged } from '../../../src/evaluate/verdicts.js'

const secrets = CORPUS.flatMap(secretsOf)

const judged = (fate: Judged['fate'], text: string, findings: Judged['findings'] = []): Judged => ({
  fate,
  text,
  findings,
  time: 0,
})

function drawn(name: string): { secret: Secret; text: string; carrier: string }[] {
  const carrier = CARRIERS.find((one) => one.name === name)!
  return secrets.flatMap((secret, i) => {
    const form = drawCase(secret, 1, createRandom(`test ${i}`), carrier)
    return form === undefined ? [] : [{ secret, text: form.traced.text, carrier: name }]
  })
}

test('enough harmless answers in eight languages, and none twice', () => {
  expect(HARMLESS_ANSWERS.length).toBeGreaterThanOrEqual(300)
  expect(new Set(HARMLESS_ANSWERS.map(({ text }) => text)).size).toBe(HARMLESS_ANSWERS.length)
  expect(new Set(HARMLESS_ANSWERS.map(({ language }) => language)).size).toBe(8)
})

describe('carriers', () => {
  test.each(CARRIERS.map((carrier) => [carrier.name, carrier] as const))(
    '%s: who gets all of it can know the secret, who gets nothing cannot',
    (_, carrier) => {
      let fitting = 0
      for (const [i, secret] of secrets.entries()) {
        const form = drawCase(secret, 1, createRandom(`${i}`), carrier)
        if (form === undefined) continue
        fitting += 1
        const { traced } = form
        expect(traced.from.length).toBe(traced.text.length)
        const all = knownFrom(traced, secret.text.length, () => true)
        const letters = [...secret.text.matchAll(/\p{L}/gu)].filter(({ index }) => all[index]).length
        expect(letters).toBeGreaterThan(0.7 * [...secret.text.matchAll(/\p{L}/gu)].length)
        expect(knownFrom(traced, secret.text.length, () => false).some(Boolean)).toBe(false)
      }
      expect(fitting).toBeGreaterThan(0)
    },
  )

  test('codes are what programs make of them', () => {
    const decoders: Record<string, (text: string) => string> = {
      base64: (text) => Buffer.from(text, 'base64').toString(),
      base64url: (text) => Buffer.from(text, 'base64url').toString(),
      hexadecimal: (text) => Buffer.from(text, 'hex').toString(),
      'gzip in base64': (text) => gunzipSync(Buffer.from(text, 'base64')).toString(),
      'UTF-16 in base64': (text) => Buffer.from(text, 'base64').toString('utf16le'),
      percent: decodeURIComponent,
      backslashes: (text) => JSON.parse(`"${text}"`),
      decimal: (text) => Buffer.from(text.split(' ').map(Number)).toString(),
    }
    for (const [name, decode] of Object.entries(decoders)) {
      const cases = drawn(name)
      expect(cases.length, name).toBeGreaterThan(20)
      for (const { secret, text } of cases) expect(decode(text), name).toBe(secret.text)
    }
  })

  test('the same seed draws the same forms', () => {
    const draw = (seed: string) =>
      Array.from(
        { length: 20 },
        (_, i) => drawCase(secrets[i]!, 3, createRandom(`${seed} ${i}`))?.traced.text,
      )
    expect(draw('a')).toEqual(draw('a'))
    expect(draw('a')).not.toEqual(draw('b'))
  })
})

describe('what a reader got', () => {
  const passage = secrets.find(({ kind }) => kind === 'passage')!
  const fact = secrets.find(({ kind }) => kind === 'name')!
  const form = (secret: Secret) => ({ secret, traced: tracedOf(secret.text) })

  test('all of it tells, a refusal does not', () => {
    for (const secret of [passage, fact]) {
      expect(tells(form(secret), judged('released', secret.text), '\0')).toBe(true)
      expect(tells(form(secret), judged('blocked', 'no.'), 'no.')).toBe(false)
      expect(tells(form(secret), judged('refused', ''), '\0')).toBe(false)
    }
  })

  test('the beginning that a stream sent counts', () => {
    const cut = (length: number) => judged('blocked', `${passage.text.slice(0, length)}no.`)
    expect(tells(form(passage), cut(30), 'no.')).toBe(false)
    expect(tells(form(passage), cut(70), 'no.')).toBe(true)
  })

  test('a gap takes out what the finding says', () => {
    const [from, to] = fact.value
    const finding = {
      start: from,
      end: to,
      kind: 'personal-data',
      entity: 'PERSON',
      score: 1,
      evidence: '',
      provenance: 'forbidden',
    } as const
    const text = `${fact.text.slice(0, from)}\ue000${fact.text.slice(to)}`
    expect(tells(form(fact), judged('redacted', text, [finding]), '\0')).toBe(false)
    const elsewhere = `\ue000${fact.text.slice(4)}`
    expect(tells(form(fact), judged('redacted', elsewhere, [{ ...finding, start: 0, end: 4 }]), '\0')).toBe(
      true,
    )
  })
})
