import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, extname, join, relative, resolve, sep } from 'node:path'
import { createGunzip } from 'node:zlib'
import { FirewallError, toFirewallError } from '../core/errors.js'
import { LIMITS } from '../core/limits.js'
import { connectorsOf } from '../core/named-modules.js'
import type { SourceDocument } from '../core/types.js'
import { authorOf, promptAndAnswer, type ScanItem } from './item.js'

/** An item that a connector could take, or the name of one that it could not. */
export type Scanned = ScanItem | { readonly source: string; readonly refused: string }

/**
 * Everything under a path, read by the connectors that would ingest it: a folder, one file, or a fine-tuning set
 * (`.jsonl`, `.jsonl.gz`: each record is an item, also inside folders). Nobody is given it, so whatever permissions
 * it has or lacks do not matter. Throws `source-unreadable`, `aborted`.
 */
export async function* readCorpus(path: string, signal?: AbortSignal): AsyncGenerator<Scanned> {
  const full = resolve(path)
  const found = await stat(full).catch((error: unknown) => {
    throw toFirewallError(
      error,
      'source-unreadable',
      'the path to scan cannot be read',
      'check that it exists',
    )
  })
  if (!found.isDirectory()) {
    yield* isRecords(full)
      ? records(full, basename(full), signal)
      : folder(dirname(full), [basename(full)], signal)
    return
  }
  yield* folder(full, undefined, signal)
}

/** The same of text that has no file: records if its first line is one, else one text. */
export async function* readText(text: string, signal?: AbortSignal): AsyncGenerator<Scanned> {
  const [first = ''] = text.trimStart().split('\n', 1)
  if (!first.startsWith('{') || !isJson(first)) {
    if (text.trim() !== '') yield { source: '-', text, markup: text }
    return
  }
  const directory = await mkdtemp(join(tmpdir(), 'ragwall-scan-'))
  try {
    const file = join(directory, 'stdin.jsonl')
    await writeFile(file, text, { mode: 0o600 })
    yield* records(file, '-', signal)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const ANYBODY = { allow: ['*'], deny: [] }

async function* folder(
  root: string,
  include: readonly string[] | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<Scanned> {
  const options = {
    use: 'files',
    name: 'scan',
    root,
    ...(include === undefined ? {} : { include }),
    exclude: RECORDS.map((ending) => `*${ending}`),
  }
  for await (const one of documents({ ...options, defaults: { allow: ['*'] } }, root, signal)) {
    if ('refused' in one) yield one
    else if (MARKUP.has(extname(one.document.id).toLowerCase())) {
      const { id, text } = one.document
      const markup = await readFile(join(root, id), 'utf8').catch(() => '')
      yield { source: id, text, markup }
    } else yield { source: one.document.id, text: one.document.text }
  }
  if (include !== undefined) return
  for (const set of await sets(root)) yield* records(join(root, set), set, signal)
}

/** Record sets below a folder, hidden ones and those behind links left out, as the connector leaves out files. */
async function sets(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile() && isRecords(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((path) => !path.split('/').some((part) => part.startsWith('.')))
    .sort()
}

/** Formats that can hold what a browser does not show. */
const MARKUP = new Set(['.html', '.htm', '.md', '.markdown'])

const RECORDS = ['.jsonl', '.jsonl.gz']

function isRecords(path: string): boolean {
  return RECORDS.some((ending) => path.toLowerCase().endsWith(ending))
}

async function* records(
  path: string,
  name: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Scanned> {
  const lines = linesOf(path)
  let at = 0
  for await (const one of documents(
    { use: 'training', name: 'scan', path, acl: ANYBODY },
    dirname(path),
    signal,
  )) {
    if ('refused' in one) {
      yield { source: name, refused: one.refused }
      continue
    }
    const line = Number(one.document.metadata?.['line'])
    let raw = ''
    while (at < line) {
      const next = await lines.next()
      if (next.done === true) break
      raw = next.value
      at += 1
    }
    const author = authorOf(raw)
    yield {
      source: `${name}#${line}`,
      text: one.document.text,
      ...promptAndAnswer(raw),
      ...(author === undefined ? {} : { author }),
    }
  }
}

type Read = { readonly document: SourceDocument } | { readonly source: string; readonly refused: string }

async function* documents(
  connector: Parameters<typeof connectorsOf>[0]['connectors'][number],
  folder: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<Read> {
  const [source] = await connectorsOf({ connectors: [connector], folder })
  for await (const change of source!.changes(signal === undefined ? {} : { signal })) {
    if (signal?.aborted === true) throw new FirewallError('aborted', 'the scan was cancelled')
    if (change.kind === 'upsert') yield { document: change.document }
    // A folder without permissions is no news here: nobody is given it.
    else if (change.kind === 'refused')
      yield { source: change.id.slice(0, LIMITS.idLength), refused: change.code }
    // What no reader takes is not read either; what the scan leaves out itself is read otherwise.
    else if (change.kind === 'skipped' && change.reason !== 'excluded' && change.reason !== 'not-included')
      yield { source: change.id, refused: change.reason }
  }
}

export async function* linesOf(path: string): AsyncGenerator<string> {
  const file = createReadStream(path)
  const input = path.endsWith('.gz') ? file.pipe(createGunzip()) : file
  // JSON holds U+2028 as it is, where newer versions of Node would cut a line.
  let rest = ''
  const decoder = new TextDecoder()
  for await (const bytes of input as AsyncIterable<Buffer>) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}
