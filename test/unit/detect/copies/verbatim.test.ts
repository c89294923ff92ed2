import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type {
  Detection,
  Detector,
  DocumentRegistry,
  FingerprintIndex,
  FoldedText,
  Reader,
} from '../../../../src/core/ports.js'
import type { DocumentKind, DocumentNumber, LabelId } from '../../../../src/core/types.js'
import { Commonplaces } from '../../../../src/detect/copies/commonplaces/commonplaces.js'
import {
  createVerbatimDetector,
  mergeVerbatim,
  type VerbatimOptions,
} from '../../../../src/detect/copies/verbatim.js'
import { openFingerprints } from '../../../../src/store/fingerprints/index.js'
import { foldText, GrowingText, matchFold } from '../../../../src/text/fold.js'
import { isCjk } from '../../../../src/text/words.js'

const key = secretKey(new Uint8Array(32).fill(1))

interface Doc {
  readonly text: string
  readonly to: 'permitted' | 'forbidden' | 'training'
  readonly label?: number
  readonly kind?: DocumentKind
}

interface World {
  readonly index: FingerprintIndex
  readonly detector: Detector
  readonly reader: Reader
}

async function world(
  docs: readonly Doc[],
  from: { own?: readonly string[]; foreign?: readonly { text: string; permitted: boolean }[] } = {},
  options: Partial<VerbatimOptions> = {},
): Promise<World> {
  const index = await openFingerprints({ key })
  for (const [i, doc] of docs.entries()) {
    index.add(i as DocumentNumber, doc.text)
    if (i % 3 === 2) await index.flush()
  }
  const documents = {
    byNumber: (number: DocumentNumber) => {
      const doc = docs[number]!
      const label = (doc.label ?? 0) as LabelId
      return { number, id: `d${number}`, uri: '', label, kind: doc.kind ?? 'knowledge' }
    },
  } as unknown as DocumentRegistry
  const reader: Reader = {
    classify: (number) => docs[number]!.to,
    ownTurns: (from.own ?? []).map(foldText),
    foreign: (from.foreign ?? []).map(({ text, permitted }) => ({ text: foldText(text), permitted })),
  }
  return { index, detector: createVerbatimDetector({ fingerprints: index, documents, ...options }), reader }
}

async function batch({ detector, reader }: World, text: string): Promise<Detection[]> {
  const { detections, settled } = await detector.detect(foldText(text), 0, reader)
  expect(settled).toBe(text.length)
  return mergeVerbatim(detections)
}

/** Detects along a growing text and returns all fragments. */
async function stream(
  { detector, reader }: World,
  text: string,
  cuts: readonly number[],
): Promise<Detection[]> {
  const growing = new GrowingText()
  const found: Detection[] = []
  let from = 0
  const step = async () => {
    const { detections, settled } = await detector.detect(growing, from, reader)
    for (const { start } of detections) expect(start >= from && start < settled).toBe(true)
    expect(settled).toBeGreaterThanOrEqual(from)
    // The first code point held may fold to several, of which the first may be decided.
    const sent = growing.raw.slice(0, settled) + String.fromCodePoint(growing.raw.codePointAt(settled) ?? 32)
    const held = growing.match.length - matchFold(sent).length
    if (!growing.ended) expect(held).toBeLessThanOrEqual(detector.holdback)
    found.push(...detections)
    from = settled
  }
  for (const [i, cut] of cuts.entries()) {
    growing.push(text.slice(cuts[i - 1] ?? 0, cut))
    await step()
  }
  growing.push(text.slice(cuts.at(-1) ?? 0))
  growing.end()
  await step()
  return found
}

/** Without what `toEqual` should not compare. */
const plain = (detections: readonly Detection[]) => JSON.parse(JSON.stringify(detections)) as Detection[]
const spans = (detections: readonly Detection[]) =>
  detections.map(({ start, end, provenance }) => [start, end, provenance])

const SECRET = 'The merger with Halcyon Freight closes on the ninth of May at forty-one dollars a share.'
const OTHER = 'Nobody outside the board has been told that the Rotterdam depot will be shut in autumn.'
const NOISE = 'Here is what I could find about your question, dear colleague: '

