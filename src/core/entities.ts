import { AMERICAS } from './entities/americas.js'
import { ASIA_PACIFIC } from './entities/asia-pacific.js'
import { CONTACT } from './entities/contact.js'
import type { EntityRow, LabelPlace } from './entities/entity.js'
import { EUROPE } from './entities/europe.js'
import { FINANCE } from './entities/finance.js'
import { GROUNDED } from './entities/grounded.js'
import { IDENTITY } from './entities/identity.js'
import { JAPAN } from './entities/japan.js'
import { PEOPLE } from './entities/people.js'
import { RECORDS } from './entities/records.js'
import { REGISTERS } from './entities/registers.js'
import { SECRETS } from './entities/secrets.js'

/** Every entity that ragwall finds, by its name: Presidio's where that has one for exactly this. */
export const ENTITIES = {
  ...PEOPLE,
  ...CONTACT,
  ...IDENTITY,
  ...RECORDS,
  ...FINANCE,
  ...JAPAN,
  ...AMERICAS,
  ...EUROPE,
  ...ASIA_PACIFIC,
  ...REGISTERS,
  ...SECRETS,
  ...GROUNDED,
}

export type EntityName = keyof typeof ENTITIES

/** The names of an entity's sets of labels. */
export type LabelSet<E extends EntityName> = (typeof ENTITIES)[E] extends { readonly labels: infer L }
  ? keyof L & string
  : never

export function rowOf(entity: EntityName): EntityRow {
  return ENTITIES[entity]
}

export function isEntityName(name: string): name is EntityName {
  return Object.hasOwn(ENTITIES, name)
}

/** The words that name an entity in a place, of these sets in this order; default of all of them, as declared. */
export function labelsOf<E extends EntityName>(
  entity: E,
  place: LabelPlace,
  sets?: readonly LabelSet<E>[],
): readonly string[] {
  const { labels = {} } = rowOf(entity)
  return (sets ?? Object.keys(labels)).flatMap((set) =>
    (labels[set] ?? []).flatMap(([places, , ...words]) => (places.split('+').includes(place) ? words : [])),
  )
}

/** Our own name of each entity that Presidio or a data set calls otherwise. */
const OUR_NAMES: ReadonlyMap<string, EntityName> = new Map(
  (Object.keys(ENTITIES) as EntityName[]).flatMap((entity) => {
    const { presidio, aliases = [] } = rowOf(entity)
    return [...(presidio === undefined ? [] : [presidio]), ...aliases].map((name) => [name, entity] as const)
  }),
)

/** The entity that a name means, ours, Presidio's or a data set's, if it is known. */
export function entityNamed(name: string): EntityName | undefined {
  return isEntityName(name) ? name : OUR_NAMES.get(name)
}
