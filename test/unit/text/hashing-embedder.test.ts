import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createHashingEmbedder } from '../../../src/text/hashing-embedder.js'

const embedder = createHashingEmbedder()

async function cosine(a: string, b: string): Promise<number> {
  const [x = [], y = []] = await embedder.embedDocuments([a, b])
  return x.reduce((sum, value, i) => sum + value * (y[i] ?? 0), 0)
}

describe('the hashing embedder', () => {
  test('names version and dimension', () => {
    expect(embedder.id).toBe('ragwall-hashing-1-384')
    expect(createHashingEmbedder({ dimension: 64 }).id).toBe('ragwall-hashing-1-64')
  })

  test('gives unit vectors of its dimension for any text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })),
        fc.integer({ min: 16, max: 512 }),
        async (text, dimension) => {
          const vector = await createHashingEmbedder({ dimension }).embedQuery(text)
          expect(vector).toHaveLength(dimension)
          expect(Math.hypot(...vector)).toBeCloseTo(1, 9)
        },
      ),
    )
  })

  test('a vector depends on its text alone', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 6 }), async (texts) => {
        const together = await embedder.embedDocuments(texts)
        const alone = await Promise.all(texts.map((text) => embedder.embedQuery(text)))
        expect(together).toEqual(alone)
      }),
    )
  })

  test('says nothing of texts without words, always the same', async () => {
    const [empty, marks] = await embedder.embedDocuments(['', '… — !'])
    expect(empty).toEqual(marks)
  })

  test.each([
    ['How is asthma treated?', 'Treatment of asthma in adults', 'Treatment of a broken leg'],
    ['inflammation of the lungs', 'Inflammatory lung disease', 'The kidney and its disease'],
    ['梅雨はいつ始まりますか', '梅雨の時期が始まることを梅雨入りという', '台風の時期について'],
    ['データベースの移行', 'ﾃﾞｰﾀﾍﾞｰｽ移行の手順', '会議室の予約の手順'],
    ['café culture', 'The CAFE CULTURE of Vienna', 'The agriculture of Vienna'],
  ])('%s: nearer to %s than to %s', async (query, near, far) => {
    expect(await cosine(query, near)).toBeGreaterThan(await cosine(query, far))
  })

  test('function words weigh little', async () => {
    const [matter, manner] = [
      await cosine('what is the budget', 'budget'),
      await cosine('what is the budget', 'what is the'),
    ]
    expect(matter).toBeGreaterThan(manner * 2)
  })

  test('keeps its version: these vectors are stored', async () => {
    const vector = await createHashingEmbedder({ dimension: 16 }).embedQuery(
      'Ragwall keeps 東京の秘密 in 2024',
    )
    expect(vector.map((value) => Math.round(value * 1000))).toEqual(GOLDEN)
  })

  test('takes a text with more features than are counted', async () => {
    const text = Array.from({ length: 40_000 }, (_, i) => `w${i.toString(36)}x`).join(' ')
    expect(Math.hypot(...(await embedder.embedQuery(text)))).toBeCloseTo(1, 9)
    expect(await embedder.embedQuery('after it')).toEqual(
      await createHashingEmbedder().embedQuery('after it'),
    )
  })

  test.each([0, 15, 1.5, Number.NaN, 100_000])('refuses dimension %d', (dimension) => {
    expect(() => createHashingEmbedder({ dimension })).toThrow(RangeError)
  })
})

const GOLDEN = [-404, 218, -171, 173, 263, -154, -117, 152, 117, 117, -45, 7, 519, 0, 549, 0]
