import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { isLeak, isUnspeakable } from '../../../src/core/leak.js'
import type { DocumentKind, Finding, Provenance } from '../../../src/core/types.js'

const KINDS: Record<Finding['kind'], true> = {
  'personal-data': true,
  secret: true,
  verbatim: true,
  canary: true,
  disclosure: true,
  probe: true,
  injection: true,
  'hidden-text': true,
  enumeration: true,
  'forbidden-word': true,
  license: true,
}

const LEAKS: Record<Provenance, boolean> = {
  forbidden: true,
  training: true,
  permitted: false,
  user: false,
  unknown: false,
}

test('a leak is what the reader may not read, and a canary wherever it is from', () => {
  for (const kind of Object.keys(KINDS) as Finding['kind'][]) {
    for (const [provenance, leaks] of Object.entries(LEAKS) as [Provenance, boolean][]) {
      expect(isLeak({ kind, provenance }), `${kind}, ${provenance}`).toBe(leaks || kind === 'canary')
    }
  }
})

test('system prompts and canaries are nobody’s to repeat', () => {
  const kinds: Record<DocumentKind, boolean> = {
    knowledge: false,
    training: false,
    code: false,
    prompt: true,
    canary: true,
  }
  for (const [kind, unspeakable] of Object.entries(kinds))
    expect(isUnspeakable(kind as DocumentKind), kind).toBe(unspeakable)
  expect(isUnspeakable(undefined)).toBe(false)
})

test('no other file decides it for itself', () => {
  const decides =
    /\bkind [!=]== '(?:canary|prompt)'|provenance === '(?:forbidden|training)' \|\| (?:\w+\.)?provenance === '/
  const root = join(import.meta.dirname, '../../../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  const deciding = files.filter((file) => decides.test(readFileSync(join(root, file), 'utf8')))
  expect(deciding).toEqual([join('core', 'leak.ts')])
})
