import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../../../src/adapters/http/strict-json.js'
import { LIMITS } from '../../../../src/core/limits.js'

const refusal = expect.objectContaining({ code: 'request-invalid' })
const parse = (text: string) => parseJson(Buffer.from(text))

describe('JSON that no two readers read differently', () => {
  test('what `JSON.stringify` writes is read as it was', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(undefined, 2), (value, space) => {
        expect(parse(JSON.stringify(value, null, space))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('a member that stands twice is refused wherever it stands, in any spelling; the same name elsewhere is not', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 6, unit: 'binary' })
      .filter((text) => text.isWellFormed())
    const spelled = (text: string) =>
      `"${[...Array(text.length).keys()].map((i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join('')}"`
    fc.assert(
      fc.property(name, fc.jsonValue({ maxDepth: 2 }), fc.boolean(), (member, value, escaped) => {
        const [first, second] = [JSON.stringify(member), escaped ? spelled(member) : JSON.stringify(member)]
        const json = JSON.stringify(value)
        const twice = `{${first}:${json},"other":[{}],${second}:1}`
        for (const text of [twice, `[1,${twice}]`, `{"a":{"b":[${twice}]}}`]) {
          if (member !== 'other') expect(() => parse(text)).toThrow(refusal)
        }
        expect(parse(`[{${first}:${json}},{${second}:{${first}:1}}]`)).toHaveLength(2)
      }),
    )
  })

  test.each([
    ['nothing', ''],
    ['half of it', '{"answer": "a'],
    ['two of it', '{} {}'],
    ['a comment', '{} // what'],
    ['a name without quotes', '{answer: 1}'],
    ['brackets that cross', '{"a":[}]'],
  ])('%s is refused', (_, text) => {
    expect(() => parse(text)).toThrow(refusal)
  })

  test('brackets within brackets end at a bound, before anything is built of them', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(parse(nested(LIMITS.bodyDepth))).toBeInstanceOf(Array)
    expect(() => parse(nested(LIMITS.bodyDepth + 1))).toThrow(refusal)
    expect(() => parse('{"a":'.repeat(2_000_000))).toThrow(refusal)
  })

  test('bytes that are no UTF-8 are refused, not replaced', () => {
    for (const bytes of [[0xff], [0xc3], [0xed, 0xa0, 0x80], [0xc0, 0xaf]]) {
      const body = Buffer.concat([Buffer.from('{"a":"'), Buffer.from(bytes), Buffer.from('"}')])
      expect(() => parseJson(body)).toThrow(refusal)
    }
    expect(parse('{"a":"花\u{1f98a}"}')).toEqual({ a: '花\u{1f98a}' })
  })
})
