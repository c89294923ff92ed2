import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../../connectors/files/encoding.js'
import { readFormat } from '../../../connectors/files/formats.js'
import { compileGlobs } from '../../../connectors/files/glob.js'
import { htmlToText } from '../../../connectors/files/html.js'
import { jsonLinesToText, jsonToText } from '../../../connectors/files/json.js'
import { parseCsv, readCsv } from '../../../connectors/files/tables.js'

describe('HTML', () => {
  const text = (html: string) => htmlToText(html).text

  test('what a reader sees, block by block', () => {
    const page = `<!doctype html><html><head><title> The
      handbook </title><style>p { color: red }</style><script>var secret = 1 < 2</script></head>
      <body><h1>Leave</h1><p>Staff may <b>carry</b> over&nbsp;five days &amp; no&shy;more.</p>
      <!-- a comment --><ul><li>one<li>two</ul><table><tr><th>name</th><th>days</th></tr><tr><td>A</td><td>5</td></tr></table>
      <p>line<br>break</p><pre>  kept
    as is</pre></body></html>`
    expect(htmlToText(page)).toEqual({
      title: 'The handbook',
      text: [
        'Leave',
        '',
        'Staff may carry over\u00a0five days & no\u00admore.',
        '',
        'one',
        'two',
        '',
        'name\tdays',
        'A\t5',
        '',
        'line',
        'break',
        '',
        '  kept',
        '    as is',
      ].join('\n'),
    })
  })

  test('hidden text stays out', () => {
    expect(text('a<p hidden>b<i>c</i></p>d')).toBe('ad')
    expect(text('a<span style="color:red; DISPLAY : none">b</span>c')).toBe('ac')
    expect(text('a<div style="visibility:hidden">b<br><img>c</div>d')).toBe('ad')
    expect(
      text('<template>x</template><noscript>y</noscript><svg><title>t</title><text>z</text></svg>w'),
    ).toBe('w')
    expect(text('<div hidden><div>a</div>b</div>c')).toBe('c')
  })

  test('words are not glued together or torn apart by markup', () => {
    expect(text('<div>one</div><div>two</div>')).toBe('one\ntwo')
    expect(text('mika<wbr>@<b>example</b>.com')).toBe('mika@example.com')
    expect(text('one <i> two </i> three')).toBe('one two three')
    expect(text('&lt;script&gt;&#x41;&#66;&zzz;')).toBe('<script>AB&zzz;')
  })

  test('no markup makes it throw or hang', () => {
    expect(text('<div>'.repeat(100_000) + 'deep')).toBe('deep')
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom(
            '<p>',
            '</p>',
            '<script>',
            '</script>',
            '<b hidden>',
            '<!--',
            '-->',
            '&',
            '<',
            'x',
            '"',
            '<br/>',
            '</div>',
          ),
        ),
        (parts) => typeof text(parts.join('')) === 'string',
      ),
    )
  })
})

describe('CSV', () => {
  test('a paragraph per row, a line per value, named by its column', () => {
    expect(readCsv('name,note\r\nMika,"said ""no"",\r\ntwice"\r\nKen,\r\n').text).toBe(
      'name: Mika\nnote: said "no", twice\n\nname: Ken',
    )
  })

  test('other delimiters, unnamed columns, more values than columns, a header alone', () => {
    expect(readCsv('a;b\n1;2,3\n').text).toBe('a: 1\nb: 2,3')
    expect(readCsv('a\t\n1\t2\t3').text).toBe('a: 1\ncolumn 2: 2\ncolumn 3: 3')
    expect(readCsv('"a,b";c\n1;2').text).toBe('a,b: 1\nc: 2')
    expect(readCsv('only,header').text).toBe('only\nheader')
  })

  test('RFC 4180 there and back', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', ' ', '本') })
    const quote = (value: string) => `"${value.replaceAll('"', '""')}"`
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (rows) => {
        const csv = rows.map((row) => row.map(quote).join(',')).join('\r\n')
        expect(parseCsv(csv, ',')).toEqual(rows)
      }),
    )
  })
})

describe('JSON', () => {
  test('a line per scalar, under its path, numbers as they are spelt', () => {
    const json =
      '{"a": {"b": [1, {"c": "x\\u0041"}]}, "card": 9999888877776666555, "n": null, "t": true, "e": 1E3}'
    expect(jsonToText(json)).toBe('a.b[0]: 1\na.b[1].c: xA\ncard: 9999888877776666555\nt: true\ne: 1E3')
    expect(jsonToText('"text"')).toBe('text')
    expect(jsonToText('[[], {}, [2]]')).toBe('[2][0]: 2')
    expect(jsonToText('{"a": 1, "a": 2}')).toBe('a: 1\na: 2')
  })

  test('every scalar of any value comes out, in order', () => {
    const scalars = (value: unknown): string[] => {
      if (value === null) return []
      return typeof value === 'object' ? Object.values(value).flatMap(scalars) : [String(value)]
    }
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        tie('list'),
        tie('object'),
      ),
      list: fc.array(tie('any'), { maxLength: 4 }),
      object: fc.dictionary(fc.stringMatching(/^[a-z"\\{,]{1,3}$/), tie('any'), { maxKeys: 4 }),
    })).any
    fc.assert(
      fc.property(value, fc.constantFrom(0, 2), (any, spaces) => {
        const text = jsonToText(JSON.stringify(any, null, spaces))
        let from = 0
        for (const scalar of scalars(any)) {
          const at = text.indexOf(scalar, from)
          expect(at).toBeGreaterThanOrEqual(0)
          from = at + scalar.length
        }
      }),
    )
  })

  test('JSON Lines: a paragraph per record; the broken line is named, not shown', () => {
    expect(jsonLinesToText('{"a":1,"b":2}\n\n{"a":3}\r\n')).toBe('a: 1\nb: 2\n\na: 3')
    expect(() => jsonLinesToText('{"a":1}\nsecret')).toThrow(
      expect.objectContaining({ code: 'document-invalid', help: 'line 2 is not valid JSON' }),
    )
    expect(() => jsonToText(`${'['.repeat(5_000)}1${']'.repeat(5_000)}`)).toThrow(
      expect.objectContaining({ code: 'document-invalid' }),
    )
  })
})

