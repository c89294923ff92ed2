/**
 * `ragwall/client`: the service over plain `fetch`, for Node, Deno, Bun and browsers. It imports nothing. Its types
 * are those of the service's OpenAPI document; a test holds them together.
 */

/** What happens to a text, mildest first. */
export type Action = 'release' | 'redact' | 'hold' | 'block'

/** What a text demands of its reader. */
export interface Label {
  /** The least level. */
  level: string
  /** All of them are demanded. */
  compartments: string[]
  /** One id of every list is demanded. */
  allow: string[][]
  /** Ids that may not read it. */
  deny: string[]
}

/** What a reader is trusted with. */
export interface Clearance {
  /** A configured level. */
  level: string
  /** Compartments the reader is in. */
  compartments: string[]
}

/** One message of a conversation. */
export interface Turn {
  /** Only `user` can be the reader's own words. */
  role: 'user' | 'assistant' | 'system' | 'tool'
  /** Its text. */
  content: string
}

/** Whose policy applies, and which conversation it is. */
export interface Call {
  /** Default: `default`. */
  service?: string
  /** Earlier calls of this reader under the same name are remembered. */
  session?: string
}

/** A question for door 1. */
export interface RetrieveRequest extends Call {
  /** The question. */
  query: string
  /** Default 10. */
  k?: number
}

/** A prompt for the input door. */
export interface InspectRequest extends Call {
  /** The prompt. */
  prompt: string
  /** Earlier turns; counts from tokens of applications. */
  conversation?: Turn[]
  /** What the reader is doing; tokens of applications only. */
  task?: string
}

/** What a check knows of the call. */
export interface CheckContext extends Call {
  /** Earlier turns; counts from tokens of applications. */
  conversation?: Turn[]
  /** What was in the prompt: ids of chunks, or texts with their labels. */
  retrieved?: (string | { text: string; label: Label; id?: string })[]
  /** Who the text is for besides the asker; tokens of applications only. */
  audience?: (Clearance | { id: string; groups: string[]; clearance: Clearance })[]
  /** What the reader is doing; tokens of applications only. */
  task?: string
}

/** An answer for door 2. */
export interface CheckRequest extends CheckContext {
  /** The whole answer. */
  answer: string
}

/** Names the record of a call. */
export interface Receipt {
  /** Random. */
  id: string
  /** Tokens of applications: the chain it stands in. */
  chain?: string
  /** Tokens of applications: its place there. */
  sequence?: number
  /** Tokens of applications: its hash. */
  hash?: string
}

/** A piece of a document that the reader may read. */
export interface Chunk {
  /** Stable. */
  id: string
  /** As the source named it. */
  documentId: string
  /** The document's. */
  title?: string
  /** Where a person finds it. */
  uri: string
  /** As it stands in the document, but for what the service does to orders in it. */
  text: string
  /** Rules of the orders that it gives to the model that reads it. For applications. */
  orders?: string[]
  /** Higher is better, within one answer. */
  score: number
}

/** A text of somebody else. */
export interface VetRequest {
  /** What a model is to read. */
  text: string
  /** Whose policy applies; default `default`. */
  service?: string
}

/** What a model may be given of it. */
export interface Vetted {
  /** Not there where it is kept back. */
  text?: string
  /** Rules of the orders that it gives to the model that reads it. For applications. */
  orders: string[]
}

/** What door 1 gives. */
export interface Chunks {
  /** Best first. */
  chunks: Chunk[]
  /** Of the record. */
  receipt: Receipt
}

/** What was found and where, never the text itself. Offsets are UTF-16 code units. */
export type Finding = {
  /** First code unit in the original text. */
  start: number
  /** The code unit behind the last. */
  end: number
  /** How sure it is, 0 to 1. */
  score: number
  /** Keyed digest: equal leaks compare equal. */
  evidence: string
  /** Whose text it is, seen from this reader. */
  provenance: 'permitted' | 'user' | 'unknown' | 'training' | 'forbidden'
} & (
  | { kind: 'personal-data' | 'secret'; entity: string }
  | {
      kind: 'verbatim'
      match: 'exact' | 'near'
      view: string
      length: number
      words?: number
      characters?: number
    }
  | {
      kind:
        | 'canary'
        | 'disclosure'
        | 'probe'
        | 'injection'
        | 'hidden-text'
        | 'enumeration'
        | 'forbidden-word'
        | 'license'
      rule: string
    }
)

