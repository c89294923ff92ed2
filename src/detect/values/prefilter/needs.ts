import { type AST, parseRegExpLiteral } from '@eslint-community/regexpp'
import { ExpressionReader, sum } from './expression-reader.js'
import { HEAD, type Needs, type Preceding, type Trigger } from './trigger.js'
import { type Choice, type Span, TriggerSearch } from './trigger-search.js'
import { EVERY_UNIT, NO_UNIT, rateOf } from './unit-set.js'

/** Estimated nanoseconds per unit of text above which reading it with the expression itself is no worse. */
const TOO_DEAR = 12

export function needsOf(regex: RegExp, minLength: number, preceding?: Preceding): Needs {
  // What the flag `v` adds to classes is not read here.
  if (regex.flags.includes('v')) return { before: EVERY_UNIT, atStart: true, head: [], triggers: undefined }
  const reader = new ExpressionReader(regex.flags)
  const { alternatives } = parseRegExpLiteral(regex).pattern
  const head = reader.head(alternatives, Math.min(minLength, HEAD))
  const { set: before, atStart } = reader.before(alternatives)
  const startRate = [before, ...head.slice(0, 3)].reduce((rate, set) => rate * set.frequency, 1)
  const choices = [chooseTriggers(reader, alternatives, { least: 0, most: 0, between: NO_UNIT }, startRate)]
  if (preceding !== undefined) {
    const other = new ExpressionReader(preceding.regex.flags)
    const words = parseRegExpLiteral(preceding.regex).pattern.alternatives
    const span = { least: -preceding.within, most: -other.width(words).min, between: EVERY_UNIT }
    choices.push(chooseTriggers(other, words, span, startRate))
  }
  const best = choices.reduce((a, b) => (b.cost < a.cost ? b : a))
  if (best.cost > TOO_DEAR) return { before, atStart, head, triggers: undefined }
  return { before, atStart, head, triggers: distinctTriggers(best.triggers) }
}

/** Alternatives often begin alike. */
function distinctTriggers(triggers: readonly Trigger[]): Trigger[] {
  const byName = new Map<string, Trigger>()
  for (const trigger of triggers) {
    const { units, nearest, farthest, between } = trigger
    byName.set([nearest, farthest, between?.id, ...units.map(({ id }) => id)].join(), trigger)
  }
  return [...byName.values()]
}

function chooseTriggers(
  reader: ExpressionReader,
  alternatives: readonly AST.Alternative[],
  span: Span,
  startRate: number,
): Choice {
  const cost = (triggers: readonly Trigger[]) =>
    sum(
      triggers.map(({ units, nearest, farthest, between }) => {
        // Of the starts that nothing but units of a set lies behind, few are far away.
        const window = Math.min(farthest - nearest + 1, 1 / (1 - Math.min(0.999, between?.frequency ?? 1)))
        return Math.max(NEVER, rateOf(units)) * (STOP + window * (TRY + MATCH * startRate))
      }),
    )
  return new TriggerSearch(reader, cost).cheapest(alternatives, span)
}

/** Nanoseconds for stopping at a gram, for looking at a start, and for running an expression there. */
const STOP = 20
const TRY = 4
const MATCH = 100
/** What is rarer than this is not worth a wider window: texts are not that well known. */
const NEVER = 1e-7
