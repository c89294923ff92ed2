import { z } from 'zod'
import type { SourceDocument } from '../../../src/core/types.js'
import { readAll } from '../../../src/evaluate/datasets.js'
import { drawCorpus } from '../../../src/evaluate/grounded/corpus.js'
import { createRandom, type Random } from '../../../src/evaluate/random.js'
import { drawProse, type Language } from './prose.js'

/** UTF-8 bytes of an answer. */
export const ANSWER = 4096
const LEAK = 300
const DOCUMENT = 16_384
export const LANGUAGES: readonly Language[] = ['en', 'ja']

export const KINDS = ['clean', 'one leak', 'all copied'] as const
export type AnswerKind = (typeof KINDS)[number]
export type Answers = Readonly<Record<AnswerKind, readonly string[]>>

export interface Texts {
  readonly documents: readonly SourceDocument[]
  readonly answers: Readonly<Record<Language, Answers>>
}

/** Any JSON Lines with texts, or with answers: those are then the clean ones. */
const ROW = z.object({ lang: z.string(), text: z.string().optional(), answer: z.string().optional() })

export interface Wanted {
  readonly files: readonly string[]
  readonly kilobytes: number
  readonly answers: number
  readonly seed: string
}

/**
 * Documents that the reader may not read, half of each language, with mails, contracts and tables among them, and
 * answers about other things, with a passage of one of them, and made of nothing else.
 */
export async function drawTexts({ files, kilobytes, answers, seed }: Wanted): Promise<Texts> {
  const random = createRandom(`check ${seed}`)
  const given = (await Promise.all(files.map((file) => readAll(file, ROW)))).flat()
  const of = (language: Language): { documents: string[]; answers: Answers } => {
    const draw = random.fork(language)
    const rows = draw.shuffle(given.filter(({ lang }) => lang === language))
    const texts = rows.flatMap(({ text = '' }) => (text.length > 2 * ANSWER ? [text] : []))
    const said = rows.flatMap(({ answer = '' }) => (answer === '' ? [] : [answer]))
    // A sixth of what is given is in no document: clean answers are cut from it where no answers are given.
    const held = texts.splice(0, Math.ceil(texts.length / 6))
    const documents = cutDocuments(texts, (kilobytes * 512) | 0, draw, language)
    const clean = () =>
      said.length > 0
        ? joined(draw, said)
        : held.length > 0
          ? part(draw.pick(held), ANSWER, draw)
          : trimmed(drawProse(draw, language, 'answer', ANSWER), ANSWER)
    const times = (make: () => string) => Array.from({ length: answers }, make)
    return {
      documents,
      answers: {
        clean: times(clean),
        'one leak': times(() => {
          const around = clean()
          const at = draw.below(around.length >> 1)
          return trimmed(
            `${around.slice(0, at).toWellFormed()} ${part(draw.pick(documents), LEAK, draw)} ${around.slice(at).toWellFormed()}`,
            ANSWER,
          )
        }),
        'all copied': times(() => part(draw.pick(documents), ANSWER, draw)),
      },
    }
  }
  const [en, ja] = [of('en'), of('ja')]
  const values = drawCorpus(random.fork('values'), Math.max(20, kilobytes >> 3)).documents
  const acl = { allow: ['group:others'], deny: [], classification: 'internal' }
  const long = [...en.documents, ...ja.documents].map((text, i) => ({
    id: `long-${i}`,
    uri: `bench:long-${i}`,
    text,
    acl,
  }))
  return {
    documents: [...long, ...values.map((document) => ({ ...document, acl }))],
    answers: { en: en.answers, ja: ja.answers },
  }
}

function cutDocuments(texts: readonly string[], bytes: number, random: Random, language: Language): string[] {
  const documents: string[] = []
  for (let left = bytes, i = 0; left > 0; i++, left -= DOCUMENT) {
    documents.push(
      texts.length > 0
        ? part(texts[i % texts.length]!, DOCUMENT, random)
        : drawProse(random, language, 'document', DOCUMENT),
    )
  }
  return documents
}

function joined(random: Random, texts: readonly string[]): string {
  let text = ''
  while (Buffer.byteLength(text) < ANSWER) text += `${random.pick(texts)}\n\n`
  return trimmed(text, ANSWER)
}

function part(text: string, bytes: number, random: Random): string {
  const units = Math.min(text.length, bytes)
  const at = random.below(text.length - units + 1)
  return trimmed(text.slice(at, at + units).toWellFormed(), bytes)
}

/** Whole characters of at most `bytes` UTF-8 bytes. */
function trimmed(text: string, bytes: number): string {
  const some = Buffer.from(text)
  let end = Math.min(bytes, some.length)
  while (end < some.length && (some[end]! & 0xc0) === 0x80) end--
  return some.toString('utf8', 0, end)
}
