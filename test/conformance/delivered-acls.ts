import type { Acl, ContainerPermissions, SourceChange } from '../../src/core/types.js'

/**
 * What a source has said so far of who may read its documents, each with what is said of the containers that it is in.
 * Worked out from the contract of `SourceChange`, apart from the code that stores it.
 */
export class DeliveredAcls {
  readonly #own = new Map<string, Acl>()
  readonly #containers = new Map<string, ContainerPermissions>()

  constructor(before?: DeliveredAcls) {
    if (before === undefined) return
    for (const [id, acl] of before.#own) this.#own.set(id, acl)
    for (const [id, permissions] of before.#containers) this.#containers.set(id, permissions)
  }

  take(change: SourceChange): void {
    if (change.kind === 'upsert') this.#own.set(change.document.id, change.document.acl)
    else if (change.kind === 'acl' && this.#own.has(change.id)) this.#own.set(change.id, change.acl)
    else if (change.kind === 'delete') this.#own.delete(change.id)
    else if (change.kind === 'container') {
      if (change.permissions === undefined) this.#containers.delete(change.id)
      else this.#containers.set(change.id, change.permissions)
    }
  }

  /** Undefined for a document that is not there; nobody's where a container is not. */
  of(id: string): Acl | undefined {
    const own = this.#own.get(id)
    if (own?.container === undefined) return own
    const { container, ...added } = own
    const around: ContainerPermissions[] = []
    for (let at: string | undefined = container; at !== undefined; at = around[0]?.parent) {
      const one = this.#containers.get(at)
      if (one === undefined || around.length > 1_000) return { allow: [], deny: [] }
      around.unshift(one)
    }
    let said: Acl = { allow: [], deny: [] }
    for (const { parent: _parent, inherit, allow, deny = [], compartments = [], ...rest } of around) {
      if (inherit === false) said = { allow: [], deny: [] }
      said = plus({ ...said, ...rest, allow: allow ?? said.allow }, { allow: [], deny, compartments })
    }
    return plus(said, added)
  }

  /** All documents that there are, by id. */
  all(): Record<string, Acl> {
    return Object.fromEntries([...this.#own.keys()].sort().map((id) => [id, this.of(id)!]))
  }
}

function plus(acl: Acl, { allow, deny, compartments = [], ...rest }: Acl): Acl {
  const unite = (a: readonly string[] = [], b: readonly string[]) => [...new Set([...a, ...b])]
  const demanded = unite(acl.compartments, compartments)
  return {
    ...{ ...acl, ...rest, allow: unite(acl.allow, allow), deny: unite(acl.deny, deny) },
    ...(demanded.length === 0 ? {} : { compartments: demanded }),
  }
}
