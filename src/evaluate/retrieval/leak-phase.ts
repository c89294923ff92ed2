import { stopIfAborted } from '../benchmark.js'
import { atLeast, atMost, type Row, row, share } from '../report.js'
import { type Bench, drawCase, fromDoor, fromSearch, K } from './bench.js'
import { emptyTally, type LeakTally, postFilter, tally } from './leaks.js'

/** One case in this many goes through door 1 whole, with audit and re-check; the others stop at the search. */
const DOOR_EVERY = 20
/** One case in this many is also put to the unfiltered retrievers that must fail. */
const BASELINE_EVERY = 25
/** Revocations of each kind, in the middle of the queries. */
const REVOCATIONS = 20

/** Random readers ask random questions; half-way, readers lose groups and documents change their permissions. */
export async function leakPhase(bench: Bench, queries: number): Promise<Row[]> {
  const search = emptyTally()
  const door = emptyTally()
  const baselines = { unfiltered: emptyTally(), postFilter: emptyTally() }
  const random = bench.random.fork('leaks')
  const middle = Math.floor(queries / 2)
  let revoked: Revocations | undefined
  for (let i = 0; i < queries; i++) {
    if (i % 500 === 0) {
      stopIfAborted(bench.io)
      bench.io.progress(i, queries, 'random queries')
    }
    if (i === middle) revoked = await revoke(bench)
    await askOnce(bench, drawCase(bench, random), i, { search, door, baselines })
  }
  return rows(search, door, baselines, revoked ?? (await revoke(bench)))
}

interface Tallies {
  readonly search: LeakTally
  readonly door: LeakTally
  readonly baselines: { readonly unfiltered: LeakTally; readonly postFilter: LeakTally }
}

async function askOnce(
  bench: Bench,
  asked: ReturnType<typeof drawCase>,
  i: number,
  tallies: Tallies,
): Promise<void> {
  const { world, stage, open, documents } = bench
  const query = await bench.query(asked.query)
  const principal = world.principal(asked.reader.id)
  const permitted = world.permitted(asked.reader.id)
  const reader = { permitted, permittedChunks: bench.permittedChunks(asked.reader.id) }
  if (i % DOOR_EVERY === 0) {
    const chunks = await stage.firewall.retrieve(query.text, { principal, k: K })
    tally(tallies.door, chunks.map(fromDoor), reader, documents, K)
  } else {
    const chunks = await stage.search(query, await stage.entitle(principal), K)
    tally(tallies.search, chunks.map(fromSearch), reader, documents, K)
  }
  if (i % BASELINE_EVERY !== 0) return
  const all = await open.stage.search(query, await open.entitlements(), K)
  tally(tallies.baselines.unfiltered, all.map(fromSearch), reader, documents, K)
  tally(tallies.baselines.postFilter, postFilter(all, permitted).map(fromSearch), reader, documents, K)
}

interface Revocations {
  groups: { silent: number; tried: number }
  acls: { silent: number; tried: number }
  /** Entitlements that somebody kept from before the revocation. */
  kept: { silent: number; tried: number }
}

/** Takes away what a reader has just been given, and asks the same again. */
async function revoke(bench: Bench): Promise<Revocations> {
  const { world, stage } = bench
  const random = bench.random.fork('revocations')
  const result = { groups: zero(), acls: zero(), kept: zero() }
  const few = world.readers.filter(({ visibility }) => visibility < 1)
  const readers = few.length === 0 ? world.readers : few
  for (let i = 0; i < REVOCATIONS * 4 && result.acls.tried < REVOCATIONS; i++) {
    const asked = drawCase(bench, random, readers)
    const { id } = asked.reader
    const query = await bench.query(asked.query)
    const before = await stage.entitle(world.principal(id))
    const [first] = await stage.firewall.retrieve(query.text, { principal: world.principal(id), k: K })
    if (first === undefined) continue
    const source = first.documentId
    const byGroup = i % 2 === 0 && result.groups.tried < REVOCATIONS
    if (byGroup) {
      world.leaveGroups(id, source)
      // Open to everyone, or to this reader by name: leaving a group takes nothing away.
      if (world.permitted(id).has(source)) continue
      count(
        result.kept,
        (await stage.search(query, before, K)).every(({ document }) => document.id !== source),
      )
    } else {
      const acl = { ...world.acl(source), deny: [...world.acl(source).deny, id] }
      await stage.firewall.apply([{ kind: 'acl', id: source, acl, cursor: '' }])
      world.setAcl(source, acl)
    }
    const after = await stage.firewall.retrieve(query.text, { principal: world.principal(id), k: K })
    count(
      byGroup ? result.groups : result.acls,
      after.every(({ documentId }) => documentId !== source),
    )
  }
  return result
}

const zero = () => ({ silent: 0, tried: 0 })

function count(into: { silent: number; tried: number }, silent: boolean): void {
  into.tried += 1
  if (silent) into.silent += 1
}

function rows(
  search: LeakTally,
  door: LeakTally,
  { unfiltered, postFilter }: Tallies['baselines'],
  revoked: Revocations,
): Row[] {
  const forbidden = {
    name: 'of an unfiltered retriever',
    figure: share(unfiltered.forbidden, unfiltered.chunks),
  }
  const counts = { name: 'behind a post-filter', figure: share(postFilter.counts, postFilter.queries) }
  const kept = {
    name: 'with entitlements kept from before',
    figure: share(revoked.kept.silent, revoked.kept.tried),
  }
  return [
    row(
      `forbidden chunks, titles or ids: search stage, ${search.queries} queries`,
      share(search.forbidden, search.chunks),
      {
        target: atMost(0),
        baseline: forbidden,
      },
    ),
    row(
      `forbidden chunks, titles or ids: door 1, ${door.queries} queries`,
      share(door.forbidden, door.chunks),
      {
        target: atMost(0),
        baseline: forbidden,
      },
    ),
    row('answers of a telling length: search stage', share(search.counts, search.queries), {
      target: atMost(0),
      baseline: counts,
    }),
    row('answers of a telling length: door 1', share(door.counts, door.queries), {
      target: atMost(0),
      baseline: counts,
    }),
    row('group taken away: silent in the next call', share(revoked.groups.silent, revoked.groups.tried), {
      target: atLeast(1),
      baseline: kept,
    }),
    row('document denied: silent in the next call', share(revoked.acls.silent, revoked.acls.tried), {
      target: atLeast(1),
    }),
  ]
}
