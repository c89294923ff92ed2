import { accessSync, constants, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Config, loadConfig } from '../core/config.js'
import { FirewallError } from '../core/errors.js'
import { followFiles } from '../core/followed-files.js'
import { loadKeys } from '../core/keys.js'
import { connectorsOf, embedderOf } from '../core/named-modules.js'
import {
  callback,
  flag,
  type OptionKinds,
  record,
  requireArgument,
  requireOptions,
  text,
} from '../core/options.js'
import { loadServicePolicies } from '../core/policy-schema.js'
import type { Principal } from '../core/types.js'
import { withAccounts } from '../labels/accounts.js'
import { emptyDirectory, type FollowedDirectory, openDirectory } from '../labels/directory.js'
import { openAccounts } from '../labels/open-accounts.js'
import { createFirewall, type Firewall, type FirewallOptions } from './firewall.js'
import type { FreshnessOptions } from './freshness.js'
import { openAnalyzers } from './policy/analyzers.js'
import { readLines } from './policy/lines.js'
import { loadRecognizers } from './policy/recognizer-files.js'
import type { RulesSource } from './rules.js'

/** What a caller may decide instead of the file: where things lie, and how the operator hears of them. */
export interface OpenOverrides {
  /** Data directory. */
  readonly data?: string
  /** Directory of the audit journal. */
  readonly audit?: string
  /** Where the secret key is: a file or an environment variable. */
  readonly keys?: Config['keys']
  /** As in `FirewallOptions`. */
  readonly readOnly?: boolean
  /** As in `FirewallOptions`. */
  readonly allowOtherEmbedder?: boolean
  /** Opens a database that is older or emptier than what was noted of it: see `FirewallOptions.acceptState`. */
  readonly acceptState?: boolean
  /** As in `FirewallOptions`. */
  readonly onNotice?: (notice: string) => void
}

const OVERRIDES: OptionKinds<OpenOverrides> = {
  data: text,
  audit: text,
  keys: record("{ file: 'ragwall.key' } or { env: 'RAGWALL_KEY' }"),
  readOnly: flag,
  allowOtherEmbedder: flag,
  acceptState: flag,
  onNotice: callback,
}

/** A configuration that was read and checked, with what its files say; nothing is open yet. */
export interface Configured {
  readonly config: Config
  readonly directory: FollowedDirectory
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
  requireArgument(
    configPath,
    { ...text, is: 'the path of `ragwall.yaml`' },
    'the first argument of openFirewall',
  )
  requireOptions(overrides, OVERRIDES, 'openFirewall')
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
  const listed =
    config.principals === undefined
      ? emptyDirectory
      : openDirectory(
          config.principals,
          levels,
          overrides.onNotice === undefined ? {} : { onNotice: overrides.onNotice },
        )
  const directory =
    config.accounts.length === 0 ? listed : withAccounts(listed, config.accounts.map(openAccounts))
  const embedder = await embedderOf(config)
  const freshness = freshnessOf(config)
  // Asked anew only where an age says when.
  const connectors = freshness === undefined ? undefined : await connectorsOf(config)
  const { graphThreshold } = config.retrieval
  const { lowMemory } = config.verbatim
  const analyzers = await openAnalyzers(config.analyzers)
  const followed = rulesOf(config)
  // Before they are read: what changes in between is seen as a change.
  const { services, recognizers } = followed.read()
  return {
    config,
    directory,
    options: {
      policy: levels,
      data: config.data,
      audit: config.audit,
      ...(config.anchor === undefined ? {} : { anchor: config.anchor }),
      ...witnessOf(config, overrides.onNotice),
      evidenceKey: current.bytes,
      previousKeys: previous.map(({ bytes }) => bytes),
      directory,
      assign: { classifications, rules, ...(compartments === undefined ? {} : { compartments }) },
      sharedPrincipals: config.sharedPrincipals,
      pseudonyms: config.pseudonyms,
      outputs: config.outputs,
      ...(freshness === undefined ? {} : { freshness }),
      ...(connectors === undefined ? {} : { connectors }),
      services,
      recognizers,
      rules: followed,
      analyzers,
      ...(background === undefined
        ? {}
        : {
            background: {
              known: background.known.flatMap(readLines),
              distinctive: background.distinctive.flatMap(readLines),
              documents: background.documents.map((path) => readLines(path).join('\n')),
            },
          }),
      lowMemory,
      ...(embedder === undefined ? {} : { embedder }),
      ...(graphThreshold === undefined ? {} : { graphThreshold }),
      ...rest,
    },
  }
}

/** The folders of services and recognizers, with whatever files lie in them. */
function rulesOf({ services, recognizers, levels }: Config): RulesSource {
  const followed = [services, recognizers].flatMap((folder) =>
    folder === undefined ? [] : [followFiles(folder, 'folder')],
  )
  return {
    changed: () => followed.filter((folder) => folder.changed()).length > 0,
    read: () => ({
      services: services === undefined ? [] : loadServicePolicies(services, levels),
      recognizers: recognizers === undefined ? [] : loadRecognizers(recognizers),
    }),
  }
}

/** Throws `config-invalid` for a connector that is not there: an age for it would hold for nothing. */
function freshnessOf({ freshness, connectors, file }: Config): FreshnessOptions | undefined {
  if (freshness === undefined) return undefined
  for (const name of Object.keys(freshness.connectors)) {
    if (connectors.some((one) => one.name === name)) continue
    throw new FirewallError(
      'config-invalid',
      `\`freshness\` in ${file} names a connector that is not there`,
      {
        help: `connectors are ${connectors.map((one) => one.name).join(', ') || 'none'}`,
      },
    )
  }
  return freshness
}

/**
 * The folder beside the key file, where whoever sets data and journal back together may not look. Where it cannot
 * be made (keys are often mounted for reading only) it is left out, and the operator hears of it.
 */
function witnessOf(
  { keys, anchor }: Config,
  onNotice: OpenOverrides['onNotice'],
): Pick<FirewallOptions, 'witness'> {
  const witness = 'file' in keys ? join(dirname(keys.file), 'witness') : anchor
  if (witness === undefined) return {}
  try {
    mkdirSync(witness, { recursive: true, mode: 0o700 })
    accessSync(witness, constants.W_OK)
    return { witness }
  } catch {
    onNotice?.(
      `${witness} cannot be written: that data and journal were set back together would not be noticed; set \`anchor\` in the configuration`,
    )
    return anchor === undefined ? {} : { witness: anchor }
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
