import type { Config } from '../../core/config.js'
import type { Label } from '../../core/types.js'
import { createAssigner } from '../../labels/assign.js'
import { labelsOfSource, type SourceLabels } from '../../labels/source-labels.js'

/** Labels as the configuration gives them. */
export function labelsUnder(config: Partial<Config>): SourceLabels {
  const { levels = [], classifications, compartments, rules } = config
  return labelsOfSource(
    createAssigner({
      levels,
      ...(classifications === undefined ? {} : { classifications }),
      ...(compartments === undefined ? {} : { compartments }),
      ...(rules === undefined ? {} : { rules }),
    }),
  )
}

/** A label in words. */
export function labelText({ level, compartments, allow, deny }: Label): string {
  const readers = allow.length === 0 ? 'nobody' : allow.map((list) => list.join(' or ')).join(', and ')
  const parts = [level, `readable by ${readers}`]
  if (deny.length > 0) parts.push(`not by ${deny.join(', ')}`)
  if (compartments.length > 0) parts.push(`in ${compartments.join(', ')}`)
  return parts.join('; ')
}
