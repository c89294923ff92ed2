import { readFile, stat } from 'node:fs/promises'
import { FirewallError, toFirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'
import type { AnalyzedSpan, Analyzer, EntityClass } from '../../core/ports.js'
import { openTokenizer } from './tokenizer-json.js'
import { createWordPieces, type Piece, type Pieces } from './wordpiece.js'

/** A token classifier on this machine. */
export interface OnnxOptions {
  /** Names it in errors. */
  readonly name: string
  /** A token classifier: `input_ids` and, if it asks for them, `attention_mask` and `token_type_ids`; first output logits [1, n, labels]. */
  readonly model: string
  /** BERT's `vocab.txt`, or the `tokenizer.json` of any model, which says all by itself and wants `@huggingface/tokenizers`. */
  readonly vocabulary: string
  /** In the order of the model's outputs: `O`, `B-PER`, `I-PER` … */
  readonly labels: readonly string[]
  /** What its labels are called here: `PER` → `PERSON`. Others keep their names. */
  readonly entities?: Readonly<Record<string, string>>
  /** Of a `vocab.txt`. */
  readonly lowercase?: boolean
  /** Default `onnxruntime-node`. Both are optional packages. */
  readonly runtime?: 'onnxruntime-node' | 'onnxruntime-web'
  /** Rows of the action table for its entities; those that ragwall knows keep theirs, others are `high-risk`. */
  readonly classes?: Readonly<Record<string, EntityClass>>
}

/** The slice of onnxruntime that is used; both packages have it. */
interface Runtime {
  readonly Tensor: new (type: 'int64', data: BigInt64Array, dims: readonly number[]) => unknown
  readonly InferenceSession: { create(model: Uint8Array): Promise<Session> }
}
interface Session {
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  run(
    feeds: Record<string, unknown>,
  ): Promise<Record<string, { readonly data: ArrayLike<number>; readonly dims: readonly number[] }>>
}

interface Loaded {
  readonly runtime: Runtime
  readonly session: Session
  readonly pieces: Pieces
}

/** Pieces in one run of the model: BERT's 512 places less its two marks. */
const PIECES = 510

/**
 * A token classifier of the user's own, run in this process. Throws `dependency-missing` without the runtime,
 * `config-unreadable` for files that are not there or too large, and, when asked, `detector-failed`.
 */
export async function openOnnxAnalyzer(options: OnnxOptions): Promise<Analyzer> {
  const { name, labels, classes, entities = {} } = options
  const loaded = await load(options)
  return {
    name,
    ...(classes === undefined ? {} : { classes }),
    async analyze(text) {
      const spans: AnalyzedSpan[] = []
      const pieces = loaded.pieces.split(text)
      for (let at = 0; at < pieces.length; at += PIECES) {
        const some = pieces.slice(at, at + PIECES)
        const logits = await classify(loaded, some, labels.length)
        spans.push(...spansOf(some, logits, labels, entities))
      }
      return spans
    },
  }
}

async function load(options: OnnxOptions): Promise<Loaded> {
  const { name, runtime: specifier = 'onnxruntime-node' } = options
  const runtime = await importRuntime(specifier)
  const model = await read(options.model)
  const vocabulary = (await read(options.vocabulary)).toString('utf8')
  try {
    const pieces = options.vocabulary.endsWith('.json')
      ? await openTokenizer(JSON.parse(vocabulary) as object)
      : createWordPieces(vocabulary.split(/\r?\n/), options.lowercase ?? false)
    return { runtime, session: await runtime.InferenceSession.create(model), pieces }
  } catch (error) {
    throw toFirewallError(error, 'config-invalid', `the model of the analyzer ${name} cannot be used`)
  }
}

async function importRuntime(specifier: string): Promise<Runtime> {
  try {
    const imported = (await import(specifier)) as Runtime & { readonly default?: Runtime }
    return imported.InferenceSession === undefined ? imported.default! : imported
  } catch (error) {
    throw new FirewallError('dependency-missing', `the package ${specifier} is not installed`, {
      help: `npm install ${specifier}`,
      cause: error,
    })
  }
}

async function read(path: string): Promise<Buffer> {
  try {
    if ((await stat(path)).size <= LIMITS.modelBytes) return await readFile(path)
  } catch (error) {
    throw toFirewallError(error, 'config-unreadable', `${path} cannot be read`)
  }
  throw new FirewallError('config-unreadable', `${path} is larger than ${LIMITS.modelBytes} bytes`)
}

/** Probabilities of the labels, piece by piece. */
async function classify(
  { runtime, session, pieces }: Loaded,
  some: readonly Piece[],
  labels: number,
): Promise<number[][]> {
  const ids = [...pieces.before, ...some.map(({ id }) => id), ...pieces.behind]
  const tensor = (values: readonly number[]) =>
    new runtime.Tensor('int64', BigInt64Array.from(values.map(BigInt)), [1, values.length])
  const inputs: Record<string, readonly number[]> = {
    input_ids: ids,
    attention_mask: ids.map(() => 1),
    token_type_ids: ids.map(() => 0),
  }
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, tensor(inputs[name] ?? [])]))
  const output = (await session.run(feeds))[session.outputNames[0] ?? '']
  const [, length, width] = output?.dims ?? []
  if (output === undefined || length !== ids.length || width !== labels) {
    throw new RangeError('the model does not give one row of labels for each piece')
  }
  return some.map((_, i) =>
    softmax(Array.from({ length: labels }, (__, k) => output.data[(i + pieces.before.length) * labels + k]!)),
  )
}

function softmax(logits: readonly number[]): number[] {
  const most = Math.max(...logits)
  const powers = logits.map((logit) => Math.exp(logit - most))
  const sum = powers.reduce((total, power) => total + power, 0)
  return powers.map((power) => power / sum)
}

/** Neighboring pieces of one kind are one span; `B-` begins a new one. */
function spansOf(
  pieces: readonly Piece[],
  rows: readonly (readonly number[])[],
  labels: readonly string[],
  entities: Readonly<Record<string, string>>,
): AnalyzedSpan[] {
  const spans: (AnalyzedSpan & { end: number; readonly scores: number[] })[] = []
  let before: string | undefined
  for (const [i, { start, end }] of pieces.entries()) {
    const row = rows[i]!
    const score = Math.max(...row)
    const label = labels[row.indexOf(score)]!
    const kind = label.replace(/^[BIESLU]-/, '')
    const last = spans.at(-1)
    const isPart = last !== undefined && before === kind && !/^[BSU]-/.test(label)
    before = label === 'O' ? undefined : kind
    if (label === 'O') continue
    if (isPart) {
      last.end = end
      last.scores.push(score)
    } else spans.push({ start, end, score, label: entities[kind] ?? kind, scores: [score] })
  }
  return spans.map(({ scores, ...span }) => ({
    ...span,
    score: scores.reduce((sum, score) => sum + score, 0) / scores.length,
  }))
}
