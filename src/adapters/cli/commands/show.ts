import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import type { Command } from 'commander'
import type { Config } from '../../../core/config.js'
import { FirewallError, toFirewallError } from '../../../core/errors.js'
import { connectorsOf } from '../../../core/named-modules.js'
import type { Label, SourceDocument } from '../../../core/types.js'
import type { SourceLabels } from '../../../labels/source-labels.js'
import { splitDocument } from '../../../text/split.js'
import { type Context, DEFAULT_CONFIG, declare, type Shared } from '../command.js'
import { type Io, json, printable } from '../io.js'
import { labelsUnder, labelText } from '../source-label.js'

/** What a source says of one file: a document, or why there is none. */
type Shown =
  | { readonly id: string; readonly document: SourceDocument; readonly label: Label | string }
  | { readonly id: string; readonly refused: string; readonly help?: string }
  | { readonly id: string; readonly skipped: string }

/** `ragwall show papers/contract.docx`: what is read of a file, where it stands in it, and who may read it. */
export function showCommand({ io, exit }: Context): Command {
  return declare('show', 'what ragwall reads of a file: its text in pieces, with their places, and its label')
    .argument('<file>', 'a file below the root of a configured folder, or any other')
    .action(async (file: string, flags: Shared) => {
      const config = await configuration(resolve(io.folder, flags.config), flags.config === DEFAULT_CONFIG)
      const shown = await showFile(resolve(io.folder, file), config, io)
      if (flags.json === true) io.out(json({ documents: shown.map(asJson) }))
      else for (const one of shown) print(one, io)
      exit(shown.some((one) => 'refused' in one) ? 1 : 0)
    })
}

async function configuration(file: string, isDefault: boolean): Promise<Config | undefined> {
  if (isDefault && !existsSync(file)) return undefined
  const { loadConfig } = await import('../../../core/config.js')
  return loadConfig(file)
}

/** The file as the configured folder that holds it gives it; of a file in none, what is read of it. */
async function showFile(path: string, config: Config | undefined, io: Io): Promise<Shown[]> {
  const file = await realpath(path).catch((error: unknown) => {
    throw toFirewallError(error, 'source-unreadable', 'the file cannot be found', 'check its path')
  })
  for (const options of config?.connectors ?? []) {
    const root: unknown = 'root' in options ? options['root'] : undefined
    if (options.use !== 'files' || typeof root !== 'string') continue
    const full = await realpath(resolve(config!.folder, root)).catch(() => undefined)
    if (full === undefined || !file.startsWith(full + sep)) continue
    const prefix = typeof options['prefix'] === 'string' ? options['prefix'] : ''
    const id = relative(full, file).split(sep).join('/')
    return read(options, config!, { id, prefix, stated: true }, io)
  }
  const folder = dirname(file)
  const options = { use: 'files', name: 'show', root: folder, defaults: { allow: [] }, archives: true }
  return read(options, { folder, ...config }, { id: basename(file), prefix: '', stated: false }, io)
}

type Named = Config['connectors'][number]

async function read(
  options: Named,
  config: Pick<Config, 'folder'> & Partial<Config>,
  { id, prefix, stated }: { readonly id: string; readonly prefix: string; readonly stated: boolean },
  io: Io,
): Promise<Shown[]> {
  // What the folder leaves out is said as it says it; nothing else in it is read.
  const narrow = { ...options, include: options['include'] ?? [`/${id}`] }
  const [connector] = await connectorsOf({ connectors: [narrow], folder: config.folder })
  const isIt = (given: string) => given === prefix + id || given.startsWith(`${prefix}${id}#`)
  const shown: Shown[] = []
  const labels = stated ? labelsUnder(config) : undefined
  for await (const change of connector!.changes({ signal: io.signal })) {
    if (change.kind === 'container') labels?.take(change)
    else if (change.kind === 'upsert' && isIt(change.document.id)) {
      const { document } = change
      shown.push({ id: document.id, document, label: labels ? labelOf(document, labels) : NO_LABEL })
    } else if (change.kind === 'refused' && isIt(change.id))
      shown.push({
        id: change.id,
        refused: change.code,
        ...(change.help === undefined ? {} : { help: change.help }),
      })
    else if (change.kind === 'skipped' && (isIt(change.id) || `${prefix}${id}`.startsWith(change.id)))
      shown.push({ id: change.id, skipped: change.reason })
  }
  if (shown.length > 0) return shown
  throw new FirewallError('source-unreadable', 'the folder does not give this file', {
    help: 'it may be the sidecar of another',
  })
}

const NO_LABEL = 'none: it lies below the root of no configured folder'

function labelOf({ acl, uri }: SourceDocument, labels: SourceLabels): Label | string {
  try {
    return labels.labelOf(acl, uri)
  } catch (error) {
    return `refused: ${toFirewallError(error, 'label-missing', 'it has no label').code}`
  }
}

function asJson(one: Shown): unknown {
  if (!('document' in one)) return one
  const { id, uri, title, text, positions, table, kind, license } = one.document
  return { id, uri, title, kind, license, label: one.label, text, positions, rows: table?.rows.length }
}

function print(one: Shown, io: Io): void {
  if ('skipped' in one) io.out(printable(`${one.id}\n  skipped  ${one.skipped}\n\n`))
  else if ('refused' in one) io.out(printable(`${one.id}\n  refused  ${one.refused}  ${one.help ?? ''}\n\n`))
  else printDocument(one.document, one.label, io)
}

function printDocument(
  { id, title, text, positions = [], table }: SourceDocument,
  label: Label | string,
  io: Io,
): void {
  io.out(
    printable(
      `${id}\n  title  ${title ?? ''}\n  label  ${typeof label === 'string' ? label : labelText(label)}\n`,
    ),
  )
  if (table !== undefined) io.out(`  rows   ${table.rows.length}\n`)
  let start = 0
  for (const [i, piece] of splitDocument(text).entries()) {
    const end = start + piece.length
    const places = positions.filter(
      (one, at) => one.start < end && (positions[at + 1]?.start ?? text.length) > start,
    )
    const from = places[0]?.at
    const to = places.at(-1)?.at
    const where = from === undefined ? '' : `  ${from}${to === from ? '' : ` to ${to}`}`
    io.out(printable(`\n--- ${id}#${i}${where}  (${piece.length} characters)\n${piece.trimEnd()}\n`))
    start = end
  }
  io.out('\n')
}
