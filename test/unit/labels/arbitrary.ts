import fc from 'fast-check'
import type { ExpandedPrincipal } from '../../../src/core/ports.js'
import type { Label } from '../../../src/core/types.js'

/** Few names, so that random labels and principals meet; a case pair among them, so that case matters. */
export const LEVELS = ['public', 'internal', 'secret'] as const
const level = fc.constantFrom(...LEVELS)
const user = fc.constantFrom('user:a', 'user:A', 'user:b')
const group = fc.constantFrom('group:x', 'group:y', 'group:z')
const compartments = fc.array(fc.constantFrom('hr', 'merger'), { maxLength: 3 })
const entry = fc.oneof({ weight: 3, arbitrary: user }, { weight: 3, arbitrary: group }, fc.constant('*'))

export const labels: fc.Arbitrary<Label> = fc.record({
  level,
  compartments,
  allow: fc.array(fc.array(entry, { maxLength: 4 }), { maxLength: 3 }),
  deny: fc.array(fc.oneof({ weight: 9, arbitrary: fc.oneof(user, group) }, fc.constant('*')), {
    maxLength: 2,
  }),
})

export const subjects: fc.Arbitrary<ExpandedPrincipal> = fc.record({
  id: fc.oneof({ weight: 9, arbitrary: user }, fc.constant('')),
  groups: fc.array(group, { maxLength: 3 }),
  clearance: fc.record({ level, compartments }),
  directoryVersion: fc.constant('1'),
})

/** Who may read what, written as plainly as possible: the model that everything else is compared with. */
export function mayRead(
  subject: ExpandedPrincipal,
  label: Label,
  levels: readonly string[] = LEVELS,
): boolean {
  const ids = ['*', subject.id, ...subject.groups]
  return (
    levels.indexOf(subject.clearance.level) >= levels.indexOf(label.level) &&
    label.compartments.every((name) => subject.clearance.compartments.includes(name)) &&
    !label.deny.some((id) => ids.includes(id)) &&
    label.allow.length > 0 &&
    label.allow.every((list) => list.some((id) => ids.includes(id)))
  )
}
