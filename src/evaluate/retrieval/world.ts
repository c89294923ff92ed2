import type { Directory } from '../../core/ports.js'
import type { Acl, Principal } from '../../core/types.js'
import type { Random } from '../random.js'
import type { CorpusDocument } from './corpus.js'

/**
 * A company drawn from a seed: teams of very uneven size with squads and cells nested in them, levels,
 * compartments and deny rules, and readers of about a given visibility. What a reader may read is computed
 * here, from the raw permissions, in the simplest way there is; nothing of ragwall's own labels is used.
 */
export const LEVELS: readonly string[] = ['public', 'internal', 'confidential', 'secret']
const COMPARTMENTS = ['finance', 'legal', 'clinical', 'merger']
const TEAMS = 120
const CONTRACTORS = 'group:contractors'

export interface WorldOptions {
  readonly readers: number
  /** Shares of the documents that readers see, in turn. */
  readonly visibilities: readonly number[]
  /** Every document has an ACL that no other has. */
  readonly ownAcls: boolean
  /** This many teams with a fifth of the documents each, every one of them under a single ACL. */
  readonly largeTeams: number
}

export interface WorldReader {
  readonly id: string
  /** The share that was aimed at. */
  readonly visibility: number
}

export interface World {
  readonly readers: readonly WorldReader[]
  /** Sees everything. */
  readonly administrator: Principal
  readonly directory: Directory
  /** The reader's token of today. */
  principal(id: string): Principal
  acl(document: string): Acl
  /** Recomputed after every change. */
  permitted(id: string): ReadonlySet<string>
  /** Ends every membership that lets the reader meet the document's allow list. */
  leaveGroups(id: string, document: string): void
  setAcl(document: string, acl: Acl): void
  /** Different ACLs. */
  readonly labels: number
}

interface Person {
  readonly id: string
  readonly level: string
  readonly compartments: readonly string[]
  /** Named by the token. */
  tokenGroups: string[]
}

export function drawWorld(
  documents: readonly CorpusDocument[],
  options: WorldOptions,
  random: Random,
): World {
  const teams = drawTeams(options, random.fork('teams'))
  const acls = drawAcls(documents, teams, options, random.fork('acls'))
  /** Group or person → groups that it is a direct member of. */
  const parents = new Map<string, Set<string>>()
  for (let team = 0; team < TEAMS; team++) {
    parents.set(`group:cell-${team}`, new Set([`group:squad-${team}`]))
    parents.set(`group:squad-${team}`, new Set([`group:team-${team}`]))
  }
  // Directories have cycles; this one leads out of team 1 and back.
  parents.set('group:team-1', new Set(['group:alumni']))
  parents.set('group:alumni', new Set(['group:cell-1']))
  const people = new Map<string, Person>()
  let version = 0
  let permittedBy = new Map<string, ReadonlySet<string>>()

  const groupsOf = ({ id, tokenGroups }: Person) => reachable([id, ...tokenGroups], parents)

  function permitted(id: string): ReadonlySet<string> {
    let found = permittedBy.get(id)
    if (found === undefined) {
      const person = people.get(id)!
      const ids = new Set([id, ...groupsOf(person)])
      found = new Set(
        documents
          .filter((document) => mayRead(person, ids, acls.get(document.id)!))
          .map((document) => document.id),
      )
      permittedBy.set(id, found)
    }
    return found
  }

  function changed(): void {
    version += 1
    permittedBy = new Map()
  }

  function add(person: Person, groups: Iterable<string>): void {
    people.set(person.id, person)
    parents.set(person.id, new Set(groups))
  }

  const readers: WorldReader[] = []
  for (let i = 0; i < options.readers; i++) {
    const visibility = options.visibilities[i % options.visibilities.length]!
    const own = random.fork(`reader ${i}`)
    const person = drawPerson(`user:reader-${i}`, visibility, own)
    add(person, visibility < 1 && own.chance(0.2) ? [CONTRACTORS] : [])
    admit(person, visibility, own)
    readers.push({ id: person.id, visibility })
  }
  const administrator: Person = {
    id: 'user:administrator',
    level: 'secret',
    compartments: COMPARTMENTS,
    tokenGroups: [],
  }
  add(
    administrator,
    Array.from({ length: TEAMS }, (_, team) => `group:team-${team}`),
  )

  /** Takes the person into one team after the other until they see enough. */
  function admit(person: Person, visibility: number, own: Random): void {
    const sizes = teamSizes(person)
    const wanted = visibility * documents.length
    let seen = sizes.anyone
    for (const team of own.shuffle(Array.from({ length: TEAMS }, (_, i) => i))) {
      const size = sizes.byTeam[team]!
      // One team too large would overshoot the aim: a smaller one will do.
      if (seen >= wanted || (visibility < 1 && seen + size > wanted * 1.15 && size > 1)) continue
      seen += size
      const group = `group:${own.pick(['team', 'squad', 'cell'])}-${team}`
      if (own.chance(0.3)) person.tokenGroups.push(group)
      else parents.get(person.id)!.add(group)
    }
    changed()
  }

  /** How many documents of each team the person could read as a member. */
  function teamSizes(person: Person) {
    const byTeam = new Array<number>(TEAMS).fill(0)
    let anyone = 0
    const without = new Set([person.id, ...groupsOf(person)])
    for (const acl of acls.values()) {
      if (mayRead(person, without, acl)) anyone += 1
      else if (
        acl.allow[0]?.startsWith('group:team-') &&
        mayRead(person, new Set([...without, acl.allow[0]]), acl)
      ) {
        byTeam[Number(acl.allow[0].slice('group:team-'.length))]! += 1
      }
    }
    return { byTeam, anyone }
  }

  return {
    readers,
    get administrator() {
      return principalOf(administrator)
    },
    directory: {
      async expand({ id, groups }) {
        return { groups: [...reachable([id, ...groups], parents)], version: String(version) }
      },
    },
    principal: (id) => principalOf(people.get(id)!),
    acl: (document) => acls.get(document)!,
    permitted,
    leaveGroups(id, document) {
      const person = people.get(id)!
      const { allow } = acls.get(document)!
      const leads = (group: string) =>
        allow.includes(group) || [...reachable([group], parents)].some((up) => allow.includes(up))
      const direct = parents.get(id)!
      for (const group of [...direct]) if (leads(group)) direct.delete(group)
      person.tokenGroups = person.tokenGroups.filter((group) => !leads(group))
      changed()
    },
    setAcl(document, acl) {
      acls.set(document, acl)
      changed()
    },
    get labels() {
      return new Set([...acls.values()].map((acl) => JSON.stringify(acl))).size
    },
  }
}

