import { AssertionError } from 'node:assert'
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ScriptTarget, transpileModule } from 'typescript'
import { describe, expect, test } from 'vitest'
import { files } from '../../../connectors/files.js'
import { type LoadedDocument, langchain } from '../../../connectors/langchain.js'
import { training } from '../../../connectors/training.js'
import * as errors from '../../../src/core/errors.js'
import type { Connector } from '../../../src/core/ports.js'
import type { SourceChange } from '../../../src/core/types.js'
import { type ConnectorWorld, connectorCases, type MakeConnectorWorld } from '../../conformance/connector.js'

const onFiles: MakeConnectorWorld = async () => {
  const parent = mkdtempSync(join(tmpdir(), 'ragwall-files-'))
  const root = join(parent, 'root')
  const path = (item: string) => join(root, 'sub', `${item}.txt`)
  mkdirSync(join(root, 'sub'), { recursive: true })
  const permit: ConnectorWorld['permit'] = async (item, readers) =>
    writeFileSync(`${path(item)}.acl.yaml`, JSON.stringify({ allow: readers }))
  return {
    connector: files({ root }),
    async put(item, text, readers) {
      writeFileSync(path(item), text)
      await permit(item, readers)
    },
    async remove(item) {
      rmSync(path(item))
      rmSync(`${path(item)}.acl.yaml`)
    },
    permit,
    async spoil(item, text) {
      writeFileSync(path(item), `\0${text}`)
      await permit(item, ['*'])
    },
    async spoilPermissions(item) {
      rmSync(`${path(item)}.acl.yaml`)
    },
    async rename(from, to) {
      renameSync(path(from), path(to))
      renameSync(`${path(from)}.acl.yaml`, `${path(to)}.acl.yaml`)
    },
    vanish: async () => renameSync(root, join(parent, 'elsewhere')),
    dispose: async () => rmSync(parent, { recursive: true }),
  }
}

/** One line per item; the connector is made anew for each run, as its ACL is an option. */
function onTraining(zip: (text: string) => string | Uint8Array, name: string): MakeConnectorWorld {
  return async () => {
    const root = mkdtempSync(join(tmpdir(), 'ragwall-training-'))
    const path = join(root, name)
    const lines = new Map<string, string>()
    let allow: readonly string[] = []
    const save = async () => writeFileSync(path, zip([...lines.values()].map((line) => `${line}\n`).join('')))
    await save()
    const connector: Connector = {
      name: 'training',
      changes: (options) => training({ path, acl: { allow, deny: [] } }).changes(options),
    }
    return {
      connector,
      async put(item, text, readers) {
        lines.set(item, JSON.stringify({ text }))
        allow = readers
        await save()
      },
      async remove(item) {
        lines.delete(item)
        await save()
      },
      async permit(_item, readers) {
        allow = readers
      },
      async spoil(item, text) {
        lines.set(item, `{"text": "${text}`)
        await save()
      },
      async vanish() {
        rmSync(path)
      },
      dispose: async () => rmSync(root, { recursive: true }),
    }
  }
}

/** What a loader of documents gives, whole or one by one; permissions are the application's. */
function onLoader(lazy: boolean): MakeConnectorWorld {
  return async () => {
    const items = new Map<string, LoadedDocument>()
    const readers = new Map<string, readonly string[]>()
    let reachable = true
    async function* lazyLoad() {
      yield* items.values()
      if (!reachable) throw new Error('cannot parse canary-7f3a')
    }
    const load = async () => {
      if (!reachable) throw new Error('cannot parse canary-7f3a')
      return [...items.values()]
    }
    const put = (item: string, pageContent: string) =>
      items.set(item, { pageContent, metadata: { source: item } })
    const connector = langchain({
      loader: lazy ? { lazyLoad } : { load },
      labelOf({ metadata }) {
        const allow = readers.get(String(metadata['source']))
        if (allow === undefined) throw new Error('cannot label canary-7f3a')
        return { acl: { allow, deny: [] } }
      },
    })
    return {
      connector,
      async put(item, text, allow) {
        put(item, text)
        readers.set(item, allow)
      },
      async remove(item) {
        items.delete(item)
      },
      async permit(item, allow) {
        readers.set(item, allow)
      },
      async spoil(item, text) {
        items.set(item, { pageContent: { text } as never, metadata: { source: item } })
        readers.set(item, ['*'])
      },
      async spoilPermissions(item) {
        readers.delete(item)
      },
      async rename(from, to) {
        put(to, items.get(from)!.pageContent)
        readers.set(to, readers.get(from)!)
        items.delete(from)
      },
      async vanish() {
        reachable = false
      },
      dispose: async () => undefined,
    }
  }
}

