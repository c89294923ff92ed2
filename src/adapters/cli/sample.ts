import { accessSync, constants, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import type { Config } from '../../core/config.js'
import { createKeyFile } from '../../core/keys.js'
import { packageFolder } from '../../core/package.js'
import type { Io } from './io.js'
import { type Place, placesIn } from './session.js'

/** The configuration that comes with the package, and the questions it is shown with. */

const READER = 'user:intern'
const BOARD = 'user:director'
const AUDITOR = 'service:auditor'

/** Of `config/sample/documents/board`: one sentence of each paper. */
const QUESTION = 'How much is paid for the shares of Shiosai Ferries?'
const ANSWER =
  'It costs 4.2 billion yen: Aoba Rail Travel acquires all shares of Shiosai Ferries for 4.2 billion yen, three ' +
  'quarters in cash and one quarter in new shares.'
const ANSWER_JA = '議事録によれば、取得価額は四十二億円とし、四分の三を現金、四分の一を新株で支払う。'

/** Nothing is copied: the package's own files are opened, and the data goes below the working folder. */
export function samplePlace(io: Io, data: string | undefined): Place {
  const base = writable(io.folder) ? io.folder : temporaryFolder(io)
  const folder = data === undefined ? join(base, '.ragwall') : resolve(io.folder, data)
  const { data: directory, keys } = placesIn(folder)
  if ('file' in keys) createKeyFile(keys.file, directory)
  return { config: join(packageFolder(), 'config/ragwall.yaml'), data: folder }
}

/** Lines to copy: each `curl` works as it stands in a POSIX shell. */
export function sampleGuide(
  { config }: { readonly config: Config },
  place: Place,
  url: string,
  io: Io,
): string {
  const token = (subject: string) =>
    config.server.demoTokens.find((grant) => grant.subject === subject)?.token ?? ''
  const post = (path: string, subject: string, body: unknown) =>
    [
      "curl -s --noproxy '*'",
      shellQuote(`${url}${path}`),
      `-H ${shellQuote(`Authorization: Bearer ${token(subject)}`)}`,
      "-H 'Content-Type: application/json'",
      `-d ${shellQuote(JSON.stringify(body))}`,
    ].join(' ')
  const get = (path: string, subject: string) =>
    `curl -s --noproxy '*' ${shellQuote(`${url}${path}`)} -H ${shellQuote(`Authorization: Bearer ${token(subject)}`)}`
  const where = `--config ${shellQuote(shorter(place.config, io))} --data ${shellQuote(shorter(place.data ?? '', io))}`
  return `
The same question, two readers. The board's paper answers it; the intern does not even learn that there is one.

${post('/v1/retrieve', READER, { query: QUESTION, k: 1 })}
${post('/v1/retrieve', BOARD, { query: QUESTION, k: 1 })}

The same answer, two readers. A model said it; only the director may hear it.

${post('/v1/check', READER, { answer: ANSWER })}
${post('/v1/check', BOARD, { answer: ANSWER })}

日本語でも同じです。

${post('/v1/check', READER, { answer: ANSWER_JA })}
${post('/v1/check', BOARD, { answer: ANSWER_JA })}

What was caught, for whom and from where, without a word of the text:

${get('/v1/reports/leaks?format=markdown', AUDITOR)}
${io.command} report ${where}

The same as a page, with the token ${token(AUDITOR)}: ${url}/console
`
}

/** One word for a POSIX shell. */
export function shellQuote(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function writable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}

function temporaryFolder(io: Io): string {
  const folder = mkdtempSync(join(tmpdir(), 'ragwall-'))
  io.err(`note: ${io.folder} is not writable; the data goes to ${folder}\n`)
  return folder
}

function shorter(path: string, io: Io): string {
  const way = relative(io.folder, path)
  return way === '' || way.startsWith('..') ? path : way
}
