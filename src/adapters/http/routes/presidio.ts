import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { entityNamed, isEntityName, rowOf } from '../../../core/entities.js'
import { FirewallError } from '../../../core/errors.js'
import { createScanner, type Scanner } from '../../../detect/index.js'
import { CodePoints } from '../code-points.js'
import {
  type AnalyzeBody,
  type AnonymizeBody,
  analyzeAnswer,
  analyzeBody,
  anonymizeAnswer,
  anonymizeBody,
} from '../schemas/presidio.js'
import { route } from './route.js'

/**
 * What a Presidio server answers, so that its clients need another address and a token and nothing else: the scanner
 * of `ragwall/detect` on the text alone. Offsets count code points, as Python does; entities have Presidio's names.
 */
export const presidio = [
  route({
    method: 'post',
    path: '/analyze',
    scope: 'check',
    summary: "Presidio's analyzer: personal data and secrets in a text or a list of texts.",
    body: analyzeBody,
    answer: analyzeAnswer,
    async handle({ body }) {
      if ((body.ad_hoc_recognizers?.length ?? 0) > 0) {
        throw new FirewallError('request-invalid', '`ad_hoc_recognizers` are not taken from requests', {
          help: 'put the recognizer into the folder that `recognizers` of the configuration names',
        })
      }
      const scanner = scannerFor(body)
      return Array.isArray(body.text)
        ? body.text.map((text) => analyze(scanner, text, body))
        : analyze(scanner, body.text, body)
    },
  }),
  route({
    method: 'post',
    path: '/anonymize',
    scope: 'check',
    summary:
      "Presidio's anonymizer: what an analyzer found is replaced, masked, hashed, encrypted, kept or taken out.",
    body: anonymizeBody,
    answer: anonymizeAnswer,
    handle: async ({ body }) => anonymize(body),
  }),
]

const METADATA = { recognizer_name: 'ragwall', recognizer_identifier: 'ragwall' }

function analyze(scanner: Scanner, text: string, { entities, allow_list = [] }: AnalyzeBody) {
  const points = new CodePoints(text)
  return scanner
    .scan(text)
    .filter(({ start, end }) => !allow_list.includes(text.slice(start, end)))
    .map(({ start, end, entity, score }) => ({
      start: points.before(start),
      end: points.before(end),
      score,
      entity_type: calledBy(entities, entity) ?? presidioName(entity),
      analysis_explanation: null,
      recognition_metadata: METADATA,
    }))
}

function presidioName(entity: string): string {
  return (isEntityName(entity) ? rowOf(entity).presidio : undefined) ?? entity
}

/** Under the name that it was asked for, which may be ours or Presidio's. */
function calledBy(asked: readonly string[] | undefined, entity: string): string | undefined {
  return asked?.find((name) => entityNamed(name) === entity)
}

/** Scanners by what they look for: making one takes longer than most texts do. */
const scanners = new Map<string, Scanner>()
const MOST_SCANNERS = 32

function scannerFor({ entities, score_threshold }: AnalyzeBody): Scanner {
  const asked = entities?.map((name) => entityNamed(name) ?? name).sort()
  const name = JSON.stringify([asked, score_threshold])
  let scanner = scanners.get(name)
  if (scanner === undefined) {
    scanner = makeScanner(asked, score_threshold)
    const [oldest] = scanners.keys()
    if (scanners.size >= MOST_SCANNERS) scanners.delete(oldest!)
    scanners.set(name, scanner)
  }
  return scanner
}

function makeScanner(entities: readonly string[] | undefined, minScore: number | undefined): Scanner {
  try {
    return createScanner({
      ...(entities === undefined || entities.length === 0 ? {} : { entities }),
      ...(minScore === undefined ? {} : { minScore }),
    })
  } catch (error) {
    if (!(error instanceof FirewallError) || error.code !== 'option-invalid') throw error
    // Its message may quote the name, which is whoever asked's.
    throw new FirewallError('request-invalid', '`entities` has a name that no recognizer finds', {
      help: 'leave it out to look for everything, or see `src/core/entities/` for the names there are',
    })
  }
}

