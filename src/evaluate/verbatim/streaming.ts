import type { Firewall } from '../../firewall/firewall.js'
import { matchFold } from '../../text/fold.js'
import { type BenchmarkIo, stopIfAborted } from '../benchmark.js'
import { percentile } from '../metrics.js'
import type { Random } from '../random.js'
import { cutRandomly } from '../verdicts.js'
import { type Book, framed, passageOf } from './passages.js'
import { stranger } from './world.js'

export interface Streamed {
  /** Folded bytes of an exact run that were sent, per answer: a quotation mark before it may be. */
  readonly exposed: readonly number[]
  /** Folded bytes read and not yet sent, after each token of answers with nothing protected in them. */
  readonly heldBack: readonly number[]
  /** Milliseconds per token, an answer each. */
  readonly perToken: readonly number[]
}

const LONGEST_TOKEN = 20

export async function streamAnswers(
  firewall: Pick<Firewall, 'check'>,
  books: readonly Book[],
  { samples, random, io }: { samples: number; random: Random; io: BenchmarkIo },
): Promise<Streamed> {
  const exposed: number[] = []
  const heldBack: number[] = []
  const perToken: number[] = []
  for (let i = 0; i < samples; i++) {
    stopIfAborted(io)
    io.progress(i, samples, 'streams')
    const { kept, free, lang } = books[i % books.length]!
    const own = passageOf(free, lang, 40, random)
    const { answer, start } = framed(`${own} — ${passageOf(kept, lang, 60, random)}`, lang)
    const copied = start + own.length + 3
    const { text } = await run(firewall, cutRandomly(answer, LONGEST_TOKEN, random))
    const whole = await firewall.check(answer, { principal: stranger })
    // A refusal may begin with the letter that would have come next.
    const sent =
      whole.action === 'block' && text.endsWith(whole.text) ? text.slice(0, -whole.text.length) : text
    let same = 0
    while (same < sent.length && sent[same] === answer[same]) same++
    exposed.push(matchFold(answer.slice(copied, Math.max(same, copied))).length)
    const clean = await run(firewall, cutRandomly(passageOf(free, lang, 150, random), LONGEST_TOKEN, random))
    heldBack.push(...clean.heldBack)
    perToken.push(clean.time)
  }
  return { exposed, heldBack, perToken }
}

async function run(firewall: Pick<Firewall, 'check'>, tokens: readonly string[]) {
  let read = ''
  let text = ''
  const heldBack: number[] = []
  const started = performance.now()
  async function* source() {
    for (const token of tokens) {
      // Asked for the next token, the firewall has sent what it would of the last ones.
      if (read !== '' && read.startsWith(text)) heldBack.push(matchFold(read.slice(text.length)).length)
      read += token
      yield token
    }
  }
  const stream = firewall.check(source(), { principal: stranger })
  for await (const piece of stream) text += piece
  const { action } = await stream.verdict
  const time = (performance.now() - started) / tokens.length
  return { text, heldBack: action === 'release' ? heldBack : [], time }
}

export function heldBackAt(streamed: Streamed, percent: number): number {
  return percentile(streamed.heldBack, percent)
}
