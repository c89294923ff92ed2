/**
 * Every way ragwall says no to bad input or a broken surrounding.
 *
 * Codes are the contract: tests assert them, dashboards group by them, they do not change. A message is one
 * lower-case sentence that names settings, paths and ids, never content of a document, a query or an
 * answer; the fix goes into `help`.
 */
export const ERROR_CODES = {
  'config-invalid': 'a configuration value has the wrong type or shape',
  'config-unknown-key': 'a configuration key is not known',
  'config-unreadable': 'a configuration file cannot be read or parsed',
  'policy-invalid': 'a service policy or one of its expect examples does not hold',
  'recognizer-invalid': 'a recognizer fails its own examples or bounds',
  'service-unknown': 'no service of this name is configured',
  'level-unknown': 'a level is not one of the configured levels',
  'label-missing': 'a document has no access control list',
  'acl-invalid': 'an access control list cannot be mapped to a label',
  'document-invalid': 'a document misses a field or has one of the wrong type',
  'document-too-large': 'a document is longer than the limit',
  'principal-missing': 'no principal came with the call',
  'principal-invalid': 'the principal misses a field or has one of the wrong type',
  'entitlements-forged': 'an entitlements value was not made by entitle()',
  'entitlements-expired': 'an entitlements value is older than its time to live',
  'decision-failed': 'the policy decision point did not answer',
  'filter-too-large': 'the labels a reader may read do not fit into one filter of a foreign store',
  'query-invalid': 'the query is empty or has the wrong type',
  'query-too-long': 'the query is longer than the limit',
  'answer-refused': 'an answer that has no room for a refusal may not be given to this reader',
  'answer-too-long': 'the answer or prompt is longer than the limit',
  'text-invalid': 'the text is not well-formed UTF-16',
  'option-invalid': 'an option has the wrong type or is out of range',
  'source-unreadable': 'a source cannot be read',
  'connector-failed': 'a connector stopped with an error',
  'output-failed': 'an output did not take its events',
  'embedder-changed': 'the stored vectors come from another embedder',
  'embedder-invalid': 'the embedder returned something that is not a finite vector of the right dimension',
  'store-locked': 'another process is writing to this data directory',
  'store-corrupt': 'a stored file is damaged',
  'store-missing': 'the database of a data directory is gone, empty or another one',
  'store-outdated': 'the database is older than what was seen of it',
  'store-version': 'the data directory was written by another version of the format',
  'store-failed': 'the store could not be read or written',
  'disk-full': 'there is no space left on the device',
  'audit-unavailable': 'the audit record could not be made durable',
  'audit-missing': 'no audit sink was given',
  'detector-failed': 'a detector stopped with an error',
  'tool-failed': 'a tool of an agent stopped with an error',
  'model-failed': 'a protected model or a stream that is checked stopped with an error',
  'work-limit': 'judging this text would take more work than the limit allows',
  'key-missing': 'a secret key is missing',
  'key-exposed': 'a secret key lies where it must not lie',
  'dependency-missing': 'an optional package is not installed',
  'asset-unreadable': 'a table that comes with ragwall is missing or belongs to another version',
  unauthenticated: 'the request carries no valid token',
  'issuer-unavailable': 'the keys of an identity provider cannot be had',
  'scope-missing': 'the token does not carry the scope of this route',
  'request-invalid': 'the request body does not have the documented shape',
  'rate-limited': 'too many requests',
  'not-found': 'there is nothing at this path',
  stopped: 'an operator has switched the service off',
  aborted: 'the caller cancelled the operation',
  closed: 'the firewall is already closed',
} as const

/** A key of `ERROR_CODES`. */
export type ErrorCode = keyof typeof ERROR_CODES

