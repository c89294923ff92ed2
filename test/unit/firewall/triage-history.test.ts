import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AllowedFinding, parseServicePolicy } from '../../../src/core/policy-schema.js'
import type { Principal, SourceDocument } from '../../../src/core/types.js'
import { createFirewall, type Firewall } from '../../../src/firewall/firewall.js'
import { LEVELS, upserts } from '../../support/world.js'

/**
 * A history with known truths: what each document says is really none of a reader's business, or has long been told to
 * them by other ways and is a false alarm. A person calls the false ones so, the policy is given the rules that are
 * proposed, and the history goes on.
 */

const SECRETS = [
  'The merger with the harbour operator will be announced on the ninth of October after the markets close.',
  'Severance for the night shift of the northern depot amounts to eleven weeks of pay, capped at nine thousand.',
  'The relief valve of tank seven sticks below four degrees and has been bypassed with a wedge since March.',
  'Our bid for the ferry concession stands at forty-one million and may rise to forty-four, not a cent further.',
  'Inspectors were shown the second logbook only, the first one lies in the locker behind the paint store.',
  'Two of the five cranes lost their certificate in spring and work under the number of a scrapped one.',
]
const VALUES = ['mika.tanaka@harbour.test', 'tom.ferrer@harbour.test', 'lena.ochoa@harbour.test']
const FILLERS = [
  'Thank you for asking, here is what I could find out about it so far.',
  'Please tell me whether you need anything else on this subject today.',
  'The weather in the bay remains mild and the boats leave every hour.',
  'Lunch is served on the terrace from noon until two, as it always was.',
  'I am only an assistant, so do ask a colleague before you rely on it.',
]
const READERS = ['user:ana', 'user:ben', 'user:cleo'].map(
  (id): Principal => ({ id, groups: [], clearance: { level: 'internal', compartments: [] } }),
)
const board = { allow: ['group:board'], deny: [], classification: 'secret' }
const SAID = [...SECRETS, ...VALUES]
const documents: SourceDocument[] = SAID.map((said, i) => ({
  id: `d${i}`,
  uri: `test:d${i}`,
  text: i < SECRETS.length ? said : `Minutes of meeting ${i}: write to ${said} about the berth.`,
  acl: board,
}))

/** One answer: to whom, and which documents it repeats; between two of them stands something harmless. */
interface Answer {
  readonly reader: number
  readonly says: readonly number[]
}
const answers = fc.array(
  fc.record({
    reader: fc.nat(READERS.length - 1),
    says: fc.uniqueArray(fc.nat(SAID.length - 1), { minLength: 0, maxLength: 3 }),
  }),
  { minLength: 12, maxLength: 24 },
)
const textOf = ({ says }: Answer) =>
  [FILLERS[0], ...says.flatMap((i, at) => [`It says: ${SAID[i]}`, FILLERS[1 + at]]), FILLERS[4]].join(' ')

async function desk() {
  const findings: object[] = []
  let read = -1
  const firewall = await createFirewall({
    policy: LEVELS,
    audit: 'memory',
    rules: {
      changed: () => read !== findings.length,
      read() {
        read = findings.length
        return {
          services: [parseServicePolicy({ name: 'desk', allow: { findings } }, 'desk.yaml', LEVELS)],
          recognizers: [],
        }
      },
    },
  })
  await firewall.apply(upserts(documents))
  return { firewall, findings }
}

const check = (firewall: Firewall, answer: Answer) =>
  firewall.check(textOf(answer), { principal: READERS[answer.reader]!, service: 'desk' })

test('an accepted false alarm never comes back, and nothing else is lost: both counted', async () => {
  const counted = { falseAlarms: 0, cameBack: 0, realLeaks: 0, lost: 0 }
  await fc.assert(
    fc.asyncProperty(
      answers,
      answers,
      fc.uniqueArray(fc.nat(READERS.length * SAID.length - 1), { minLength: 6, maxLength: 14 }),
      async (before, after, falseOnes) => {
        const truth = new Set(falseOnes)
        const isFalse = (reader: number, said: number) => truth.has(reader * SAID.length + said)
        const { firewall, findings } = await desk()
        try {
          for (const answer of before) await check(firewall, answer)
          const accepted = new Set<string>()
          for (const one of await firewall.cases()) {
            const reader = READERS.findIndex(({ id }) => id === one.reader)
            const said = documents.findIndex(({ id }) => id === one.source)
            if (!isFalse(reader, said)) continue
            const { proposal } = await firewall.triage(one.id, { state: 'false-alarm', by: 'user:ruth' })
            expect(proposal!.rule).toMatchObject({ reader: one.reader, documents: [one.source] })
            expect(proposal!.spares).toBe(one.count)
            findings.push(proposal!.rule)
            accepted.add(`${reader} ${said}`)
          }
          for (const answer of [...before, ...after]) {
            const verdict = await check(firewall, answer)
            const isAccepted = (said: number) => accepted.has(`${answer.reader} ${said}`)
            const real = answer.says.filter((said) => !isAccepted(said))
            const known = answer.says.filter(isAccepted)
            counted.realLeaks += real.length
            counted.falseAlarms += known.length
            // What is no accepted alarm is found, and what it says does not go out.
            counted.lost += real.filter((said) => verdict.text.includes(SAID[said]!)).length
            if (verdict.findings.length < real.length) counted.lost += real.length - verdict.findings.length
            // What is one is not acted upon: alone the answer goes out as it is, beside a real leak it is no finding.
            if (real.length === 0 && verdict.text !== textOf(answer)) counted.cameBack += known.length
            if (
              verdict.findings.filter(({ provenance }) => provenance === 'forbidden').length > real.length
            ) {
              counted.cameBack += 1
            }
          }
          const { allowances } = await firewall.report()
          // The whole of `before` came again: every rule was used.
          expect(allowances.filter(({ uses }) => uses === 0)).toEqual([])
          expect(allowances.length).toBe(
            new Set((findings as AllowedFinding[]).map(({ evidence, reader }) => `${evidence} ${reader}`))
              .size,
          )
        } finally {
          await firewall.close()
        }
      },
    ),
    { numRuns: 2, endOnFailure: true },
  )
  expect(counted).toMatchObject({ cameBack: 0, lost: 0 })
  // The history is one that could have failed.
  expect(counted.falseAlarms).toBeGreaterThan(10)
  expect(counted.realLeaks).toBeGreaterThan(40)
})