describe('what a leak is', () => {
  test('a copied sentence is one detection with its span, sources and measures', async () => {
    const w = await world([{ text: `Minutes. ${SECRET} Signed.`, to: 'forbidden' }])
    const answer = `${NOISE}${SECRET} Anything else?`
    const [found, ...rest] = await batch(w, answer)
    expect(rest).toEqual([])
    expect(answer.slice(found!.start, found!.end)).toBe(SECRET.slice(0, -1))
    expect(found).toMatchObject({
      kind: 'verbatim',
      match: 'exact',
      view: 'folded',
      score: 1,
      provenance: 'forbidden',
      sources: [0],
      length: matchFold(SECRET).length,
      words: 17,
    })
    expect(JSON.stringify(found)).not.toMatch(/halcyon/i)
  })

  test('equal leaks have equal digests, whatever their spelling', async () => {
    const w = await world([{ text: SECRET, to: 'forbidden' }])
    const [a] = await batch(w, SECRET)
    const [b] = await batch(w, `>>> ${SECRET.toUpperCase().replaceAll(' ', ' _ ')}`)
    expect(a!.canonical).toMatch(/^[0-9a-f]{64}$/)
    expect(b!.canonical).toBe(a!.canonical)
  })

  test.each([38, 39])('a run of %i bytes', async (length) => {
    const w = await world([{ text: SECRET, to: 'forbidden' }])
    const copied = new TextDecoder().decode(matchFold(SECRET).slice(10, 10 + length))
    expect(await batch(w, `zz ${copied} qq`)).toHaveLength(length === 39 ? 1 : 0)
  })

  test.each([15, 16])('a run of %i Japanese characters', async (length) => {
    const text = '来週の取締役会で北港倉庫の売却が正式に決まる予定である'
    const w = await world([{ text, to: 'forbidden' }])
    const found = await batch(w, `以下です「${text.slice(2, 2 + length)}」`)
    expect(found).toHaveLength(length === 16 ? 1 : 0)
    if (length === 16) expect(found[0]).toMatchObject({ length: 48, characters: 16 })
  })

  test('training data by itself is training, with a forbidden twin it is forbidden', async () => {
    const training: Doc = { text: SECRET, to: 'training' }
    expect((await batch(await world([training]), SECRET))[0]!.provenance).toBe('training')
    const both = await world([training, { text: SECRET, to: 'forbidden' }])
    expect((await batch(both, SECRET))[0]).toMatchObject({ provenance: 'forbidden', sources: [0, 1] })
  })

  test('a foreign document the reader may not read is a source without a number', async () => {
    const w = await world([], { foreign: [{ text: SECRET, permitted: false }] })
    expect((await batch(w, `${NOISE}${SECRET}`))[0]).toMatchObject({ provenance: 'forbidden', sources: [] })
  })

  test('text of a short period is not judged', async () => {
    const w = await world([{ text: `${'ha'.repeat(100)} and ${SECRET}`, to: 'forbidden' }])
    expect(await batch(w, 'ha'.repeat(60))).toEqual([])
    expect(await batch(w, `${'ha'.repeat(100)} and ${SECRET}`)).not.toEqual([])
  })
})