/** How much of a text was looked at, in UTF-16 code units. */
export interface Coverage {
  /** Of what is not `complete`, the rest is not known to be clean. */
  state: 'complete' | 'partial' | 'not-run'
  /** The text there was. */
  seen: number
  /** As far as every detector has looked. */
  scanned: number
  /** The rest. */
  unscanned: number
  /** Each by itself. */
  detectors: { name: string; scanned: number; unscanned: number }[]
}

/** What of a text may be said. */
export interface Verdict {
  /** The strictest of all findings. */
  action: Action
  /** What may be sent. */
  text: string
  /** Of the record. */
  receipt: Receipt
  /** Tokens of applications only. */
  findings?: Finding[]
  /** Tokens of applications only. */
  coverage?: Coverage
  /** Tokens of applications only: what a cache must demand of readers. */
  label?: Label
  /** Tokens of applications only: milliseconds since the oldest of the permissions that excused something was stated. */
  aclAge?: number
}

/** Permissions as a source states them. */
export interface Acl {
  /** Typed ids: `user:alice`, `group:hr`; `*` is anyone cleared. */
  allow: string[]
  /** Beats `allow`. */
  deny?: string[]
  /** The level. */
  classification?: string
  /** All of them are demanded. */
  compartments?: string[]
  /** Id of the container whose permissions hold too. */
  container?: string
}

/** One permission that many documents point at (`Acl.container`); what is left out is inherited. */
export interface ContainerPermissions {
  /** The container it lies in. */
  parent?: string
  /** `false` forgets all that is inherited. */
  inherit?: boolean
  /** Replaces what is inherited. */
  allow?: string[]
  /** Added to what is inherited. */
  deny?: string[]
  /** Replaces what is inherited. */
  classification?: string
  /** Added to what is inherited. */
  compartments?: string[]
}

/** A document as its source gives it. */
export interface Document {
  /** Unique over all sources. */
  id: string
  /** Where a person finds it. */
  uri: string
  /** All of it. */
  text: string
  /** Shown with chunks. */
  title?: string
  /** Who may read it; without it the document is refused. */
  acl?: Acl
  /** Ids of documents it was made from. */
  derivedFrom?: string[]
  /** SPDX id or policy name. */
  license?: string
  /** Who can write to its source. */
  origin?: 'curated' | 'internal' | 'user' | 'external'
  /** `false`: protected, never retrieved. */
  retrievable?: boolean
  /** Default `knowledge`. */
  kind?: 'knowledge' | 'training' | 'prompt' | 'canary' | 'code'
  /** Kept beside it. */
  metadata?: Record<string, string | number | boolean>
  /** The document as rows and columns. */
  table?: {
    rows: Record<string, string | number | boolean>[]
    identifying?: string[]
    ignored?: string[]
    complete?: boolean
  }
  /** Where in the source parts of the text stand: `page 3`. */
  positions?: { start: number; at: string }[]
}

/** One change of what is stored. */
export type Change =
  | { kind: 'upsert'; document: Document }
  | { kind: 'acl'; id: string; acl: Acl }
  | { kind: 'delete'; id: string }
  | { kind: 'container'; id: string; permissions?: ContainerPermissions }

/** What a batch of changes did. */
export interface Ingested {
  /** New documents and new texts. */
  upserted: number
  /** Documents with other permissions. */
  relabelled: number
  /** Documents that are gone. */
  deleted: number
  /** Already stored. */
  unchanged: number
  /** What could not be taken, and why. */
  refused: { id: string; code: string; help?: string }[]
}

/** Who may read a document, why, since when, and who was given it. Times are milliseconds since the epoch. */
export interface DocumentAccess {
  /** Its id. */
  document: string
  /** What it demands of its readers now. */
  label: Label
  /** Where its permissions come from. */
  container?: string
  /** Since when it demands that; 0 is not known. */
  since: number
  /** When its source last said so; 0 is not known. */
  checked: number
  /** Of those who were asked about. */
  readers: { id: string; effect: 'permit' | 'deny' | 'indeterminate'; why: string[] }[]
  /** Who was handed a piece of it, or an answer that repeats it. */
  received: { subject: string; times: number; first: number; last: number; revokedSince: boolean }[]
}

