import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Principal, SourceDocument } from '../../../src/core/types.js'
import type { Firewall } from '../../../src/firewall/firewall.js'
import { aclArbitrary, LEVELS, mayRead, SENTENCES, upserts, withFirewall } from '../../support/world.js'

/** May read most. */
const everyone: Principal = {
  id: 'user:everyone',
  groups: ['group:eng', 'group:hr', 'group:sales'],
  clearance: { level: LEVELS.at(-1)!, compartments: ['merger', 'payroll'] },
}

/** Long enough for several chunks, mostly; English and Japanese, in paragraphs. */
const text = fc
  .array(fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 12 }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((paragraphs) => paragraphs.map((sentences) => sentences.join(' ')).join('\n\n'))

const corpus = fc
  .array(fc.record({ text, acl: aclArbitrary }), { minLength: 2, maxLength: 5 })
  .map((documents) =>
    documents.map((document, i): SourceDocument => ({ ...document, id: `doc-${i}`, uri: `test:${i}` })),
  )

/** By document: ids, texts and labels of its chunks, in order. */
async function chunksOf(firewall: Firewall) {
  const found = await firewall.retrieve('the of and', { principal: everyone, k: 200 })
  const byDocument = new Map<string, { id: string; text: string; label: string }[]>()
  for (const { id, documentId, text: said, label } of found) {
    const chunks = byDocument.get(documentId) ?? []
    byDocument.set(documentId, chunks)
    chunks[Number(id.slice(documentId.length + 1))] = { id, text: said, label: JSON.stringify(label) }
  }
  return byDocument
}

const letters = (said: string) => said.replace(/\s+/gu, '')

test('chunks are those of one document, under its label, and cover its text', () =>
  fc.assert(
    fc.asyncProperty(corpus, (documents) =>
      withFirewall(documents, async (firewall) => {
        const found = await chunksOf(firewall)
        const readable = documents.filter((document) => mayRead(everyone, document))
        expect([...found.keys()].sort()).toEqual(readable.map(({ id }) => id))
        for (const document of readable) {
          const chunks = found.get(document.id)!
          expect(chunks.map(({ id }) => id)).toEqual(chunks.map((_, i) => `${document.id}#${i}`))
          const labels = new Set(chunks.map(({ label }) => label))
          expect(labels.size).toBe(1)
          expect(JSON.parse([...labels][0]!)).toMatchObject({ level: document.acl.classification })
          expect(letters(chunks.map((chunk) => chunk.text).join(''))).toBe(letters(document.text))
        }
      }),
    ),
    { numRuns: 15 },
  ))

test('they keep their ids when they come again, in whatever order, and when others are edited or go', () =>
  fc.assert(
    fc.asyncProperty(corpus, text, fc.nat(), async (documents, edit, which) => {
      const before = await withFirewall(documents, chunksOf)
      const edited = { ...documents[which % documents.length]!, text: edit }
      await withFirewall([...documents].reverse(), async (firewall) => {
        expect(await chunksOf(firewall)).toEqual(before)
        await firewall.apply(upserts(documents))
        expect(await chunksOf(firewall)).toEqual(before)
        await firewall.apply(upserts([edited]))
        const after = await chunksOf(firewall)
        await firewall.apply([{ kind: 'delete', id: edited.id, cursor: '' }])
        const gone = await chunksOf(firewall)
        for (const { id } of documents) {
          if (id === edited.id) continue
          expect(after.get(id)).toEqual(before.get(id))
          expect(gone.get(id)).toEqual(before.get(id))
        }
      })
    }),
    { numRuns: 12 },
  ))
