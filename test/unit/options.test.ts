import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { files } from '../../connectors/files.js'
import { langchain } from '../../connectors/langchain.js'
import { training } from '../../connectors/training.js'
import { apiKeys, oidc, router, startServer } from '../../src/adapters/http/index.js'
import {
  check,
  leakageMiddleware,
  protect,
  protectCache,
  protectHistory,
  protectModel,
  tagDocuments,
} from '../../src/adapters/langchain/index.js'
import { FirewallError } from '../../src/core/errors.js'
import { createScanner } from '../../src/detect/index.js'
import { createFirewall, type Firewall } from '../../src/firewall/firewall.js'
import { openFirewall } from '../../src/firewall/open.js'
import type { Principal } from '../../src/index.js'
import { VerbatimIndex } from '../../src/verbatim-index/index.js'

/**
 * Whoever misspells an option, leaves one out or gives it the wrong type is told so by the function that takes it,
 * with one sentence that names the option, a fix, and nothing of the value.
 */

const KEY = new Uint8Array(32).fill(7)
let firewall: Firewall
beforeAll(async () => {
  firewall = await createFirewall({ policy: ['public', 'internal', 'secret'], audit: 'memory' })
})
afterAll(() => firewall.close())

const store = {
  embeddings: { embedQuery: async () => [1] },
  _vectorstoreType: () => 'x',
  similaritySearchVectorWithScore: async () => [],
}
const model = { _generate: async () => ({ generations: [] }), invoke: async () => undefined }

interface Factory {
  readonly make: (options: object) => unknown
  /** What works, with every option that must be given. */
  readonly sound: object
  /** Every other option. */
  readonly more: readonly string[]
}

const FACTORIES: Record<string, Factory> = {
  createFirewall: {
    make: async (options) => (await createFirewall(options as never)).close(),
    sound: { policy: ['public'], audit: 'memory' },
    more: [
      'levels',
      'data',
      'evidenceKey',
      'previousKeys',
      'embedder',
      'directory',
      'assign',
      'freshness',
      'connectors',
      'services',
      'recognizers',
      'rules',
      'background',
      'analyzers',
      'store',
      'graphThreshold',
      'lowMemory',
      'anchor',
      'readOnly',
      'allowOtherEmbedder',
      'onNotice',
    ],
  },
  openFirewall: {
    make: (options) => openFirewall('nowhere.yaml', options),
    sound: {},
    more: ['data', 'audit', 'keys', 'readOnly', 'allowOtherEmbedder', 'onNotice'],
  },
  router: {
    make: (options) => router(firewall, options as never),
    sound: { authenticate: () => undefined },
    more: [
      'principalOf',
      'assertions',
      'resource',
      'admission',
      'trouble',
      'draining',
      'reload',
      'onError',
      'logger',
    ],
  },
  startServer: {
    make: async (options) => (await startServer(firewall, options as never)).close(),
    sound: { authenticate: () => undefined, host: '127.0.0.1', port: 0 },
    more: [
      'principalOf',
      'principals',
      'assertions',
      'resource',
      'trouble',
      'reload',
      'onError',
      'logger',
      'anyPort',
      'limits',
      'tls',
      'cors',
      'siblings',
    ],
  },
  oidc: {
    make: (options) => oidc(options as never),
    sound: { issuers: [{ issuer: 'https://idp.example', audience: 'ragwall' }], levels: ['public'] },
    more: [],
  },
  apiKeys: {
    make: (options) => apiKeys(options as never),
    sound: { file: 'no-such-file.json', principalOf: () => undefined },
    more: [],
  },
  protect: {
    make: (options) => protect(firewall, options as never),
    sound: { vectorStore: store },
    more: ['k', 'service', 'retriever', 'labelOf', 'pushdown', 'candidates', 'tooManyLabels', 'onWarning'],
  },
  protectModel: {
    make: (options) => protectModel(firewall, model as never, options as never),
    sound: {},
    more: ['service', 'ownWords', 'toolCalls', 'cache', 'retrieved'],
  },
  check: { make: (options) => check(firewall, options), sound: {}, more: ['service'] },
  leakageMiddleware: {
    make: (options) => leakageMiddleware(firewall, options as never),
    sound: { tools: {} },
    more: ['service', 'agentTools', 'ownWords'],
  },
  createScanner: {
    make: (options) => createScanner(options as never),
    sound: {},
    more: ['locales', 'entities', 'recognizers', 'minScore'],
  },
  'VerbatimIndex.open': {
    make: async (options) => (await VerbatimIndex.open(options as never)).close(),
    sound: { key: KEY },
    more: ['directory', 'guaranteeBytes', 'storeText', 'kernels', 'lowMemory'],
  },
  files: {
    make: (options) => files(options as never),
    sound: { root: '.' },
    more: ['name', 'prefix', 'include', 'exclude', 'defaults'],
  },
  training: {
    make: (options) => training(options as never),
    sound: { path: 'x.jsonl', acl: { allow: ['*'], deny: [] } },
    more: ['name', 'kind', 'license'],
  },
  langchain: {
    make: (options) => langchain(options as never),
    sound: { loader: { load: async () => [] }, labelOf: () => undefined },
    more: ['name', 'prefix'],
  },
}

