import { type FirewallError, toFirewallError } from '../../core/errors.js'
import type { Analyzer, StoreChange } from '../../core/ports.js'
import { analyzeSource } from '../../detect/analyzers/index.js'
import { sourceTerms } from '../../detect/grounding/index.js'
import { type PrepareContext, type PreparedWrite, refuse, type Tally } from './prepare.js'

/** Documents with what the analyzers found in them, and what becomes of those that one of them could not read. */
export interface Analyzed {
  readonly writes: readonly PreparedWrite[]
  /** A stored document whose new content is refused stays, under the permissions it has now. */
  readonly changes: readonly StoreChange[]
  readonly failures: readonly FirewallError[]
}

/**
 * Shows new and changed documents to the analyzers that look at sources, one document after the other and a few of
 * its sentences at a time. What they find becomes known values of the document, names of people also in their other
 * spellings. A document that an analyzer fails on is refused and asked for again, unless the analyzer says otherwise.
 * Throws `aborted`.
 */
export async function analyzeWrites(
  context: PrepareContext,
  writes: readonly PreparedWrite[],
  tally: Tally,
  signal: AbortSignal | undefined,
): Promise<Analyzed> {
  if (context.analyzers.length === 0) return { writes, changes: [], failures: [] }
  const analyzed: PreparedWrite[] = []
  const changes: StoreChange[] = []
  const failures: FirewallError[] = []
  for (const write of writes) {
    const outcome = await analyzeWrite(context, write, failures, signal)
    if ('write' in outcome) {
      analyzed.push(outcome)
      continue
    }
    const { id, label } = write.write
    tally.upserted -= 1
    tally.taken.splice(tally.taken.indexOf(id), 1)
    refuse(tally, id, outcome.refusal)
    if (context.store.documents.stored(id) !== undefined) changes.push({ kind: 'relabel', id, label })
  }
  return { writes: analyzed, changes, failures }
}

async function analyzeWrite(
  context: PrepareContext,
  prepared: PreparedWrite,
  failures: FirewallError[],
  signal: AbortSignal | undefined,
): Promise<PreparedWrite | { readonly refusal: FirewallError }> {
  const { document, write } = prepared
  const values = new Map(write.values.map((value) => [value.digest, value]))
  const people = new Set(prepared.people)
  const known = people.size
  for (const analyzer of context.analyzers) {
    try {
      const found = await analyzeSource(
        analyzer,
        [document.title ?? '', document.text],
        context.valueKey,
        signal,
      )
      for (const value of found.values) values.set(value.digest, value)
      for (const name of found.people) people.add(name)
    } catch (error) {
      const failure = failureOf(analyzer, error)
      if (failure.code === 'aborted') throw failure
      failures.push(failure)
      if (analyzer.onSourceError !== 'store') return { refusal: failure }
    }
  }
  const terms =
    people.size === known
      ? write.terms
      : sourceTerms({ ...document, people: [...people] }, context.termKey, context.background)
  return {
    ...prepared,
    people: [...people],
    write: { ...write, values: [...values.values()], ...(terms === undefined ? {} : { terms }) },
  }
}

function failureOf({ name }: Analyzer, error: unknown): FirewallError {
  return toFirewallError(error, 'detector-failed', `the analyzer ${name} failed`)
}
