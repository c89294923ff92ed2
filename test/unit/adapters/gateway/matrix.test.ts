import Anthropic from '@anthropic-ai/sdk'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { seeded } from '../../../support/random.js'
import { CARRIERS, type Carrier } from './carriers.js'
import {
  closeServers,
  events,
  json,
  type Loose,
  openWorld,
  PUBLIC,
  SECRET,
  scripted,
  serveGateway,
} from './world.js'

/**
 * A model that says what it must not, in every place of every shape, whole and however its stream is cut, to the clients
 * of those who make the models. `npm run test:gateway` tries every cut.
 */
const long = process.env['RAGWALL_TEST_LONG'] === '1'

let world: Awaited<ReturnType<typeof openWorld>>
let model: Awaited<ReturnType<typeof scripted>>
let url: string

beforeAll(async () => {
  // Each case by itself: what one answer told is no reason to refuse the next.
  world = await openWorld([{ name: 'default', acrossTurns: false }])
  model = await scripted()
  url = await serveGateway(world.firewall, model.url)
})
afterAll(async () => {
  await closeServers()
  await world.firewall.close()
})

/** Who may be told what. */
const READERS = [
  ['director', SECRET],
  ['clerk', PUBLIC],
] as const

const question = [{ role: 'user' as const, content: 'Well?' }]

/** What a client gets: whole, as one message; streamed, as its events. */
async function asked({ shape, request = {} }: Carrier, who: string, stream: boolean): Promise<Loose[]> {
  const key = { apiKey: `token-of-${who}`, maxRetries: 0 }
  const body = { model: 'model-a', stream, ...request } as Loose
  let answer: Loose
  if (shape === 'messages') {
    answer = await new Anthropic({ baseURL: url, ...key }).messages.create({
      max_tokens: 9,
      messages: question,
      ...body,
    })
  } else {
    const client = new OpenAI({ baseURL: `${url}/v1`, ...key })
    answer =
      shape === 'chat'
        ? await client.chat.completions.create({ messages: question, ...body })
        : await client.responses.create({ input: 'Well?', ...body })
  }
  if (!stream) return [answer]
  const all: Loose[] = []
  for await (const event of answer) all.push(event)
  return all
}

/** Cuts of a text: into small pieces, none of which says much, and at one place, or at each. */
function cutsOf(text: string, seed: string): string[][] {
  const random = seeded([...seed].reduce((sum, one) => sum * 31 + one.charCodeAt(0), 7))
  const at = (i: number) => [text.slice(0, i), text.slice(i)]
  const places = long ? [...text].map((_, i) => i + 1) : [1 + Math.floor(random() * (text.length - 1))]
  return [text.match(long ? /.{1,3}/gsu : /.{1,9}/gsu)!, ...places.map(at)]
}

/** How much of the secret, in letters, stands in anything that was sent, in one field or another. */
function told(messages: Loose[], carrier: Carrier): boolean {
  const said = messages.map((one) => carrier.said(one)).join('')
  const everything = [said, JSON.stringify(messages)]
  return everything.some((text) => text.includes('Hollow Oak Shipping closes on the ninth'))
}

const finished = (messages: Loose[], { shape, kind }: Carrier): string[] =>
  messages.flatMap((one) => {
    if (shape === 'chat') {
      return one.choices.flatMap(({ index, finish_reason }: Loose) =>
        finish_reason !== null && (kind !== 'second choice' || index === 1) ? [finish_reason] : [],
      )
    }
    if (shape === 'messages') return [one.stop_reason ?? one.delta?.stop_reason].filter((reason) => reason)
    const { status, incomplete_details: why } = one.response ?? one
    return status === 'incomplete' ? [why.reason] : status === 'completed' ? ['completed'] : []
  })

const CUT = { chat: 'content_filter', messages: 'refusal', responses: 'content_filter' }

describe.each(CARRIERS)('$shape: $kind', (carrier) => {
  const inside = (text: string) => carrier.wraps?.(text) ?? text

  test('whole', async () => {
    for (const [who, text] of READERS) {
      const original = carrier.whole(inside(text))
      model.says(json(original))
      const [answer] = await asked(carrier, who, false)
      expect(answer, who).toMatchObject(original)
    }
    model.says(json(carrier.whole(inside(SECRET))))
    const answer = await asked(carrier, 'clerk', false)
    expect(told(answer, carrier)).toBe(false)
    expect(finished(answer, carrier)).toEqual([CUT[carrier.shape]])
  })

  test('streamed', async () => {
    for (const [who, text] of READERS.slice(long ? 0 : 1)) {
      for (const pieces of cutsOf(inside(text), `${carrier.shape} ${carrier.kind} ${who}`)) {
        const original = carrier.stream(pieces)
        model.says(events(original))
        const got = await asked(carrier, who, true)
        expect(got.map((one) => carrier.said(one)).join('')).toBe(inside(text))
        expect(finished(got, carrier)).toEqual(finished(original, carrier))
        expect(got.at(-1)).toMatchObject({
          ...original.at(-1),
          ...(carrier.shape === 'responses' ? { sequence_number: got.length - 1 } : {}),
        })
      }
    }
    for (const pieces of cutsOf(inside(SECRET), `${carrier.shape} ${carrier.kind} cut`)) {
      model.says(events(carrier.stream(pieces)))
      const got = await asked(carrier, 'clerk', true)
      expect(told(got, carrier), JSON.stringify(pieces)).toBe(false)
      expect(finished(got, carrier).at(-1)).toBe(CUT[carrier.shape])
    }
  })
})

describe.each(CARRIERS.filter(({ kind }) => kind === 'text'))(
  '$shape: a field that is not known',
  (carrier) => {
    const hidden = (message: Loose): Loose => {
      const copy = structuredClone(message)
      const spot =
        copy.choices?.[0]?.message ??
        copy.choices?.[0]?.delta ??
        copy.content?.[0] ??
        copy.output?.[0] ??
        copy.delta
      if (typeof spot === 'object' && spot !== null) spot.musings = SECRET
      return copy
    }

    test('is refused by its name, whole and streamed', async () => {
      model.says(json(hidden(carrier.whole(PUBLIC))))
      await expect(asked(carrier, 'clerk', false)).rejects.toThrow(/musings/)
      const streamed = carrier.stream([PUBLIC]).map(hidden)
      if (!JSON.stringify(streamed).includes('musings')) return
      model.says(events(streamed))
      await expect(asked(carrier, 'clerk', true)).rejects.toThrow(/musings/)
    })
  },
)
