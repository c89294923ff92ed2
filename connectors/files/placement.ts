import type { Acl, ContainerPermissions } from '../../src/core/types.js'
import { aclOf, comesTo, NOBODY, type Permissions, shortHash } from './acl.js'
import type { Known, KnownContainer } from './state.js'
import type { Container, Seen, Tree } from './walk.js'

/**
 * Whose permissions a document has: those of a container, so that changing them is one change however many documents
 * are below, or its own.
 */
export interface Placement {
  readonly acl: Acl
  /** As `Known.under`. */
  readonly under?: number
  /** As `Known.acl`. */
  readonly comesTo: string
}

/** Nobody's, whatever any container says. */
export const CLOSED: Placement = { acl: NOBODY, comesTo: shortHash(NOBODY) }

/** In its container. */
export function placedIn(prefix: string, { container, permissions }: Seen): Placement {
  return {
    acl: { allow: [], deny: [], container: containerId(prefix, container) },
    under: container.length,
    comesTo: comesTo(permissions),
  }
}

/** With permissions of its own. */
export function placedAlone(permissions: Permissions): Placement {
  const acl = aclOf(permissions) ?? NOBODY
  return { acl, comesTo: shortHash(acl) }
}

export function isPlaced(stored: Known, { under, comesTo }: Placement): boolean {
  return stored.under === under && (under !== undefined || stored.acl === comesTo)
}

/** Ids of containers are no ids of documents: `./` stands before the path. */
export function containerId(prefix: string, path: string): string {
  return `${prefix}./${path}`
}

/** Containers that files are in, and those around them, outer ones first. */
export function usedContainers({ files, containers }: Tree): Map<string, Container> {
  const used = new Set<string>()
  for (const { container } of files)
    for (let at: string | undefined = container; at !== undefined && !used.has(at); ) {
      used.add(at)
      at = containers.get(at)?.parent
    }
  return new Map([...containers].filter(([path]) => used.has(path)).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What a container is told as. */
export function permissionsOf(prefix: string, { parent, says }: Container): ContainerPermissions {
  return { ...(parent === undefined ? {} : { parent: containerId(prefix, parent) }), ...says }
}

export function knownAs(prefix: string, container: Container): KnownContainer {
  return { said: shortHash(permissionsOf(prefix, container)), comesTo: comesTo(container.permissions) }
}

/**
 * Whether what is stored of a file is about to be read by others, because a container around it changes: it must not
 * be where its text, or its place, is of an earlier moment than those permissions.
 */
export function isMoving(
  path: string,
  stored: Known,
  { containers }: Tree,
  known: ReadonlyMap<string, KnownContainer>,
): boolean {
  // An interrupted run may have stored it anywhere.
  if (stored.acl === '') return true
  if (stored.under === undefined) return false
  const from = path.slice(0, stored.under)
  const own = containers.get(from)
  if (own !== undefined) return comesTo(own.permissions) !== stored.acl
  // It is gone, or in a folder that cannot be listed: it still follows those around it.
  for (let at = from.replace(/\/$/, ''); at !== ''; ) {
    at = at.slice(0, at.lastIndexOf('/') + 1)
    const around = containers.get(at)
    if (around !== undefined) return comesTo(around.permissions) !== known.get(at)?.comesTo
    at = at.slice(0, -1)
  }
  return true
}
