import type { PiiRow } from '../datasets.js'
import type { Random } from '../random.js'
import { base64 } from './codes.js'

/** One way of writing labelled values so that they are not found; undefined where a row has nothing to disguise. */
export interface ValueAttack {
  readonly name: string
  attack(row: PiiRow, random: Random): PiiRow | undefined
}

type Span = PiiRow['spans'][number]

/** Puts every value in other words, and says where they stand now. */
function rewritten(row: PiiRow, write: (span: Span) => string): PiiRow | undefined {
  const spans: Span[] = []
  let text = ''
  let at = 0
  let changed = false
  for (const span of row.spans.toSorted((a, b) => a.start - b.start)) {
    if (span.start < at) continue
    text += row.text.slice(at, span.start)
    const value = write(span)
    changed ||= value !== span.value
    spans.push({ ...span, start: text.length, end: text.length + value.length, value })
    text += value
    at = span.end
  }
  return changed ? { ...row, text: text + row.text.slice(at), spans } : undefined
}

/** A text around pieces of which some are values. */
function composed(row: PiiRow, pieces: readonly (string | Span)[]): PiiRow {
  const spans: Span[] = []
  let text = ''
  for (const piece of pieces) {
    const value = typeof piece === 'string' ? piece : piece.value
    if (typeof piece !== 'string') {
      spans.push({ ...piece, start: text.length, end: text.length + value.length })
    }
    text += value
  }
  return { ...row, text, spans }
}

const onValues = (name: string, write: (value: string, random: Random) => string): ValueAttack => ({
  name,
  attack: (row, random) => rewritten(row, ({ value }) => write(value, random)),
})

const onNames = (name: string, write: (value: string, random: Random) => string): ValueAttack => ({
  name,
  attack: (row, random) =>
    rewritten(row, ({ entity, value }) => (entity === 'PERSON' ? write(value, random) : value)),
})

const HOMOGLYPHS: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  x: 'х',
  y: 'у',
}
const OTHER_SCRIPTS = [
  '高橋 美咲',
  '王小明',
  '김민수',
  'Дмитрий Соколов',
  'Ελένη Παπαδοπούλου',
  'प्रिया शर्मा',
  'أحمد حسن',
]
const LONG_NAMES = [
  'María José de la Cruz Hernández',
  'Jan-Willem van der Berg',
  'Anne-Sophie de Montigny Laurent',
]
const PLACE_NAMES = ['Austin', 'Paris', 'Sydney', 'Florence', 'Jordan', 'Chelsea', 'Virginia', 'Dakota']

/** `PERSON` as a name in a program: `person`. */
const fieldOf = ({ entity }: Span) => entity.toLowerCase()

/**
 * Own versions of the thirteen attacks that `pii-anon` names, over rows that are clean: what they cost is the
 * difference to the same rows as they were.
 */
export const valueAttacks: readonly ValueAttack[] = [
  onValues('base64', (value) => base64(value)),
  onValues('direction override', (value) => `\u202e${value}\u202c`),
  {
    name: 'in a program',
    attack: (row) =>
      row.spans.length === 0
        ? undefined
        : composed(row, [
            'const record = { ',
            ...row.spans.flatMap((span, i) => [`${i === 0 ? '' : ', '}${fieldOf(span)}: "`, span, '"']),
            ' }',
          ]),
  },
  onNames('names that are places', (_, random) => random.pick(PLACE_NAMES)),
  onNames('names in other scripts', (_, random) => random.pick(OTHER_SCRIPTS)),
  onNames('names of many words', (_, random) => random.pick(LONG_NAMES)),
  {
    name: 'denied',
    attack: (row, random) => {
      const before = random.pick([
        'It is not true that this was said: ',
        'Correction, not: ',
        'If this were so: ',
      ])
      const moved = row.spans.map((span) => ({
        ...span,
        start: span.start + before.length,
        end: span.end + before.length,
      }))
      return { ...row, text: before + row.text, spans: moved }
    },
  },
  onValues('read by a machine', (value, random) =>
    value.replace(/[01]/g, (digit) => (random.chance(0.1) ? (digit === '0' ? 'O' : 'l') : digit)),
  ),
  onNames('partly masked', (value) => value.replace(/(?<=\p{L})\p{L}/gu, '*')),
  onValues('look-alike letters', (value, random) =>
    value.replace(/[aeopcxy]/g, (letter) => (random.chance(0.4) ? HOMOGLYPHS[letter]! : letter)),
  ),
  {
    name: 'in an address',
    attack: (row) =>
      row.spans.length === 0
        ? undefined
        : composed(row, [
            'https://portal.example.org/profile',
            ...row.spans.flatMap((span, i) => [`${i === 0 ? '?' : '&'}${fieldOf(span)}=`, span]),
          ]),
  },
  onValues('URL escapes', (value) => encodeURIComponent(value)),
  onValues('zero-width characters', (value, random) =>
    Array.from(value, (letter) => (random.chance(0.3) ? `${letter}\u200b` : letter)).join(''),
  ),
]