/** A page of what a principal may read. */
export interface ReadableDocuments {
  /** Who. */
  principal: string
  /** By id. */
  documents: { document: string; level: string; why: string[]; since: number }[]
  /** There are more: ask again `after` it. */
  next?: string
}

/** Where a case stands. */
export type CaseState = 'open' | 'acknowledged' | 'false-alarm' | 'accepted' | 'fixed'

/** Equal leaks: the same evidence, document and reader. Times are ISO 8601. */
export interface Case {
  /** 16 hexadecimal digits. */
  id: string
  /** What a person has said of it. */
  state: CaseState
  /** The entity, or the kind where there is none. */
  what: string
  /** Keyed digest of what leaked. */
  evidence: string
  /** Whose text it is, seen from this reader. */
  provenance: 'permitted' | 'user' | 'unknown' | 'training' | 'forbidden'
  /** Whom it was for. */
  reader: string
  /** The first document it stands in. */
  source?: string
  /** In how many it stands. */
  sourceCount: number
  /** Those it went through. */
  services: string[]
  /** How often. */
  count: number
  /** How often it went out. */
  released: number
  /** The first time. */
  first: string
  /** The last time. */
  last: string
  /** Of the last answers it was in, newest first. */
  receipts: string[]
  /** The one in force. */
  decision?: { by: string; at: string; reference?: string; until?: string }
  /** Accepted for a time that is over. */
  expired?: true
}

/** A case that was decided, and the rule that would let a false alarm pass. */
export interface Triaged {
  /** As it stands now. */
  case: Case
  /** Never of canaries and system prompts. */
  proposal?: {
    services: string[]
    rule: { evidence: string; reader?: string; documents?: string[]; reference?: string }
    spares: number
    sparesForAll: number
    /** An invented answer, the value in it that the rule would let pass, and one that it stops. */
    example: { answer: string; passes: string; stops: string }
  }
}

/** The path of one decision, without a word of the text. */
export interface Explanation {
  /** Where the record stands. */
  record: { chain: string; sequence: number; hash: string; time: string }
  /** The record itself, as the journal has it. */
  event: { type: 'closed' | 'retrieve'; call: string; subject: string; [member: string]: unknown }
  /** Each finding of an answer, in the order of the record. */
  findings: {
    what: string
    actionNow?: Action
    case?: { id: string; state: CaseState }
    sources: {
      id: string
      label?: Label
      access?: { id: string; effect: 'permit' | 'deny' | 'indeterminate'; why: string[] }
    }[]
  }[]
  /** The service's policy as it is now. */
  service?: { mode: 'enforce' | 'shadow'; onError: 'refuse' | 'release'; thresholds: Record<string, number> }
}

/** Records of the journal with what proves them to others: `ragwall verify` takes it as a file. */
export interface Evidence {
  /** What it is. */
  format: 'ragwall evidence v1'
  /** A signed note over the whole. */
  statement: string
  /** Of the key that signed. */
  key: AuditKey
  /** Canonical JSON of each, and its proof as c2sp.org/tlog-proof has it. */
  records: { record: string; proof: string }[]
}

/** A public key of the journal: the 32 bytes of RFC 8032 in base64. */
export interface AuditKey {
  /** As checkpoints name it. */
  id: string
  /** The key. */
  ed25519: string
}

/** An answer of the service that is a problem document (RFC 9457), or none at all. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError'
  /** HTTP status; 0 when there was no answer. */
  readonly status: number
  /** Stable: `scope-missing`, `answer-too-long`, … */
  readonly code: string
  /** What to do about it. */
  readonly help: string | undefined

  constructor(problem: { status: number; code: string; title: string; detail?: string; help?: string }) {
    super(problem.detail ?? problem.title)
    this.status = problem.status
    this.code = problem.code
    this.help = problem.help
  }
}