describe('encodings', () => {
  /** Encoded with another implementation than the one under test. */
  const text = '社員番号と電話番号は機密です。'
  const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex')
  const encoded: Record<string, Buffer> = {
    'UTF-8': Buffer.from(text),
    'UTF-8 with a mark': Buffer.concat([bytes('efbbbf'), Buffer.from(text)]),
    'UTF-16LE with a mark': Buffer.concat([bytes('fffe'), Buffer.from(text, 'utf16le')]),
    'UTF-16BE with a mark': Buffer.concat([bytes('feff'), Buffer.from(text, 'utf16le').swap16()]),
    Shift_JIS: bytes('8ed088f594d48d8682c69364986294d48d8682cd8b4096a782c582b78142'),
    'EUC-JP': bytes('bcd2b0f7c8d6b9e6a4c8c5c5cfc3c8d6b9e6a4cfb5a1cca9a4c7a4b9a1a3'),
    'ISO-2022-JP': bytes('1b24423c52307748563966244845454f4348563966244f35214c292447243921231b2842'),
  }

  test.each(Object.entries(encoded))('%s', (_name, data) => {
    expect(decodeText(data)).toBe(text)
  })

  test('what is none of them is refused, not guessed', () => {
    expect(decodeText(Buffer.from('caf\u00e9', 'latin1'))).toBeUndefined()
    expect(decodeText(bytes('41 00 42'))).toBeUndefined()
    expect(decodeText(Buffer.concat([Buffer.from('text'), bytes('ff')]))).toBeUndefined()
    expect(decodeText(bytes('fffe 41'))).toBeUndefined()
  })

  test('whatever is decoded is well-formed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (data) => decodeText(data)?.isWellFormed() ?? true),
      { numRuns: 2_000 },
    )
  })
})

describe('titles and globs', () => {
  test.each([
    ['a/b.md', 'intro\n\n## The *rules* ##\n', 'The *rules*'],
    ['a/b.md', 'Rules\n=====\ntext', 'Rules'],
    ['a/b.md', 'no heading', 'b.md'],
    ['a/b.HTM', '<title>T</title>x', 'T'],
    ['a/b.txt', '# x', 'b.txt'],
  ])('a heading, a title, else the name of the file: %s', async (path, content, title) => {
    expect((await readFormat(path, Buffer.from(content))).own?.title).toBe(title)
  })

  test.each([
    ['*.md', 'a/b.md', true],
    ['*.md', 'a/b.mdx', false],
    ['/*.md', 'a/b.md', false],
    ['/a/**/c.txt', 'a/c.txt', true],
    ['/a/**/c.txt', 'a/b/b/c.txt', true],
    ['a/**', 'x/a/b', true],
    ['a/**', 'xa/b', false],
    ['?.txt', '本.txt', true],
    ['a+(b).txt', 'a+(b).txt', true],
    ['a.txt', 'aXtxt', false],
    ['A.txt', 'a.txt', false],
  ])('%s on %s: %s', (glob, path, matches) => {
    expect(compileGlobs([glob])(path)).toBe(matches)
  })
})

describe('terms that a file states', () => {
  const read = async (path: string, text: string) => (await readFormat(path, Buffer.from(text))).own

  test.each([
    ['a.ts', '// SPDX-License-Identifier: MIT OR Apache-2.0\nexport {}', 'MIT OR Apache-2.0'],
    ['a.c', '/* SPDX-License-Identifier: GPL-2.0-only */\nint x;', 'GPL-2.0-only'],
    ['a.py', '#!/usr/bin/env python\n# SPDX-License-Identifier: BSD-3-Clause\r\nx = 1', 'BSD-3-Clause'],
    ['a.html', '<!-- SPDX-License-Identifier: CC0-1.0 --><p>text</p>', 'CC0-1.0'],
    ['a.md', '---\ntitle: A\nlicense: "CC-BY-4.0"\n---\ntext', 'CC-BY-4.0'],
    ['a.md', 'text\n---\nlicense: MIT\n---\n', undefined],
    ['a.md', 'Write SPDX-License-Identifier: MIT into each file.', undefined],
    ['a.md', `${'words '.repeat(800)}\n// SPDX-License-Identifier: MIT`, undefined],
  ])('%s: %s', async (path, text, license) => {
    expect((await read(path, text))?.license).toBe(license)
  })

  test('source files are code, and what a sidecar says of them is stronger', async () => {
    expect(await read('lib/sort.go', 'package sort')).toMatchObject({ kind: 'code', title: 'sort.go' })
    expect(await read('a.md', 'package sort')).not.toHaveProperty('kind')
  })
})