describe.each([
  ['files', onFiles],
  ['a LangChain loader', onLoader(false)],
  ['a lazy LangChain loader', onLoader(true)],
  ['training', onTraining((text) => text, 'train.jsonl')],
  ['training, gzipped', onTraining((text) => gzipSync(text), 'train.jsonl.gz')],
])('%s', (_name, make) => {
  test.for(connectorCases.map((one) => [`${one.law}: ${one.name}`, one] as const))(
    '%s',
    async ([_, one], { skip }) => {
      await one.run(make, (why) => skip(why))
    },
  )
})

type Sabotage = (change: SourceChange) => SourceChange[]

/** Each way of being wrong that the suite must notice. */
const sabotages: Record<string, Sabotage> = {
  'folds the case of ids': (change) => [JSON.parse(JSON.stringify(change).toLowerCase())],
  'reads a missing list as everybody': (change) => {
    if (change.kind === 'acl' && change.acl.allow.length === 0 && change.acl.container === undefined)
      return [{ ...change, acl: { ...change.acl, allow: ['*'] } }]
    return change.kind === 'container' && change.permissions?.allow?.length === 0
      ? [{ ...change, permissions: { ...change.permissions, allow: ['*'] } }]
      : [change]
  },
  'drops deletions': (change) => (change.kind === 'delete' ? [] : [change]),
  'is silent about what it refuses': (change) => (change.kind === 'refused' ? [] : [change]),
  'quotes what it refuses': (change) =>
    change.kind === 'refused' ? [{ ...change, help: 'cannot parse canary-7f3a' }] : [change],
  'cuts texts': (change) =>
    change.kind === 'upsert'
      ? [{ ...change, document: { ...change.document, text: change.document.text.slice(0, -1) } }]
      : [change],
  'gives everything twice': (change) => [change, change],
  'keeps no cursor': (change) => [{ ...change, cursor: '' }],
}

const unruly: Record<string, (connector: Connector) => Connector['changes']> = {
  'drops new permissions': (connector) => {
    const told = new Set<string>()
    return async function* (options) {
      for await (const change of connector.changes(options)) {
        const isNews = change.kind === 'acl' || (change.kind === 'container' && told.has(change.id))
        if (change.kind === 'container') told.add(change.id)
        if (!isNews) yield change
      }
    }
  },
  'deletes before it upserts': (connector) =>
    async function* (options) {
      const all: SourceChange[] = []
      for await (const change of connector.changes(options)) all.push(change)
      yield* all.filter(({ kind }) => kind === 'delete')
      yield* all.filter(({ kind }) => kind !== 'delete')
    },
  'gives the last cursor too early': (connector) =>
    async function* (options) {
      const all: SourceChange[] = []
      for await (const change of connector.changes(options)) all.push(change)
      yield* all.map((change) => ({ ...change, cursor: all.at(-1)!.cursor }))
    },
  'takes a missing source for an empty one': (connector) =>
    async function* (options) {
      try {
        yield* connector.changes(options)
      } catch {
        yield { kind: 'delete', id: 'a', cursor: '' }
      }
    },
  'ignores the signal': (connector) => (options) => {
    const { signal: _, ...rest } = options
    return connector.changes(rest)
  },
  'forgets what it gave': (connector) => () => connector.changes({}),
}