async function refusal(work: () => unknown): Promise<FirewallError> {
  const error = await (async () => work())().then(
    () => 'nothing was thrown',
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(FirewallError)
  return error as FirewallError
}

const each = Object.entries(FACTORIES).map(([name, factory]) => ({ name, ...factory }))

describe.each(each)('$name', ({ name, make, sound, more }) => {
  const every = [...Object.keys(sound), ...more]

  test.each(every)('with `%s` misspelled says what is meant', async (option) => {
    const misspelled = `${option.slice(0, -1)}${option.at(-1)}x`
    const { code, message, help } = await refusal(() => make({ ...sound, [misspelled]: 'a secret' }))
    expect(code).toBe('option-invalid')
    expect(message).toBe(`${name} has no option \`${misspelled}\``)
    expect(help).toContain(`did you mean \`${option}\`?`)
    expect(message + help).not.toContain('a secret')
  })

  test.each(every)('with `%s` of no type that it takes names it and says what it takes', async (option) => {
    const { code, message, help } = await refusal(() => make({ ...sound, [option]: Symbol('a secret') }))
    expect(code).toBe('option-invalid')
    expect(message).toContain(`\`${option}\``)
    expect(message).toContain(name)
    expect(help).toContain(`\`${option}\` is `)
    expect(message + help).not.toContain('a secret')
  })

  test('without what it needs names it', async () => {
    for (const option of Object.keys(sound)) {
      if (option === 'vectorStore') continue
      const { message } = await refusal(() => make({ ...sound, [option]: undefined }))
      // Permissions and the journal have codes and sentences of their own.
      const words = { audit: 'audit sink', acl: 'access control list' }[option] ?? `\`${option}\``
      expect(message).toContain(words)
    }
  })

  test('with something else than an object says so', async () => {
    for (const odd of [null, 'options', [sound]]) {
      const { code, help } = await refusal(() => make(odd as never))
      expect(['option-invalid', 'label-missing']).toContain(code)
      expect(help).toMatch(/\S/)
    }
  })
})

describe('the secret key', () => {
  const given = ['a passphrase of more than thirty-two characters', new Uint8Array(16), '', 7, null, ['x']]
  test.each(given)('%j is none, and the sentence says what is', async (evidenceKey) => {
    const options = { policy: ['public'], audit: 'memory', evidenceKey }
    const { code, message, help } = await refusal(() => createFirewall(options as never))
    expect(code).toBe('option-invalid')
    expect(message).toContain('`evidenceKey`')
    expect(help).toContain('at least 32 secret bytes')
    expect(help).toContain('Buffer.from')
  })
})

test('options of options are looked at too', async () => {
  const base = { policy: ['public', 'secret'], audit: 'memory' }
  for (const [more, said] of [
    [{ assign: { clasifications: {} } }, 'did you mean `classifications`?'],
    [{ assign: { rules: [{ path: 'a/**', levl: 'public' }] } }, 'did you mean `level`?'],
    [{ assign: { rules: [{ path: 'a/**', level: 'secrte' }] } }, 'did you mean `secret`?'],
    [{ assign: { classifications: { house: 'Secret' } } }, 'did you mean `secret`?'],
    [{ background: { kown: [] } }, 'did you mean `known`?'],
    [{ services: [{ name: 'desk', ceilling: {} }] }, 'did you mean `ceiling`?'],
    [{ services: [{ name: 'desk', ceiling: { level: 'SECRET', compartments: [] } }] }, '`secret`'],
  ] as const) {
    const { help } = await refusal(() => createFirewall({ ...base, ...more } as never))
    expect(help).toContain(said)
  }
})

test('a service is a name and whatever differs from the default', async () => {
  const services = [{ name: 'desk', mode: 'shadow' as const }]
  const own = await createFirewall({ policy: ['public'], audit: 'memory', services })
  const principal = { id: 'user:a', groups: [], clearance: { level: 'public', compartments: [] } }
  expect((await own.check('fine', { principal, service: 'desk' })).action).toBe('release')
  await own.close()
})

test.each([
  ['protect', (first: never) => protect(first)],
  ['protectModel', (first: never) => protectModel(first, model as never)],
  ['check', (first: never) => check(first)],
  ['tagDocuments', (first: never) => tagDocuments(first, () => undefined)],
  ['leakageMiddleware', (first: never) => leakageMiddleware(first, { tools: {} })],
  ['protectCache', (first: never) => protectCache(first, {} as never)],
  ['protectHistory', (first: never) => protectHistory(first, {} as never)],
  ['router', (first: never) => router(first, { authenticate: async () => undefined as never })],
])('%s wants a firewall first, and knows one that was not awaited', async (name, make) => {
  for (const odd of [undefined, {}, { k: 3 }, 'x']) {
    const { code, message, help } = await refusal(() => make(odd as never))
    expect(code).toBe('option-invalid')
    expect(message).toContain(`the first argument of ${name}`)
    expect(help).toContain('createFirewall')
  }
  const { message, help } = await refusal(() => make(Promise.resolve(firewall) as never))
  expect(message).toContain('a promise')
  expect(help).toContain('`await` it first')
})

test('options for a store of the application without one', async () => {
  const { message, help } = await refusal(() => protect(firewall, { labelOf: () => undefined } as never))
  expect(message).toContain('`labelOf`')
  expect(help).toContain('`vectorStore`')
})

describe('a reader', () => {
  const reader = (level: string): Principal => ({
    id: 'user:a',
    groups: [],
    clearance: { level, compartments: [] },
  })
  const calls: [string, (principal: Principal) => unknown][] = [
    ['retrieve', (principal) => firewall.retrieve('q', { principal })],
    ['openRetrieval', (principal) => firewall.openRetrieval('q', { principal })],
    ['check', (principal) => firewall.check('an answer', { principal })],
    [
      'check of a stream',
      async (principal) => {
        const stream = firewall.check(
          (async function* () {
            yield 'an answer'
          })(),
          { principal },
        )
        for await (const _piece of stream);
      },
    ],
    ['inspect', (principal) => firewall.inspect('a prompt', { principal })],
    [
      'check for others too',
      (principal) => firewall.check('an answer', { principal: reader('public'), audience: [principal] }),
    ],
    [
      'check for a clearance too',
      ({ clearance }) => firewall.check('an answer', { principal: reader('public'), audience: [clearance] }),
    ],
    ['a tool’s destination', (principal) => leakageMiddleware(firewall, { tools: { mail: principal } })],
    [
      'a tool’s label',
      ({ clearance }) =>
        leakageMiddleware(firewall, {
          tools: { look: { to: 'reader', label: { ...clearance, allow: [['*']], deny: [] } } },
        }),
    ],
  ]

  test.each(calls)('at a level that does not exist is an error in %s', async (_, call) => {
    for (const [level, meant] of [
      ['INTERNAL', 'internal'],
      ['internl', 'internal'],
      ['Secret', 'secret'],
    ] as const) {
      const { code, message, help } = await refusal(() => call(reader(level)))
      expect(code).toBe('level-unknown')
      expect(message).toContain(`unknown level \`${level}\``)
      expect(help).toContain(`did you mean \`${meant}\`?`)
    }
    await (async () => call(reader('internal')))()
  })

  test.each(calls.slice(0, 5))('of the wrong shape, or none, is an error in %s', async (_, call) => {
    for (const [principal, code, said] of [
      [undefined, 'principal-missing', '`principal`'],
      ['user:a', 'principal-invalid', '{ id:'],
      [{ id: 'user:a' }, 'principal-invalid', '{ id:'],
      [{ ...reader('public'), group: [] }, 'principal-invalid', 'did you mean `groups`?'],
      [{ ...reader('public'), id: 'alice' }, 'principal-invalid', '`user:alice`'],
      [{ ...reader('public'), groups: ['sales'] }, 'principal-invalid', '`group:sales`'],
      [{ ...reader('public'), clearance: 'public' }, 'principal-invalid', '{ id:'],
    ] as const) {
      const error = await refusal(() => call(principal as never))
      expect(error.code).toBe(code)
      expect(error.help).toContain(said)
    }
  })

  test.each([
    ['retrieve', () => firewall.retrieve('q', undefined as never)],
    ['check', () => firewall.check('an answer', undefined as never)],
    ['inspect', () => firewall.inspect('a prompt', undefined as never)],
    ['openRetrieval', () => firewall.openRetrieval('q', undefined as never)],
  ])('%s without any options has nobody to answer', async (_, call) => {
    expect((await refusal(call)).code).toBe('principal-missing')
  })
})
