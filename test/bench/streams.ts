/**
 * `npm run bench:streams`: many readers' streams at once over one firewall. Prints how much text each stream holds
 * back (code units between what the model said and what the reader has), what the checking costs per token, and
 * whether anybody was sent a word of anybody else's file. `--readers N`, `--json`.
 */
import { parseArgs } from 'node:util'
import type { Principal, SourceDocument } from '../../src/core/types.js'
import { createFirewall } from '../../src/firewall/firewall.js'

const { values } = parseArgs({
  options: { readers: { type: 'string', default: '100' }, json: { type: 'boolean', default: false } },
})
const readers = Number(values.readers)
const TOKEN = 5
const WORDS =
  'amber basil cedar delta ember fjord grove heron inlet jetty knoll larch maple north ochre pearl'.split(' ')
const CHAT = 'Here is what I found about the matter you asked me to look into for you today. '.repeat(6)

const pick = (i: number, n: number) => WORDS[(i * 7 + n * 5 + ((i >> 4) * 3 + 1) * n * n) % WORDS.length]!
const secretOf = (i: number) =>
  `File ${i}: the ${pick(i, 1)} ${pick(i, 2)} account moves to the ${pick(i, 3)} ${pick(i, 4)} branch before the ${pick(i, 5)} ${pick(i, 6)} review number ${1000 + i}.`
const principalOf = (i: number): Principal => ({
  id: `user:r${i}`,
  groups: [],
  clearance: { level: 'internal', compartments: [] },
})
const documents: SourceDocument[] = Array.from({ length: readers }, (_, i) => ({
  id: `file-${i}`,
  uri: `bench:file-${i}`,
  text: secretOf(i),
  acl: { allow: [`user:r${i}`], deny: [], classification: 'internal' },
}))

const firewall = await createFirewall({ policy: ['public', 'internal'], audit: 'memory' })
await firewall.apply(documents.map((document) => ({ kind: 'upsert' as const, document, cursor: '' })))

interface Run {
  readonly lags: number[]
  readonly tokens: number
  readonly crossed: number
  readonly own: boolean
}

async function stream(i: number, answer: string): Promise<Run> {
  const lags: number[] = []
  let said = 0
  let read = 0
  let tokens = 0
  async function* model() {
    for (; said < answer.length; tokens++) {
      // What the reader has when the next token is asked for.
      if (tokens > 0) lags.push(said - read)
      const token = answer.slice(said, said + TOKEN)
      said += token.length
      yield token
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  let text = ''
  for await (const piece of firewall.check(model(), { principal: principalOf(i) })) {
    text += piece
    read += piece.length
  }
  const told = documents.filter((_, j) => text.includes(secretOf(j))).map((_, n) => n)
  return {
    lags,
    tokens,
    own: text.includes(secretOf(i)),
    crossed: told.length - (text.includes(secretOf(i)) ? 1 : 0),
  }
}

/** Half are told their own file, half also their neighbor's, whose place is shorter once it is redacted. */
const clean = (i: number) => `${CHAT}${secretOf(i)} ${CHAT}`
const leaking = (i: number) => `${clean(i)}${secretOf((i + 1) % readers)} ${CHAT}`

async function measure(answerOf: (i: number) => string) {
  const started = performance.now()
  const runs = await Promise.all(documents.map((_, i) => stream(i, answerOf(i))))
  const elapsed = performance.now() - started
  const lags = runs.flatMap((run) => run.lags).sort((a, b) => a - b)
  const at = (share: number) => lags[Math.min(lags.length - 1, Math.floor(share * lags.length))] ?? 0
  return {
    streams: runs.length,
    tokens: runs.reduce((sum, run) => sum + run.tokens, 0),
    heldBackMedian: at(0.5),
    heldBackP95: at(0.95),
    millisecondsPerToken: elapsed / runs.reduce((sum, run) => sum + run.tokens, 0),
    ownFileReached: runs.filter((run) => run.own).length,
    crossTalk: runs.reduce((sum, run) => sum + run.crossed, 0),
  }
}

const figures = { clean: await measure(clean), leaking: await measure(leaking) }
await firewall.close()
if (values.json) console.log(JSON.stringify(figures, undefined, 2))
else {
  for (const [name, run] of Object.entries(figures)) {
    console.log(
      `${name}: ${run.streams} streams at once, ${run.tokens} tokens of ${TOKEN} characters\n` +
        `  held back        median ${run.heldBackMedian}, p95 ${run.heldBackP95} code units${name === 'leaking' ? ' (redacted text counts as held back)' : ''}\n` +
        `  checking         ${run.millisecondsPerToken.toFixed(3)} ms per token, all streams on one core\n` +
        `  own file reached ${run.ownFileReached} of ${run.streams}, words of others' files sent ${run.crossTalk}`,
    )
  }
}
process.exitCode = Object.values(figures).some((run) => run.crossTalk > 0 || run.ownFileReached < run.streams)
  ? 1
  : 0
