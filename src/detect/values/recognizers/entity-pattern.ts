import { type EntityName, type LabelSet, labelsOf, rowOf } from '../../../core/entities.js'
import type { Recognizer } from '../../../core/ports.js'
import { type PatternContext, type PatternSpec, provenPattern } from '../pattern.js'

/** A pattern for a declared entity: what its row says is not said again. */
export type EntityPatternSpec<E extends EntityName> = Omit<
  PatternSpec,
  'entity' | 'class' | 'common' | 'context'
> & {
  readonly entity: E
  /** Only for a form of the value that says less, or more, than the entity does as a rule. */
  readonly class?: PatternSpec['class']
  readonly common?: boolean
  readonly context?: EntityContext<E>
}

/** Without `cues` the words are the labels of the entity. */
export type EntityContext<E extends EntityName> = Omit<PatternContext, 'words'> & {
  /** Of these sets alone, in this order. */
  readonly labels?: readonly LabelSet<E>[]
  /** What a sentence says around such a value without naming it. */
  readonly cues?: readonly string[]
}

export function entityPattern<E extends EntityName>(spec: EntityPatternSpec<E>): Recognizer {
  const { entity, context, ...own } = spec
  const { class: entityClass, common, locales } = rowOf(entity)
  return provenPattern({
    class: entityClass,
    ...(common === true ? { common } : {}),
    ...(locales === undefined ? {} : { locales }),
    ...own,
    entity,
    ...(context === undefined ? {} : { context: contextOf(entity, context) }),
  })
}

function contextOf<E extends EntityName>(
  entity: E,
  { labels, cues, ...rest }: EntityContext<E>,
): PatternContext {
  return { ...rest, words: cues ?? labelsOf(entity, 'text', labels) }
}
