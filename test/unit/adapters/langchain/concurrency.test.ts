import { RunnableLambda } from '@langchain/core/runnables'
import { expect, test } from 'vitest'
import { protectModel } from '../../../../src/adapters/langchain/index.js'
import type { Principal, SourceDocument } from '../../../../src/core/types.js'
import { DecidingModel } from '../../../support/agents.js'
import { withFirewall } from '../../../support/world.js'

/** Each reader has one secret of their own; every model tries to tell each reader two: theirs and their neighbor's. */
const READERS = 100
const WORDS =
  'amber basil cedar delta ember fjord grove heron inlet jetty knoll larch maple north ochre pearl'.split(' ')
const secretOf = (i: number) => {
  const word = (n: number) => WORDS[(i * 7 + n * 5 + ((i >> 4) * 3 + 1) * n * n) % WORDS.length]!
  return `File ${i}: the ${word(1)} ${word(2)} account moves to the ${word(3)} ${word(4)} branch before the ${word(5)} ${word(6)} review number ${1000 + i}.`
}
const reader = (i: number): Principal => ({
  id: `user:r${i}`,
  groups: [],
  clearance: { level: 'internal', compartments: [] },
})
const documents: SourceDocument[] = Array.from({ length: READERS }, (_, i) => ({
  id: `file-${i}`,
  uri: `test:file-${i}`,
  text: secretOf(i),
  acl: { allow: [`user:r${i}`], deny: [], classification: 'internal' },
}))
const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(3)

test('a hundred streams for a hundred readers over one firewall do not mix', async () => {
  await withFirewall(documents, async (firewall) => {
    const model = protectModel(
      firewall,
      new DecidingModel((messages) => {
        const i = Number(messages.at(-1)!.text)
        return `${CHAT}${secretOf(i)} ${CHAT}${secretOf((i + 1) % READERS)} ${CHAT}`
      }),
    )
    // Through a chain, where the configuration travels by async context as well.
    const chain = RunnableLambda.from((question: string) => question).pipe(model)
    const answers = await Promise.all(
      Array.from({ length: READERS }, async (_, i) => {
        let text = ''
        for await (const piece of await chain.stream(String(i), { configurable: { principal: reader(i) } })) {
          text += piece.text
          // Gives the others their turn between any two tokens.
          await new Promise((resolve) => setImmediate(resolve))
        }
        return text
      }),
    )
    answers.forEach((answer, i) => {
      const told = Array.from({ length: READERS }, (_, j) => j).filter((j) => answer.includes(secretOf(j)))
      expect(told).toEqual([i])
      expect(answer).toContain('REDACTED')
    })
  })
})
