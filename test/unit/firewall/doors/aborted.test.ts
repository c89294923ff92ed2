import { describe, expect, test } from 'vitest'
import type { Analyzer, Connector, Embedder } from '../../../../src/core/ports.js'
import type { SourceChange } from '../../../../src/core/types.js'
import { createFirewall, type Firewall, type FirewallOptions } from '../../../../src/firewall/firewall.js'
import { collect, LEVELS } from '../../../support/world.js'

/** Whoever gives up is left at once, though other people's code never answers: each of these would wait for ever. */
const never = <Result>() => new Promise<Result>(() => undefined)
const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
const ALL = { allow: ['*'], deny: [], classification: 'public' }
const document: SourceChange = {
  kind: 'upsert',
  cursor: 'one',
  document: { id: 'one', uri: 'test:one', text: 'The ferry leaves at nine.', acl: ALL },
}
const silentAnalyzer: Analyzer = { name: 'silent', analyze: never }
/** It answers until it hangs: a firewall asks it as it opens. */
function embedderThatHangs(asked: () => void): Embedder & { hangs: boolean } {
  return {
    hangs: false,
    async embedDocuments(texts) {
      if (!this.hangs) return texts.map(() => [1, 0])
      asked()
      return never()
    },
    async embedQuery() {
      if (!this.hangs) return [1, 0]
      asked()
      return never()
    },
  }
}

async function left(
  options: Partial<FirewallOptions>,
  call: (firewall: Firewall, signal: AbortSignal) => Promise<unknown>,
  asked?: Promise<unknown>,
) {
  const firewall = await createFirewall({ policy: LEVELS, audit: 'memory', ...options })
  const abort = new AbortController()
  const called = call(firewall, abort.signal)
  called.catch(() => undefined)
  if (asked === undefined) setImmediate(() => abort.abort())
  else asked.then(() => abort.abort())
  await expect(called).rejects.toMatchObject({ code: 'aborted' })
}

function signalled(): { asked: () => void; seen: Promise<void> } {
  let asked = () => {}
  const seen = new Promise<void>((resolve) => {
    asked = resolve
  })
  return { asked, seen }
}

describe('a caller who gives up', () => {
  test('does not wait for an embedder, in a retrieval', async () => {
    const { asked, seen } = signalled()
    const embedder = embedderThatHangs(asked)
    const retrieve = (firewall: Firewall, signal: AbortSignal) => {
      embedder.hangs = true
      return firewall.retrieve('When does it leave?', { principal, signal })
    }
    await left({ embedder }, retrieve, seen)
  })

  test('does not wait for an embedder, in a sync', async () => {
    const { asked, seen } = signalled()
    const source: Connector = {
      name: 'source',
      async *changes() {
        yield document
      },
    }
    const embedder = embedderThatHangs(asked)
    const sync = (firewall: Firewall, signal: AbortSignal) => {
      embedder.hangs = true
      return firewall.sync(source, { signal })
    }
    await left({ embedder }, sync, seen)
  })

  test('does not wait for a source', async () => {
    const { asked, seen } = signalled()
    const source: Connector = {
      name: 'source',
      async *changes() {
        yield document
        asked()
        yield await never<SourceChange>()
      },
    }
    await left({}, (firewall, signal) => firewall.sync(source, { signal }), seen)
  })

  test('does not wait for a model', async () => {
    const { asked, seen } = signalled()
    async function* model() {
      yield 'The ferry '
      asked()
      yield await never<string>()
    }
    await left({}, (firewall, signal) => collect(firewall.check(model(), { principal, signal })), seen)
  })

  test('does not wait for an analyzer', async () => {
    await left({ analyzers: [silentAnalyzer] }, (firewall, signal) =>
      firewall.check('The ferry leaves at nine.', { principal, signal }),
    )
  })
})
