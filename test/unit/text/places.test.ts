import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import ts from 'typescript'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { PlaceReader, paragraphBreak } from '../../../src/text/places/index.js'

/** What redaction writes: a name, several, tokens of operators, and templates of an operator's own. */
const MARKERS = [
  '[EMAIL_ADDRESS]',
  '[CREDIT_CARD, PHONE_NUMBER]',
  '[EMAIL_ADDRESS=0123456789ab]',
  '[EMAIL_ADDRESS~0a1b2c3d.QUJD-_9]',
  '***********1111',
  `"removed" <by: 'rule'> & | ; , # \\ \`gone\` $\{x}`,
  'two\nlines',
]

/** A text with values in it: what is between the braces is replaced. */
const VALUE = /⟦([^⟧]*)⟧/g

interface Filled {
  readonly text: string
  readonly spans: readonly { readonly start: number; readonly end: number }[]
}

function filled(template: string): Filled {
  const spans: { start: number; end: number }[] = []
  let text = ''
  let from = 0
  for (const found of template.matchAll(VALUE)) {
    text += template.slice(from, found.index)
    spans.push({ start: text.length, end: text.length + found[1]!.length })
    text += found[1]
    from = found.index + found[0].length
  }
  return { text: text + template.slice(from), spans }
}

/** `seen`: how much of the text is there when a value is replaced, as in a stream. */
function replaced({ text, spans }: Filled, marker: string, seen = (_end: number) => text.length) {
  const reader = new PlaceReader()
  const markers: string[] = []
  let out = ''
  let from = 0
  for (const { start, end } of spans) {
    const written = reader.replace(text.slice(0, seen(end)), start, end, marker)
    markers.push(written)
    out += text.slice(from, start) + written
    from = end
  }
  return { text: out + text.slice(from), markers }
}

const WORDS = ['Anna', 'of Bergen', 'notes', 'über', '東京', 'x', 'ok then', 'a:b', '12 %']
const VALUES = ['alice@example.com', '4111111111111111', 'Mara Voss', '山田花子', '+49 30 1234567']
const word = fc.constantFrom(...WORDS)
const value = fc.constantFrom(...VALUES).map((one) => `⟦${one}⟧`)
const digits = fc.constantFrom('⟦73128460507⟧', '⟦4111111111111111⟧')
const number = fc.oneof(digits, fc.integer().map(String))
/** Words with values among them, at the beginning, the end, or in the middle. */
const phrase = fc.array(fc.oneof(word, value), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(' '))
const key = fc.constantFrom('cpf', 'name', 'mail', 'note', 'card', 'next', 'list')
const prose = fc.constantFrom('', 'Here it is:\n\n', 'The record you asked for, in full.\n\n')
const indented = fc.constantFrom(undefined, 1, 2)

function fenced(language: string) {
  return (body: string) => `Here it is:\n\n\`\`\`${language}\n${body}\n\`\`\`\nThat is all of it, Mara.\n`
}

const json = fc
  .letrec<{ node: unknown }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      phrase,
      digits.map((one) => `#${one}#`),
      fc.constantFrom<unknown>(null, true, 12.5),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(key, tie('node'), { maxKeys: 3 }),
      // Of several names that are replaced one would be left.
      fc.dictionary(value, tie('node'), { minKeys: 1, maxKeys: 1 }),
    ),
  }))
  .node.filter((node) => typeof node === 'object' && node !== null)
  // A number is drawn as a string with marks, which go again together with its quotes.
  .chain((node) => indented.map((indent) => JSON.stringify(node, null, indent).replace(/"#(⟦\d+⟧)#"/g, '$1')))

const csvCell = fc.oneof(
  value,
  number,
  word,
  phrase.map((text) => `"${text}, ""so"""`),
  value.map((text) => `"${text}"`),
)
const csv = fc.constantFrom(',', ';', '\t').chain((separator) =>
  fc.array(fc.tuple(csvCell, csvCell, csvCell), { minLength: 1, maxLength: 4 }).map((rows) => ({
    separator,
    text: [['id', 'name', 'mail'], ...rows].map((row) => row.join(separator)).join('\n') + '\n',
  })),
)

const element = fc.constantFrom('p', 'b', 'row', 'name')
const xmlText = (text: string) => text.replaceAll('&', '&amp;')
const xml = fc
  .letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      phrase.map(xmlText),
      fc
        .tuple(element, value, phrase, fc.constantFrom('"', "'"), fc.array(tie('node'), { maxLength: 3 }))
        .map(
          ([name, one, text, quote, inner]) =>
            `<${name} a=${quote}${one}${quote} b="${xmlText(text)}">${inner.join('')}</${name}>`,
        ),
      value.map((one) => `<br to="${one}"/>`),
    ),
  }))
  .node.map((body) => `<doc>${body}</doc>`)

