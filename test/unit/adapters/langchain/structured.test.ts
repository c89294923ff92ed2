import { JsonOutputParser } from '@langchain/core/output_parsers'
import { RunnableLambda } from '@langchain/core/runnables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { check, protectModel, type Spoken } from '../../../../src/adapters/langchain/index.js'
import { createFirewall, type Firewall } from '../../../../src/firewall/firewall.js'
import { handler, textOf } from '../../../conformance/langchain-recorder.js'
import { as, CHAT, director, documents, intern, LEAVE, PLAN } from '../../../support/agents.js'
import { ScriptedModel } from '../../../support/models.js'
import { LEVELS, upserts } from '../../../support/world.js'

let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: LEVELS, audit: 'memory' })
  await firewall.apply(upserts(documents))
})
afterAll(() => firewall.close())

describe('structured output through check', () => {
  test('what is clean comes out as it was', async () => {
    const value = { title: 'Leave', points: [LEAVE, 'And so on.'], pages: 3, done: true, next: null }
    expect(await check(firewall).invoke(value, as(intern))).toEqual(value)
    expect(await check(firewall).invoke([1, 'two'], as(intern))).toEqual([1, 'two'])
  })

  test('what may be redacted is redacted field by field', async () => {
    const value = { a: CHAT, b: [{ c: `${CHAT} Write to 090-1234-5678. ${CHAT}` }], n: 7 }
    const checked = (await check(firewall).invoke(value, as(intern))) as typeof value
    expect(checked.a).toBe(CHAT)
    expect(checked.n).toBe(7)
    expect(checked.b[0]!.c).toMatch(/Write to \[PHONE_NUMBER\]/)
  })

  test.each([
    ['in a field', { a: PLAN }],
    ['as a name', { [PLAN]: 1 }],
    ['deep', { a: [{ b: [PLAN] }] }],
    ['cut up over fields', { a: PLAN.slice(0, 30), b: PLAN.slice(30, 60), c: PLAN.slice(60) }],
    ['cut up over a list', PLAN.split(' ')],
  ])('a leak %s is refused without a word of it', async (_, value) => {
    const seen: unknown[] = []
    const error = await check(firewall)
      .invoke(value as Spoken, { ...as(intern), callbacks: [handler(seen)] })
      .catch((thrown) => thrown)
    expect(error.code).toBe('answer-refused')
    expect(textOf([error, seen])).not.toContain('harbour')
    expect(await check(firewall).invoke(value as Spoken, as(director))).toEqual(value)
  })

  test('a parser’s stream is judged at its end, and only what was judged comes out', async () => {
    const chain = (text: string) =>
      new ScriptedModel(text).pipe(new JsonOutputParser()).pipe(check(firewall) as never)
    const collect = async (text: string) => {
      const pieces: unknown[] = []
      for await (const piece of await chain(text).stream('?', as(intern))) pieces.push(piece)
      return pieces
    }
    expect(await collect(JSON.stringify({ summary: LEAVE }))).toEqual([{ summary: LEAVE }])
    await expect(collect(JSON.stringify({ summary: PLAN }))).rejects.toMatchObject({ code: 'answer-refused' })
  })

  test('handlers of the chain learn why, and no word', async () => {
    const seen: unknown[] = []
    const step = RunnableLambda.from((text: string) => text).pipe(check(firewall))
    await step.invoke('Write to 090-1234-5678.', { ...as(intern), callbacks: [handler(seen)] })
    const at = seen.indexOf('handleCustomEvent')
    expect(JSON.parse(String(seen[at + 2]))).toEqual({
      action: 'redact',
      receipt: expect.any(String),
      kinds: ['personal-data'],
    })
  })

  test('neither text nor message nor structure is an error that says so', async () => {
    await expect(check(firewall).invoke(7 as never, as(intern))).rejects.toMatchObject({
      code: 'option-invalid',
    })
  })

  test('withStructuredOutput of a protected model is behind the door', async () => {
    const model = protectModel(firewall, new ScriptedModel(JSON.stringify({ summary: PLAN })))
    const answer = await model
      .pipe(new JsonOutputParser())
      .invoke('?', as(intern))
      .catch((error) => error)
    expect(textOf(answer)).not.toContain('harbour')
  })
})