describe('what explains', () => {
  test('a permitted twin, whatever other copies there are', async () => {
    const copies: Doc[] = Array.from({ length: 20 }, () => ({ text: SECRET, to: 'forbidden' }))
    expect(await batch(await world([...copies, { text: `x ${SECRET} y`, to: 'permitted' }]), SECRET)).toEqual(
      [],
    )
  })

  test('only while it lives; and a deleted source leaks no more', async () => {
    const w = await world([
      { text: SECRET, to: 'forbidden' },
      { text: SECRET, to: 'permitted' },
    ])
    w.index.remove(1 as DocumentNumber)
    expect(await batch(w, SECRET)).toHaveLength(1)
    await w.index.compact()
    expect(await batch(w, SECRET)).toHaveLength(1)
    w.index.remove(0 as DocumentNumber)
    expect(await batch(w, SECRET)).toEqual([])
  })

  test('two permitted halves do not', async () => {
    const half = 44
    const w = await world([
      { text: SECRET, to: 'forbidden' },
      { text: SECRET.slice(0, half), to: 'permitted' },
      { text: SECRET.slice(half), to: 'permitted' },
    ])
    const [found] = await batch(w, SECRET)
    expect(found).toBeDefined()
    // What is left is the union of the windows that neither half contains.
    expect(found!.start).toBeLessThan(half)
    expect(found!.end).toBeGreaterThan(half)
  })

  test("the reader's own turn, contiguous and of one turn", async () => {
    const doc: Doc = { text: SECRET, to: 'forbidden' }
    expect(await batch(await world([doc], { own: ['Hello', `Is it true that ${SECRET}`] }), SECRET)).toEqual(
      [],
    )
    const split = await world([doc], { own: [SECRET.slice(0, 40), SECRET.slice(40)] })
    expect(await batch(split, SECRET)).toHaveLength(1)
    const mixed = await world([doc, { text: SECRET.slice(0, 50), to: 'permitted' }], {
      own: [SECRET.slice(30)],
    })
    expect(await batch(mixed, SECRET)).toHaveLength(1)
  })

  test('a permitted foreign document', async () => {
    const w = await world([{ text: SECRET, to: 'forbidden' }], {
      foreign: [{ text: SECRET, permitted: true }],
    })
    expect(await batch(w, SECRET)).toEqual([])
    const both = await world([], {
      foreign: [
        { text: SECRET, permitted: true },
        { text: SECRET, permitted: false },
      ],
    })
    expect(await batch(both, SECRET)).toEqual([])
  })
})

describe('rarity', () => {
  const copies = (count: number, labels: number, more: Partial<Doc> = {}): Doc[] =>
    Array.from({ length: count }, (_, i) => ({ text: SECRET, to: 'forbidden', label: i % labels, ...more }))

  test.each([
    [10, 3, true],
    [9, 3, false],
    [10, 2, false],
  ])('%i documents under %i labels: spared is %s', async (count, labels, spared) => {
    const found = await batch(await world(copies(count, labels)), SECRET)
    expect(found).toHaveLength(1)
    expect(found[0]!.spared).toBe(spared ? 'shared' : undefined)
  })

  test('can be switched off, and never spares what a canary or a prompt contains', async () => {
    const off = await batch(await world(copies(12, 4), {}, { rarity: false }), SECRET)
    expect(off[0]!.spared).toBeUndefined()
    for (const kind of ['canary', 'prompt'] as const) {
      const docs = [...copies(12, 4), { text: SECRET, to: 'forbidden', kind } as const]
      expect((await batch(await world(docs), SECRET))[0]!.spared).toBeUndefined()
    }
  })

  test('is decided per window and merged apart', async () => {
    const w = await world([...copies(10, 5), { text: `${SECRET} ${OTHER}`, to: 'forbidden' }])
    const found = await batch(w, `${SECRET} ${OTHER}`)
    expect(found.map((detection) => detection.spared ?? 'leak').sort()).toEqual(['leak', 'shared'])
  })

  test('one document that repeats a phrase counts once', async () => {
    const w = await world([
      { text: Array(20).fill(SECRET).join(' '), to: 'forbidden', label: 1 },
      ...copies(8, 3),
    ])
    expect((await batch(w, SECRET))[0]!.spared).toBeUndefined()
  })
})

test('thresholds below the guarantee are refused', async () => {
  const { index } = await world([])
  const documents = {} as DocumentRegistry
  const make = (thresholds: NonNullable<VerbatimOptions['thresholds']>) =>
    createVerbatimDetector({ fingerprints: index, documents, thresholds })
  expect(() => make({ verbatimBytes: 38 })).toThrowError(expect.objectContaining({ code: 'option-invalid' }))
  expect(() => make({ verbatimBytesCjk: 30 })).toThrowError(
    expect.objectContaining({ code: 'option-invalid' }),
  )
  expect(make({ verbatimBytes: 100 }).holdback).toBe(99)
})

// --- properties ----------------------------------------------------------------------------------------------

/** Words of few letters in several scripts, with everything that folds to nothing, to two, or to less. */
const word = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[abAB]{3,9}$/) },
  { weight: 2, arbitrary: fc.constantFrom('報告書の', '売上高は', 'ガー', 'ｶﾞﾗｽ', '한국어로') },
  { weight: 1, arbitrary: fc.constantFrom('ﬃ', 'é', 'ß', '㍿', '𠮷野家', 'ⅷ', '½', 'жук', 'Ünïcödé') },
  { weight: 1, arbitrary: fc.constantFrom('a'.repeat(30), 'ab'.repeat(25), 'あ'.repeat(20)) },
)
const gap = fc.constantFrom(' ', ' ', ' ', '', ', ', '\u200b', '…\n', '😀')
const passage = fc
  .array(fc.tuple(word, gap), { minLength: 6, maxLength: 30 })
  .map((parts) => parts.flat().join(''))

