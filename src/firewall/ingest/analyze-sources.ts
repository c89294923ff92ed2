import { type FirewallError, toFirewallError } from '../../core/errors.js'
import type { Analyzer } from '../../core/ports.js'
import { analyzeSource } from '../../detect/analyzers/index.js'
import { sourceTerms } from '../../detect/grounding/index.js'
import { type Outcome, type PrepareContext, type PreparedWrite, refuse } from './prepare.js'

/** What came of a batch once the analyzers have seen it, and what went wrong with them. */
export interface Analyzed {
  readonly outcomes: readonly Outcome[]
  readonly failures: readonly FirewallError[]
}

/**
 * Shows new and changed documents to the analyzers that look at sources, one document after the other and a few of
 * its sentences at a time. What they find becomes known values of the document, names of people also in their other
 * spellings. A document that an analyzer fails on is refused and asked for again, unless the analyzer says otherwise;
 * what is stored under its id stays, under the permissions it has now. Throws `aborted`.
 */
export async function analyzeWrites(
  context: PrepareContext,
  outcomes: readonly Outcome[],
  signal: AbortSignal | undefined,
): Promise<Analyzed> {
  if (context.analyzers.length === 0) return { outcomes, failures: [] }
  const analyzed: Outcome[] = []
  const failures: FirewallError[] = []
  for (const outcome of outcomes) {
    const { change } = outcome
    if (change?.kind !== 'put') {
      analyzed.push(outcome)
      continue
    }
    const read = await analyzeWrite(context, change, failures, signal)
    if ('write' in read) {
      analyzed.push({ ...outcome, change: read } as Outcome)
      continue
    }
    const { id, label } = change.write
    analyzed.push({
      ...refuse(id, read.refusal),
      ...(change.replaces ? { change: { kind: 'relabel', id, label } } : {}),
    })
  }
  return { outcomes: analyzed, failures }
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