/** The whole of the access rules, on raw permissions. */
export function mayRead(
  person: { readonly level: string; readonly compartments: readonly string[] },
  ids: ReadonlySet<string>,
  acl: Acl,
): boolean {
  if (LEVELS.indexOf(person.level) < LEVELS.indexOf(acl.classification ?? 'secret')) return false
  if (acl.compartments?.some((compartment) => !person.compartments.includes(compartment))) return false
  if (acl.deny.some((id) => id === '*' || ids.has(id))) return false
  return acl.allow.some((id) => id === '*' || ids.has(id))
}

function reachable(from: readonly string[], parents: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set(from.filter((id) => id.startsWith('group:')))
  const open = [...from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const parent of parents.get(id) ?? []) {
      if (found.has(parent)) continue
      found.add(parent)
      open.push(parent)
    }
  }
  return found
}

function principalOf({ id, level, compartments, tokenGroups }: Person): Principal {
  return { id, groups: [...tokenGroups], clearance: { level, compartments } }
}

/** A reader of much needs much clearance; one of little may have any. */
function drawPerson(id: string, visibility: number, random: Random): Person {
  const level =
    visibility >= 1 ? 'secret' : random.pick(visibility >= 0.5 ? LEVELS.slice(2) : LEVELS.slice(1))
  const compartments = visibility >= 1 ? COMPARTMENTS : random.sample(COMPARTMENTS, 1 + random.below(4))
  return { id, level, compartments, tokenGroups: [] }
}

interface Teams {
  draw(random: Random): number
  /** The permissions that documents of a team have, one of them each. */
  readonly variants: readonly (readonly Acl[])[]
}

function drawTeams({ largeTeams }: WorldOptions, random: Random): Teams {
  const weights = Array.from({ length: TEAMS }, (_, team) => 1 / (team + 3))
  const rest = weights.slice(largeTeams).reduce((sum, weight) => sum + weight, 0)
  const share = weights.map((weight, team) =>
    team < largeTeams ? 0.2 : ((1 - 0.2 * largeTeams) * weight) / rest,
  )
  const variants = share.map((_, team) =>
    Array.from({ length: team < largeTeams ? 1 : 1 + random.below(4) }, () =>
      drawAcl(team, team < largeTeams, random),
    ),
  )
  // The smallest team publishes to everyone.
  variants[TEAMS - 1] = [{ allow: ['*'], deny: [CONTRACTORS], classification: 'public' }]
  return {
    variants,
    draw(from) {
      let at = from.next()
      const team = share.findIndex((part) => (at -= part) < 0)
      return team < 0 ? TEAMS - 1 : team
    },
  }
}

function drawAcl(team: number, plain: boolean, random: Random): Acl {
  const classification = random.pick(
    plain
      ? LEVELS.slice(0, 2)
      : ['public', 'public', 'internal', 'internal', 'internal', 'confidential', 'secret'],
  )
  const other = random.below(TEAMS)
  return {
    allow: [`group:team-${team}`, ...(!plain && random.chance(0.1) ? [`group:team-${other}`] : [])],
    deny: plain || random.chance(0.85) ? [] : [random.pick([CONTRACTORS, `user:reader-${random.below(50)}`])],
    classification,
    ...(!plain && random.chance(0.15)
      ? { compartments: random.sample(COMPARTMENTS, 1 + random.below(2)) }
      : {}),
  }
}

/** Half of the titles belong to one team with all their documents, the rest is scattered: both happen. */
function drawAcls(
  documents: readonly CorpusDocument[],
  teams: Teams,
  { ownAcls }: WorldOptions,
  random: Random,
): Map<string, Acl> {
  const byTitle = new Map<string, number | undefined>()
  const acls = new Map<string, Acl>()
  for (const { id, title } of documents) {
    if (!byTitle.has(title)) byTitle.set(title, random.chance(0.5) ? teams.draw(random) : undefined)
    const acl = random.pick(teams.variants[byTitle.get(title) ?? teams.draw(random)]!)
    acls.set(id, ownAcls ? { ...acl, allow: [...acl.allow, `user:owner-of-${acls.size}`] } : acl)
  }
  return acls
}