const scenario = fc
  .record({
    passages: fc.array(passage, { minLength: 2, maxLength: 5 }),
    readings: fc.array(fc.constantFrom('permitted', 'forbidden', 'forbidden', 'training'), {
      minLength: 6,
      maxLength: 6,
    }),
    picks: fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 6, maxLength: 14 }),
    own: fc.boolean(),
    foreign: fc.boolean(),
  })
  .map(({ passages, readings, picks, own, foreign }) => {
    /** A piece of a passage, cut between code points. */
    const piece = ([which, from, length]: readonly [number, number, number]) => {
      const points = [...passages[which % passages.length]!]
      const start = from % points.length
      return points.slice(start, start + 20 + (length % 80)).join('')
    }
    const texts = [...passages, ...picks.slice(0, 3).map(piece)]
    const docs = texts.map((text, i): Doc => ({ text, to: readings[i % 6] as Doc['to'], label: i % 3 }))
    return {
      docs,
      answer: picks.slice(3).map(piece).join(' and '),
      own: own ? [piece(picks[1]!)] : [],
      foreign: foreign ? [{ text: piece(picks[2]!), permitted: readings[0] === 'permitted' }] : [],
    }
  })

type Scenario = typeof scenario extends fc.Arbitrary<infer T> ? T : never

/** The rules of the header comment, by `includes`. */
function naiveLeaks(
  s: Scenario,
  text: FoldedText,
  index: FingerprintIndex,
  rarity: { documents: number; labels: number },
) {
  const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1')
  const docs = s.docs.map((doc) => ({ ...doc, folded: hex(matchFold(doc.text)) }))
  const own = s.own.map((turn) => hex(matchFold(turn)))
  const foreign = s.foreign.map((f) => ({ ...f, folded: hex(matchFold(f.text)) }))
  const answer = hex(text.match)
  const leaks: { at: number; end: number; spared: boolean; provenance: string; sources: number[] }[] = []
  for (let at = 0; at < answer.length; at++) {
    if ((text.match[at]! & 0xc0) === 0x80) continue
    let cjk = 0
    for (let i = at; i < at + 39; i++) {
      let lead = i
      while (((text.match[lead] ?? 0) & 0xc0) === 0x80) lead--
      const point = new TextDecoder().decode(text.match.subarray(lead, lead + 4)).codePointAt(0)
      if (i < answer.length && point !== undefined && isCjk(point)) cjk++
    }
    const end = at + (2 * cjk > 39 ? 48 : 39)
    if (end > answer.length) continue
    const window = answer.slice(at, end)
    const holding = docs.flatMap((doc, i) => (doc.folded.includes(window) ? [{ ...doc, i }] : []))
    if (holding.some((doc) => doc.to === 'permitted')) continue
    if (own.some((turn) => turn.includes(window))) continue
    const inForeign = foreign.filter((f) => f.folded.includes(window))
    if (inForeign.some((f) => f.permitted)) continue
    if (holding.length === 0 && inForeign.length === 0) continue
    if (!index.covers(text.match, at, end)) continue
    const forbidden = inForeign.length > 0 || holding.some((doc) => doc.to === 'forbidden')
    const labels = new Set(holding.map((doc) => doc.label))
    const isEverybodys = new Commonplaces(text.match.subarray(at, end)).covers(0, end - at)
    const spared = isEverybodys || (holding.length >= rarity.documents && labels.size >= rarity.labels)
    const sources = holding.map((doc) => doc.i)
    leaks.push({ at, end, spared, provenance: forbidden ? 'forbidden' : 'training', sources })
  }
  return leaks
}

