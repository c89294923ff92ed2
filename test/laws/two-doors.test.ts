import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchFold } from '../../src/text/fold.js'
import { Drawn } from '../support/drawn.js'
import {
  corpusArbitrary,
  mayRead,
  principalArbitrary,
  readableCorpusArbitrary,
  SENTENCES,
  withFirewall,
} from '../support/world.js'

/**
 * Law 3: what `retrieve` returns to a principal, `check` never calls a verbatim leak; of what they may not
 * read, no run as long as T is released, unless a source they may read, or their own words, hold it too.
 */
const T = 39
const T_CJK = 48

function folded({ title = '', text }: { readonly title?: string; readonly text: string }): string {
  return Buffer.from(matchFold(`${title}\n${text}`)).toString('latin1')
}

describe('law 3: one entitlement, two doors', () => {
  test('what door 1 returned, door 2 lets pass', async () => {
    const drawn = new Drawn<'chunks returned' | 'worlds with forbidden documents'>('law 3')
    await fc.assert(
      fc.asyncProperty(
        readableCorpusArbitrary,
        principalArbitrary,
        fc.constantFrom(...SENTENCES),
        async (corpus, principal, query) => {
          await withFirewall(corpus, async (firewall) => {
            for (const { text } of await firewall.retrieve(query, { principal, k: 20 })) {
              const verdict = await firewall.check(text, { principal })
              expect(verdict.findings.filter(({ kind }) => kind === 'verbatim')).toEqual([])
              drawn.count('chunks returned')
            }
          })
          const forbidden = corpus.some((document) => !mayRead(principal, document))
          drawn.count('worlds with forbidden documents', forbidden)
        },
      ),
      { numRuns: 40 },
    )
    drawn.expectAtLeast({ 'chunks returned': 50, 'worlds with forbidden documents': 30 })
  })

  test('of what they may not read, no run of T is released', async () => {
    const drawn = new Drawn<'answers that held something back' | 'answers released'>('law 3')
    await fc.assert(
      fc.asyncProperty(
        corpusArbitrary,
        principalArbitrary,
        fc.array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 3 }),
        fc.constantFrom(' ', ' — ', '\n> ', ''),
        async (corpus, principal, sentences, glue) => {
          await withFirewall(corpus, async (firewall) => {
            const { text, action } = await firewall.check(sentences.join(glue), { principal })
            drawn.count(action === 'release' ? 'answers released' : 'answers that held something back')
            // What stands in the place of a leak is no letter of a source.
            const released = text
              .split('[REDACTED]')
              .map((part) => Buffer.from(matchFold(part)).toString('latin1'))
            const permitted = corpus.filter((document) => mayRead(principal, document)).map(folded)
            for (const document of corpus.filter((document) => !mayRead(principal, document))) {
              const source = folded(document)
              // The longer threshold wherever the shorter window is not plain ASCII: never stricter than the rule.
              const width = (start: number) =>
                /^[\x00-\x7f]*$/.test(source.slice(start, start + T)) ? T : T_CJK
              for (let start = 0; start + T <= source.length; start++) {
                const run = source.slice(start, start + width(start))
                // A window starts at a character, in the source as in the answer.
                if (run.length < width(start) || (source.charCodeAt(start) & 0xc0) === 0x80) continue
                if (permitted.some((other) => other.includes(run))) continue
                expect(
                  released.some((part) => part.includes(run)),
                  `a run of ${document.id} at ${start} was released`,
                ).toBe(false)
              }
            }
          })
        },
      ),
      { numRuns: 60 },
    )
    drawn.expectAtLeast({ 'answers that held something back': 20, 'answers released': 10 })
  })

  test("the reader's own words are no leak", async () => {
    await withFirewall(
      [
        {
          id: 'plan',
          uri: 'test:plan',
          text: SENTENCES[2],
          acl: { allow: ['group:hr'], deny: [], classification: 'secret' },
        },
      ],
      async (firewall) => {
        const principal = {
          id: 'user:ada',
          groups: ['group:eng'],
          clearance: { level: 'internal', compartments: [] },
        }
        const answer = `You wrote: ${SENTENCES[2]}`
        const conversation = [{ role: 'user' as const, content: `Is this right? ${SENTENCES[2]}` }]
        expect((await firewall.check(answer, { principal, conversation })).action).toBe('release')
        const others = [{ role: 'assistant' as const, content: SENTENCES[2] }]
        expect((await firewall.check(answer, { principal, conversation: others })).action).not.toBe('release')
      },
    )
  })
})
