import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { secretKey } from '../../../../src/core/digest.js'
import type { Detector, DocumentRegistry, Reader } from '../../../../src/core/ports.js'
import type { DocumentNumber, LabelId } from '../../../../src/core/types.js'
import { createCodeDetector } from '../../../../src/detect/copies/code.js'
import { CodeIndex } from '../../../../src/store/code-index.js'
import { foldText } from '../../../../src/text/fold.js'
import { batch, cutAt, inOrder, stream } from '../streaming.js'

/** Written for these tests. */
const LEDGER = `// Keeps the tides of one harbour.
export class TideLedger {
  private readonly levels = new Map<string, number[]>()
  constructor(private readonly harbour: string, private limit = 48) {}

  record(day: string, level: number): void {
    const known = this.levels.get(day) ?? []
    if (known.length >= this.limit) throw new RangeError('the day is full')
    known.push(level)
    this.levels.set(day, known)
  }

  /** The longest stretch of days on which the water kept rising. */
  longestRise(days: readonly string[]): number {
    let best = 0
    let current = 0
    let before = Number.NEGATIVE_INFINITY
    for (const day of days) {
      const peak = Math.max(...(this.levels.get(day) ?? [0]))
      current = peak > before ? current + 1 : 0
      if (current > best) best = current
      before = peak
    }
    return best
  }
}
`

/** The method of the ledger with other names, another layout and other comments. */
const DISGUISED = `function f1(q: readonly string[]): number
{
    // go
    let a = 0; let b = 0; let c = Number.NEGATIVE_INFINITY;
    for (const x of q)
    {
        const y = Math.max(...(tbl.get(x) ?? [0]));
        b = y > c ? b + 1 : 0;
        if (b > a) { a = b; }
        c = y;
    }
    return a;
}
`

/** The same task, solved by somebody else. */
const INDEPENDENT = `function longestRise(days, levels) {
  const peaks = days.map((d) => Math.max(0, ...(levels[d] || [])))
  let run = 0, longest = 0
  for (let i = 1; i < peaks.length; i++) {
    run = peaks[i] > peaks[i - 1] ? run + 1 : 0
    longest = Math.max(longest, run)
  }
  return longest
}
`

interface Doc {
  readonly text: string
  readonly to?: 'permitted' | 'forbidden' | 'training'
  readonly license?: string
  readonly title?: string
}

function world(docs: readonly Doc[], own: readonly string[] = [], licenses?: readonly string[]) {
  const index = new CodeIndex(secretKey(new Uint8Array(32).fill(3)), (number) => docs[number]!.text)
  for (const i of docs.keys()) index.add(i as DocumentNumber)
  const documents = {
    byNumber: (number: DocumentNumber) => {
      const { license, title } = docs[number]!
      return {
        number,
        id: `d${number}`,
        uri: '',
        label: 0 as number as LabelId,
        kind: 'code',
        license,
        title,
      }
    },
  } as unknown as DocumentRegistry
  const detector: Detector = createCodeDetector({
    code: index.store(),
    documents,
    ...(licenses === undefined ? {} : { reuse: { licenses, quotation: { bytes: 400, attribution: true } } }),
  })
  const reader: Reader = {
    classify: (number) => docs[number]!.to ?? 'forbidden',
    ownTurns: own.map(foldText),
    foreign: [],
  }
  return { detector, reader, index }
}

const fenced = (code: string) =>
  `Here is how I would write it.\n\n\`\`\`ts\n${code}\`\`\`\n\nTell me if it works.`
const kinds = async ({ detector, reader }: ReturnType<typeof world>, answer: string) =>
  (await batch(detector, answer, reader)).map(({ kind, provenance }) => [kind, provenance])