function naiveDetections(leaks: ReturnType<typeof naiveLeaks>, text: FoldedText) {
  const found: { start: number; end: number; spared: boolean; provenance: string; sources: number[] }[] = []
  for (const spared of [false, true]) {
    let last: (typeof found)[number] | undefined
    for (const leak of leaks.filter((l) => l.spared === spared)) {
      const start = text.matchStart(leak.at)
      const end = text.matchEnd(leak.end - 1)
      if (last !== undefined && start <= last.end) {
        last.end = Math.max(last.end, end)
        last.sources.push(...leak.sources)
        if (leak.provenance === 'forbidden') last.provenance = 'forbidden'
      } else {
        found.push((last = { start, end, spared, provenance: leak.provenance, sources: [...leak.sources] }))
      }
    }
  }
  const order = (a: { start: number; end: number }, b: { start: number; end: number }) =>
    a.start - b.start || a.end - b.end
  return found.map((f) => ({ ...f, sources: [...new Set(f.sources)].sort((a, b) => a - b) })).sort(order)
}

const RARITY = { documents: 3, labels: 2 }

test('finds the windows that the rules name and no others', async () => {
  let leaking = 0
  await fc.assert(
    fc.asyncProperty(scenario, async (s) => {
      const w = await world(s.docs, s, { rarity: RARITY, views: false })
      const text = foldText(s.answer)
      const expected = naiveDetections(naiveLeaks(s, text, w.index, RARITY), text)
      const actual = (await batch(w, s.answer)).map(({ start, end, provenance, sources, spared }) => ({
        start,
        end,
        spared: spared !== undefined,
        provenance,
        sources,
      }))
      expect(actual).toEqual(expected)
      if (expected.length > 0) leaking++
    }),
    { numRuns: 150 },
  )
  expect(leaking).toBeGreaterThan(50)
})

test('a stream finds what a batch finds, however it is cut', async () => {
  let leaking = 0
  await fc.assert(
    fc.asyncProperty(
      scenario,
      fc.array(fc.nat(), { maxLength: 12 }),
      fc.boolean(),
      async (s, seeds, small) => {
        const w = await world(s.docs, s, { rarity: RARITY, views: false })
        const cuts = small
          ? Array.from({ length: s.answer.length }, (_, i) => i).filter(
              (i) => (seeds[i % (seeds.length || 1)] ?? 0) % 3 === 0,
            )
          : seeds.map((seed) => seed % (s.answer.length + 1)).sort((a, b) => a - b)
        const whole = await batch(w, s.answer)
        const fragments = await stream(w, s.answer, cuts)
        expect(plain(mergeVerbatim(fragments))).toEqual(plain(whole))
        if (whole.length > 0) leaking++
      },
    ),
    { numRuns: 150 },
  )
  expect(leaking).toBeGreaterThan(50)
})

test('merging is associative and needs no order', async () => {
  const w = await world([
    { text: `${SECRET} ${OTHER}`, to: 'forbidden' },
    { text: OTHER, to: 'training' },
  ])
  const answer = `${NOISE}${SECRET} ${OTHER}`
  const fragments = await stream(
    w,
    answer,
    Array.from({ length: answer.length }, (_, i) => i),
  )
  expect(fragments.length).toBeGreaterThan(10)
  const whole = plain(await batch(w, answer))
  await fc.assert(
    fc.property(
      fc.shuffledSubarray(fragments, { minLength: fragments.length }),
      fc.nat(fragments.length),
      (shuffled, at) => {
        const parts = [...mergeVerbatim(shuffled.slice(0, at)), ...shuffled.slice(at)]
        expect(plain(mergeVerbatim(parts))).toEqual(whole)
      },
    ),
    { numRuns: 50 },
  )
})

test('other detections pass the merge untouched', () => {
  const other: Detection = {
    kind: 'personal-data',
    entity: 'EMAIL',
    start: 3,
    end: 9,
    score: 1,
    provenance: 'unknown',
    canonical: 'x',
    sources: [],
  }
  expect(mergeVerbatim([other, { ...other, start: 4 }])).toEqual([other, { ...other, start: 4 }])
})

test('spans of touching windows', async () => {
  const w = await world([
    { text: SECRET, to: 'forbidden' },
    { text: OTHER, to: 'forbidden' },
  ])
  const found = await batch(w, `${SECRET} ${OTHER}`)
  const end = SECRET.length - 1
  expect(spans(found)).toEqual([
    [0, end, 'forbidden'],
    [SECRET.length + 1, SECRET.length + OTHER.length, 'forbidden'],
  ])
})
