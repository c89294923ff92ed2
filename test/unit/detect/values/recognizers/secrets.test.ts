import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { createScanner } from '../../../../../src/detect/index.js'
import { credentialRecognizers } from '../../../../../src/detect/values/recognizers/credential.js'
import { samplesOf } from '../../../../../src/detect/values/recognizers/secrets/issued.js'
import { modelIssuers } from '../../../../../src/detect/values/recognizers/secrets/issuers-ai.js'
import { cloudIssuers } from '../../../../../src/detect/values/recognizers/secrets/issuers-cloud.js'
import { codeIssuers } from '../../../../../src/detect/values/recognizers/secrets/issuers-code.js'
import { serviceIssuers } from '../../../../../src/detect/values/recognizers/secrets/issuers-services.js'
import { createRandom } from '../../../../../src/evaluate/random.js'
import {
  KEY_PLACES,
  named,
  PASSWORD_PLACES,
  secretVectors,
} from '../../../../../src/evaluate/secrets/vectors.js'

const scanner = createScanner({ minScore: 0.5 })
const vectors = secretVectors(createRandom('secrets'))
const secretsIn = (text: string) =>
  scanner
    .scan(text)
    .filter(({ kind }) => kind === 'secret')
    .map(({ start, end }) => text.slice(start, end))

describe('a secret is found whole', () => {
  test.each(vectors.kinds)('%s', (_, make) => {
    for (let i = 0; i < 5; i++) {
      const secret = make()
      for (const text of [secret, `Use ${secret} here.`, `鍵は${secret}です`, `TOKEN="${secret}"`]) {
        expect(
          secretsIn(text).some((found) => found.includes(secret) || secret.startsWith(found)),
          `secret ${i}`,
        ).toBe(true)
      }
    }
  })

  const issuers = [...cloudIssuers, ...codeIssuers, ...modelIssuers, ...serviceIssuers]
  test.each(issuers.map((row) => [row.issuer, row] as const))('%s, as any of its kinds begins', (_, row) => {
    for (const sample of samplesOf(row)) {
      expect(secretsIn(`see ${sample}, please`)).toContain(sample)
      // Behind a letter it is a part of something else, unless a shorter kind begins further on.
      expect(secretsIn(`Q${sample}`)).not.toContain(sample)
    }
  })

  test.each(KEY_PLACES)('a key in `%s`', (place) => {
    for (let i = 0; i < 5; i++) {
      const secret = vectors.key()
      expect(secretsIn(place.replace('%', secret))).toContain(secret)
    }
  })

  test.each(PASSWORD_PLACES)('a password in `%s`', (place) => {
    for (let i = 0; i < 3; i++) {
      const secret = vectors.password()
      const found = secretsIn(place.replace('%', secret))
      expect(
        found.some((value) => value.includes(secret)),
        JSON.stringify(found),
      ).toBe(true)
    }
  })
})

test('a value under a name of several words is found, and not under one that only sounds so', () => {
  const random = createRandom('named')
  let found = 0
  let wrong = 0
  for (let i = 0; i < 400; i++) {
    const { text, value, twin } = named(random)
    if (secretsIn(text).some((one) => one.includes(value))) found += 1
    if (secretsIn(twin).length > 0) wrong += 1
  }
  expect(found).toBeGreaterThanOrEqual(392)
  expect(wrong).toBeLessThanOrEqual(4)
})

describe('what looks like one and is none', () => {
  test.each(vectors.benign.map((make, i) => [i, make] as const))('benign text %i', (_, make) => {
    for (let i = 0; i < 10; i++) {
      const text = make()
      expect(secretsIn(text), text.slice(0, 80)).toEqual([])
    }
  })

  test('a lock file and this house hold none', () => {
    for (const file of [
      'package-lock.json',
      'src/README.md',
      'src/firewall/doors/judge.ts',
      'test/laws/two-doors.test.ts',
    ]) {
      expect(secretsIn(readFileSync(file, 'utf8')), file).toEqual([])
    }
  })
})

test('no recognizer of a secret is sure of a word', () => {
  expect(credentialRecognizers.every(({ class: one }) => one === 'secret')).toBe(true)
})
