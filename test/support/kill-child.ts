import { mkdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { files } from '../../connectors/files.js'
import { makeApiKey } from '../../src/adapters/http/authentication/api-key-file.js'
import { openJournal } from '../../src/audit/journal.js'
import { createOutputs } from '../../src/audit/outputs/index.js'
import { deriveKey } from '../../src/core/digest.js'
import { createKeyFile, loadKeys } from '../../src/core/keys.js'
import type { AuditSink, Store } from '../../src/core/ports.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { createModeSwitch } from '../../src/firewall/mode.js'
import { fingerprintFiles } from '../../src/store/fingerprint-files.js'
import { openStore } from '../../src/store/store.js'
import { createHashingEmbedder } from '../../src/text/hashing-embedder.js'
import { documents, LEVELS, outputsIn, principals, services } from './kill-world.js'

/**
 * The process that the kill tests kill. It works in the folder of its first argument (`data`, `journal`,
 * `anchor`, `tree`, and `key` outside them) at the task of its second, and says on standard output, one JSON
 * object a line and written through at once, what it begins and what was acknowledged to it.
 */
const [folder = '', task = ''] = process.argv.slice(2)
const keyFile = join(folder, 'key')
const data = join(folder, 'data')

function say(line: object): void {
  writeSync(1, `${JSON.stringify(line)}\n`)
}

let operations = 0

async function telling<Result>(
  what: string,
  about: object,
  work: () => Result | Promise<Result>,
  acknowledged: (result: Result) => object = () => ({}),
): Promise<Result> {
  operations += 1
  const operation = operations
  say({ begin: operation, what, ...about })
  const result = await work()
  say({ end: operation, what, ...acknowledged(result) })
  return result
}

function tellingAudit(audit: AuditSink): AuditSink {
  return {
    append: (event) =>
      telling(
        'append',
        { type: event.type },
        () => audit.append(event),
        ({ id, hash }) => {
          return { id, hash, ...('call' in event ? { call: event.call } : {}), type: event.type }
        },
      ),
    read: (range) => audit.read(range),
    verify: () => audit.verify(),
    close: () => audit.close(),
  }
}

function tellingStore(store: Store): Store {
  return {
    ...store,
    apply: (changes, ...rest) =>
      telling(
        'apply',
        { ids: changes.map((change) => (change.kind === 'put' ? change.write.id : change.id)) },
        () => store.apply(changes, ...rest),
      ),
    saveCursor: (connector, cursor) => telling('cursor', {}, () => store.saveCursor(connector, cursor)),
    reindex: (embed) => telling('reindex', {}, () => store.reindex(embed)),
    close: () => telling('close', {}, () => store.close()),
  }
}

async function open(): Promise<{ firewall: Firewall; settle(): void }> {
  const { current } = loadKeys({ file: keyFile }, data)
  const key = (purpose: string) => deriveKey(current, purpose)
  const embedder = createHashingEmbedder()
  const store = await openStore({
    directory: data,
    fingerprints: fingerprintFiles({ directory: join(data, 'fingerprints'), key: key('fingerprints') }),
    keys: { index: key('values') },
    embedder,
    // Small enough that a tree of some hundred notes is several segments, and the longest notes are graphs: each note
    // has permissions of its own, and so a partition.
    flushLength: 8_000,
    graphThreshold: 1,
  })
  const audit = openJournal({
    directory: join(folder, 'journal'),
    anchor: join(folder, 'anchor'),
    evidenceKey: key('evidence'),
    checkpointEvery: 7,
  })
  const firewall = await createFirewall({
    policy: LEVELS,
    services,
    embedder,
    evidenceKey: current.bytes,
    store: tellingStore(store),
    sharedPrincipals: principals.map(({ id }) => id),
    audit: tellingAudit(audit),
  })
  return { firewall, settle: () => store.settle() }
}

async function sync(firewall: Firewall): Promise<void> {
  const summary = await firewall.sync(files({ root: join(folder, 'tree') }))
  say({ synced: { ...summary, refused: summary.refused.length, cursor: summary.cursor.length } })
}

/** Both doors in turn, as fast as they answer. */
async function lane(firewall: Firewall, name: string, rounds: number): Promise<void> {
  for (let i = 0; i < rounds; i++) {
    const principal = principals[i % principals.length]!
    const session = `${name}-${i}`
    const text = documents[(i * 7) % documents.length]!.before?.text ?? 'Nothing of note happened today.'
    const options = { principal, session }
    if (i % 4 === 0) {
      const { receipt, action } = await firewall.check(text, options)
      say({ verdict: session, receipt: receipt.id, action })
    } else if (i % 4 === 1) {
      const stream = firewall.check(pieces(text), options)
      for await (const piece of stream) say({ sent: session, length: piece.length })
      const { receipt, action } = await stream.verdict
      say({ verdict: session, receipt: receipt.id, action })
    } else if (i % 4 === 2) {
      const found = await firewall.retrieve(text.slice(0, 200), options)
      say({ retrieved: found.length })
    } else {
      const { receipt, action } = await firewall.check(text, { ...options, service: 'vetted' })
      say({ verdict: session, receipt: receipt.id, action })
    }
  }
}

async function* pieces(text: string): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += 60) yield text.slice(at, at + 60)
}

