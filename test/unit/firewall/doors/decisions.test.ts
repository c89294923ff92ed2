import { afterEach, describe, expect, test } from 'vitest'
import type { CheckOptions, Principal, SourceDocument, Verdict } from '../../../../src/core/types.js'
import { dictionary } from '../../../../src/detect/index.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../../../src/firewall/firewall.js'
import { collect, streamOf } from '../../../support/world.js'

/** What a small slip in a rule would let through, each with a twin that must pass. */
const reader: Principal = { id: 'user:eve', groups: [], clearance: { level: 'internal', compartments: [] } }
const everybody = { allow: ['*'], deny: [], classification: 'internal' }
const board = { allow: ['group:board'], deny: [], classification: 'internal' }

let firewall: Firewall
afterEach(() => firewall.close())

async function open(
  documents: readonly Pick<SourceDocument, 'text' | 'acl' | 'kind'>[],
  options: Partial<FirewallOptions> = {},
): Promise<void> {
  firewall = await createFirewall({
    policy: ['internal'],
    audit: 'memory',
    sharedPrincipals: [reader.id],
    ...options,
  })
  await firewall.apply(
    documents.map((document, i) => ({
      kind: 'upsert' as const,
      cursor: '',
      document: { id: `doc-${i}`, uri: `file:${i}`, retrievable: document.kind !== 'training', ...document },
    })),
  )
}

const check = (answer: string, more: Partial<CheckOptions> = {}): Promise<Verdict> =>
  firewall.check(answer, { principal: reader, ...more })

describe('training text', () => {
  const SET =
    'The turbine of the second mill was shut down on a Sunday, because the bearing that had been ordered in spring never came.'

  test('is a leak like any other: an answer wholly of it is blocked, a sentence of it in a long answer redacted', async () => {
    await open([{ text: SET, acl: board, kind: 'training' }])
    expect((await check(SET)).action).toBe('block')
    const prose = 'Rain fell on the hills, and nobody in the valley thought much of it at that time. '
    const long = await check(`${prose.repeat(12)}${SET} ${prose}`)
    expect(long.action).toBe('redact')
    expect(long.text).not.toContain('bearing')
    expect((await check(prose.repeat(3))).action).toBe('release')
  })
})

describe('findings that touch', () => {
  const recognizers = ['北極星計画', '南風号'].map((value, i) =>
    dictionary({ entity: `PROJECT_${i}`, class: 'contact', values: [value] }),
  )

  test.each([
    '彼らの北極星計画南風号は春に始まる。',
    '北極星計画南風号北極星計画',
    '南風号、北極星計画南風号',
  ])('%s: the stream is what the batch is, wherever it is cut', async (answer) => {
    const actions = { PROJECT_0: 'redact', PROJECT_1: 'redact' } as const
    await open([], { recognizers, services: [{ name: 'desk', actions }] })
    const options = { principal: reader, service: 'desk' }
    const batch = await firewall.check(answer, options)
    expect(batch.action).toBe('redact')
    for (let at = 0; at <= answer.length; at++) {
      const stream = firewall.check(streamOf([answer.slice(0, at), answer.slice(at)]), options)
      expect(await collect(stream)).toBe(batch.text)
    }
    expect(await collect(firewall.check(streamOf(answer), options))).toBe(batch.text)
  })
})

describe('what the reader wrote', () => {
  const VALUE = '090-1234-5678'
  const said = (content: string) => ({ conversation: [{ role: 'user' as const, content }] })

  test.each([
    ['is a longer number to the right', '090-1234-56781'],
    ['is a longer number to the left', '1090-1234-5678'],
    ['is another number', '090-1234-5679'],
  ])('excuses no value where it %s', async (_, own) => {
    await open([{ text: `The night porter is reached at ${VALUE}.`, acl: board }])
    const answer = `Call ${VALUE} at night.`
    expect((await check(answer, said(`Is it ${own}?`))).action).not.toBe('release')
    expect((await check(answer, said(`Is it ${VALUE}?`))).action).toBe('release')
  })
})

describe('what permitted papers say', () => {
  const NAME = 'Priya Raghunathan'
  const SUM = '$1,284,350'
  const together = { text: `${NAME} will be paid ${SUM} when the merger is done.`, acl: board }
  const answer = `${NAME} gets ${SUM}.`

  test('excuses a fact about somebody only where one of them says it', async () => {
    await open([
      together,
      { text: `${NAME} opened the exhibition of the sailing club.`, acl: everybody },
      { text: `The roof of the library cost ${SUM} in all.`, acl: everybody },
    ])
    expect((await check(answer)).action).not.toBe('release')
    await firewall.close()
    await open([together, { text: `${NAME} was awarded ${SUM} by the lottery.`, acl: everybody }])
    expect((await check(answer)).action).toBe('release')
  })
})
