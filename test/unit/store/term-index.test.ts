import { expect, test } from 'vitest'
import type { DocumentRegistry, TermWrite } from '../../../src/core/ports.js'
import type { DocumentNumber } from '../../../src/core/types.js'
import { packTerms, TermIndex } from '../../../src/store/term-index.js'

/** More than a sweep waits for. */
const DOCUMENTS = 60
const TERMS = 40

/** `bits: 0` is only part of a term: a word of a name. */
const term = (document: number, i: number, bits: number): TermWrite => ({
  high: document + 1,
  low: 1_000 * document + i,
  digest: (document * 1_000 + i).toString(16).padStart(16, '0'),
  record: 1,
  kind: 0,
  bits,
})
const wholes = (document: number) => Array.from({ length: TERMS }, (_, i) => term(document, i, 9))
const parts = (document: number) => Array.from({ length: 5 }, (_, i) => term(document, 500 + i, 0))

test('a sweep of what is gone forgets nothing of what is there, whole terms or parts of names', async () => {
  const index = new TermIndex()
  const live = new Set<DocumentNumber>()
  const registry = {
    byNumber: (number: DocumentNumber) => (live.has(number) ? { number } : undefined),
  } as unknown as DocumentRegistry
  const terms = index.over(registry)
  for (let document = 0; document < DOCUMENTS; document++) {
    live.add(document as DocumentNumber)
    index.add(document as DocumentNumber, packTerms([...wholes(document), ...parts(document)]))
  }
  const size = index.bytes
  for (let document = 0; document < DOCUMENTS - 5; document++) {
    live.delete(document as DocumentNumber)
    index.remove(document as DocumentNumber)
  }
  expect(index.bytes, 'nothing was swept').toBeLessThan(size)
  for (let document = 0; document < DOCUMENTS; document++) {
    const there = live.has(document as DocumentNumber)
    const found = await terms.lookup(wholes(document))
    expect(found.map(({ holders }) => holders.map((holder) => holder.document))).toEqual(
      found.map(() => (there ? [document] : [])),
    )
    if (!there) continue
    for (const { high, low } of [...wholes(document), ...parts(document)]) {
      expect(terms.mayHold(high, low)).toBe(true)
    }
  }
})
