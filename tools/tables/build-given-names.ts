import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { encodeWords } from '../../src/detect/names/table-codec.js'

/**
 * Writes `given-names-table.ts`: `npm run build:readings`. Surnames and given names in kanji with how they are
 * read, from the IPADIC that `@sglkc/kuromoji` carries (its terms are in the header of the table). Of a name's
 * readings the two most usual.
 */
const require = createRequire(import.meta.url)
const READINGS = 2

function readings(kind: string): string[] {
  const folder = dirname(require.resolve('@sglkc/kuromoji/package.json'))
  const numbers = gunzipSync(readFileSync(join(folder, 'dict/tid.dat.gz')))
  const features = gunzipSync(readFileSync(join(folder, 'dict/tid_pos.dat.gz')))
  const found = new Map<string, Map<string, number>>()
  for (let at = 0; at + 10 <= numbers.length; at += 10) {
    const offset = numbers.readInt32LE(at + 6)
    const fields = features.toString('utf8', offset, features.indexOf(0, offset)).split(',')
    const [surface = '', , , , detail] = fields
    const reading = fields[8] ?? ''
    if (fields.slice(2, 4).join() !== '固有名詞,人名' || detail !== kind) continue
    if (!/^[\u4e00-\u9fff々ヶ]{1,4}$/.test(surface) || !/^[ァ-ヴー]{2,7}$/.test(reading)) continue
    const own = found.get(surface) ?? new Map<string, number>()
    found.set(
      surface,
      own.set(reading, Math.min(own.get(reading) ?? Number.POSITIVE_INFINITY, numbers.readInt16LE(at + 4))),
    )
  }
  return [...found].map(([surface, own]) =>
    [
      surface,
      ...[...own]
        .sort((a, b) => a[1] - b[1])
        .slice(0, READINGS)
        .map(([reading]) => reading),
    ].join(' '),
  )
}

function table(name: string, entries: readonly string[]): string {
  const lines = (encodeWords(entries).match(/.{1,100}/g) ?? []).map((line) => `  '${line}',`).join('\n')
  return `/** ${entries.length} names, each with its readings. */\nexport const ${name} = [\n${lines}\n].join('')\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const notice = readFileSync(
    join(dirname(require.resolve('@sglkc/kuromoji/package.json')), 'NOTICE.md'),
    'utf8',
  )
  const terms = notice.slice(notice.indexOf('mecab-ipadic-2.7.0-20070801\n---')).trim()
  const comment = terms
    .split('\n')
    .map((line) => ` * ${line}`.trimEnd())
    .join('\n')
  const source = `// Made by build-given-names.ts (npm run build:readings). Do not edit.\n\n/*\n * Names and readings are those of IPADIC, in another form. Its terms, as they must stand here:\n *\n${comment}\n */\n\n${table('SURNAMES_READ', readings('姓'))}\n${table('GIVEN_NAMES_READ', readings('名'))}`
  writeFileSync(new URL('../../src/detect/names/japanese/given-names-table.ts', import.meta.url), source)
}
