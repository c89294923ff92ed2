import { FirewallError } from '../core/errors.js'
import { isLeak } from '../core/leak.js'
import type { CheckOptions, Finding, Verdict } from '../core/types.js'
import type { Firewall } from '../firewall/firewall.js'
import type { Random } from './random.js'

/**
 * What became of an answer. `altered`: said to be released and yet not the same text, which is a fault of its
 * own. `refused`: the check ended with an error, so the reader got nothing.
 */
export type Fate = 'released' | 'altered' | 'redacted' | 'held' | 'blocked' | 'refused'

export const FATES: readonly Fate[] = ['released', 'altered', 'redacted', 'held', 'blocked', 'refused']

export interface Judged {
  readonly fate: Fate
  /** What the reader got; empty when refused. */
  readonly text: string
  readonly findings: readonly Finding[]
  /** Code of the refusal. */
  readonly code?: string
  /** Milliseconds the check took, audit included. */
  readonly time: number
}

/** Door 2 on a whole answer. Refusals are results; anything else that is thrown is thrown on. */
export async function judgeAnswer(
  firewall: Pick<Firewall, 'check'>,
  answer: string,
  options: CheckOptions,
): Promise<Judged> {
  return judged(answer, () => firewall.check(answer, options))
}

/** Door 2 on the same answer as a stream of these pieces. */
export async function judgeStream(
  firewall: Pick<Firewall, 'check'>,
  pieces: readonly string[],
  options: CheckOptions,
): Promise<Judged> {
  return judged(pieces.join(''), async () => {
    const stream = firewall.check(iterate(pieces), options)
    let sent = ''
    for await (const piece of stream) sent += piece
    const verdict = await stream.verdict
    // The verdict's word counts for nothing here: the reader has what was yielded.
    return { ...verdict, text: sent }
  })
}

/** Cuts a text into pieces of 1 to `longest` characters; a character (code point) is never cut. */
export function cutRandomly(text: string, longest: number, random: Random): string[] {
  const characters = [...text]
  const pieces: string[] = []
  for (let at = 0; at < characters.length; ) {
    const size = 1 + random.below(longest)
    pieces.push(characters.slice(at, at + size).join(''))
    at += size
  }
  return pieces
}

/**
 * Law 2: the stream sent what the whole answer's check released. A block replaces the whole answer, but can
 * only end a stream: there the reader has a beginning of it and then the same refusal.
 */
export function streamAgrees(answer: string, whole: Judged, streamed: Judged): boolean {
  if (whole.fate !== streamed.fate || whole.code !== streamed.code) return false
  if (whole.fate === 'refused') return true
  if (whole.fate !== 'blocked' && whole.fate !== 'held') return whole.text === streamed.text
  if (!streamed.text.endsWith(whole.text)) return false
  // The refusal stands in a paragraph of its own.
  const beginning = streamed.text.slice(0, streamed.text.length - whole.text.length).trimEnd()
  // Redacted so far, or untouched: what stands before the first difference is the answer's own beginning.
  const findings = Math.min(...streamed.findings.map(({ start }) => start), answer.length)
  return answer.startsWith(beginning.slice(0, findings))
}

/** A run of a source that this reader may not read. */
export function verbatimLeaks(judged: Judged, match?: 'exact' | 'near'): readonly Finding[] {
  return judged.findings.filter(
    (finding) =>
      finding.kind === 'verbatim' && isLeak(finding) && (match === undefined || finding.match === match),
  )
}

export function countFates(all: readonly Judged[]): Readonly<Record<Fate, number>> {
  const counts = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>
  for (const { fate } of all) counts[fate] += 1
  return counts
}

async function judged(answer: string, check: () => Promise<Verdict>): Promise<Judged> {
  const started = performance.now()
  try {
    const verdict = await check()
    return {
      fate: fateOf(verdict, answer),
      text: verdict.text,
      findings: verdict.findings,
      time: performance.now() - started,
    }
  } catch (error) {
    if (!(error instanceof FirewallError) || error.code === 'aborted') throw error
    return { fate: 'refused', text: '', findings: [], code: error.code, time: performance.now() - started }
  }
}

function fateOf({ action, text }: Verdict, answer: string): Fate {
  if (action === 'release') return text === answer ? 'released' : 'altered'
  if (action === 'redact') return 'redacted'
  return action === 'hold' ? 'held' : 'blocked'
}

async function* iterate(pieces: readonly string[]): AsyncGenerator<string> {
  yield* pieces
}
