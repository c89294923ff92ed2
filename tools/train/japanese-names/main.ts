import { parseArgs } from 'node:util'
import { type FoundName, findNames } from '../../../src/detect/names/japanese/find.js'
import { NAME_KINDS } from '../../../src/detect/names/japanese/scores.js'
import { encodeWeights, type Model, quantize } from '../../../src/detect/names/japanese/weights.js'
import { PII, readAll } from '../../../src/evaluate/datasets.js'
import { createRandom } from '../../../src/evaluate/random.js'
import { writeAsset } from '../../assets/write-asset.js'
import { japaneseNameWeights } from './asset.js'
import { officeTexts, proseTexts } from './office.js'
import { examplesOf, type Labelled, labelled, train } from './training.js'
import { nameLists, varied } from './vary.js'

/**
 * Learns the weights of the Japanese name finder from labelled sentences:
 *
 *     npm run train:japanese -- --data stockmark-ner.jsonl              cross-validation by page
 *     npm run train:japanese -- --data stockmark-ner.jsonl --write      learns from all pages and writes data/japanese-name-weights.bin
 *
 * Without `--write` the pages fall into `--folds` parts, and what is found in each is judged with what was learnt
 * from the others: no page is judged by weights that have seen it. Features, cues, sentences and thresholds are
 * chosen by half of the pages (`--part tuning`), so that the other half (`--part judging`) says what they are worth.
 */
const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '' },
    write: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    epochs: { type: 'string', default: '5' },
    folds: { type: 'string', default: '4' },
    rounds: { type: 'string', default: '3' },
    part: { type: 'string', default: 'all' },
    prose: { type: 'string', default: '8' },
    varied: { type: 'string', default: '1' },
    dropout: { type: 'string', default: '0.2' },
    rate: { type: 'string', default: '0.05' },
    office: { type: 'string', default: '12' },
  },
})

const rows = await readAll(values.data, PII)
const lists = nameLists()
/** Rows of one page fall on one side. */
const pageOf = (id: string) => id.replace(/-\d+$/, '')
const folds = Number(values.folds)
const isTuning = (id: string) => createRandom(`part ${pageOf(id)}`).chance(0.5)
const isJudged = (id: string) => values.part === 'all' || isTuning(id) === (values.part === 'tuning')
const foldOf = (id: string) => createRandom(`page ${pageOf(id)}`).below(folds)

/** The mean of models that saw other names in the same sentences: less a matter of luck than any of them. */
function learn(own: readonly Labelled[]): Model {
  const rounds = Number(values.rounds)
  let mean: Float32Array | undefined
  for (let round = 0; round < rounds; round++) {
    const random = createRandom(`names ${values.seed} ${round}`)
    const copies = Array.from({ length: Number(values.varied) }, () =>
      own.map((one) => varied(one, lists, random)),
    ).flat()
    const texts = [
      ...own,
      ...copies,
      ...officeTexts(lists, random, Number(values.office)),
      ...proseTexts(lists, random, Number(values.prose)),
    ]
    const weights = train(texts.flatMap(examplesOf), {
      epochs: Number(values.epochs),
      rate: Number(values.rate),
      decay: 1e-4,
      dropout: Number(values.dropout),
      leastBlocks: 3,
      random,
    })
    mean ??= new Float32Array(weights.length)
    for (let i = 0; i < weights.length; i++) mean[i]! += weights[i]! / rounds
  }
  return quantize(mean ?? new Float32Array(0), 3.2)
}

if (values.write) {
  const model = learn(rows.map(labelled))
  writeAsset(japaneseNameWeights(encodeWeights(model), model.scale))
} else {
  const all = Array.from({ length: folds }, (_, fold) => {
    const model = learn(rows.filter(({ id }) => foldOf(id) !== fold).map(labelled))
    return rows
      .filter(({ id }) => foldOf(id) === fold && isJudged(id))
      .map(labelled)
      .map(({ text, spans }) => ({ spans, found: findNames(text, model) }))
  }).flat()
  judge(all)
}

interface Judged {
  readonly spans: Labelled['spans']
  readonly found: readonly FoundName[]
}

function judge(all: readonly Judged[]): void {
  for (const kind of NAME_KINDS) {
    if (kind === 'other') continue
    for (const least of [0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6]) {
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
      const precision = right / (right + wrong)
      const recall = found / labels
      const f1 = (2 * precision * recall) / (precision + recall)
      console.log(
        `${kind} from ${least}: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}, F1 ${f1.toFixed(3)} of ${labels}`,
      )
    }
  }
}