const yamlScalar = fc.oneof(
  value,
  number,
  phrase.filter((text) => !/^12 %|:/.test(text)),
  phrase.map((text) => JSON.stringify(text)),
  phrase.map((text) => `'${text}'`),
  fc.tuple(value, value).map((pair) => `[${pair.join(', ')}]`),
  fc.tuple(value, number).map(([one, two]) => `{ a: ${one}, "b": ${two} }`),
  fc.tuple(phrase, phrase).map(([one, two]) => `|\n    ${one}\n    ${two}`),
  value.map((one) => `${one} # as told`),
)
const yaml = fc
  .array(fc.tuple(yamlScalar, fc.boolean()), { minLength: 1, maxLength: 5 })
  .map(
    (all) =>
      [
        'record:',
        ...all.map(([scalar, inList], i) =>
          inList ? `  key${i}:\n    - ${scalar.replace(/\n {4}/g, '\n        ')}` : `  key${i}: ${scalar}`,
        ),
      ].join('\n') + '\n',
  )

const code = fc
  .array(
    fc.oneof(
      fc.tuple(key, digits).map(([name, one]) => `const ${name} = ${one}`),
      fc.tuple(key, phrase).map(([name, text]) => `const ${name} = '${text}'`),
      fc.tuple(key, phrase).map(([name, text]) => `call(${name}, "${text}", \`${text}\`)`),
      fc.tuple(key, phrase).map(([name, text]) => `${name}() // ${text}`),
      fc.tuple(key, phrase).map(([name, text]) => `/* ${text} */ ${name}()`),
      fc.tuple(key, digits).map(([name, one]) => `call({ ${name}: ${one} })`),
      key.map((name) => `const ⟦${name}⟧_url = get_⟦${name}⟧()`),
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) => lines.join('\n'))

const marker = fc.constantFrom(...MARKERS)

/** Strings, numbers and whatever else a tree holds, in order, without what the leaves say. */
function shapeOf(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(shapeOf)
  if (typeof node === 'object' && node !== null) return Object.values(node).map(shapeOf)
  return 'leaf'
}

function rowsOf(text: string, separator: string): string[][] {
  const rows: string[][] = [['']]
  let quoted = false
  for (const unit of text) {
    const row = rows.at(-1)!
    if (unit === '"' && (quoted || row.at(-1) === '' || row.at(-1)!.endsWith('\0'))) {
      quoted = !quoted
      row[row.length - 1] += '\0'
    } else if (unit === separator && !quoted) row.push('')
    else if (unit === '\n' && !quoted) rows.push([''])
    else row[row.length - 1] += unit
  }
  if (quoted) throw new SyntaxError('a quote is open')
  return rows
}

function elementsOf(text: string): string[] {
  const parser = new SaxesParser()
  const elements: string[] = []
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => elements.push(name, ...Object.keys(attributes)))
  parser.write(text).close()
  return elements
}

function syntaxErrors(text: string): readonly unknown[] {
  return (
    ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest) as unknown as { parseDiagnostics: unknown[] }
  ).parseDiagnostics
}

/** The content of the fence, or all of it. */
function bodyOf(text: string): string {
  return /```\w+\n([\s\S]*)\n```\n/.exec(text)?.[1] ?? text
}

