import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FirewallError } from '../../src/core/errors.js'
import { Drawn } from '../support/drawn.js'
import {
  corpusArbitrary,
  documentArbitrary,
  mayRead,
  principalArbitrary,
  readableCorpusArbitrary,
  SENTENCES,
  upserts,
  withFirewall,
} from '../support/world.js'

/**
 * Law 1: adding, changing or deleting documents a principal may not read changes not one byte of what they
 * get. The two worlds differ in forbidden documents only; answers are compared as serialized bytes.
 */
describe('law 1: non-interference', () => {
  const queryArbitrary = fc.oneof(
    fc.constantFrom(...SENTENCES),
    fc.constantFrom(
      'merger',
      'leave days',
      '休暇',
      '取締役会',
      'margin of the depots',
      'zzz',
      '"; drop table documents; --',
    ),
  )

  test('forbidden documents present, changed or absent: the same answers', async () => {
    const drawn = new Drawn<'worlds with forbidden documents' | 'with changed ones' | 'with answers'>('law 1')
    await fc.assert(
      fc.asyncProperty(
        corpusArbitrary,
        fc.array(documentArbitrary, { maxLength: 4 }),
        principalArbitrary,
        fc.array(queryArbitrary, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 12 }),
        async (corpus, others, principal, queries, k) => {
          const permitted = corpus.filter((document) => mayRead(principal, document))
          const ask = (documents: typeof corpus, changed: typeof corpus = []) =>
            withFirewall(documents, async (firewall) => {
              await firewall.apply(upserts(changed))
              const answers: unknown[] = []
              for (const query of queries) {
                answers.push(
                  await firewall
                    .retrieve(query, { principal, k })
                    .catch((error: FirewallError) => error.toJSON()),
                )
              }
              return JSON.stringify(answers)
            })
          const forbidden = corpus.filter((document) => !mayRead(principal, document))
          const changed = forbidden.flatMap((document, i) => {
            const other = others[i]
            return other === undefined || mayRead(principal, other)
              ? []
              : [{ ...other, id: document.id, retrievable: true }]
          })
          const alone = await ask(permitted)
          expect(await ask(corpus)).toBe(alone)
          expect(await ask([...forbidden, ...permitted], changed)).toBe(alone)
          drawn.count('worlds with forbidden documents', forbidden.length > 0)
          drawn.count('with changed ones', changed.length > 0)
          drawn.count('with answers', alone.includes('"documentId"'))
        },
      ),
      { numRuns: 60 },
    )
    drawn.expectAtLeast({
      'worlds with forbidden documents': 40,
      'with changed ones': 20,
      'with answers': 20,
    })
  })

  test('revoking is silent in the next call', async () => {
    const drawn = new Drawn<'revocations that took something away' | 'that left something'>('law 1')
    await fc.assert(
      fc.asyncProperty(
        readableCorpusArbitrary,
        principalArbitrary,
        fc.constantFrom(...SENTENCES),
        fc.nat(),
        async (corpus, principal, query, which) => {
          await withFirewall(corpus, async (firewall) => {
            const before = await firewall.retrieve(query, { principal, k: 50 })
            const revoked = before[which % before.length]!.documentId
            await firewall.apply([
              {
                kind: 'acl',
                id: revoked,
                acl: { allow: [], deny: [], classification: 'secret' },
                cursor: '',
              },
            ])
            const after = await firewall.retrieve(query, { principal, k: 50 })
            expect(after.map(({ documentId }) => documentId)).not.toContain(revoked)
            expect(after.length).toBe(before.filter(({ documentId }) => documentId !== revoked).length)
            drawn.count('revocations that took something away', after.length < before.length)
            drawn.count('that left something', after.length > 0)
          })
        },
      ),
      { numRuns: 30 },
    )
    drawn.expectAtLeast({ 'revocations that took something away': 30, 'that left something': 8 })
  })
})
