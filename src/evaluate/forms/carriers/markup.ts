import type { Random } from '../../random.js'
import { charactersOf, type Traced, Tracing } from '../traced.js'
import { type Carrier, type CarrierContext, piecesOf, spaceOf } from './carrier.js'

/** Mark-up around the pieces of a text: what a reader sees is the text as it was. */
function around(
  name: string,
  family: string,
  write: (piece: Traced, out: Tracing, i: number, context: CarrierContext) => void,
  options: {
    readonly head?: string
    readonly tail?: string
    readonly between?: string
    readonly letters?: boolean
    readonly fits?: Carrier['fits']
  } = {},
): Carrier {
  return {
    name,
    family,
    takes: 'any',
    keepsWords: true,
    ...(options.fits === undefined ? {} : { fits: options.fits }),
    apply(traced, context) {
      const pieces = options.letters === true ? charactersOf(traced) : piecesOf(traced, context)
      const between = options.between ?? (options.letters === true ? '' : spaceOf(traced, context))
      const out = new Tracing().put(options.head ?? '')
      for (const [i, piece] of pieces.entries()) {
        if (i > 0) out.put(between)
        write(piece, out, i, context)
      }
      return out.put(options.tail ?? '').done()
    },
  }
}

const TAGS = ['b', 'i', 'em', 'span', 'u', 'strong', 'mark', 'font', 'small', 'a', 'code']
const attributes = (random: Random) =>
  random.pick([
    '',
    ' class="note"',
    ' style="color:#333"',
    ` id="w${random.below(900)}"`,
    ' data-kind="plain text"',
  ])
