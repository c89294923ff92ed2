import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Config, loadConfig } from '../core/config.js'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { loadKeys } from '../core/keys.js'
import { loadServicePolicies } from '../core/policy-schema.js'
import type { Connector, Directory, Embedder } from '../core/ports.js'
import type { Principal } from '../core/types.js'
import { emptyDirectory, loadDirectory } from '../labels/directory.js'
import { openAnalyzers } from './analyzers.js'
import { createFirewall, type Firewall, type FirewallOptions } from './firewall.js'
import { readLines } from './lines.js'
import { loadRecognizers } from './recognizer-files.js'

/** What a caller may decide instead of the file: where things lie, and how the operator hears of them. */
export interface OpenOverrides {
  readonly data?: string
  readonly audit?: string
  readonly keys?: Config['keys']
  readonly readOnly?: boolean
  readonly allowOtherEmbedder?: boolean
  readonly onNotice?: (notice: string) => void
}

/** A configuration that was read and checked, with what its files say; nothing is open yet. */
export interface Configured {
  readonly config: Config
  readonly directory: Directory
  readonly options: FirewallOptions
}

/**
 * Opens the firewall that `config/ragwall.yaml` describes. Throws `config-unreadable`, `config-unknown-key`,
 * `config-invalid`, `level-unknown`, `policy-invalid`, `recognizer-invalid`, `key-missing`, `key-exposed`,
 * `dependency-missing`, and what `createFirewall` throws.
 */
export async function openFirewall(configPath: string, overrides: OpenOverrides = {}): Promise<Firewall> {
  const { options } = await configure(configPath, overrides)
  return createFirewall(options)
}

/** Reads everything `openFirewall` needs. Errors as there. */
export async function configure(configPath: string, overrides: OpenOverrides = {}): Promise<Configured> {
  const { data, audit, keys, ...rest } = overrides
  const file = loadConfig(configPath)
  const config: Config = {
    ...file,
    ...(data === undefined ? {} : { data }),
    ...(audit === undefined ? {} : { audit }),
    ...(keys === undefined ? {} : { keys }),
  }
  const { levels, classifications, compartments, rules, background } = config
  const { current, previous } = loadKeys(config.keys, config.data)
  const directory =
    config.principals === undefined ? emptyDirectory : loadDirectory(config.principals, levels)
  const embedder = await embedderOf(config)
  const { graphThreshold } = config.retrieval
  const { lowMemory } = config.verbatim
  const services = config.services === undefined ? [] : loadServicePolicies(config.services, levels)
  const analyzers = await openAnalyzers(config.analyzers)
  const recognizers = config.recognizers === undefined ? [] : loadRecognizers(config.recognizers)
  return {
    config,
    directory,
    options: {
      policy: levels,
      data: config.data,
      audit: config.audit,
      evidenceKey: current.bytes,
      previousKeys: previous.map(({ bytes }) => bytes),
      directory,
      assign: { classifications, rules, ...(compartments === undefined ? {} : { compartments }) },
      services,
      recognizers,
      analyzers,
      ...(background === undefined
        ? {}
        : {
            background: {
              known: background.known.flatMap(readLines),
              distinctive: background.distinctive.flatMap(readLines),
            },
          }),
      lowMemory,
      ...(embedder === undefined ? {} : { embedder }),
      ...(graphThreshold === undefined ? {} : { graphThreshold }),
      ...rest,
    },
  }
}

/**
 * The principal an id stands for, as the directory has it; what it has no clearance for is at the lowest
 * level. Throws `principal-invalid` for an id that it knows nothing of: a typing error is not a reader.
 */
export async function principalOf(
  { directory, config }: Pick<Configured, 'directory' | 'config'>,
  id: string,
): Promise<Principal> {
  const lowest = { level: config.levels[0]!, compartments: [] }
  const { groups, clearance, attributes } = await directory.expand({ id, groups: [], clearance: lowest })
  if (clearance === undefined && groups.length === 0) {
    throw new FirewallError('principal-invalid', 'the directory knows no principal of this id', {
      help: 'ids read `user:alice`; the file that `principals` in the configuration names lists them',
    })
  }
  return { id, groups, clearance: clearance ?? lowest, ...(attributes === undefined ? {} : { attributes }) }
}

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
    const connector = (await make(use, 'connector', options, config)) as Connector | undefined
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

async function embedderOf(config: Config): Promise<Embedder | undefined> {
  const { use, ...options } = config.embedder
  if (use === 'hashing') return undefined
  const embedder = (await make(use, 'embedder', options, config)) as Embedder | undefined
  if (typeof embedder?.embedDocuments === 'function' && typeof embedder.embedQuery === 'function')
    return embedder
  throw new FirewallError('config-invalid', `\`embedder.use\` in ${config.file} does not make an embedder`, {
    help: 'its factory returns { embedDocuments, embedQuery }, as LangChain’s embeddings have them',
  })
}

async function make(
  use: string,
  what: 'connector' | 'embedder',
  options: Readonly<Record<string, unknown>>,
  { folder }: Pick<Config, 'folder'>,
): Promise<unknown> {
  const name = what === 'connector' ? 'createConnector' : 'createEmbedder'
  const { [name]: factory } = await importModule(moduleUrl(use, what, folder), use)
  if (typeof factory === 'function') return factory(options, { folder })
  throw new FirewallError('config-invalid', `the module \`${use}\` exports no \`${name}\``, {
    help: `export function ${name}(options, { folder })`,
  })
}

async function importModule(url: string, use: string): Promise<Record<string, unknown>> {
  try {
    return (await import(url)) as Record<string, unknown>
  } catch (error) {
    throw toFirewallError(
      error,
      'dependency-missing',
      `the module \`${use}\` cannot be loaded`,
      'install it beside ragwall, or correct its name or path under `use`',
    )
  }
}

/**
 * Ragwall's own connectors are plain names beside this package's code, never a path put together from a
 * configured word. Packages are looked for where the configuration is, not where ragwall is installed.
 */
function moduleUrl(use: string, what: 'connector' | 'embedder', folder: string): string {
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
