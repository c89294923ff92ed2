import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CARRIERS } from '../../../../src/evaluate/forms/carriers/index.js'
import { drawCase, secretsOf } from '../../../../src/evaluate/forms/case.js'
import { CORPUS } from '../../../../src/evaluate/forms/corpus.js'
import { createRandom } from '../../../../src/evaluate/random.js'
import { type GrowingView, GrowingViews } from '../../../../src/text/growing-views/growing-views.js'

interface Read {
  readonly name: string
  readonly text: string
  readonly places: readonly string[]
}

function describeAll(views: readonly GrowingView[]): Read[] {
  return views
    .map((view) => ({
      name: view.name,
      text: view.text.raw,
      places: Array.from(
        { length: view.text.raw.length },
        (_, i) => `${view.start(i)}-${view.end(i)} ${view.placedFrom(i + 1)}`,
      ),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
}

function readWhole(text: string): Read[] {
  const views = new GrowingViews()
  views.read(text, true)
  return describeAll(views.take())
}

/** Reads piece by piece; whatever appears must not stand before what had been let go already. */
function readInPieces(text: string, cuts: readonly number[]): Read[] {
  const views = new GrowingViews()
  const all: GrowingView[] = []
  const seen = new Map<number, number>()
  let letGo = 0
  for (const cut of [...new Set(cuts)].sort((a, b) => a - b)) {
    if (cut <= 0 || cut >= text.length || !text.slice(0, cut).isWellFormed()) continue
    views.read(text.slice(0, cut), false)
    check()
    letGo = Math.max(letGo, Math.min(views.settled, cut))
  }
  views.read(text, true)
  check()
  return describeAll(all)

  function check() {
    all.push(...views.take())
    for (const [i, view] of all.entries()) {
      const { length } = view.text.raw
      for (let at = seen.get(i) ?? 0; at < length; at++) {
        expect(
          Math.max(view.end(at) - 1, view.placedFrom(at + 1)),
          `${view.name} at ${at}`,
        ).toBeGreaterThanOrEqual(letGo - 1)
      }
      seen.set(i, length)
    }
  }
}

const SIGNS = [
  '<b>',
  '</b>',
  '<!--',
  '-->',
  '<',
  '>',
  '[',
  '](',
  ')',
  '](http://a.b/c)',
  '[^1]',
  '[1]',
  '{"k":',
  '"a"',
  '"',
  '\\textbf{',
  '\\',
  '}',
  '{{n|',
  '[[p|',
  '\u001b[31m',
  '\u001b',
  '1. ',
  '\n',
  '\n1) ',
  '\n- a: b',
  '00:01 ',
  '| 1 |',
  'word/NN ',
  '[.]',
  ' ',
  '  ',
  'They',
  'do not',
  '日本',
  '漢字',
  '<style>',
  '</style>',
  '<rt>',
  '</rt>',
  '<a title="x > y" href=\'z\'>',
  'VGhl',
  'eSBk',
  'ZG8=',
  'bm90IGludGVuZA==',
  '5468 6579 ',
  '-- ..- ',
  '... --- ',
  'Tango Hotel ',
  'Echo ',
  '⠞⠓⠑⠼⠁',
  '\u200b',
  '\u200c',
  '\u200d',
  '\u{e0054}',
  '\ufe01',
  '\u{e0120}',
  'а',
  'o',
  '    \t\n',
  '🚆',
  '*',
  '4111',
  '{"k1": "word", "k2": 7, ',
  '\nname: one\nname: two\n',
  '\na,b\nc,d\n',
  '\n| a | b |\n| c | d |\n',
  '\n\n',
  'hTe lcbae ',
  'ttheerree',
  'ttrrooppeerr eht.',
  'word (gloss) ',
  'tin can tin box ',
  '<~9jqo^BlbD-BleB1DJ+*+F(f,q/0JhKF~>',
  '0000: 5468 6579 2064 6f20 6e6f 74 ..',
  'H4sIAAAAAAAAAwvJSFUoLM1MzlZIKsovz1NIy69QyCrNLShWyC9LLVIoAUrnJFZVKqTkp+sBAKkC2iAsAAAA',
]
const text = fc
  .array(fc.oneof(fc.constantFrom(...SIGNS), fc.string({ unit: 'grapheme', maxLength: 5 })), {
    maxLength: 40,
  })
  .map((parts) => parts.join(''))
  .filter((one) => one.isWellFormed())

describe('forms of a text', () => {
  test('are the same however it arrives', () => {
    fc.assert(
      fc.property(text, fc.array(fc.nat(400), { maxLength: 12 }), (one, cuts) => {
        const whole = readWhole(one)
        expect(readInPieces(one, cuts)).toEqual(whole)
        expect(
          readInPieces(
            one,
            Array.from({ length: one.length }, (_, i) => i),
          ),
        ).toEqual(whole)
      }),
      { numRuns: 400 },
    )
  })

  test('of what carriers make are the same however they arrive', () => {
    const secrets = CORPUS.flatMap(secretsOf)
    const random = createRandom('growing views')
    for (const [i, carrier] of CARRIERS.entries()) {
      const form = drawCase(random.pick(secrets), 1 + (i % 3), random.fork(`${i}`), carrier)
      if (form === undefined || form.traced.text.length > 1_500) continue
      const { text: one } = form.traced
      const cuts = Array.from({ length: 30 }, () => random.below(one.length))
      expect(readInPieces(one, cuts), carrier.name).toEqual(readWhole(one))
    }
  })

  test('plain prose has none', () => {
    for (const { harmless, language } of CORPUS) {
      const views = new GrowingViews()
      views.read(harmless.join('\n'), true)
      expect(
        views.take().map(({ name }) => name),
        language,
      ).toEqual([])
    }
  })
})