describe('copied code', () => {
  test.each([
    ['in a fence', fenced(DISGUISED)],
    ['as it is', DISGUISED],
    ['quoted', DISGUISED.replace(/^/gm, '> ')],
    ['on one line in a span', `Use \`${DISGUISED.replace(/\/\/.*/g, '').replace(/\s+/g, ' ')}\` for it.`],
    ['between lines of its own', fenced(`const tbl = load()\n${DISGUISED}console.log(f1(list))\n`)],
    ['verbatim', fenced(LEDGER)],
  ])('is found under other names and in another layout: %s', async (_, answer) => {
    const [found, ...rest] = await batch(
      world([{ text: LEDGER }]).detector,
      answer,
      world([{ text: LEDGER }]).reader,
    )
    expect(rest).toEqual([])
    expect(found).toMatchObject({
      kind: 'verbatim',
      match: 'near',
      view: 'code',
      provenance: 'forbidden',
      sources: [0],
    })
  })

  test.each([
    ['the same task solved otherwise', fenced(INDEPENDENT)],
    ['idioms', fenced('for (let i = 0; i < n; i++) {\n  if (a[i] > max) max = a[i]\n}\nreturn max\n')],
    ['prose', 'The longest rise of the water is kept in the ledger of the harbour, day by day. '.repeat(8)],
  ])('passes: %s', async (_, answer) => {
    expect(await kinds(world([{ text: LEDGER }]), answer)).toEqual([])
  })

  test('is explained by what the reader may read or has written', async () => {
    const forbidden = { text: LEDGER }
    expect(await kinds(world([forbidden, { text: LEDGER, to: 'permitted' }]), fenced(DISGUISED))).toEqual([])
    expect(await kinds(world([forbidden, { text: DISGUISED, to: 'permitted' }]), fenced(DISGUISED))).toEqual(
      [],
    )
    expect(await kinds(world([forbidden], [`Why does this fail?\n${DISGUISED}`]), fenced(DISGUISED))).toEqual(
      [],
    )
    expect(await kinds(world([{ ...forbidden, to: 'training' }]), fenced(DISGUISED))).toEqual([
      ['verbatim', 'training'],
    ])
  })

  test('has terms of reuse whoever reads it', async () => {
    const docs = [
      { text: LEDGER, to: 'permitted', license: 'GPL-3.0-only', title: 'tide-ledger.ts' },
    ] as const
    expect(await kinds(world(docs, [], ['MIT']), fenced(DISGUISED))).toEqual([['license', 'permitted']])
    expect(await kinds(world(docs, [], ['GPL-3.0-only']), fenced(DISGUISED))).toEqual([])
    expect(await kinds(world(docs, [], ['MIT']), `From tide-ledger.ts: ${fenced(DISGUISED)}`)).toEqual([])
  })

  test('is found no more once the file is gone', async () => {
    const { index, detector, reader } = world([{ text: LEDGER }, { text: LEDGER }])
    index.remove(0 as DocumentNumber)
    expect(await batch(detector, DISGUISED, reader)).toMatchObject([{ sources: [1] }])
    index.remove(1 as DocumentNumber)
    expect(await batch(detector, DISGUISED, reader)).toEqual([])
  })

  test('renamed copies are equal leaks', async () => {
    const { detector, reader } = world([{ text: LEDGER }])
    const evidence = async (code: string) => (await batch(detector, code, reader))[0]!.canonical
    expect(await evidence(DISGUISED.replaceAll('b', 'zz').replaceAll('numzzer', 'number'))).toBe(
      await evidence(DISGUISED),
    )
  })
})

test('law 2: every cutting finds what the whole has', async () => {
  const { detector, reader } = world(
    [{ text: LEDGER }, { text: INDEPENDENT, license: 'X', title: 'rising-water' }],
    [],
    ['MIT'],
  )
  const part = fc.oneof(
    fc.constantFrom(
      LEDGER,
      DISGUISED,
      INDEPENDENT,
      '```\n',
      '```ts\n',
      '~~~\n',
      '\n',
      '`',
      '/* ',
      '*/',
      '"',
      '> ',
    ),
    fc.constantFrom(
      'Here is how it may be done, if you like. ',
      'rising-water',
      '答えは次のとおりです。',
      '# Notes\n',
    ),
    fc.nat(DISGUISED.length).map((at) => DISGUISED.slice(at)),
    fc.string({ unit: 'grapheme', maxLength: 20 }),
  )
  await fc.assert(
    fc.asyncProperty(
      fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 14 }),
      async (text, shares) => {
        fc.pre(text.isWellFormed())
        const whole = inOrder(await batch(detector, text, reader))
        expect(inOrder(await stream(detector, cutAt(text, shares), reader))).toEqual(whole)
      },
    ),
    { numRuns: 250 },
  )
})