/** Where the service is and who asks. */
export interface ClientOptions {
  /** `https://ragwall.example.com`, with the path it is mounted under. */
  url: string
  /** The bearer token, or what gives a fresh one for each request. */
  token: string | (() => string | Promise<string>)
  /** The user for whom a backend with the scope `act` asks: `user:alice`. */
  principal?: string
  /** Default: the global one. */
  fetch?: typeof fetch
  /** Sends a stream whole, once it has ended, as browsers must. Default: in a browser. */
  sendsWhole?: boolean
}

/** What every call takes besides. */
export interface RequestOptions {
  /** Ends the request, and the work behind it. */
  signal?: AbortSignal
}

/** What changes take besides: with a key, a request that is sent again is done once. */
export interface ChangeOptions extends RequestOptions {
  /** A UUID, say; the same for repeats of this request alone. */
  idempotencyKey?: string
}

/** An answer that waits for a person, or did. */
export interface HeldAnswer {
  /** Under which it waits. */
  call: string
  /** Absent where the caller may read none of it, and where it was refused. */
  text?: string
  /** Images, sound and files, which nothing has looked into, with their media types; in base64. */
  media?: { field: string; type: string; data: string }[]
}

/** The released pieces of an answer, and, once they have ended, what was decided. */
export type CheckedStream = AsyncIterable<string> & {
  /** Rejects with a `ServiceError` as the stream throws it. */
  readonly verdict: Promise<Verdict>
}

/** The service's endpoints. Every one throws a `ServiceError`. */
export interface Client {
  /** The same service on behalf of another user: for backends with the scope `act`. */
  as(principal: string): Client
  /** Door 1. */
  retrieve(request: RetrieveRequest, options?: RequestOptions): Promise<Chunks>
  /** The input door. */
  inspect(request: InspectRequest, options?: RequestOptions): Promise<Verdict>
  /** What a model may be given of a text that somebody else wrote: the result of a tool, a page. */
  vet(request: VetRequest, options?: RequestOptions): Promise<Vetted>
  /** Door 2, on a whole answer. */
  check(request: CheckRequest, options?: RequestOptions): Promise<Verdict>
  /** Door 2, on an answer as it is made. */
  checkStream(
    pieces: AsyncIterable<string> | Iterable<string>,
    context?: CheckContext,
    options?: RequestOptions,
  ): CheckedStream
  /** Stores, relabels and deletes a batch. */
  apply(changes: readonly Change[], options?: ChangeOptions): Promise<Ingested>
  /** Who may read a document from now on. */
  setAcl(id: string, acl: Acl, options?: ChangeOptions): Promise<Ingested>
  /** Deletes a document. */
  remove(id: string, options?: ChangeOptions): Promise<Ingested>
  /** Ids of answers that wait for a person. */
  held(options?: RequestOptions): Promise<{ held: string[] }>
  /** One of them as far as the caller may read what it says; it waits on. */
  readHeld(call: string, options?: RequestOptions): Promise<HeldAnswer>
  /** A person's decision on one; the text, if it was released. */
  decide(
    call: string,
    decision: 'release' | 'refuse',
    options?: RequestOptions,
  ): Promise<HeldAnswer & { decision: 'release' | 'refuse' }>
  /** What the journal says, as JSON or as a text of another format. */
  report(
    query?: {
      from?: string
      to?: string
      service?: string
      format?: string
      lang?: 'en' | 'ja'
      verify?: 'all' | 'new'
    },
    options?: RequestOptions,
  ): Promise<string>
  /** Who may read a document and why; with `as`, whether this principal may. */
  access(document: string, query?: { as?: string }, options?: RequestOptions): Promise<DocumentAccess>
  /** What a principal may read, a page at a time. */
  readable(
    principal: string,
    query?: { after?: string; limit?: number },
    options?: RequestOptions,
  ): Promise<ReadableDocuments>
  /** Equal leaks, open cases first. */
  cases(query?: { state?: CaseState; service?: string }, options?: RequestOptions): Promise<{ cases: Case[] }>
  /** Puts on record what a case is. */
  triage(
    id: string,
    decision: { state: CaseState; reference?: string; until?: string },
    options?: RequestOptions,
  ): Promise<Triaged>
  /** Why an answer or a retrieval was decided as it was, by receipt or call. */
  explain(receipt: string, options?: RequestOptions): Promise<Explanation>
  /** The records of a case with what proves them to others. */
  evidence(id: string, options?: RequestOptions): Promise<Evidence>
  /** The same of one answer or retrieval, by receipt or call. */
  recordEvidence(receipt: string, options?: RequestOptions): Promise<Evidence>
  /** Public keys of the journal, the one that signs now first. */
  auditKeys(options?: RequestOptions): Promise<{ keys: AuditKey[] }>
  /** A chain of the journal as it is now, signed; with `since`, how it grew from that many records. */
  checkpoint(
    chain: string,
    query?: { since?: number },
    options?: RequestOptions,
  ): Promise<{ checkpoint: string; consistency?: string[] }>
  /** Whether the journal is whole. */
  verify(options?: RequestOptions): Promise<{ intact: boolean; [member: string]: unknown }>
}