/** Signs that would be mark-up themselves. */
const plain = (text: string) => !/[<>&[\]{}|\\"]/.test(text)

export const MARKUP: readonly Carrier[] = [
  around(
    'HTML, a tag a word',
    'HTML and XML',
    (piece, out, _, { random }) => {
      const tag = random.pick(TAGS)
      out
        .put(`<${tag}${attributes(random)}>`)
        .keep(piece)
        .put(`</${tag}>`)
    },
    { fits: plain },
  ),
  around(
    'HTML, a tag a letter',
    'HTML and XML',
    (piece, out, _, { random }) => {
      if (/\s/.test(piece.text)) out.keep(piece)
      else
        out
          .put(`<span${random.chance(0.3) ? ' class="c"' : ''}>`)
          .keep(piece)
          .put('</span>')
    },
    { letters: true, fits: (text) => plain(text) && text.length < 260 },
  ),
  around(
    'HTML, comments and empty tags inside words',
    'HTML and XML',
    (piece, out, i, { random }) => {
      const characters = charactersOf(piece)
      const cut = 1 + random.below(Math.max(1, characters.length - 1))
      for (const [n, character] of characters.entries()) {
        if (n === cut) out.put(i % 2 === 0 ? `<!-- part ${i} -->` : '<wbr/>')
        out.keep(character)
      }
    },
    { fits: plain },
  ),
  around('SSML', 'HTML and XML', (piece, out) => out.keep(piece).put('<break time="200ms"/>'), {
    head: '<speak>',
    tail: '</speak>',
    fits: plain,
  }),
  around(
    'SVG',
    'HTML and XML',
    (piece, out, i) =>
      out
        .put(`<tspan x="10" y="${20 + 14 * i}">`)
        .keep(piece)
        .put('</tspan>'),
    {
      head: '<svg xmlns="http://www.w3.org/2000/svg"><text>',
      tail: '</text></svg>',
      between: '\n',
      fits: plain,
    },
  ),
  around(
    'Office XML',
    'HTML and XML',
    (piece, out) =>
      out.put('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">').keep(piece).put(' </w:t></w:r>'),
    { head: '<w:p>', tail: '</w:p>', between: '', fits: plain },
  ),
  around(
    'Markdown links',
    'Markdown',
    (piece, out, i) => out.put('[').keep(piece).put(`](https://example.org/p/${i})`),
    { fits: plain },
  ),
  around('Markdown references', 'Markdown', (piece, out, i) => out.put('[').keep(piece).put(`][r${i}]`), {
    fits: plain,
  }),
  around('Markdown footnotes', 'Markdown', (piece, out, i) => out.keep(piece).put(`[^${i + 1}]`), {
    fits: plain,
  }),
  around('Markdown numbered list', 'Markdown', (piece, out, i) => out.put(`${i + 1}. `).keep(piece), {
    between: '\n',
    fits: plain,
  }),
  around(
    'Markdown table with row numbers',
    'Markdown',
    (piece, out, i) =>
      out
        .put(`| ${i + 1} | `)
        .keep(piece)
        .put(' |'),
    { head: '| n | w |\n|---|---|\n', between: '\n', fits: plain },
  ),
  around('Markdown headings', 'Markdown', (piece, out) => out.put('### ').keep(piece), {
    between: '\n\n',
    fits: plain,
  }),
  around(
    'BBCode',
    'other mark-up',
    (piece, out, _, { random }) => {
      const [open, close] = random.pick([
        ['[b]', '[/b]'],
        ['[color=red]', '[/color]'],
        ['[size=12]', '[/size]'],
        ['[i]', '[/i]'],
      ] as const)
      out.put(open).keep(piece).put(close)
    },
    { fits: plain },
  ),
  around(
    'LaTeX',
    'other mark-up',
    (piece, out, _, { random }) =>
      out
        .put(random.pick(['\\textbf{', '\\emph{', '\\textit{', '{\\small ', '\\underline{']))
        .keep(piece)
        .put('}'),
    { fits: plain },
  ),
  around('RTF', 'other mark-up', (piece, out) => out.put('{\\b\\cf2 ').keep(piece).put('}'), {
    head: '{\\rtf1\\ansi ',
    tail: '}',
    fits: plain,
  }),
  around('wiki links', 'other mark-up', (piece, out, i) => out.put(`[[Page ${i}|`).keep(piece).put(']]'), {
    fits: plain,
  }),
  around('wiki templates', 'other mark-up', (piece, out) => out.put('{{nowrap|').keep(piece).put('}}'), {
    fits: plain,
  }),
  around(
    'chat mark-up',
    'other mark-up',
    (piece, out, i) => out.put(`<https://example.org/${i}|`).keep(piece).put('>'),
    { fits: plain },
  ),
  around('terminal colours', 'other mark-up', (piece, out, i) =>
    out
      .put(`\u001b[3${i % 8}m`)
      .keep(piece)
      .put('\u001b[0m'),
  ),
  around('JSON values', 'data', (piece, out, i) => out.put(`{"id":${i},"word":"`).keep(piece).put('"}'), {
    head: '[',
    tail: ']',
    between: ',',
    fits: plain,
  }),
  around('JSON object', 'data', (piece, out, i) => out.put(`"k${i}":"`).keep(piece).put('"'), {
    head: '{',
    tail: '}',
    between: ', ',
    fits: plain,
  }),
  around(
    'CSV with a column of numbers',
    'data',
    (piece, out, i) =>
      out
        .put(`${i + 1},"`)
        .keep(piece)
        .put('",ok'),
    {
      head: 'n,word,state\n',
      between: '\n',
      fits: plain,
    },
  ),
  around('YAML list', 'data', (piece, out, i) => out.put(`- id: ${i}\n  word: "`).keep(piece).put('"'), {
    between: '\n',
    fits: plain,
  }),
  around(
    'XML records',
    'data',
    (piece, out, i) => out.put(`<row n="${i}"><w>`).keep(piece).put('</w></row>'),
    {
      between: '\n',
      fits: plain,
    },
  ),
  around(
    'subtitles',
    'annotations',
    (piece, out, i) => out.put(`${i + 1}\n00:00:${two(i)},000 --> 00:00:${two(i + 1)},000\n`).keep(piece),
    { between: '\n\n' },
  ),
  around('citations', 'annotations', (piece, out, i) => out.keep(piece).put(` [${i + 1}]`)),
  around('superscript notes', 'annotations', (piece, out, i) => out.keep(piece).put(`<sup>${i + 1}</sup>`), {
    fits: plain,
  }),
  around(
    'parts of speech',
    'annotations',
    (piece, out, _, { random }) => out.keep(piece).put(random.pick(['/NN', '/VB', '/DT', '/JJ', '/IN'])),
    { fits: plain },
  ),
  around(
    'time codes',
    'annotations',
    (piece, out, i) => out.put(`[00:${two(i)}.${two((37 * i) % 100)}] `).keep(piece),
    { between: '\n', fits: plain },
  ),
  around(
    'speakers',
    'annotations',
    (piece, out, i) => out.put(i % 2 === 0 ? 'Anna: ' : 'Ben: ').keep(piece),
    { between: '\n' },
  ),
  around(
    'glosses in brackets',
    'annotations',
    (piece, out, i, { corpus }) => out.keep(piece).put(` (${corpus.fillers[i % corpus.fillers.length]})`),
    { fits: plain },
  ),
  around(
    'ruby',
    'annotations',
    (piece, out) => out.put('<ruby>').keep(piece).put('<rt>ふりがな</rt></ruby>'),
    { fits: (text, { corpus }) => corpus.dense && plain(text) },
  ),
]

function two(n: number): string {
  return String(n % 60).padStart(2, '0')
}

const hide = (
  name: string,
  write: (piece: Traced, out: Tracing, i: number, context: CarrierContext) => void,
  options: { readonly head?: string; readonly tail?: string; readonly between?: string } = {},
): Carrier => around(name, 'hidden by mark-up', write, { between: '', ...options, fits: plain })

/** Where mark-up hides a text: in what no browser shows. */
export const HIDDEN: readonly Carrier[] = [
  hide('comments', (piece, out, i, { corpus }) =>
    out
      .put(`${corpus.fillers[i % corpus.fillers.length]} <!-- `)
      .keep(piece)
      .put(' --> '),
  ),
  hide('titles', (piece, out, i, { corpus }) =>
    out
      .put('<i title="')
      .keep(piece)
      .put(`">${corpus.fillers[i % corpus.fillers.length]}</i> `),
  ),
  hide('alternative texts', (piece, out, i) => out.put('![').keep(piece).put(`](p${i}.png)\n`)),
  hide('data attributes', (piece, out, i) => out.put(`<div data-w${i}="`).keep(piece).put('"></div>')),
  hide('content of styles', (piece, out, i) => out.put(`.a${i}::after{content:"`).keep(piece).put('"}\n'), {
    head: '<style>',
    tail: '</style>',
  }),
  hide('reference definitions', (piece, out, i) =>
    out.put(`[r${i}]: https://example.org/${i} "`).keep(piece).put('"\n'),
  ),
  hide('keys of an object', (piece, out, i) => out.put('"').keep(piece).put(`": ${i}`), {
    head: '{',
    tail: '}',
    between: ', ',
  }),
]
