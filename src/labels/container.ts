import type { Acl, ContainerPermissions } from '../core/types.js'

/**
 * What containers come to, outermost first: an `allow` and a `classification` replace what is inherited, `deny` and
 * `compartments` add to it, and `inherit: false` forgets it all, `deny` included.
 */
export function inherited(containers: readonly ContainerPermissions[]): Acl {
  let allow: readonly string[] = []
  let deny: readonly string[] = []
  let compartments: readonly string[] = []
  let classification: string | undefined
  for (const one of containers) {
    if (one.inherit === false) [allow, deny, compartments, classification] = [[], [], [], undefined]
    allow = one.allow ?? allow
    deny = union(deny, one.deny)
    compartments = union(compartments, one.compartments)
    classification = one.classification ?? classification
  }
  return {
    allow,
    deny,
    ...(classification === undefined ? {} : { classification }),
    ...(compartments.length === 0 ? {} : { compartments }),
  }
}

/** Permissions with those of a document added: its readers may read it besides, and its classification counts. */
export function withOwn(base: Acl, own: Acl): Acl {
  const compartments = union(base.compartments ?? [], own.compartments)
  const classification = own.classification ?? base.classification
  return {
    allow: union(base.allow, own.allow),
    deny: union(base.deny, own.deny),
    ...(classification === undefined ? {} : { classification }),
    ...(compartments.length === 0 ? {} : { compartments }),
  }
}

function union(a: readonly string[], b: readonly string[] = []): readonly string[] {
  return b.length === 0 ? a : [...new Set([...a, ...b])]
}