/** Whether a word is one of the codes. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code)
}

/** What to do about each, in general; `help` of an error says what to do about this one. */
export const ERROR_FIXES: Readonly<Record<ErrorCode, string>> = {
  'config-invalid':
    'correct the value at the place that the message names; docs/configuration.md has every key with its type',
  'config-unknown-key':
    'correct the spelling; `help` names the nearest key, docs/configuration.md all of them',
  'config-unreadable':
    'see that the file exists, may be read and is valid YAML; `ragwall init` writes one to start from',
  'policy-invalid':
    'change the policy or the example that does not hold; until then the service has no new policy',
  'recognizer-invalid':
    'see which example fails, bound every repetition (`{1,8}`), and give at least one text that must not match',
  'service-unknown': 'name a configured service, or put its policy into the folder that `services` names',
  'level-unknown': "use one of `levels`, or map the source's word to one under `classifications`",
  'label-missing':
    'give the document permissions: an `.acl.yaml` beside or above it, or what its connector takes them from',
  'acl-invalid':
    'correct the list: typed ids (`user:alice`, `group:hr`), known keys, a known level; what is broken opens nothing',
  'document-invalid':
    'see which field is named; a document needs an id, a uri, well-formed text and an access control list',
  'document-too-large': 'split it at its source',
  'principal-missing':
    'pass `principal`; in LangChain `configurable: { principal }`, or `runWithPrincipal` around the call',
  'principal-invalid':
    'give it a typed id, a list of typed groups and a clearance with a known level, from a verified token',
  'entitlements-forged': 'take the value from `entitle()` and change nothing in it',
  'entitlements-expired': 'call `entitle()` once for each request and keep nothing of it',
  'decision-failed': 'see that the directory and the decision point answer; nothing was permitted meanwhile',
  'filter-too-large':
    'name groups in permissions instead of people, or let the store over-fetch (`tooManyLabels`)',
  'query-invalid': 'pass a text that is not empty',
  'query-too-long': 'ask a question; a page is the most that is searched for',
  'answer-refused': 'look the receipt up in the journal; the reader may not have this answer',
  'answer-too-long': 'check the answer in parts, or as a stream',
  'text-invalid': 'hand over well-formed text: no half surrogate pairs, no flood of invisible characters',
  'option-invalid': 'correct the option that the message names',
  'source-unreadable': 'see that the folder, file or service can be reached; what is stored stays as it is',
  'connector-failed': 'see the log of the source, then run `ragwall sync` again: it resumes where it stopped',
  'output-failed':
    'see whether its receiver runs and takes what it is sent: nothing is lost, it is tried again until it does',
  'embedder-changed': 'configure the embedder the vectors were made with, or run `ragwall sync --reindex`',
  'embedder-invalid':
    'see that the embedder answers in time, with one finite vector of the same length for each text',
  'store-locked': 'let the other process end, or open this one with `readOnly`',
  'store-corrupt': 'restore the data directory from a backup, or fill it again with `ragwall sync --rebuild`',
  'store-missing':
    'put the database back and run `ragwall restore`, or fill the data directory again with `ragwall sync --rebuild`',
  'store-outdated':
    'put the newest copy back; `ragwall restore` goes by an older one, on record, and `ragwall sync` brings in the rest',
  'store-version':
    'open an older store once for writing; a newer one needs the version that wrote it (docs/upgrading.md)',
  'store-failed': 'see that the disk can be read and written; what was acknowledged is intact',
  'disk-full': 'free some space and try again; what was acknowledged is intact',
  'audit-unavailable':
    "see that the journal's directory can be written and is ragwall's alone; nothing leaves until then",
  'audit-missing': "pass `audit`: a directory, `'memory'` or a sink",
  'detector-failed': 'see the log of the analyzer that the message names; the answer was refused',
  'tool-failed': 'look the receipt up in the journal; what the tool said is kept back',
  'model-failed': "see the provider's log; `cause` has the class and the code of its error",
  'work-limit': 'decode the text first, or check it in parts',
  'key-missing':
    'run `ragwall init`, set the environment variable, or pass `evidenceKey`: at least 32 secret bytes',
  'key-exposed': '`chmod 600` the key file, and keep it outside the data directory',
  'dependency-missing': 'install the package that the message names, or configure what needs none',
  'asset-unreadable':
    'install the package anew; if it is bundled, copy its folder data with every build and set RAGWALL_ASSETS to where the copy lies',
  unauthenticated: 'send a valid token as `Authorization: Bearer …`',
  'issuer-unavailable':
    'see that the issuer can be reached from here; tokens under keys that were known before go on working for a while',
  'scope-missing': 'give the token the scope that the route needs',
  'request-invalid': 'send the documented shape; who is asking comes from the token and never from a body',
  'rate-limited': 'wait and ask again',
  'not-found': 'correct the path or the id',
  stopped: 'switch it on again when what was wrong is mended: `POST /v1/admin/mode` with the mode `normal`',
  aborted: 'nothing: the caller asked for it',
  closed: 'open a firewall anew; one that is closed stays closed',
}

/** The one error class of ragwall. `code` is stable; `help` says what to do next; `cause` never holds content. */
export class FirewallError extends Error {
  override readonly name = 'FirewallError'
  /** Stable: what tests and dashboards go by. */
  readonly code: ErrorCode
  /** What to do next, where the place that failed could tell. */
  readonly help: string | undefined

  constructor(code: ErrorCode, message: string, options: { help?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: causeOf(options.cause) })
    this.code = code
    this.help = options.help
  }

  /** For `--json`, HTTP problems and logs. */
  toJSON(): { code: ErrorCode; message: string; help?: string } {
    return { code: this.code, message: this.message, ...(this.help === undefined ? {} : { help: this.help }) }
  }
}

/**
 * Foreign errors often quote what they choked on (`Unexpected token 'S', "Secret…"`), so of a cause only its
 * class and its system code survive.
 */
function causeOf(cause: unknown): unknown {
  if (cause instanceof FirewallError) return cause
  if (!(cause instanceof Error)) return typeof cause
  const [name, code] = [memberOf(cause, 'name'), memberOf(cause, 'code')]
  const plain = (text: unknown) => typeof text === 'string' && /^[\w-]{1,40}$/.test(text)
  return { name: plain(name) ? name : 'Error', ...(plain(code) ? { code } : {}) }
}

/** A thrown thing may be anything, also one whose getters throw. */
function memberOf(thrown: unknown, member: string): unknown {
  try {
    return (thrown as Record<string, unknown> | null | undefined)?.[member]
  } catch {
    return undefined
  }
}

/** Turns anything thrown into a FirewallError: what already is one passes, the rest gets `code` and no content. */
export function toFirewallError(
  error: unknown,
  code: ErrorCode,
  message: string,
  help?: string,
): FirewallError {
  if (error instanceof FirewallError) return error
  const system = memberOf(error, 'code')
  if (system === 'ENOSPC' || system === 'EDQUOT' || system === 'SQLITE_FULL') {
    return new FirewallError('disk-full', 'there is no space left on the device', {
      help: 'free some space and try again; what was acknowledged before is intact',
      cause: error,
    })
  }
  return new FirewallError(code, message, { cause: error, ...(help === undefined ? {} : { help }) })
}

/** `did you mean` over a closed vocabulary: the nearest word within a third of its length, or undefined. */
export function nearest(word: string, vocabulary: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of vocabulary) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1))
    }
    previous = current
  }
  return previous[b.length]!
}
