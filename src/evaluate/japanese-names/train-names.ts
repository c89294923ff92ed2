import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { findNames } from '../../detect/japanese/find.js'
import { NAME_KINDS } from '../../detect/japanese/scores.js'
import { encodeWeights, type Model, quantize } from '../../detect/japanese/weights.js'
import { PII, readAll } from '../datasets.js'
import { createRandom } from '../random.js'
import { officeTexts } from './office.js'
import { examplesOf, type Labelled, labelled, train } from './training.js'
import { nameLists, varied } from './vary.js'

/**
 * Learns the weights of the Japanese name finder from labelled sentences:
 *
 *     npm run train:japanese -- --data stockmark-ner.jsonl              what is found on pages not learnt from
 *     npm run train:japanese -- --data stockmark-ner.jsonl --write      learns from all pages and writes the weights
 *
 * Without `--write` one half of the pages is learnt from and the other judges.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    epochs: { type: 'string', default: '5' },
  },
})

const rows = await readAll(values.data, PII)
/** Rows of one page fall on one side. */
const pageOf = (id: string) => id.replace(/-\d+$/, '')
const learns = (id: string) => values.write || createRandom(`page ${pageOf(id)}`).chance(0.5)
const own = rows.filter(({ id }) => learns(id)).map(labelled)
const random = createRandom(`names ${values.seed}`)
const lists = nameLists()
const texts = [...own, ...own.map((one) => varied(one, lists, random)), ...officeTexts(lists, random, 10)]
const weights = train(texts.flatMap(examplesOf), {
  epochs: Number(values.epochs),
  rate: 0.05,
  decay: 1e-4,
  dropout: 0.2,
  leastBlocks: 3,
  random,
  onEpoch: (epoch, loss) => console.error(`epoch ${epoch + 1}: ${loss.toFixed(4)}`),
})
const model = quantize(weights, 3.2)

if (values.write) {
  const base64 = Buffer.from(encodeWeights(model)).toString('base64')
  writeFileSync(
    new URL('../../detect/japanese/weights-data.ts', import.meta.url),
    `// Made by train-names.ts (npm run train:japanese). Do not edit.

/*
 * Learnt from sentences of the Japanese Wikipedia as labelled by Stockmark Inc. (CC BY-SA 3.0; Omi, Proceedings
 * of the 27th Annual Meeting of the Association for Natural Language Processing, 2021), with the names in them
 * replaced by others, and from office sentences of our own. Hashed features and their weights: no text.
 */

/** What a step of a weight is worth. */
export const SCALE = ${model.scale}

/** Brotli in Base64 of what \`weights.ts\` describes. */
export const WEIGHTS =
  '${base64}'
`,
  )
} else {
  judge(rows.filter(({ id }) => !learns(id)).map(labelled), model)
}

function judge(texts: readonly Labelled[], judged: Model): void {
  const all = texts.map(({ text, spans }) => ({ spans, found: findNames(text, judged) }))
  for (const kind of NAME_KINDS) {
    for (const least of [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]) {
      let [right, wrong, found, labels] = [0, 0, 0, 0]
      for (const one of all) {
        const spans = one.spans.filter((span) => span.kind === kind)
        const names = one.found.filter((name) => name.kind === kind && name.likely >= least)
        const meets = (a: { start: number; end: number }, b: { start: number; end: number }) =>
          a.start < b.end && b.start < a.end
        const good = names.filter((name) => spans.some((span) => meets(name, span))).length
        right += good
        wrong += names.length - good
        found += spans.filter((span) => names.some((name) => meets(name, span))).length
        labels += spans.length
      }
      console.log(
        `${kind} from ${least}: precision ${(right / (right + wrong)).toFixed(3)}, recall ${(found / labels).toFixed(3)} of ${labels}`,
      )
    }
  }
}
