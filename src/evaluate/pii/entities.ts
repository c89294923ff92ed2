import { entityNamed, rowOf } from '../../core/entities.js'

/**
 * The name under which an entity is counted, whatever the data call it. Entities of one family count for each other:
 * an address is a location, and nobody is harmed by the finer name.
 */
export function familyOf(name: string): string {
  const entity = entityNamed(name)
  return entity === undefined ? name : (rowOf(entity).family ?? entity)
}

/** Found by what it says, not by how it is written: no form, no check digit. The last are a data set's own. */
const WITHOUT_FORM = new Set([
  'PERSON',
  'LOCATION',
  'ORGANIZATION',
  'TITLE',
  'NRP',
  'AGE',
  'DATE_TIME',
  'MEDICAL_DISEASE_DISORDER',
  'SALARY',
  '施設名',
  '製品名',
  'イベント名',
])

/** Has a form of its own: numbers, addresses on the net, codes. */
export function isStructured(entity: string): boolean {
  return !WITHOUT_FORM.has(familyOf(entity))
}
