import { parseArgs } from 'node:util'
import { BOOK, readAll } from '../../../src/evaluate/datasets.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { renderTables } from './report.js'
import { measureSize, type SizeResult } from './size.js'

/**
 * `npm run bench:verbatim -- --data FILE… [--gigabyte] [--sizes 10,100] [--answers 400] [--seed 1] [--json]`
 *
 * Times are those of this machine at this minute; what counts is the ratios, which come from one run on the same
 * answers. FILE is JSON Lines with `text` and `lang` (the `BOOK` schema of `src/evaluate/datasets.ts`).
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string', multiple: true, default: [] },
    sizes: { type: 'string', default: '10,100' },
    gigabyte: { type: 'boolean', default: false },
    answers: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
})
const files = [...values.data, ...positionals]
if (files.length === 0) {
  process.stderr.write('bench:verbatim needs --data FILE…: books as JSON Lines\n')
  process.exit(2)
}
const books = (await Promise.all(files.map((file) => readAll(file, BOOK)))).flat()
const shuffled = createRandom(`books ${values.seed}`).shuffle(
  books.filter(({ text }) => text.length > 10_000),
)
// A sixth of the books of each language, at least one, is in no corpus: clean answers are cut from those.
const languages = [...new Set(shuffled.map(({ lang }) => lang))]
const held = new Set(
  languages.flatMap((lang) => {
    const books = shuffled.filter((book) => book.lang === lang)
    return books.slice(0, Math.max(1, Math.floor(books.length / 6)))
  }),
)
const sizes = [...values.sizes.split(',').map(Number), ...(values.gigabyte ? [1000] : [])]
const results: SizeResult[] = []
for (const megabytes of sizes) {
  results.push(
    await measureSize({
      megabytes,
      texts: shuffled.filter((book) => !held.has(book)).map(({ text }) => text),
      heldOut: [...held].map(({ text }) => text),
      seed: values.seed,
      answers: Number(values.answers),
      say: (what) => process.stderr.isTTY && process.stderr.write(`${what}\n`),
    }),
  )
}
process.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : renderTables(results))
