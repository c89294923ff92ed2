import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { readLines } from '../../../../src/adapters/http/ndjson.js'

/** A body that arrives in pieces of these many bytes, the last of them again and again. */
function arriving(bytes: Buffer, sizes: readonly number[]): Parameters<typeof readLines>[0] {
  function* pieces() {
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[Math.min(i, sizes.length - 1)]!
      yield bytes.subarray(at, at + size)
      at += size
    }
  }
  return Readable.from(pieces(), { objectMode: false }) as unknown as Parameters<typeof readLines>[0]
}

async function read(request: Parameters<typeof readLines>[0]): Promise<unknown[]> {
  const values: unknown[] = []
  for await (const value of readLines(request, new AbortController().signal)) values.push(value)
  return values
}

test('lines are the same wherever the bytes of a body are cut', () => {
  const value = fc.record({ text: fc.string({ unit: 'grapheme', maxLength: 12 }) })
  return fc.assert(
    fc.asyncProperty(
      fc.array(value, { maxLength: 6 }),
      fc.constantFrom('\n', '\r\n', '\n\n'),
      fc.boolean(),
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 9 }),
      async (values, end, ended, sizes) => {
        const lines = values.map((one) => JSON.stringify(one)).join(end)
        expect(await read(arriving(Buffer.from(ended ? lines + end : lines), sizes))).toEqual(values)
      },
    ),
  )
})

test('what has come of a line is not looked at again with every byte that comes', async () => {
  const LENGTH = 20_000
  const line = Buffer.from(JSON.stringify({ text: 'a'.repeat(LENGTH) }))
  let looked = 0
  const { split } = String.prototype
  const spy = vi.spyOn(String.prototype, 'split').mockImplementation(function (this: string, ...given) {
    looked += this.length
    return Reflect.apply(split, this, given)
  } as typeof split)
  const values = await read(arriving(line, [1])).finally(() => spy.mockRestore())
  expect(values).toEqual([{ text: 'a'.repeat(LENGTH) }])
  expect(looked).toBeLessThan(2 * line.length)
})