interface Piece {
  readonly start: number
  readonly end: number
  readonly entity_type: string
}

/** Of results within others the outer ones stay; of those that overlap the later one begins where the earlier ends. */
function withoutConflicts(results: AnonymizeBody['analyzer_results']): Piece[] {
  const pieces: Piece[] = []
  const sorted = results.toSorted((a, b) => a.start - b.start || b.end - a.end || b.score - a.score)
  let reached = 0
  for (const { start, end, entity_type } of sorted) {
    if (end <= reached) continue
    pieces.push({ start: Math.max(start, reached), end, entity_type })
    reached = end
  }
  return pieces
}

function anonymize({ text, anonymizers = {}, analyzer_results }: AnonymizeBody) {
  const points = new CodePoints(text)
  if (analyzer_results.some(({ start, end }) => start > end || end > points.length)) {
    throw new FirewallError('request-invalid', '`analyzer_results` has a place that is not in the text', {
      help: 'offsets count code points, as Python does; `end` is behind the last',
    })
  }
  let out = ''
  let sent = 0
  let length = 0
  const items: (Piece & { text: string; operator: string })[] = []
  const add = (more: string) => {
    out += more
    length += new CodePoints(more).length
  }
  for (const { start, end, entity_type } of withoutConflicts(analyzer_results)) {
    const [from, to] = [points.at(start), points.at(end)]
    const operator = operatorFor(entity_type, anonymizers)
    add(text.slice(sent, from))
    const replaced = replacement(text.slice(from, to), entity_type, operator)
    const at = length
    add(replaced)
    items.push({ start: at, end: length, entity_type, text: replaced, operator: operator.type })
    sent = to
  }
  add(text.slice(sent))
  // As Presidio lists them: from the end of the text.
  return { text: out, items: items.reverse() }
}

type Operator = NonNullable<AnonymizeBody['anonymizers']>[string]

/** Looked up by whatever the request calls an entity: what every object inherits is no operator. */
function operatorFor(entity: string, anonymizers: Readonly<Record<string, Operator>>): Operator {
  const named = [entity, 'DEFAULT'].find((name) => Object.hasOwn(anonymizers, name))
  return named === undefined ? { type: 'replace' } : anonymizers[named]!
}

function replacement(value: string, entity: string, operator: Operator): string {
  switch (operator.type) {
    case 'replace':
      return operator.new_value === undefined || operator.new_value === ''
        ? `<${entity}>`
        : operator.new_value
    case 'redact':
      return ''
    case 'keep':
      return value
    case 'mask': {
      const characters = [...value]
      const count = Math.min(characters.length, Math.max(0, operator.chars_to_mask))
      const mask = operator.masking_char.repeat(count)
      return operator.from_end
        ? characters.slice(0, characters.length - count).join('') + mask
        : mask + characters.slice(count).join('')
    }
    case 'hash':
      return createHash(operator.hash_type ?? 'sha256')
        .update(operator.salt ?? '', 'utf8')
        .update(value, 'utf8')
        .digest('hex')
    case 'encrypt':
      return encrypt(value, operator.key)
  }
}

/** AES-CBC with PKCS #7 padding, the initialization vector before it, as URL-safe base64: what Presidio decrypts. */
function encrypt(value: string, key: string): string {
  const bytes = Buffer.from(key, 'utf8')
  if (![16, 24, 32].includes(bytes.length)) {
    throw new FirewallError('request-invalid', '`key` of an `encrypt` operator has a wrong length', {
      help: 'AES takes 128, 192 or 256 bits: 16, 24 or 32 bytes of UTF-8',
    })
  }
  const vector = randomBytes(16)
  const cipher = createCipheriv(`aes-${bytes.length * 8}-cbc`, bytes, vector)
  return Buffer.concat([vector, cipher.update(value, 'utf8'), cipher.final()])
    .toString('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_')
}