/** A client of one service. Nothing is sent before its first call. */
export function createClient(options: ClientOptions): Client {
  const base = options.url.replace(/\/+$/, '')
  const { token, principal, sendsWhole = 'document' in globalThis } = options

  async function send(method: string, path: string, rest: Sent = {}): Promise<Response> {
    const { body, type, key, accept, signal } = rest
    const response = await (options.fetch ?? fetch)(base + path, {
      method,
      headers: {
        authorization: `Bearer ${typeof token === 'string' ? token : await token()}`,
        ...(type === undefined ? {} : { 'content-type': type }),
        ...(accept === undefined ? {} : { accept }),
        ...(principal === undefined ? {} : { 'ragwall-principal': headerOf(principal) }),
        ...(key === undefined ? {} : { 'idempotency-key': key }),
      },
      ...(body === undefined ? {} : { body }),
      ...(typeof body === 'object' ? { duplex: 'half' } : {}),
      ...(signal === undefined ? {} : { signal }),
    } as RequestInit)
    if (!response.ok) throw new ServiceError(await problemOf(response))
    return response
  }

  async function call<Answer>(method: string, path: string, json?: unknown, more: ChangeOptions = {}) {
    const { signal, idempotencyKey } = more
    const response = await send(method, path, {
      ...(json === undefined ? {} : { body: JSON.stringify(json), type: 'application/json' }),
      ...(idempotencyKey === undefined ? {} : { key: idempotencyKey }),
      ...(signal === undefined ? {} : { signal }),
    })
    return (await response.json()) as Answer
  }

  const part = encodeURIComponent
  return {
    as: (other) => createClient({ ...options, principal: other }),
    retrieve: (request, more) => call('POST', '/v1/retrieve', request, more),
    inspect: (request, more) => call('POST', '/v1/inspect', request, more),
    vet: (request, more) => call('POST', '/v1/vet', request, more),
    check: (request, more) => call('POST', '/v1/check', request, more),
    checkStream(pieces, context = {}, { signal } = {}) {
      return checkedStream(async () =>
        send('POST', '/v1/check/stream', {
          body: sendsWhole ? await wholeBody(pieces, context) : streamedBody(pieces, context),
          type: 'application/x-ndjson',
          accept: 'application/x-ndjson',
          ...(signal === undefined ? {} : { signal }),
        }),
      )
    },
    apply: (changes, more) => call('POST', '/v1/documents', { changes }, more),
    setAcl: (id, acl, more) => call('PATCH', `/v1/documents/${part(id)}/acl`, acl, more),
    remove: (id, more) => call('DELETE', `/v1/documents/${part(id)}`, undefined, more),
    held: (more) => call('GET', '/v1/held', undefined, more),
    readHeld: (id, more) => call('GET', `/v1/held/${part(id)}`, undefined, more),
    decide: (id, decision, more) => call('POST', `/v1/held/${part(id)}/decision`, { decision }, more),
    async report(query = {}, { signal } = {}) {
      const path = `/v1/reports/leaks${queryOf(query)}`
      return (await send('GET', path, signal === undefined ? {} : { signal })).text()
    },
    access: (id, query = {}, more) =>
      call('GET', `/v1/documents/${part(id)}/access${queryOf(query)}`, undefined, more),
    readable: (id, query = {}, more) =>
      call('GET', `/v1/principals/${part(id)}/documents${queryOf(query)}`, undefined, more),
    cases: (query = {}, more) => call('GET', `/v1/cases${queryOf(query)}`, undefined, more),
    triage: (id, decision, more) => call('POST', `/v1/cases/${part(id)}/decision`, decision, more),
    explain: (receipt, more) => call('GET', `/v1/records/${part(receipt)}`, undefined, more),
    evidence: (id, more) => call('GET', `/v1/cases/${part(id)}/evidence`, undefined, more),
    recordEvidence: (receipt, more) => call('GET', `/v1/records/${part(receipt)}/evidence`, undefined, more),
    auditKeys: (more) => call('GET', '/v1/audit/keys', undefined, more),
    checkpoint: (chain, query = {}, more) =>
      call('GET', `/v1/audit/checkpoints/${part(chain)}${queryOf(query)}`, undefined, more),
    verify: (more) => call('GET', '/v1/audit/verify', undefined, more),
  }
}