function calls(firewall: Firewall, rounds: number): Promise<unknown> {
  return Promise.all(['a', 'b', 'c'].map((name) => lane(firewall, name, rounds)))
}

if (task === 'key') {
  await telling('key', {}, () => createKeyFile(keyFile, data))
} else if (task === 'mode') {
  mkdirSync(data, { recursive: true })
  const { set } = createModeSwitch(data)
  for (let i = 0; i < 10; i++) {
    const mode = i % 2 === 0 ? 'refuse' : 'normal'
    await telling(
      'mode',
      { mode },
      () => set(mode),
      () => ({ mode }),
    )
  }
} else if (task === 'api-keys') {
  const scopes = ['check'] as const
  for (let i = 0; i < 10; i++) {
    await telling(
      'api-key',
      {},
      () =>
        makeApiKey(join(folder, 'api-keys.json'), { name: `key-${i}`, subject: 'service:portal', scopes }),
      ({ entry }) => ({ id: entry.id }),
    )
  }
} else if (task === 'retention') {
  const { current } = loadKeys({ file: keyFile }, data)
  const DAY = 86_400_000
  const now = Date.now
  let day = 20
  Date.now = () => now() - day * DAY
  const journal = openJournal({
    directory: join(folder, 'journal'),
    anchor: join(folder, 'anchor'),
    evidenceKey: deriveKey(current, 'evidence'),
    checkpointEvery: 2,
  })
  // Of a time that is still to come: it holds nothing that is here, and is in force.
  await journal.retention.place({ from: now() + DAY }, { by: 'user:ken' })
  for (; day > 2; day--) {
    await telling(
      'append',
      {},
      () => journal.append({ type: 'incident', what: 'drawn', subject: 'user:ada' }),
      ({ id }) => ({ id, day }),
    )
    await telling('prune', {}, () => journal.retention.prune({ keep: 4 * DAY, by: 'service:ragwall' }))
  }
  await journal.close()
} else if (task === 'outputs') {
  const { current } = loadKeys({ file: keyFile }, data)
  const journal = openJournal({
    directory: join(folder, 'journal'),
    evidenceKey: deriveKey(current, 'evidence'),
  })
  const audit = tellingAudit(journal)
  const outputs = createOutputs(outputsIn(folder, (event) => audit.append(event)))
  for (let i = 0; i < 10; i++) {
    for (let n = 0; n <= i % 3; n++) {
      await audit.append({ type: 'incident', what: `drawn-${i}-${n}`, subject: 'user:ada' })
    }
    await telling('deliver', {}, () => outputs.deliver({ signal: new AbortController().signal, once: true }))
  }
  await journal.close()
} else {
  const { firewall, settle } = await open()
  if (task === 'sync') await sync(firewall)
  if (task === 'calls') await calls(firewall, 30)
  if (task === 'both') await Promise.all([sync(firewall), calls(firewall, 1_000)])
  if (task === 'reindex') await firewall.reindex()
  // Graphs that are finished are saved when the store is closed.
  settle()
  await firewall.close()
}
say({ done: true })
