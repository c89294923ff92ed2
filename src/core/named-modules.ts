import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Config } from './config.js'
import { FirewallError, nearest, toFirewallError } from './errors.js'
import type { Connector, Embedder } from './ports.js'

/**
 * The connectors that the configuration names, in its order. `use` is the name of one of ragwall's own, a
 * file, or a package; the module exports `createConnector(options, { folder })` and resolves relative paths
 * among its options against `folder`. Throws `dependency-missing`, `config-invalid`, and what it throws.
 */
export async function connectorsOf(
  config: Pick<Config, 'connectors' | 'folder'>,
): Promise<readonly Connector[]> {
  const connectors: Connector[] = []
  for (const { use, ...options } of config.connectors) {
    const connector = (await makeNamed(use, 'connector', options, config)) as Connector | undefined
    if (typeof connector?.changes !== 'function' || connector.name !== options.name) {
      throw new FirewallError(
        'config-invalid',
        `connector \`${options.name}\` is not one, or has another name`,
        {
          help: 'its factory returns { name, changes }, with the name that the configuration gives it',
        },
      )
    }
    connectors.push(connector)
  }
  return connectors
}

/**
 * The embedder that the configuration names; undefined is ragwall's own. Throws `dependency-missing`,
 * `config-invalid`, and what its factory throws.
 */
export async function embedderOf(config: Config): Promise<Embedder | undefined> {
  const { use, ...options } = config.embedder
  if (use === 'hashing') return undefined
  const embedder = (await makeNamed(use, 'embedder', options, config)) as Embedder | undefined
  if (typeof embedder?.embedDocuments === 'function' && typeof embedder.embedQuery === 'function')
    return embedder
  throw new FirewallError('config-invalid', `\`embedder.use\` in ${config.file} does not make an embedder`, {
    help: 'its factory returns { embedDocuments, embedQuery }, as LangChain’s embeddings have them',
  })
}

async function makeNamed(
  use: string,
  what: Named,
  options: Readonly<Record<string, unknown>>,
  { folder }: Pick<Config, 'folder'>,
): Promise<unknown> {
  const name = what === 'connector' ? 'createConnector' : 'createEmbedder'
  const { [name]: factory } = await importModule(moduleUrl(use, what, folder), use, what)
  if (typeof factory === 'function') return factory(options, { folder })
  throw new FirewallError('config-invalid', `the module \`${use}\` exports no \`${name}\``, {
    help: `export function ${name}(options, { folder })`,
  })
}

async function importModule(url: string, use: string, what: Named): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>
  } catch (error) {
    throw toFirewallError(
      error,
      'dependency-missing',
      `the module \`${use}\` cannot be loaded`,
      `${knownNames(use, what)}; nothing else is loaded by name but a package that you have installed, or a file`,
    )
  }
}

type Named = 'connector' | 'embedder'

/** What can be named without installing anything: never a word that invites to install whatever is called so. */
function knownNames(use: string, what: Named): string {
  const names = what === 'embedder' ? ['hashing'] : CONNECTORS
  const close = nearest(use, names)
  const listed = names.map((name) => `\`${name}\``).join(', ')
  return `${close === undefined ? '' : `did you mean \`${close}\`? `}${what}s that come with ragwall are ${listed}`
}

/** Of `connectors/`, those that a configuration can make. */
const CONNECTORS = ['files', 'sql', 'training']

/**
 * Ragwall's own connectors are plain names beside this package's code, never a path put together from a
 * configured word. Packages are looked for where the configuration is, not where ragwall is installed.
 */
function moduleUrl(use: string, what: Named, folder: string): string {
  if (isAbsolute(use)) return pathToFileURL(use).href
  const own =
    what === 'connector' ? /^(?:ragwall\/connectors\/)?([a-z][a-z0-9-]*)$/.exec(use)?.[1] : undefined
  if (own !== undefined) {
    // The same tree whether it runs from `src` or from `dist/src`.
    const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
    const url = new URL(`../../connectors/${own}.${extension}`, import.meta.url)
    if (existsSync(url)) return url.href
  }
  try {
    return pathToFileURL(createRequire(join(folder, 'package.json')).resolve(use)).href
  } catch {
    return use
  }
}