function queryOf(query: object): string {
  const given = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
  return given.length === 0 ? '' : `?${given.join('&')}`
}

interface Sent {
  body?: string | ReadableStream<Uint8Array>
  type?: string
  accept?: string
  key?: string
  signal?: AbortSignal
}

/** Header values are bytes: the UTF-8 of an id, each byte as a character. */
function headerOf(id: string): string {
  return String.fromCharCode(...new TextEncoder().encode(id))
}

async function problemOf(response: Response): Promise<ConstructorParameters<typeof ServiceError>[0]> {
  const { status } = response
  try {
    const problem = (await response.json()) as {
      code?: unknown
      title?: unknown
      detail?: string
      help?: string
    }
    if (typeof problem.code === 'string' && typeof problem.title === 'string') {
      return { ...problem, code: problem.code, title: problem.title, status }
    }
  } catch {
    // Whatever stands in front of the service answers as it likes.
  }
  return { status, code: 'unknown', title: `the answer has status ${status} and is no problem document` }
}

function lineOf(text: string, context: CheckContext): string {
  return `${JSON.stringify({ ...context, text })}\n`
}

async function wholeBody(
  pieces: AsyncIterable<string> | Iterable<string>,
  context: CheckContext,
): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return lineOf(text, context)
}

/** A piece is asked for when there is room for it. */
function streamedBody(
  pieces: AsyncIterable<string> | Iterable<string>,
  context: CheckContext,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = (async function* () {
    yield* pieces
  })()
  let first = true
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      if (first) {
        first = false
        // What is known of the call goes before the first piece: the model may still be thinking.
        controller.enqueue(encoder.encode(lineOf('', context)))
        return
      }
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(lineOf(value, {})))
    },
    async cancel() {
      await iterator.return()
    },
  })
}

interface Line {
  text?: string
  verdict?: Verdict
  error?: ConstructorParameters<typeof ServiceError>[0]
}

function checkedStream(open: () => Promise<Response>): CheckedStream {
  let resolve: (verdict: Verdict) => void = () => undefined
  let reject: (error: unknown) => void = () => undefined
  const verdict = new Promise<Verdict>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  // Whoever reads the text alone is told there.
  verdict.catch(() => undefined)
  async function* pieces(): AsyncGenerator<string, void> {
    try {
      for await (const { text, verdict: judged, error } of linesOf(await open())) {
        if (error !== undefined) throw new ServiceError(error)
        if (judged !== undefined) return resolve(judged)
        if (text !== undefined) yield text
      }
      throw new ServiceError({ status: 0, code: 'incomplete', title: 'the stream ended before its verdict' })
    } catch (error) {
      reject(error)
      throw error
    } finally {
      // Of a stream that is abandoned; one that has ended has its verdict.
      reject(new ServiceError({ status: 0, code: 'aborted', title: 'the stream was not read to its end' }))
    }
  }
  return Object.assign(pieces(), { verdict })
}

async function* linesOf(response: Response): AsyncGenerator<Line, void> {
  const reader = response.body!.getReader()
  const decoder = new TextDecoder()
  // Pieces of the line that has not ended: what has come is not looked at again with every piece that comes.
  let begun: string[] = []
  try {
    while (true) {
      const { done, value } = await reader.read()
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true })
      const [first = '', ...ended] = text.split('\n')
      begun.push(first)
      for (const next of done ? [...ended, ''] : ended) {
        const line = begun.join('')
        begun = [next]
        if (line !== '') yield JSON.parse(line) as Line
      }
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
