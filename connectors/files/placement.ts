import { LIMITS } from '../../src/core/limits.js'
import type { Acl, ContainerPermissions } from '../../src/core/types.js'
import {
  aclOf,
  applySidecar,
  comesTo,
  NO_PERMISSIONS,
  NOBODY,
  ownWords,
  type Permissions,
  shortHash,
  union,
} from './acl.js'
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

/** Of all people those that a mail names, none of whom `deny` names. */
export function readBy(acl: Acl, correspondents: readonly string[] | undefined): Acl {
  return correspondents === undefined
    ? acl
    : { ...acl, allow: correspondents.map((address) => `user:${address}`) }
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
  const says = permissionsOf(prefix, container)
  return { said: shortHash(says), comesTo: comesTo(container.permissions), says }
}

/**
 * What a container may say at once, before anything else is known: nobody who could not read what is in it before may
 * by this, nor anybody whom it keeps out from now on. All that it says, where that only takes away; undefined where it
 * takes nothing away.
 */
export function narrowed(
  prefix: string,
  path: string,
  container: Container,
  known: ReadonlyMap<string, KnownContainer>,
): ContainerPermissions | undefined {
  const { permissions } = container
  const before = known.get(path)?.says
  if (before === undefined) return undefined
  const was = saidBefore(prefix, before, known)
  const is = ('spoiledBy' in permissions ? undefined : aclOf(permissions)) ?? NOBODY
  // Which of two levels is the higher is not known here: nobody reads until it is.
  const allow = was.classification === is.classification ? common(was.allow, is.allow) : []
  const narrow = {
    ...was,
    allow,
    deny: union(was.deny, is.deny),
    compartments: union(was.compartments, is.compartments),
  }
  if (isSame(narrow, was)) return undefined
  if (isSame(narrow, is)) return permissionsOf(prefix, container)
  return {
    ...before,
    ...(isSame({ ...was, allow }, was) ? {} : { allow }),
    deny: union(before.deny, is.deny),
    compartments: union(before.compartments, is.compartments),
  }
}

function isSame(a: Acl, b: Acl): boolean {
  const set = ({ allow, deny, compartments = [], classification = '' }: Acl) =>
    shortHash([[...allow].sort(), [...deny].sort(), [...compartments].sort(), classification])
  return set(a) === set(b)
}

/** Whom both lists name. */
function common(was: readonly string[], is: readonly string[]): readonly string[] {
  if (is.includes('*')) return was
  return was.includes('*') ? is : was.filter((id) => is.includes(id))
}

/** What a container came to by what it and those around it said. */
function saidBefore(
  prefix: string,
  says: ContainerPermissions,
  known: ReadonlyMap<string, KnownContainer>,
): Acl {
  const chain = [says]
  for (let at = says.parent; at !== undefined && chain.length < LIMITS.containerDepth; ) {
    const around = known.get(at.slice(containerId(prefix, '').length))?.says
    // Of an earlier version: nobody's, as far as is known here.
    if (around === undefined) return NOBODY
    chain.unshift(around)
    at = around.parent
  }
  return (
    aclOf(chain.reduce((base: Permissions, one) => applySidecar(base, ownWords(one)), NO_PERMISSIONS)) ??
    NOBODY
  )
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
