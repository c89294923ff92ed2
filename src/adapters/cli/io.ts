import { writeFileSync } from 'node:fs'
import { FirewallError } from '../../core/errors.js'
import { LIMITS } from '../../core/limits.js'

/** What a command sees of the outside, so that tests can stand in for a terminal. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>
  readonly stdinIsTerminal: boolean
  out(text: string): void
  err(text: string): void
  /** Standard error is a terminal: progress is shown. */
  readonly errIsTerminal: boolean
  /** Where relative paths start. */
  readonly folder: string
  /** How this program was called, for lines that people copy: `ragwall`, `node dist/…/main.js`. */
  readonly command: string
  /** Aborted by SIGINT and SIGTERM. */
  readonly signal: AbortSignal
  /** Hears of SIGHUP, which then ends nothing any more; absent where there is none. */
  onHangup?(listener: () => void): void
}

/** 0: clean. 1: a leak or a failed threshold was found. 2: an error. */
export type ExitCode = 0 | 1 | 2

/** UTF-8 is at most three bytes for each code unit. */
const INPUT_BYTES = LIMITS.answerLength * 3

/**
 * The argument itself, or all of standard input for `-`. Throws `answer-too-long`, `text-invalid`, and
 * `option-invalid` when nobody would ever type it.
 */
export async function readInput(argument: string, io: Io): Promise<string> {
  if (argument !== '-') return argument
  if (io.stdinIsTerminal) io.err('reading standard input; end it with Ctrl-D\n')
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of io.stdin) {
    length += chunk.length
    if (length > INPUT_BYTES) {
      throw new FirewallError('answer-too-long', 'standard input is longer than the limit', {
        help: `the limit is ${LIMITS.answerLength} code units; check long texts in parts`,
      })
    }
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new FirewallError('text-invalid', 'standard input is not UTF-8', { help: 'convert it with iconv' })
  }
}

/** A line that overwrites itself on a terminal. In a pipe there is none. */
export interface Progress {
  show(text: string): void
  /** Wipes the line. */
  done(): void
}

export function createProgress(io: Io): Progress {
  if (!io.errIsTerminal) return { show() {}, done() {} }
  let shown = false
  return {
    show(text) {
      shown = true
      io.err(`\r\x1b[2K${text}`)
    },
    done() {
      if (shown) io.err('\r\x1b[2K')
      shown = false
    },
  }
}

/** Columns as wide as their longest cell, two spaces between them, no trailing blanks. */
export function renderTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [i, cell] of row.entries()) widths[i] = Math.max(widths[i] ?? 0, cellWidth(cell))
  }
  return rows
    .map(
      (row) =>
        row
          .map((cell, i) => cell + ' '.repeat(widths[i]! - cellWidth(cell)))
          .join('  ')
          .trimEnd() + '\n',
    )
    .join('')
}

/** East Asian characters take two columns of a terminal. */
function cellWidth(text: string): number {
  let width = 0
  for (const character of text) width += WIDE.test(character) ? 2 : 1
  return width
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u

/**
 * Text of documents and ids for a terminal: control characters could rewrite the screen or the clipboard of
 * whoever looks at them.
 */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, (character) =>
    character === '\n' || character === '\t' ? character : '\ufffd',
  )
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** What `--out` names, for its owner alone. */
export function writeOut(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600 })
  } catch (error) {
    throw new FirewallError('option-invalid', 'the file that `--out` names cannot be written', {
      help: 'name a file in a folder that exists and is yours',
      cause: error,
    })
  }
}
