import { FirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import type { LabelAssigner } from '../core/ports.js'
import type { Acl, ContainerPermissions, Label, SourceChange } from '../core/types.js'

/** Labels of what a source delivers, for whoever looks at it without storing it. */
export interface SourceLabels {
  /** Takes note of a container. */
  take(change: Extract<SourceChange, { readonly kind: 'container' }>): void
  /** What permissions come to under the containers so far. Throws as `LabelAssigner.assign`. */
  labelOf(acl: Acl, uri: string): Label
}

/** Throws as `createAssigner` does where containers cannot be understood. */
export function labelsOfSource(assigner: LabelAssigner): SourceLabels {
  const containers = new Map<string, ContainerPermissions>()

  function around(container: string): readonly ContainerPermissions[] {
    const chain: ContainerPermissions[] = []
    for (let at: string | undefined = container; at !== undefined; at = chain[0]?.parent) {
      const one = containers.get(at)
      if (one === undefined || chain.length >= LIMITS.containerDepth)
        throw new FirewallError('label-missing', 'a document is in a container that is not known')
      assigner.checkContainer(one)
      chain.unshift(one)
    }
    return chain
  }

  return {
    take({ id, permissions }) {
      if (permissions === undefined) containers.delete(id)
      else containers.set(id, permissions)
    },
    labelOf(acl, uri) {
      const { container } = acl
      if (container === undefined) return assigner.assign(acl, uri)
      return assigner.resolve(assigner.derive({ ...acl, container }, uri), around(container))
    },
  }
}