/** The first case that does not hold: one is enough. */
async function firstBroken(make: MakeConnectorWorld): Promise<string | undefined> {
  for (const one of connectorCases) {
    try {
      await one.run(make)
    } catch (error) {
      // A sabotage must break a law, not the test itself.
      if (!(error instanceof AssertionError)) throw error
      return one.name
    }
  }
  return undefined
}

describe('the suite notices a connector that', () => {
  const wrap = (changes: (connector: Connector) => Connector['changes']): MakeConnectorWorld => {
    return async () => {
      const world = await onFiles()
      return { ...world, connector: { ...world.connector, changes: changes(world.connector) } }
    }
  }
  const all: Record<string, MakeConnectorWorld> = {
    ...Object.fromEntries(Object.entries(unruly).map(([name, changes]) => [name, wrap(changes)])),
    ...Object.fromEntries(
      Object.entries(sabotages).map(([name, sabotage]) => [
        name,
        wrap(
          (connector) =>
            async function* (options) {
              for await (const change of connector.changes(options)) yield* sabotage(change)
            },
        ),
      ]),
    ),
  }
  test.each(Object.keys(all))('%s', async (name) => {
    expect(await firstBroken(all[name]!)).toBeDefined()
  })
})

describe('the connector that the README teaches', () => {
  const { FirewallError } = errors
  const [, code = ''] =
    /```ts\n(.*?)```/s.exec(
      readFileSync(new URL('../../../connectors/README.md', import.meta.url), 'utf8'),
    ) ?? []
  const script = transpileModule(
    code.replace(/^import .*$/gm, '').replace('export function', 'return function'),
    {
      compilerOptions: { target: ScriptTarget.ES2022 },
    },
  ).outputText
  // The factory as it stands in the README; its imports are handed to it.
  const wiki = new Function('FirewallError', script)(FirewallError) as (options: { url: string }) => Connector

  const onWiki: MakeConnectorWorld = async () => {
    const log: {
      id: string
      revision: string
      text?: string
      readers: readonly string[]
      deleted: boolean
    }[] = []
    const write = async (id: string, readers: readonly string[], text?: string, deleted = false) => {
      const revision = String(log.length + 1)
      log.push({
        id: encodeURIComponent(id),
        revision,
        readers,
        deleted,
        ...(text === undefined ? {} : { text }),
      })
    }
    const server = createServer((request, response) => {
      const since = Number(new URL(request.url!, 'http://wiki').searchParams.get('since'))
      const latest = log.filter(({ id }, i) => !log.slice(i + 1).some((later) => later.id === id))
      // A page without text stays on the list until it has one.
      const due = latest.filter(
        ({ revision, text, deleted }) => Number(revision) > since || (!deleted && !text),
      )
      response.end(JSON.stringify(due))
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const close = () => {
      server.closeAllConnections()
      server.close()
    }
    const texts = new Map<string, string>()
    return {
      connector: wiki({ url: `http://127.0.0.1:${port}` }),
      put: (item, text, readers) => {
        texts.set(item, text)
        return write(item, readers, text)
      },
      remove: (item) => write(item, [], undefined, true),
      permit: (item, readers) => write(item, readers, texts.get(item)),
      spoil: (item) => write(item, ['*']),
      vanish: async () => close(),
      dispose: async () => close(),
    }
  }

  test('has 30 lines', () => {
    expect(code.split('\n').filter((line) => line.trim() !== '').length).toBeLessThanOrEqual(30)
  })

  test.for(connectorCases.map((one) => [`${one.law}: ${one.name}`, one] as const))(
    '%s',
    async ([_, one], { skip }) => {
      await one.run(onWiki, (why) => skip(why))
    },
  )
})
