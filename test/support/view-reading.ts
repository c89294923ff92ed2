import { type GrowingView, GrowingViews } from '../../src/text/growing-views/growing-views.js'

/** A form as it came out, with where each unit was read. */
export interface Read {
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

/** All that is read of a whole text. */
export function readWhole(text: string): Read[] {
  const views = new GrowingViews()
  views.read(text, true)
  return describeAll(views.take())
}

/** Reads piece by piece; whatever appears must not stand before what had been let go already. */
export function readInPieces(text: string, cuts: readonly number[]): Read[] {
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
        if (Math.max(view.end(at) - 1, view.placedFrom(at + 1)) < letGo - 1)
          throw new Error(`${view.name} at ${at} stands before what had been let go`)
      }
      seen.set(i, length)
    }
  }
}

/** Signs that forms begin, go on and end with. */
export const SIGNS = [
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