describe('what replaces a value leaves its text well formed', () => {
  function holds<T>(
    template: fc.Arbitrary<T>,
    text: (drawn: T) => string,
    read: (text: string, drawn: T) => unknown,
  ): void {
    fc.assert(
      fc.property(template, marker, (drawn, written) => {
        const given = filled(text(drawn))
        const { text: out, markers } = replaced(given, written)
        expect(read(bodyOf(out), drawn)).toEqual(read(bodyOf(given.text), drawn))
        // A stream knows no more than the unit behind a value when it writes what stands for it.
        expect(replaced(given, written, (end) => end + 1).markers).toEqual(markers)
      }),
      { numRuns: 150 },
    )
  }

  test('JSON, alone, behind words and in a fence', () => {
    const read = (text: string) => shapeOf(JSON.parse(text.slice(text.search(/[[{]/))))
    holds(fc.tuple(prose, json), ([before, body]) => before + body, read)
    holds(json, fenced('json'), read)
  })

  test('lines of JSON', () => {
    holds(
      fc
        .array(json, { minLength: 1, maxLength: 4 })
        .map((all) => all.map((one) => one.replace(/\n\s*/g, ' '))),
      (all) => all.join('\n'),
      (text) => text.split('\n').map((line) => shapeOf(JSON.parse(line))),
    )
  })

  test('CSV: a cell stays one cell', () => {
    const read = (text: string, { separator }: { separator: string }) =>
      rowsOf(text, separator).map((row) => row.length)
    holds(csv, ({ text }) => text, read)
    const commas = csv.filter(({ separator }) => separator === ',')
    holds(commas, ({ text }) => fenced('csv')(text.trimEnd()), read)
  })

  test('XML and HTML', () => {
    holds(xml, (text) => text, elementsOf)
    holds(xml, fenced('xml'), elementsOf)
  })

  test('YAML, alone and in a fence', () => {
    const read = (text: string) => shapeOf(parseYaml(text))
    holds(yaml, (text) => text, read)
    holds(yaml, (text) => fenced('yaml')(text.trimEnd()), read)
  })

  test('source code', () => {
    holds(code, fenced('ts'), (text) => syntaxErrors(text).length)
  })

  test('links of Markdown, and cells of its tables', () => {
    const link = fc
      .tuple(
        value,
        value.filter((one) => !one.includes(' ')),
      )
      .map(([text, to]) => `See [${text}](mailto:${to}) or https://a.example/?q=${to}\n`)
    holds(
      link,
      (text) => text,
      (text) => /^See \[.*\]\(mailto:[^\s()]*\) or https:\/\/a\.example\/\?q=\S*$/s.test(text.trimEnd()),
    )
    const cells = fc.array(fc.tuple(phrase, value), { minLength: 1, maxLength: 3 })
    holds(
      cells.map((rows) =>
        ['| who | what |', '| --- | --- |', ...rows.map(([a, b]) => `| ${a} | ${b} |`)].join('\n'),
      ),
      (text) => text,
      (text) => text.split('\n').map((line) => line.split('|').length),
    )
  })

  test('what reaches over several members, cells or elements keeps what holds them together', () => {
    const read = (json: string) => JSON.parse(json)
    const over = (template: string) => replaced(filled(template), '[REDACTED]').text
    expect(read(over('{"a": "one ⟦two", "b": 12, "c": "three⟧ four"}'))).toBeTypeOf('object')
    expect(read(over('{"a": ["one ⟦two", {"x": 1}], "b": [{"c": "three⟧ four"}]}'))).toBeTypeOf('object')
    expect(read(over('[{"a": "one ⟦two"}, {"b": [1, 2⟧]}]'))).toBeTypeOf('object')
    expect(
      over('id,name,mail\n1,Ann ⟦Lee,a@b.c\n2,Bo⟧ Fox,x@y.z\n')
        .split('\n')
        .map((row) => row.split(',').length),
    ).toEqual([3, 3, 3, 1])
    expect(elementsOf(over('<doc><p>one ⟦two</p><p>three</p><b>four⟧ five</b></doc>'))).toEqual([
      'doc',
      'p',
      'b',
    ])
  })

  test('what stands in an escape ends it', () => {
    const said = (template: string) => JSON.parse(replaced(filled(template), '[X]').text)
    expect(said('{"a": "one\\⟦ntwo⟧ three"}')).toEqual({ a: 'one\\[X] three' })
    expect(said('{"a": "one\\u00⟦e9two⟧ three"}').a).toMatch(/\[X\] three$/)
  })
})

describe('words stay words', () => {
  test.each([
    'Write to ⟦alice@example.com⟧, or call ⟦030 1234567⟧.',
    'Name: ⟦Mara Voss⟧\nMail: ⟦alice@example.com⟧\n',
    '[1] says ⟦Mara Voss⟧ (see [⟦4111111111111111⟧](https://a.example)).',
    '「⟦山田花子⟧」は{役員}です。',
    'if a < b and ⟦Mara Voss⟧ > c',
    '1. ⟦alice@example.com⟧\n2. ⟦bob@example.com⟧',
  ])('%s', (template) => {
    expect(replaced(filled(template), '[X]').text).toBe(template.replace(VALUE, '[X]'))
  })
})

describe('a paragraph of its own', () => {
  test.each([
    ['', ''],
    ['Half a sen', '\n\n'],
    ['A line.\n', '\n'],
    ['A paragraph.\n\n', ''],
    ['So:\n```ts\nconst a =', '\n```\n\n'],
    ['So:\n~~~~\nlines\n', '~~~~\n\n'],
    ['So:\n```\nx\n```', '\n\n'],
  ])('%j needs %j', (text, between) => {
    expect(paragraphBreak(text)).toBe(between)
  })
})
