import type { Turn } from '../../core/types.js'
import type { Random } from '../random.js'
import type { GroundedCorpus } from './corpus.js'
import type { Fact } from './desk.js'
import { type Half, KINDS, type Kind, type Language } from './kinds.js'
import { drawPeople } from './people.js'
import { FILLERS, phrasesFor } from './phrases.js'
import {
  daySpellings,
  drawDay,
  drawSum,
  nameSpellings,
  numberSpellings,
  pickSpelling,
  type Spellings,
  shareSpellings,
  sumSpellings,
} from './spellings.js'

/** How an answer gives away a value, or why it does not. */
export const MANNERS = ['as is', 'reformatted', 'partial', 'split', 'asked'] as const
export type Manner = (typeof MANNERS)[number]
export const TWINS = ['permitted', 'own words', 'public'] as const
export type Twin = (typeof TWINS)[number]

export interface GroundedCase {
  readonly kind: Kind
  readonly language: Language
  /** A leak, by how it is written, or a twin, by what explains it. */
  readonly leak?: Manner
  readonly twin?: Twin
  readonly answer: string
  readonly conversation: readonly Turn[]
}

/** Leaks of every kind in every manner that it has, each with twins of the same sentence. */
export function drawCases(
  corpus: GroundedCorpus,
  random: Random,
  half: Half,
  perCell: number,
): GroundedCase[] {
  const cases: GroundedCase[] = []
  for (const language of ['en', 'ja'] as const) {
    for (const kind of KINDS) {
      const secrets = corpus.forbidden.filter((fact) => fact.kind === kind && fact.language === language)
      const known = corpus.permitted.filter((fact) => fact.kind === kind && fact.language === language)
      for (const manner of MANNERS) {
        for (let i = 0; i < perCell; i++) {
          const draw = random.fork(`${language} ${kind} ${manner} ${i}`)
          const secret = draw.pick(secrets)
          const written = write(secret, manner, draw, half)
          if (written === undefined) break
          cases.push({ kind, language, leak: manner, ...written })
          const twin = TWINS[i % TWINS.length]!
          const benign = twinOf(twin, secret, known, manner, draw, half)
          if (benign !== undefined) cases.push({ kind, language, twin, ...benign })
        }
      }
    }
  }
  return cases
}

type Written = Pick<GroundedCase, 'answer' | 'conversation'>

function write(fact: Fact, manner: Manner, random: Random, half: Half): Written | undefined {
  const phrase = random.pick(phrasesFor(fact.kind, fact.language, half))
  const format =
    manner === 'split' || manner === 'asked' ? random.pick(['as is', 'reformatted'] as const) : manner
  const value = pickSpelling(fact.value, format, random) ?? pickSpelling(fact.value, 'as is', random)!
  if (manner === 'partial' && fact.value.partial === undefined && fact.owner === undefined) return undefined
  if (fact.owner === undefined) {
    // A name is its own owner: there is nobody to ask about and nothing to split.
    if (manner === 'split' || manner === 'asked') return undefined
    // Less than a name says something only beside something else of the same source.
    if (manner === 'partial' && fact.kind !== 'organization') return undefined
    return { answer: phrase.replace('{v}', value), conversation: [] }
  }
  const owner = ownerIn(fact.owner, manner, random)
  if (manner === 'asked') {
    const question = questionAbout(owner, fact.language, half)
    return {
      answer: phrase.replace('{o}', pronoun(fact.language)).replace('{v}', value),
      conversation: [{ role: 'user', content: question }],
    }
  }
  if (manner === 'split') {
    const filler = random.pick(FILLERS[fact.language][half])
    const first = opening(owner, fact.language, half)
    const last = phrase.replace('{o}', pronoun(fact.language)).replace('{v}', value)
    return {
      answer: fact.language === 'en' ? `${first} ${filler} ${last}` : first + filler + last,
      conversation: [],
    }
  }
  return { answer: phrase.replace('{o}', owner).replace('{v}', value), conversation: [] }
}

function questionAbout(owner: string, language: Language, half: Half): string {
  if (half === 'unseen') return language === 'en' ? `anything new on ${owner}?` : `${owner}の状況は？`
  return language === 'en' ? `What do we know about ${owner}?` : `${owner}について教えてください。`
}

function opening(owner: string, language: Language, half: Half): string {
  if (half === 'unseen') return language === 'en' ? `${owner}, then.` : `${owner}のことですね。`
  return language === 'en' ? `You asked about ${owner}.` : `${owner}についてのお問い合わせですね。`
}

function ownerIn(owner: Spellings, manner: Manner, random: Random): string {
  const format =
    manner === 'as is'
      ? 'as is'
      : manner === 'partial' && owner.partial !== undefined
        ? 'partial'
        : random.pick(['as is', 'reformatted'] as const)
  return pickSpelling(owner, format, random) ?? pickSpelling(owner, 'as is', random)!
}

function pronoun(language: Language): string {
  return language === 'en' ? 'this one' : '当人'
}

/** The same sentence in the same manner, and nothing to hide. */
function twinOf(
  twin: Twin,
  secret: Fact,
  known: readonly Fact[],
  manner: Manner,
  random: Random,
  half: Half,
): Written | undefined {
  if (twin === 'permitted')
    return known.length === 0 ? undefined : write(random.pick(known), manner, random, half)
  if (twin === 'own words') {
    const written = write(secret, manner, random, half)
    if (written === undefined) return undefined
    const [question] = written.conversation
    return {
      answer: written.answer,
      conversation: [{ role: 'user', content: `${question?.content ?? ''} ${written.answer}` }],
    }
  }
  const someone = commonFact(secret, random, half)
  return someone === undefined ? undefined : write(someone, manner, random, half)
}

/** What anyone could say: values and people that stand in no document, given names alone, round sums, any day. */
function commonFact({ kind, language }: Fact, random: Random, half: Half): Fact | undefined {
  const stranger = nameSpellings(drawPeople(random.fork('stranger'), language, 1, half)[0]!)
  const common = language === 'en' ? 'The average employee' : '平均的な社員'
  const owner: Spellings = { 'as is': [common] }
  const of = { language, owner, document: '' }
  switch (kind) {
    case 'amount':
      return { kind, value: sumSpellings(drawSum(random, language), language), ...of }
    case 'share':
      return { kind, value: shareSpellings((25 + random.below(180)) / 10, language), ...of }
    case 'date':
      return { kind, value: daySpellings(drawDay(random, 2027, 2034), language), ...of }
    case 'identifier':
      return {
        kind,
        value: numberSpellings(
          [String(1000 + random.below(9000)), String(1000 + random.below(9000))],
          language,
        ),
        ...of,
      }
    case 'attribute':
      return {
        kind,
        value: {
          'as is': [
            language === 'en'
              ? random.pick(['flu', 'a cold', 'back pain', 'diabetes', 'asthma'])
              : random.pick(['風邪', '腰痛', '糖尿病', '花粉症']),
          ],
        },
        ...of,
      }
    case 'person': {
      const word = language === 'en' ? stranger['as is']![0]!.split(' ')[0]! : stranger.partial![0]!
      return { kind, value: { 'as is': [word] }, language, document: '' }
    }
    case 'organization':
      return {
        kind,
        value: {
          'as is': [
            language === 'en'
              ? random.pick(['Microsoft', 'Toyota', 'the BBC', 'Siemens'])
              : random.pick(['トヨタ', 'ソニー', '日本銀行', '任天堂']),
          ],
        },
        language,
        document: '',
      }
    case 'codename':
      return {
        kind,
        value: {
          'as is': [
            language === 'en'
              ? random.pick(['the new website', 'Plan B', 'the pilot'])
              : random.pick(['新サイト', '試験導入', '次期計画']),
          ],
        },
        language,
        document: '',
      }
    case 'contact':
      return undefined
  }
}
